"""Makes Tests/MienTrainingTests/Golden/reports.json: what scikit-learn says of several sets of predictions.

    python Utilities/golden_reports.py

Needs scikit-learn and numpy; their versions are noted in the file.
"""

import json
import pathlib
import re
import warnings

import numpy as np
import sklearn
from sklearn.metrics import classification_report, confusion_matrix

warnings.filterwarnings("ignore")
GOLDEN = pathlib.Path(__file__).parent.parent / "Tests/MienTrainingTests/Golden/reports.json"
FACES = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]


def drawn(classes, samples, seed, skill=0.5, missing=(), unpredicted=()):
    """True and predicted classes; `missing` never occur, `unpredicted` are never predicted."""
    random = np.random.default_rng(seed)
    truths = random.choice([c for c in range(classes) if c not in missing], samples)
    guesses = random.choice([c for c in range(classes) if c not in unpredicted], samples)
    hits = (random.random(samples) < skill) & ~np.isin(truths, list(unpredicted))
    return truths.tolist(), np.where(hits, truths, guesses).tolist()


CASES = [
    ("two classes", ["no", "yes"], drawn(2, 50, 1)),
    ("seven faces", FACES, drawn(7, 3589, 2, skill=0.6)),
    ("ten classes", [str(digit) for digit in range(10)], drawn(10, 200, 3, skill=0.9)),
    ("one class", ["only"], ([0] * 5, [0] * 5)),
    ("a class that never occurs", ["a", "b", "c"], drawn(3, 40, 4, missing=(1,))),
    ("a class that is never predicted", ["a", "b", "c"], drawn(3, 40, 5, unpredicted=(2,))),
    ("a class that is neither", FACES, drawn(7, 90, 6, missing=(1,), unpredicted=(1,))),
    ("all wrong", ["a", "b"], ([0, 0, 1], [1, 1, 0])),
    ("all right", ["a", "b"], ([0, 0, 1], [0, 0, 1])),
    ("long names", ["a name much longer than the headings", "überrascht", "b"], drawn(3, 30, 7)),
    ("one sample", ["a", "b"], ([1], [1])),
    ("many samples", ["a", "b", "c"], drawn(3, 20000, 8)),
]


def values(truths, predictions, names, zero_division):
    labels = list(range(len(names)))
    report = classification_report(
        truths, predictions, labels=labels, target_names=names, output_dict=True, zero_division=zero_division)

    def scores(row):
        return {"precision": row["precision"], "recall": row["recall"], "f1": row["f1-score"],
                "support": int(row["support"])}

    return {
        "zeroDivision": zero_division,
        "accuracy": report["accuracy"],
        "macro": scores(report["macro avg"]),
        "weighted": scores(report["weighted avg"]),
        "perClass": [scores(report[name]) for name in names],
        "texts": {
            str(digits): whole_supports(classification_report(
                truths, predictions, labels=labels, target_names=names, digits=digits, zero_division=zero_division))
            for digits in (2, 4, 14)
        },
    }


def whole_supports(text):
    """Where nothing at all was recognised, scikit-learn 1.9 slips and counts in floats: support 2.0 for 2."""
    return re.sub(r"  (\d+)\.0$", lambda found: f"    {found[1]}", text, flags=re.MULTILINE)


def case(name, names, drawn):
    truths, predictions = drawn
    labels = list(range(len(names)))
    return {
        "name": name,
        "classNames": names,
        "counts": confusion_matrix(truths, predictions, labels=labels).tolist(),
        "normalized": {
            key: confusion_matrix(truths, predictions, labels=labels, normalize=normalize).tolist()
            for key, normalize in (("truth", "true"), ("prediction", "pred"), ("all", "all"))
        },
        "reports": [values(truths, predictions, names, zero_division) for zero_division in (0, 1)],
    }


golden = {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "cases": [case(*parts) for parts in CASES],
}
GOLDEN.write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")
print(f"{GOLDEN}: {len(golden['cases'])} cases, {GOLDEN.stat().st_size:,} bytes")
