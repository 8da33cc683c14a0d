"""Golden values of MienTabular's models but for trees: what scikit-learn makes of the same made tables.

    python3 Utilities/golden_tabular_models.py

needs scikit-learn and numpy; the versions used are noted in the file.
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.ensemble import VotingClassifier
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC

warnings.filterwarnings("ignore")
GOLDEN = pathlib.Path(__file__).parent.parent / "Tests" / "MienTabularTests" / "Golden" / "models.json"
random = np.random.default_rng(20)


def table(count, features, labels, spread=1.5, decimals=6, scales=False):
    """Overlapping classes; with few decimals many distances are equal, with scales the columns are of different sizes."""
    labels = np.asarray(labels)
    centers = random.normal(size=(len(labels), features)) * spread
    codes = np.concatenate([np.arange(len(labels)), random.integers(0, len(labels), count - len(labels))])
    factors = 10.0 ** random.integers(-2, 3, features) if scales else np.ones(features)
    rows = lambda codes: np.round((centers[codes] + random.normal(size=(len(codes), features))) * factors, decimals)
    return {
        "x": rows(codes), "y": labels[codes], "unseen": rows(random.integers(0, len(labels), 23))}


TABLES = [
    table(30, 4, [0, 1], spread=0.6),
    table(57, 7, [2, 5, 9], spread=0.7),
    table(101, 13, [-3, 0, 1, 4, 8], spread=0.6),
    table(24, 60, [1, 2, 3], spread=0.3),
    table(83, 3, [0, 1, 2, 3], spread=0.8, decimals=0),
    table(211, 5, [7, 11], spread=0.4),
]
SCALED = table(60, 6, [0, 1, 2], spread=0.7, scales=True)
TABLES.append(SCALED)


def lists(value):
    if isinstance(value, dict):
        return {key: lists(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [lists(item) for item in value]
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def support_vectors(place, seed=None, **options):
    data = TABLES[place]
    model = SVC(probability=seed is not None, random_state=seed, decision_function_shape="ovo", **options)
    model.fit(data["x"], data["y"])
    # Scikit-learn turns the signs round for two classes; LIBSVM does not.
    sign = -1 if len(model.classes_) == 2 else 1
    return {
        "table": place, "kernel": options.get("kernel", "rbf"), "cost": options.get("C", 1.0),
        "gamma": model._gamma, "gammaName": str(options.get("gamma", "scale")),
        "degree": options.get("degree", 3), "constant": options.get("coef0", 0.0),
        "tolerance": options.get("tol", 1e-3), "seed": seed, "counts": model.n_support_,
        "coefficients": sign * model.dual_coef_, "intercepts": sign * model.intercept_,
        "decisions": sign * model.decision_function(data["unseen"]).reshape(len(data["unseen"]), -1),
        "predictions": model.predict(data["unseen"]),
        "probabilities": None if seed is None else model.predict_proba(data["unseen"])}


def neighbors(place, k, weights, metric):
    data = TABLES[place]
    model = KNeighborsClassifier(k, weights=weights, metric=metric).fit(data["x"], data["y"])
    distances, _ = model.kneighbors(data["unseen"])
    return {
        "table": place, "neighbors": k, "weights": weights, "metric": metric, "distances": distances,
        "probabilities": model.predict_proba(data["unseen"]), "predictions": model.predict(data["unseen"])}


def bayes(place, smoothing=1e-9, priors=None):
    data = TABLES[place]
    model = GaussianNB(var_smoothing=smoothing, priors=priors).fit(data["x"], data["y"])
    return {
        "table": place, "smoothing": smoothing, "priors": priors, "means": model.theta_, "variances": model.var_,
        "likelihoods": model.predict_joint_log_proba(data["unseen"]),
        "probabilities": model.predict_proba(data["unseen"]), "predictions": model.predict(data["unseen"])}


def descent(place, seed, loss="hinge", penalty="l2", alpha=1e-4, l1_ratio=0.15, **options):
    data = TABLES[place]
    model = SGDClassifier(
        loss=loss, penalty=penalty, alpha=alpha, l1_ratio=l1_ratio, random_state=seed, **options)
    model.fit(data["x"], data["y"])
    return {
        "table": place, "seed": seed, "loss": loss, "penalty": penalty, "alpha": alpha, "l1": l1_ratio,
        "epochs": model.n_iter_, "coefficients": model.coef_, "intercepts": model.intercept_,
        "predictions": model.predict(data["unseen"]),
        "probabilities": model.predict_proba(data["unseen"]) if loss == "log_loss" else None}


def logistic(place, cost=1.0):
    data = TABLES[place]
    model = LogisticRegression(C=cost, tol=1e-11, max_iter=100_000).fit(data["x"], data["y"])
    return {
        "table": place, "cost": cost, "coefficients": model.coef_, "intercepts": model.intercept_,
        "probabilities": model.predict_proba(data["unseen"]), "predictions": model.predict(data["unseen"])}


def clusters(place, count, centers=None):
    """From given centres; without them the best of many starts, which every good method finds."""
    x = TABLES[place]["x"]
    init = "k-means++" if centers is None else centers
    model = KMeans(count, init=init, n_init=200 if centers is None else 1, random_state=0, tol=1e-4).fit(x)
    return {
        "table": place, "clusters": count, "start": centers, "centers": model.cluster_centers_,
        "inertia": model.inertia_, "steps": model.n_iter_, "labels": model.labels_,
        "distances": model.transform(TABLES[place]["unseen"])}


def voting(place, kind, weights):
    data = TABLES[place]
    voters = [
        ("bayes", GaussianNB()), ("neighbors", KNeighborsClassifier(3)),
        ("neighbor", KNeighborsClassifier(1, metric="manhattan"))]
    model = VotingClassifier(voters, voting=kind, weights=weights).fit(data["x"], data["y"])
    return {
        "table": place, "kind": kind, "weights": weights, "predictions": model.predict(data["unseen"]),
        "probabilities": model.predict_proba(data["unseen"]) if kind == "soft" else None}


def importance(place, repeats, seed):
    data = TABLES[place]
    model = GaussianNB().fit(data["x"], data["y"])
    found = permutation_importance(model, data["x"], data["y"], n_repeats=repeats, random_state=seed)
    return {
        "table": place, "repeats": repeats, "seed": seed, "losses": found.importances,
        "means": found.importances_mean, "deviations": found.importances_std}


first = TABLES[2]["x"]
far = np.full((1, first.shape[1]), 50.0)
golden = {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "tables": TABLES,
    "supportVectors": [
        *[support_vectors(place) for place in range(len(TABLES))],
        support_vectors(0, kernel="linear", C=0.5), support_vectors(2, kernel="linear", C=10),
        support_vectors(1, kernel="poly", degree=2, coef0=1.0, gamma="auto"), support_vectors(4, kernel="poly"),
        support_vectors(2, C=100, gamma=0.01, tol=1e-5), support_vectors(5, C=1000, gamma=0.5),
        support_vectors(1, seed=3), support_vectors(2, seed=0, C=2), support_vectors(5, seed=11),
        support_vectors(0, seed=1, kernel="linear")],
    "neighbors": [
        neighbors(place, k, weights, metric)
        for place, k in ((0, 5), (1, 1), (2, 7), (3, 5), (6, 24))
        for weights in ("uniform", "distance") for metric in ("euclidean", "manhattan")],
    "bayes": [
        *[bayes(place) for place in range(len(TABLES))], bayes(0, smoothing=0.1), bayes(1, priors=[0.2, 0.3, 0.5])],
    "descent": [
        *[descent(place, place) for place in range(6)],
        descent(0, 4, loss="log_loss"), descent(2, 5, loss="log_loss", alpha=1e-3), descent(1, 0, penalty="l1"),
        descent(2, 9, penalty="elasticnet", loss="log_loss", alpha=1e-2), descent(1, 6, penalty=None),
        descent(5, 2, penalty="elasticnet", l1_ratio=0.7, alpha=0.05)],
    "logistic": [*[logistic(place) for place in range(6)], logistic(1, cost=0.05), logistic(5, cost=30)],
    "clusters": [
        clusters(0, 2), clusters(4, 3), clusters(2, 4, first[:4]), clusters(5, 6, TABLES[5]["x"][10:16]),
        clusters(2, 3, np.concatenate([first[:2], far])), clusters(6, 2, SCALED["x"][:2]), clusters(1, 1)],
    "voting": [
        voting(place, kind, weights)
        for place in (0, 1, 2, 6) for kind in ("hard", "soft") for weights in (None, [1, 2, 0.5])],
    "importance": [importance(1, 5, 0), importance(0, 3, 42)],
}
GOLDEN.write_text(json.dumps(lists(golden), separators=(",", ":")) + "\n")
print(f"{GOLDEN}: {GOLDEN.stat().st_size:,} bytes")
