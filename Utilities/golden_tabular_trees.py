"""Golden values of decision trees and forests: what scikit-learn grows on made data.

    python3 Utilities/golden_tabular_trees.py

needs scikit-learn and numpy; the versions used are noted in the file. Single trees are taken only where scikit-learn grows the
same one with any random state, that is, where no borders are equally good. Of forests the means over many seeds are kept.
"""

import json
import math
import pathlib

import numpy as np
import sklearn
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

GOLDEN = pathlib.Path(__file__).parent.parent / "Tests" / "MienTabularTests" / "Golden" / "trees.json"
LIMITS = [
    {"max_depth": 3}, {"min_samples_leaf": 12}, {"min_samples_split": 50, "min_samples_leaf": 4},
    {"max_depth": 6, "min_impurity_decrease": 0.015}, {"max_depth": 1}]


def made(seed, rows, features, classes, noise=1.0):
    random = np.random.default_rng(seed)
    y = random.integers(0, classes, rows)
    x = random.normal(size=(classes, features))[y] + noise * random.normal(size=(rows, features))
    return np.round(x, 4), y * 3 - 2


def plain(x):
    """None where a number is missing, as JSON cannot say it."""
    return [[None if math.isnan(v) else v for v in row] for row in x.tolist()]


def same(first, second):
    a, b = first.tree_, second.tree_
    return a.node_count == b.node_count and all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for name in ("feature", "threshold", "children_right", "missing_go_to_left"))


def tree(x, y, unseen, criterion, limits):
    """None where ties decide."""
    grown = [DecisionTreeClassifier(criterion=criterion, random_state=s, **limits).fit(x, y) for s in range(12)]
    if not all(same(grown[0], other) for other in grown):
        return None
    model, nodes = grown[0], grown[0].tree_
    return {
        "criterion": criterion, "limits": limits,
        "features": nodes.feature.tolist(),
        "thresholds": [t if math.isfinite(t) else None for t in nodes.threshold],
        "rightChildren": nodes.children_right.tolist(), "impurities": nodes.impurity.tolist(),
        "missingGoesLeft": nodes.missing_go_to_left.tolist(),
        "counts": np.round(nodes.value[:, 0] * nodes.weighted_n_node_samples[:, None]).astype(int).tolist(),
        "importances": model.feature_importances_.tolist(), "depth": int(nodes.max_depth),
        "predictions": model.predict(unseen).tolist(), "probabilities": model.predict_proba(unseen).tolist()}


def grown(name, make, limits, start=1):
    """On the first data with hardly any ties."""
    for seed in range(start, start + 60):
        x, y = make(seed)
        unseen = make(seed + 1000)[0][:25]
        trees = [tree(x, y, unseen, criterion, limit) for criterion in ("gini", "entropy") for limit in limits]
        kept = [tree for tree in trees if tree is not None]
        if len(kept) + 1 >= len(trees):
            print(f"{name}: {len(kept)} trees, {sum(len(t['features']) for t in kept)} nodes")
            return {"name": name, "x": plain(x), "y": y.tolist(), "unseen": plain(unseen), "trees": kept}
    raise AssertionError(f"{name}: ties everywhere")


def with_missing(seed):
    x, y = made(seed, 160, 4, 3)
    random = np.random.default_rng(seed + 1)
    x[random.random(x.shape) < 0.2] = math.nan
    # What is missing tells of the class: borders between missing and all else.
    x[(y == 1) & (random.random(len(y)) < 0.7), 2] = math.nan
    return x, y


def awkward(seed):
    """Whole numbers, values too near to be parted, a constant column, two signs of zero."""
    random = np.random.default_rng(seed)
    y = random.integers(0, 2, 120)
    near = (random.integers(0, 12, 120) + 3 * y) * 4e-8
    x = np.stack([near, np.full(120, 7.5), random.integers(-2, 3, 120) + y, np.round(random.normal(size=120) + y, 4)], 1)
    x[(x == 0) & (random.random(x.shape) < 0.5)] = -0.0
    return x, y


def forests(kind, x, y, unseen, truth):
    counts, scores, bags, importances = [], [], [], []
    options = {"oob_score": True} if kind is RandomForestClassifier else {}
    for seed in range(40):
        model = kind(30, random_state=seed, **options).fit(x, y)
        counts.append(sum(tree.tree_.node_count for tree in model.estimators_))
        scores.append(model.score(unseen, truth))
        bags.append(getattr(model, "oob_score_", 0.0))
        importances.append(model.feature_importances_)
    spread = lambda values: {"mean": float(np.mean(values)), "deviation": float(np.std(values, ddof=1))}
    return {
        "nodes": spread(counts), "accuracy": spread(scores), "outOfBag": spread(bags),
        "importances": np.mean(importances, 0).tolist()}


x, y = made(11, 400, 8, 4, noise=1.6)
x, y, unseen, truth = x[:240], y[:240], x[240:], y[240:]
golden = {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "grown": [
        grown("plain", lambda seed: made(seed, 180, 5, 4), LIMITS),
        grown("two classes", lambda seed: made(seed, 140, 3, 2, noise=1.5), LIMITS),
        grown("missing", with_missing, LIMITS[:3]),
        grown("awkward", awkward, [{"max_depth": 2}, {"min_samples_leaf": 15}, {"max_depth": 1}]),
    ],
    "forest": {
        "x": plain(x), "y": y.tolist(), "unseen": plain(unseen), "truth": truth.tolist(),
        "random": forests(RandomForestClassifier, x, y, unseen, truth),
        "extra": forests(ExtraTreesClassifier, x, y, unseen, truth)},
}
GOLDEN.write_text(json.dumps(golden) + "\n")
print(f"{GOLDEN}: {GOLDEN.stat().st_size:,} bytes")
