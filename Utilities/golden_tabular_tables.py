"""Golden values of MienTabular's tables: what pandas makes of the same text.

    python3 Utilities/golden_tabular_tables.py

needs pandas and numpy; the versions used are noted in the file.
"""

import io
import json
import math
import pathlib

import numpy as np
import pandas as pd

GOLDEN = pathlib.Path(__file__).parent.parent / "Tests" / "MienTabularTests" / "Golden" / "tables.json"
random = np.random.default_rng(11)
ROWS = 150


def plain(value):
    """JSON has no NaN: null stands for it."""
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def made():
    style = random.choice(["rock", "jazz", "élan", "Zydeco", "a, b", "say \"so\""], ROWS)
    base = random.normal(size=ROWS)
    frame = pd.DataFrame({
        "style": pd.Series(style, dtype=object),
        "tempo": 120 + 30 * base,
        "energy": np.exp(base + random.normal(size=ROWS)),
        "small": random.normal(size=ROWS) * 1e-9,
        "constant": 0.5,
        "year": random.integers(1950, 2020, ROWS),
        "sparse": np.where(random.random(ROWS) < 0.9, np.nan, random.normal(size=ROWS)),
        "nothing": np.nan,
    })
    for column in ("style", "tempo", "energy"):
        frame.loc[random.random(ROWS) < 0.1, column] = np.nan
    # A group none of whose tempos is known.
    frame.loc[frame["style"] == "Zydeco", "tempo"] = np.nan
    return frame.to_csv(index=False)


def grouped(frame, key, way):
    groups = frame.groupby(key)
    table = groups.count() if way == "count" else getattr(groups, way)(numeric_only=True)
    return {
        "keys": [str(k) for k in table.index],
        "columns": {name: plain(table[name].astype(float).tolist()) for name in table.columns},
    }


text = made()
frame = pd.read_csv(io.StringIO(text))
numbers = frame.select_dtypes("number")
missing = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null", "\"NA\"", "\"\""]
kept = ["NAN", "Null", "none", "-", "na", "N/a", "#", "-1.#", "nul", "<na>", " NA", "NA ", "1.#IN", "1", "?"]
check = pd.read_csv(io.StringIO("a,b\n" + "".join(f"{word},x\n" for word in missing + kept)))
assert check["a"].isna().tolist() == [True] * len(missing) + [False] * len(kept), check

GOLDEN.write_text(json.dumps({
    "pandas": pd.__version__,
    "numpy": np.__version__,
    "text": text,
    "numeric": numbers.columns.tolist(),
    "describe": {name: plain(column.tolist()) for name, column in frame.describe().items()},
    "grouped": {
        key: {way: grouped(frame, key, way) for way in ("mean", "median", "count")} for key in ("style", "year")},
    "correlation": plain(numbers.corr().values.tolist()),
    "counts": {
        "values": frame["style"].value_counts().index.tolist(), "counts": frame["style"].value_counts().tolist()},
    "missing": missing,
    "kept": kept,
}, ensure_ascii=False, separators=(",", ":")) + "\n")
