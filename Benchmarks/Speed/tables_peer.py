"""Times pandas, scikit-learn and XGBoost on a table, as the program `tables` of this package times Mien.

    tables_peer.py read|forest|boosting|search FILE.csv TREES THREADS STEPS
"""

import os
import sys

WORK, FILE = sys.argv[1:3]
TREES, THREADS, STEPS = map(int, sys.argv[3:])
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(THREADS)

import pandas

import timing

GRID = {"learning_rate": [0.2, 0.3, 0.4], "max_depth": [3, 4, 5], "n_estimators": [50, 100, 150]}


def classifier():
    if WORK == "forest":
        from sklearn.ensemble import RandomForestClassifier
        return RandomForestClassifier(n_estimators=TREES, n_jobs=THREADS, random_state=1)
    from xgboost import XGBClassifier
    if WORK == "boosting":
        return XGBClassifier(n_estimators=TREES, n_jobs=THREADS)
    from sklearn.model_selection import GridSearchCV
    # A process for each thread, one thread in each: faster than one process with all of them.
    return GridSearchCV(XGBClassifier(n_jobs=1), GRID, cv=3, n_jobs=THREADS)


def main():
    if WORK == "read":
        return timing.report(millisecondsPerFile=timing.median_milliseconds(STEPS, lambda: pandas.read_csv(FILE)))
    table = pandas.read_csv(FILE)
    x, y = table.iloc[:, :-1].to_numpy(), table.iloc[:, -1].to_numpy()
    model = classifier()
    learning = timing.median_milliseconds(STEPS, lambda: model.fit(x, y))
    answering = timing.median_milliseconds(STEPS, lambda: model.predict(x))
    timing.report(trainMilliseconds=learning, inferenceMilliseconds=answering)


if __name__ == "__main__":
    main()
