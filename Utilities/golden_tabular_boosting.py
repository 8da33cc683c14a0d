"""Golden values of MienTabular's boosted trees: what XGBoost makes of made data.

    python3 Utilities/golden_tabular_boosting.py

needs xgboost, numpy and safetensors; the versions used are noted in the file.
"""

import json
import pathlib

import numpy as np
import xgboost
from safetensors.numpy import save_file

GOLDEN = pathlib.Path(__file__).parent.parent / "Tests" / "MienTabularTests" / "Golden" / "boosting.safetensors"
random = np.random.default_rng(11)
tensors = {}


def made(rows, columns, classes, missing=0.0, whole=False):
    """Features, whole numbers if wanted, some missing; where a value is missing says something of the class."""
    x = random.normal(size=(rows, columns))
    if whole:
        x = np.round(2 * x)
    scores = x @ random.normal(size=(columns, classes)) + random.normal(size=(rows, classes))
    y = scores.argmax(1)
    if missing:
        gaps = random.random((rows, columns)) < missing
        gaps[:, 0] = False
        gaps[:, 1] = random.random(rows) < np.where(y == 0, 0.6, 0.05)
        x[gaps] = np.nan
    # Single precision, so that the file holds all of it.
    return x.astype(np.float32), y


def add(name, x, y, rounds=20, validation=None, **parameters):
    model = xgboost.XGBClassifier(n_estimators=rounds, n_jobs=1, **parameters)
    if validation:
        model.fit(x, y, eval_set=[(x, y), validation], verbose=False)
        results = model.evals_result()
        for place, part in (("validation_0", "training"), ("validation_1", "validation")):
            tensors[f"{name}/{part}"] = np.array(next(iter(results[place].values())), np.float64)
        tensors[f"{name}/heldX"], tensors[f"{name}/heldY"] = validation[0], validation[1].astype(np.int32)
        tensors[f"{name}/best"] = np.array([model.best_iteration], np.int32)
    else:
        model.fit(x, y)
    booster = model.get_booster()
    tensors[f"{name}/x"], tensors[f"{name}/y"] = x, y.astype(np.int32)
    if validation:
        tensors[f"{name}/probabilities"] = model.predict_proba(validation[0]).astype(np.float32)
        return
    for count in (1, 5, rounds):
        margins = model.predict(x, output_margin=True, iteration_range=(0, count))
        tensors[f"{name}/margins/{count}"] = margins.astype(np.float32).reshape(len(x), -1)
    for kind in ("gain", "weight", "cover", "total_gain", "total_cover"):
        score = booster.get_score(importance_type=kind)
        tensors[f"{name}/importance/{kind}"] = np.array([score.get(f"f{i}", 0) for i in range(x.shape[1])])
    tensors[f"{name}/shares"] = model.feature_importances_.astype(np.float64)
    trees = json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"]
    if any(int(tree["tree_param"]["num_deleted"]) for tree in trees):
        return  # XGBoost keeps the nodes that it pruned in its list.
    leaf = [np.array(tree["left_children"]) < 0 for tree in trees]
    join = lambda key, zero: np.concatenate([np.where(l, zero, tree[key]) for l, tree in zip(leaf, trees)])
    tensors[f"{name}/features"] = join("split_indices", -1).astype(np.int32)
    tensors[f"{name}/missingLeft"] = join("default_left", 0).astype(np.int32)
    for key in ("split_conditions", "loss_changes", "sum_hessian"):
        tensors[f"{name}/{key}"] = np.concatenate([tree[key] for tree in trees]).astype(np.float32)


add("classes", *made(160, 9, 4))
add("binary", *made(160, 9, 2))
add("missing", *made(160, 6, 3, missing=0.1))
add("regularised", *made(160, 6, 3, missing=0.1), reg_alpha=0.5, reg_lambda=3, min_child_weight=2, gamma=0.4,
    learning_rate=0.1, max_depth=4)
add("free", *made(120, 5, 3), min_child_weight=0, max_depth=10)
add("bins", *made(400, 9, 3, missing=0.05), max_bin=13)
add("many", *made(1200, 2, 2), rounds=5)
add("exact", *made(160, 6, 3), tree_method="exact")
add("exact-missing", *made(160, 6, 2, missing=0.1), tree_method="exact")
add("exact-pruned", *made(160, 6, 3, missing=0.1, whole=True), tree_method="exact", gamma=1.0)
x, y = made(400, 5, 3)
add("stopped", x[:250], y[:250], rounds=100, validation=(x[250:], y[250:]), early_stopping_rounds=5)
x, y = made(400, 5, 2)
add("stopped-binary", x[:250], y[:250], rounds=100, validation=(x[250:], y[250:]), early_stopping_rounds=10,
    eval_metric="error")

metadata = {"numpy": np.__version__, "xgboost": xgboost.__version__}
save_file({name: np.ascontiguousarray(value) for name, value in tensors.items()}, GOLDEN, metadata)
print(f"{GOLDEN}: {len(tensors)} tensors, {GOLDEN.stat().st_size} bytes")
