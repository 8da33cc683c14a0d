"""Golden values of MienTraining's metrics and folds: what scikit-learn makes of the same numbers.

    python3 Utilities/golden_metrics.py

needs scikit-learn and numpy; the versions used are noted in the file.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.metrics import cohen_kappa_score, confusion_matrix, roc_auc_score, top_k_accuracy_score
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold

GOLDEN = pathlib.Path(__file__).parent.parent / "Tests" / "MienTrainingTests" / "Golden" / "metrics.json"
random = np.random.default_rng(7)


def calibration_error(probabilities, labels, bins):
    """By the definition of Guo et al. (2017)."""
    confidence = probabilities.max(1)
    right = probabilities.argmax(1) == labels
    place = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    return sum(
        abs(right[place == b].mean() - confidence[place == b].mean()) * (place == b).mean()
        for b in range(bins) if (place == b).any())


def scored(count, classes, decimals):
    """Scores with few decimals have many ties."""
    labels = np.concatenate([np.arange(classes), random.integers(0, classes, count - classes)])
    logits = random.normal(size=(count, classes)) + 1.5 * np.eye(classes)[labels]
    probabilities = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    scores = np.round(probabilities, decimals)
    predictions = probabilities.argmax(1)
    names = np.arange(classes)
    # Scikit-learn wants rows that add up to one for its own one-versus-rest.
    one_versus_rest = [roc_auc_score(labels == c, scores[:, c]) for c in names]
    if decimals > 10 and classes > 2:
        assert np.isclose(np.mean(one_versus_rest), roc_auc_score(labels, probabilities, multi_class="ovr"))
    return {
        "scores": scores.tolist(), "labels": labels.tolist(),
        "topK": [top_k_accuracy_score(labels, scores, k=k, labels=names) for k in range(1, classes)]
        if classes > 2 else [],
        "macro": float(np.mean(one_versus_rest)),
        "weighted": float(np.average(one_versus_rest, weights=np.bincount(labels))),
        "binary": roc_auc_score(labels == 1, scores[:, 1]),
        "calibration": {str(bins): calibration_error(scores, labels, bins) for bins in (1, 10, 15)},
        "confusion": confusion_matrix(labels, predictions, labels=names).tolist(),
        "kappa": {
            str(weights): cohen_kappa_score(labels, predictions, labels=names, weights=weights)
            for weights in (None, "linear", "quadratic")},
    }


def folds(splitter, labels, groups=None):
    return [test.tolist() for _, test in splitter.split(np.zeros(len(labels)), labels, groups)]


def divided(count, classes, people, parts):
    labels = random.integers(0, classes, count)
    groups = random.integers(0, people, count)
    return {
        "labels": labels.tolist(), "groups": groups.tolist(), "parts": parts,
        "plain": folds(KFold(parts), labels), "stratified": folds(StratifiedKFold(parts), labels),
        "grouped": folds(GroupKFold(parts), labels, groups)}


golden = {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "scored": [scored(40, 3, 12), scored(60, 7, 12), scored(50, 4, 1), scored(30, 2, 2)],
    "divided": [divided(20, 2, 6, 3), divided(37, 4, 12, 5), divided(11, 1, 11, 2), divided(60, 7, 15, 10)],
}
GOLDEN.write_text(json.dumps(golden, indent=None) + "\n")
print(f"{GOLDEN}: {GOLDEN.stat().st_size:,} bytes")
