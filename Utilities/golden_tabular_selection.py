"""Golden values of MienTabular's splits, searches and preprocessing: what scikit-learn makes of the same made numbers.

    python3 Utilities/golden_tabular_selection.py

needs scikit-learn and numpy; the versions used are noted in the file.
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.model_selection import (
    GridSearchCV, GroupKFold, KFold, RandomizedSearchCV, StratifiedKFold, cross_val_predict,
    cross_val_score, train_test_split)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, StandardScaler
from sklearn.utils.random import sample_without_replacement

GOLDEN = pathlib.Path(__file__).parent.parent / "Tests" / "MienTabularTests" / "Golden" / "selection.json"
made = np.random.default_rng(7)


def plain(value):
    """What JSON holds; missing values as null."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    return None if isinstance(value, float) and np.isnan(value) else value


def draws(seed):
    """Draws of every sort one after the other from one generator."""
    random = np.random.RandomState(seed)
    bounds = [1, 2, 10, 1000, 2**31 - 1, 2**32, 2**32 + 1, 2**40 + 12345]
    return {
        "seed": seed, "uniform": random.random_sample(5), "normal": random.standard_normal(5),
        "bounds": bounds, "integers": [int(random.randint(bound)) for bound in bounds],
        "permutation": random.permutation(17), "choice": random.choice([5, 6, 7, 8, 9, 10], 4, replace=False),
        "normalAfter": random.standard_normal(), "many": random.random_sample(2000)[-1],
    }


def samples():
    cases = [(10, 3), (10, 10), (1000, 5), (1000, 999), (27, 27), (5000, 40), (1, 1), (4, 0)]
    return [
        {"bound": bound, "count": count, "seed": seed,
         "found": sample_without_replacement(bound, count, random_state=seed)}
        for seed, (bound, count) in enumerate(cases)]


def split(count, seed, test, train=None, labels=None):
    training, held = train_test_split(
        np.arange(count), test_size=test, train_size=train, stratify=labels, random_state=seed)
    return {"count": count, "seed": seed, "test": test, "train": train, "labels": labels,
            "training": training, "held": held}


def uneven(count, classes):
    weights = made.dirichlet(np.ones(classes) * 2)
    labels = np.concatenate([np.repeat(np.arange(classes), 2), made.choice(classes, count - 2 * classes, p=weights)])
    return made.permutation(labels)


def splits():
    cases = [split(20, 0, .25), split(97, 1, .2), split(97, 42, 10, .5), split(50, 2**32 - 1, 7, 30)]
    for seed, (count, classes, test, train) in enumerate([
            (100, 3, .2, None), (101, 4, .25, None), (60, 7, 10, None), (60, 7, 13, 20), (83, 5, .3, .4),
            (30, 2, .5, None), (40, 10, 11, 11)]):
        cases.append(split(count, seed, test, train, uneven(count, classes)))
    genres = np.repeat(np.arange(10), 100)
    genre_test = train_test_split(np.arange(1000), test_size=.2, stratify=genres, random_state=1)[1]
    return {"cases": cases, "genres": genre_test}


def folds(splitter, labels, groups=None):
    return [test for _, test in splitter.split(np.zeros(len(labels)), labels, groups)]


def shuffled_folds():
    cases = []
    for seed, (count, classes, people, parts) in enumerate([(23, 2, 7, 3), (40, 4, 12, 5), (61, 7, 15, 10)]):
        labels, groups = uneven(count, classes), made.integers(0, people, count)
        # Any numbers may be labels.
        labels = labels * 3 - 4
        cases.append({
            "labels": labels, "groups": groups, "parts": parts, "seed": seed,
            "plain": folds(KFold(parts, shuffle=True, random_state=seed), labels),
            "stratified": folds(StratifiedKFold(parts, shuffle=True, random_state=seed), labels),
            "grouped": folds(GroupKFold(parts, shuffle=True, random_state=seed), labels, groups),
            "unshuffled": folds(StratifiedKFold(parts), labels)})
    return cases


def table(count, features, classes):
    labels = uneven(count, classes)
    return made.normal(size=(count, features)) + .6 * made.normal(size=(classes, features))[labels], labels


