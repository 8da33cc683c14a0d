"""What the `implicit` library reaches on MovieLens small, on the division of `LeaveLastOut`.

    peers_movielens.py ml-latest-small            # the folder of movies.csv and ratings.csv

Each user's last rating by time is the test, the one before it the validation (ratings of one second in the order of the file).
Every model's settings are those with the highest NDCG@10 on validation, learnt from all but the last two ratings; the test is
ranked by the same settings, learnt from all but the last. Lists are of the whole catalogue without what the user has rated.
Prints one line a model: its settings, NDCG@10 and HR@10 on validation and on test. implicit 0.7.3, numpy 2.4, scipy 1.17.
"""

import os
import sys
from itertools import product
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import warnings

import implicit
import numpy as np
import scipy.sparse as sparse
from implicit.als import AlternatingLeastSquares
from implicit.bpr import BayesianPersonalizedRanking
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender

warnings.filterwarnings("ignore")
COUNT = 10


def read(folder):
    films = [int(line.split(",")[0]) for line in (folder / "movies.csv").read_text().splitlines()[1:]]
    places = {film: place for place, film in enumerate(films)}
    rows = [line.split(",") for line in (folder / "ratings.csv").read_text().splitlines()[1:]]
    histories = {}
    for user, film, _, time in rows:
        histories.setdefault(int(user), []).append((int(time), places[int(film)]))
    return [[film for _, film in sorted(history, key=lambda pair: pair[0])] for _, history in sorted(histories.items())], len(films)


def matrix(histories, items):
    users = np.repeat(np.arange(len(histories)), [len(history) for history in histories])
    return sparse.csr_matrix((np.ones(len(users), np.float32), (users, np.concatenate(histories))), (len(histories), items))


def measure(model, known, targets):
    lists, _ = model.recommend(np.arange(len(targets)), known, N=COUNT, filter_already_liked_items=True)
    places = lists == np.array(targets)[:, None]
    gains = (places / np.log2(np.arange(COUNT) + 2)).sum(1)
    return gains.mean(), places.any(1).mean()


def popular(histories, items, targets):
    order = np.argsort(-np.bincount(np.concatenate(histories), minlength=items), kind="stable")
    gains = []
    for history, target in zip(histories, targets):
        known = set(history)
        best = [item for item in order[: len(history) + COUNT] if item not in known][:COUNT]
        gains.append(1 / np.log2(best.index(target) + 2) if target in best else 0)
    return np.mean(gains), np.mean(np.array(gains) > 0)


GRIDS = {
    "item-knn cosine": (CosineRecommender, {"K": [10, 20, 50, 100, 200, 1000]}),
    "item-knn tf-idf": (TFIDFRecommender, {"K": [10, 20, 50, 100, 200, 1000]}),
    "item-knn bm25": (BM25Recommender, {"K": [20, 50, 100, 200, 1000], "K1": [1.2, 100], "B": [0.2, 0.75]}),
    "als": (AlternatingLeastSquares, {
        "factors": [16, 32, 64], "regularization": [1, 10, 30], "alpha": [2, 10], "iterations": [10]}),
    "bpr": (BayesianPersonalizedRanking, {
        "factors": [32, 64], "learning_rate": [0.01, 0.05], "regularization": [0.01, 0.1], "iterations": [100]}),
}
DRAWS = {"als", "bpr"}


def fitted(make, name, settings, known, seed):
    drawn = {"random_state": seed} if name in DRAWS else {}
    model = make(**settings, **drawn)
    model.fit(known, show_progress=False)
    return model


def report(name, settings, validation, test):
    words = " ".join(f"{key}={value}" for key, value in settings.items())
    print(
        f"{name} | {words} | validation NDCG {validation[0]:.4f} HR {validation[1]:.4f}"
        f" | test NDCG {test[0]:.4f} HR {test[1]:.4f}", flush=True)


def main():
    histories, items = read(Path(sys.argv[1]))
    parts = [([h[:-drop] for h in histories], [h[-drop] for h in histories]) for drop in (2, 1)]
    print(f"implicit {implicit.__version__}, numpy {np.__version__}; {len(histories)} users, {items} films", flush=True)
    report("popularity", {}, *[popular(known, items, targets) for known, targets in parts])
    (training, validation), (whole, test) = [(matrix(known, items), targets) for known, targets in parts]
    for name, (make, grid) in GRIDS.items():
        candidates = [dict(zip(grid, values)) for values in product(*grid.values())]
        results = [measure(fitted(make, name, each, training, 1), training, validation) for each in candidates]
        best = max(range(len(candidates)), key=lambda place: results[place])
        seeds = (1, 2, 3) if name in DRAWS else (1,)
        tests = [measure(fitted(make, name, candidates[best], whole, seed), whole, test) for seed in seeds]
        report(name, candidates[best], results[best], tuple(np.mean(tests, 0)))


if __name__ == "__main__":
    main()
