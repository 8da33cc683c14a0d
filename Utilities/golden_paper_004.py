"""Makes the golden values of Paper004Tests: what scikit-learn and XGBoost answer on the paper's 200 test clips, clip by clip, and
how often XGBoost is right on 20 other divisions.

    golden_paper_004.py gtzan     # the folder of features_30_sec.csv

Written with scikit-learn 1.9.1, xgboost 3.2.0 and pandas 3.1.1; the file notes the versions.
"""

import json
import sys
from pathlib import Path

import numpy
import pandas
import sklearn
import xgboost
from sklearn.decomposition import PCA
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from xgboost import XGBClassifier

OUT = Path(__file__).parent.parent / "Tests/MusicGenreTests/Golden/paper_004.json"
SYSTEMS = {
    "svc": SVC(), "naive-bayes": GaussianNB(), "knn": KNeighborsClassifier(), "xgboost": XGBClassifier(),
    "xgboost, depth 3": XGBClassifier(max_depth=3),
}


def columns(path):
    data = pandas.read_csv(path)
    features = data.drop(columns=["filename", "label"])
    means = [c for c in features if "mfcc" in c and "mean" in c]
    variances = [c for c in features if "mfcc" in c and "var" in c]
    others = [c for c in features if c not in means + variances]
    reduced = [features[others], PCA(2).fit_transform(features[means]), PCA(2).fit_transform(features[variances])]
    return numpy.hstack(reduced), pandas.factorize(data["label"], sort=True)[0]


def main():
    x, y = columns(Path(sys.argv[1]) / "features_30_sec.csv")
    divided = lambda seed: train_test_split(x, y, test_size=0.2, stratify=y, random_state=seed)
    training, test, labels, _ = divided(1)
    predictions = {name: model.fit(training, labels).predict(test).tolist() for name, model in SYSTEMS.items()}
    accuracies = []
    for seed in range(20):
        training, test, labels, expected = divided(seed)
        accuracies.append(float((XGBClassifier().fit(training, labels).predict(test) == expected).mean()))
    versions = {"scikit-learn": sklearn.__version__, "xgboost": xgboost.__version__, "pandas": pandas.__version__}
    OUT.write_text(json.dumps({"versions": versions, "predictions": predictions, "accuracies": accuracies}) + "\n")


if __name__ == "__main__":
    main()
