"""What scikit-learn and XGBoost reach by the protocols of `mien reproduce 004`: the peers' column of its tables.

    peers_004.py gtzan            # the folder of features_30_sec.csv and artist_folds.csv

Prints one line a system and protocol: mean and deviation of the accuracy over ten seeds (paper), ten folds (random-10), three
folds and three seeds (honest). scikit-learn 1.9, xgboost 3.2, pandas.
"""

import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier, VotingClassifier
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from xgboost import XGBClassifier

warnings.filterwarnings("ignore")
GRID = {"learning_rate": [0.2, 0.3, 0.4], "max_depth": [3, 4, 5], "n_estimators": [50, 100, 150]}


def search():
    return GridSearchCV(XGBClassifier(eval_metric="mlogloss"), GRID, cv=3)


class Top15:
    def fit(self, x, y):
        importances = pd.Series(search().fit(x, y).best_estimator_.feature_importances_)
        self.columns = importances.sort_values(ascending=False).head(15).index.tolist()
        self.model = XGBClassifier(max_depth=3).fit(x[:, self.columns], y)
        return self

    def predict(self, x):
        return self.model.predict(x[:, self.columns])


SYSTEMS = {
    "random-forest": lambda seed: RandomForestClassifier(random_state=seed),
    "svc": lambda seed: SVC(),
    "decision-tree": lambda seed: DecisionTreeClassifier(random_state=seed),
    "xgboost": lambda seed: XGBClassifier(),
    "sgd": lambda seed: SGDClassifier(random_state=seed),
    "naive-bayes": lambda seed: GaussianNB(),
    "knn": lambda seed: KNeighborsClassifier(),
    "xgboost-grid": lambda seed: search(),
    "xgboost-top15": lambda seed: Top15(),
    "vote": lambda seed: VotingClassifier(
        [("xgb", XGBClassifier(max_depth=3)), ("rfc", RandomForestClassifier(random_state=seed))], voting="soft"),
}
DRAWS = {"random-forest", "decision-tree", "sgd", "vote"}


def report(protocol, name, accuracies):
    deviation = f"{np.std(accuracies, ddof=1):.4f}" if len(accuracies) > 1 else "-"
    print(f"{protocol} {name} {np.mean(accuracies):.4f} {deviation} {len(accuracies)}", flush=True)


class Standardized:
    """Scales inside the fold, then learns."""

    def __init__(self, model):
        self.model = model

    def fit(self, x, y):
        self.scaler = StandardScaler().fit(x)
        self.model.fit(self.scaler.transform(x), y)
        return self

    def predict(self, x):
        return self.model.predict(self.scaler.transform(x))


def main():
    folder = Path(sys.argv[1])
    data = pd.read_csv(folder / "features_30_sec.csv")
    features = data.drop(columns=["filename", "label"])
    labels = LabelEncoder().fit_transform(data["label"])
    means = [c for c in features if "mfcc" in c and "mean" in c]
    variances = [c for c in features if "mfcc" in c and "var" in c]
    others = [c for c in features if c not in means + variances]
    reduced = np.hstack([features[others], PCA(2).fit_transform(features[means]), PCA(2).fit_transform(features[variances])])
    x, test, y, expected = train_test_split(reduced, labels, test_size=0.2, stratify=labels, random_state=1)
    for name, make in SYSTEMS.items():
        seeds = range(1, 11) if name in DRAWS else [1]
        report("paper", name, [(make(seed).fit(x, y).predict(test) == expected).mean() for seed in seeds])

    every = features.to_numpy()
    folds = list(StratifiedKFold(10, shuffle=True, random_state=0).split(every, labels))
    artists = pd.read_csv(folder / "artist_folds.csv").set_index("clip")
    clips = data["filename"].str.replace(".wav", "", regex=False)
    fold = clips.map(artists["fold"]).to_numpy()
    honest = features.drop(columns="length").to_numpy()
    parts = [(np.flatnonzero((fold != k) & (fold > 0)), np.flatnonzero(fold == k)) for k in (1, 2, 3)]
    for protocol, table, divisions, seeds in (("random-10", every, folds, [1]), ("honest", honest, parts, [1, 2, 3])):
        for name, make in SYSTEMS.items():
            if protocol == "random-10" and name in ("xgboost-grid", "xgboost-top15"):
                continue
            accuracies = [
                (Standardized(make(seed)).fit(table[a], labels[a]).predict(table[b]) == labels[b]).mean()
                for seed in (seeds if name in DRAWS else [1]) for a, b in divisions]
            report(protocol, name, accuracies)


if __name__ == "__main__":
    main()
