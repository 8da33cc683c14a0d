"""What scikit-learn's usual models reach on the moods of songs: the peers' column for `MoodTraining`.

    peers_moods.py music_moods/data_moods.csv

Prints one line a model: mean and deviation of the accuracy over ten stratified folds (shuffled, random_state 0), the folds on
which ours are measured. First with the nine audio features of a service, then with the two that are also heard in a
recording. scikit-learn 1.9, xgboost 3.2, pandas.
"""

import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.ensemble import (
    ExtraTreesClassifier, GradientBoostingClassifier, HistGradientBoostingClassifier, RandomForestClassifier,
    VotingClassifier)
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from xgboost import XGBClassifier

warnings.filterwarnings("ignore")
SERVICE = [
    "danceability", "acousticness", "energy", "instrumentalness", "liveness", "valence", "loudness", "speechiness",
    "tempo"]
HEARD = ["loudness", "tempo"]


def scaled(model):
    return make_pipeline(StandardScaler(), model)


MODELS = {
    "logistic-regression": lambda: scaled(LogisticRegression(max_iter=1000)),
    "svc-1": lambda: scaled(SVC()),
    "svc-10": lambda: scaled(SVC(C=10)),
    "knn-5": lambda: scaled(KNeighborsClassifier()),
    "knn-15": lambda: scaled(KNeighborsClassifier(15)),
    "naive-bayes": GaussianNB,
    "lda": lambda: scaled(LinearDiscriminantAnalysis()),
    "qda": lambda: scaled(QuadraticDiscriminantAnalysis()),
    "decision-tree": lambda: DecisionTreeClassifier(random_state=0),
    "random-forest-100": lambda: RandomForestClassifier(random_state=0),
    "random-forest-500": lambda: RandomForestClassifier(500, random_state=0),
    "extra-trees-100": lambda: ExtraTreesClassifier(random_state=0),
    "extra-trees-500": lambda: ExtraTreesClassifier(500, random_state=0),
    "gradient-boosting": lambda: GradientBoostingClassifier(random_state=0),
    "hist-gradient-boosting": lambda: HistGradientBoostingClassifier(random_state=0),
    "xgboost": lambda: XGBClassifier(),
    "mlp": lambda: scaled(MLPClassifier(max_iter=1000, random_state=0)),
    "vote": lambda: VotingClassifier([
        ("linear", scaled(LogisticRegression(max_iter=1000))),
        ("svc", scaled(SVC(probability=True, random_state=0))),
        ("forest", RandomForestClassifier(500, random_state=0))], voting="soft"),
}

table = pd.read_csv(sys.argv[1])
classes = np.array(sorted(table["mood"].unique()))
labels = np.searchsorted(classes, table["mood"])
folds = StratifiedKFold(10, shuffle=True, random_state=0)
for name, columns in (("service", SERVICE), ("heard", HEARD)):
    for model, make in MODELS.items():
        scores = cross_val_score(make(), table[columns].to_numpy(), labels, cv=folds)
        print(f"{name} {model} {scores.mean():.4f} {scores.std():.4f}", flush=True)