def searches():
    x, y = table(90, 4, 3)
    neighbors = list(range(1, 13, 2))
    grid = {"n_neighbors": neighbors, "p": [1, 2]}
    result = GridSearchCV(KNeighborsClassifier(), grid, cv=StratifiedKFold(3)).fit(x, y)
    ten = GridSearchCV(KNeighborsClassifier(), grid, cv=KFold(10, shuffle=True, random_state=3)).fit(x, y)
    drawn = RandomizedSearchCV(
        KNeighborsClassifier(), grid, n_iter=5, cv=StratifiedKFold(3), random_state=8).fit(x, y)
    pipeline = make_pipeline(StandardScaler(), PCA(2, svd_solver="full"), KNeighborsClassifier(3))
    stretched = x * [1, 10, 100, 1000]

    def rows(search):
        found = search.cv_results_
        count = search.n_splits_
        return {
            "neighbors": [each["n_neighbors"] for each in found["params"]],
            "power": [each["p"] for each in found["params"]],
            "scores": np.stack([found[f"split{fold}_test_score"] for fold in range(count)], 1),
            "mean": found["mean_test_score"], "deviation": found["std_test_score"], "rank": found["rank_test_score"],
            "best": search.best_index_, "predictions": search.predict(x)}

    return {
        "x": x, "y": y, "neighbors": neighbors, "grid": rows(result), "ten": rows(ten), "drawn": rows(drawn),
        "scores": cross_val_score(KNeighborsClassifier(3), x, y, cv=5),
        "predictions": cross_val_predict(KNeighborsClassifier(3), x, y, cv=5),
        "pipelineScores": cross_val_score(pipeline, stretched, y, cv=5), "stretched": stretched}


def scalers():
    x = made.normal(size=(12, 6)) * [1, 1e-3, 1e6, 1, 1, 1] + [0, 5, -1e7, 0, 3, 0]
    x[:, 3] = .1  # The sum of equal values is rounded.
    x[2, 0] = x[5, 0] = x[7, 4] = np.nan
    x[:, 5] = 1 + 1e-17
    unseen = made.normal(size=(4, 6)) * 3
    unseen[1, 2] = np.nan
    ranged = MinMaxScaler((-1, 2), clip=True).fit(x)
    return {
        "x": x, "unseen": unseen, "means": StandardScaler().fit(x).mean_, "scales": StandardScaler().fit(x).scale_,
        "standard": StandardScaler().fit(x).transform(unseen), "standardSelf": StandardScaler().fit_transform(x),
        "uncentered": StandardScaler(with_mean=False).fit(x).transform(unseen),
        "unscaled": StandardScaler(with_std=False).fit(x).transform(unseen),
        "minMax": MinMaxScaler().fit(x).transform(unseen), "ranged": ranged.transform(unseen)}


def components():
    cases = []
    # The sixth component of six rows would be noise.
    for shape, count, whiten in [((30, 5), 5, False), ((30, 5), 2, True), ((6, 9), 5, False), ((6, 9), 3, True),
                                 ((2, 3), 1, False)]:
        x = made.normal(size=shape) @ made.normal(size=(shape[1], shape[1])) + 3
        unseen = made.normal(size=(4, shape[1]))
        pca = PCA(count, whiten=whiten, svd_solver="full").fit(x)
        found = pca.transform(unseen)
        cases.append({
            "x": x, "unseen": unseen, "count": count, "whitens": whiten, "components": pca.components_,
            "variance": pca.explained_variance_, "ratio": pca.explained_variance_ratio_,
            "values": pca.singular_values_, "transformed": found, "inverse": pca.inverse_transform(found)})
    return cases


def column_groups():
    x = made.normal(size=(20, 6)) * [1, 5, 2, 7, 3, 1]
    groups = ColumnTransformer([
        ("pca", PCA(2, svd_solver="full"), [4, 1, 2]), ("drop", "drop", [0]), ("scale", StandardScaler(), [3, 1])],
        remainder="passthrough")
    return {"x": x, "joined": groups.fit_transform(x)}


def labels():
    names = ["rock", "blues", "Zouk", "élan", "hip hop", "rock", "jazz", "10", "9", "エンカ"]
    encoder = LabelEncoder().fit(names)
    return {"names": names, "labels": encoder.classes_, "codes": encoder.transform(names)}


warnings.simplefilter("ignore")
golden = {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "draws": [draws(seed) for seed in (0, 1, 42, 2**32 - 1)], "samples": samples(), "splits": splits(),
    "folds": shuffled_folds(), "searches": searches(), "scalers": scalers(), "components": components(),
    "columnGroups": column_groups(), "labels": labels(),
}
GOLDEN.write_text(json.dumps(plain(golden)) + "\n")
print(f"{GOLDEN}: {GOLDEN.stat().st_size:,} bytes")
