"""Golden values of MienRecommender's rankers and measures: what implicit, scikit-learn and numpy make of the same made histories.

    python3 Utilities/golden_ranking.py

needs implicit, scikit-learn, scipy and numpy; the versions used are noted in the file.
"""

import json
import os
import pathlib

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import implicit
import numpy as np
import scipy.sparse as sparse
import sklearn
from implicit.cpu.als import AlternatingLeastSquares
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import ndcg_score
from sklearn.metrics.pairwise import cosine_similarity

GOLDEN = pathlib.Path(__file__).parent.parent / "Tests" / "MienRecommenderTests" / "Golden" / "ranking.json"
USERS, ITEMS, WORDS = 25, 30, 6
random = np.random.default_rng(7)

# The last two items are new to all.
weights = (random.random((USERS, ITEMS)) < 0.2) * random.integers(1, 4, (USERS, ITEMS)).astype(float)
weights[:, -2:] = 0
stranger = (random.random(ITEMS) < 0.3) * random.integers(1, 4, ITEMS).astype(float)
stranger[-2:] = 0
words = random.integers(0, 2, (ITEMS, WORDS))
words[3] = 0


def factorization(factors, regularization, alpha, iterations):
    """The confidence of implicit is the matrix itself: 1 + alpha · weight."""
    start = np.round(random.normal(size=(ITEMS, factors)), 6)
    model = AlternatingLeastSquares(
        factors=factors, regularization=regularization, alpha=1, iterations=iterations, dtype=np.float64, use_cg=False,
        use_native=True, num_threads=1)
    model.item_factors = start.copy()
    model.fit(sparse.csr_matrix(np.where(weights > 0, 1 + alpha * weights, 0)), show_progress=False)
    row = sparse.csr_matrix(np.where(stranger > 0, 1 + alpha * stranger, 0)[None])
    vector = model.recalculate_user(0, row)
    return {
        "factors": factors, "regularization": regularization, "alpha": alpha, "iterations": iterations, "start": start,
        "items": model.item_factors, "stranger": np.ravel(vector)}


def autoencoder(regularization):
    inverse = np.linalg.inv(weights.T @ weights + regularization * np.eye(ITEMS))
    model = np.eye(ITEMS) - inverse / np.diag(inverse)
    return {"regularization": regularization, "scores": stranger @ model}


def gain(count, k):
    gains = random.integers(0, 4, count).astype(float)
    scores = random.permutation(count).astype(float)
    return {
        "gains": gains[np.argsort(-scores)], "count": k, "value": ndcg_score([gains], [scores], k=k)}


vectors = TfidfTransformer().fit_transform(words).toarray()
golden = {
    "versions": {"implicit": implicit.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "weights": weights, "stranger": stranger, "words": words,
    "cosines": cosine_similarity(weights.T) - np.diag((weights.sum(0) > 0).astype(float)),
    "contents": np.ravel(cosine_similarity((stranger @ vectors)[None], vectors)),
    "factorizations": [factorization(4, 0.5, 3, 5), factorization(7, 2, 1, 3), factorization(1, 0.1, 10, 1)],
    "autoencoders": [autoencoder(0.5), autoencoder(20)],
    "gains": [gain(5, None), gain(20, 10), gain(20, 3), gain(2, None), gain(12, 30)],
}


def lists(value):
    if isinstance(value, dict):
        return {key: lists(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [lists(item) for item in value]
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


GOLDEN.parent.mkdir(parents=True, exist_ok=True)
GOLDEN.write_text(json.dumps(lists(golden), separators=(",", ":")) + "\n")
print(f"{GOLDEN}: {GOLDEN.stat().st_size:,} bytes")
