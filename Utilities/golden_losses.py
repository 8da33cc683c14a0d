"""Golden values of the losses: what Keras and PyTorch make of the same logits and targets.

Each case has inputs, by which the loss is differentiated, and constants.
"""

import keras
import numpy
import torch
from torch.nn import functional

from golden_tools import Draws, double, gradients, save

SHAPES = [(6, 5), (1, 3), (17, 7)]
ALPHAS = [0.1, 0.9, 0.5, 0.3, 0.7, 0.2, 0.4]


class Table:
    def __init__(self):
        self.arrays = {}

    def add(self, name, inputs, constants, loss):
        """`loss` gets the inputs and constants in double precision."""
        prefix = f"{name}/{sum(1 for key in self.arrays if key.startswith(name + '/') and key.endswith('/loss'))}"
        points = [double(array, True) for array in inputs]
        value = loss(*points, *[torch.tensor(c) if c.dtype == numpy.int32 else double(c) for c in constants])
        for place, array in enumerate(inputs):
            self.arrays[f"{prefix}/input/{place}"] = array
        for place, array in enumerate(constants):
            self.arrays[f"{prefix}/constant/{place}"] = array
        for place, gradient in enumerate(gradients(value, 1.0, points)):
            self.arrays[f"{prefix}/gradient/{place}"] = gradient
        self.arrays[f"{prefix}/loss"] = value


def one_hot(labels, classes):
    return functional.one_hot(labels.long(), classes).double()


def classification(table, draws):
    for shape in SHAPES:
        logits, classes = draws.uniform(shape, -4, 4), shape[1]
        hard = draws.random.integers(0, classes, shape[0]).astype(numpy.int32)
        soft = draws.uniform(shape, 0.01, 1)
        soft = (soft / soft.sum(1, keepdims=True)).astype(numpy.float32)
        weights = draws.uniform(shape[:1], 0, 2)
        focal = keras.losses.CategoricalFocalCrossentropy
        cross = keras.losses.CategoricalCrossentropy
        for name, loss in {
            "focal": focal(from_logits=True),
            "focal gamma": focal(alpha=1.0, gamma=0.5, from_logits=True),
            "focal classes": focal(alpha=ALPHAS[:classes], gamma=3.0, label_smoothing=0.2, from_logits=True),
            "categorical hinge": keras.losses.CategoricalHinge(),
        }.items():
            table.add(name, [logits], [hard], lambda x, t, loss=loss: loss(one_hot(t, classes), x))
            table.add(name, [logits], [soft], lambda x, t, loss=loss: loss(t, x))
            table.add(f"{name} weighted", [logits], [hard, weights],
                      lambda x, t, w, loss=loss: loss(one_hot(t, classes), x, w))
        smooth = cross(from_logits=True, label_smoothing=0.1)
        table.add("cross entropy weighted", [logits], [hard, weights],
                  lambda x, t, w: smooth(one_hot(t, classes), x, w))
        table.add("kl divergence", [logits], [soft],
                  lambda x, t: functional.kl_div(x.log_softmax(1), t, reduction="batchmean"))
        divergence = keras.losses.KLDivergence()
        table.add("kl divergence weighted", [logits], [soft, weights],
                  lambda x, t, w: divergence(t, x.softmax(1), w))


def answers(table, draws):
    for shape in SHAPES + [(3, 2, 5), (8,)]:
        logits = draws.uniform(shape, -4, 4)
        hard = draws.random.integers(0, 2, shape).astype(numpy.float32)
        soft, signs = draws.uniform(shape, 0, 1), (2 * hard - 1).astype(numpy.float32)
        weights = draws.uniform(shape[:1], 0, 2)
        positive = draws.uniform(shape[-1:], 0.2, 3)
        entropy = functional.binary_cross_entropy_with_logits
        table.add("binary cross entropy", [logits], [hard], entropy)
        table.add("binary cross entropy", [logits], [soft], entropy)
        table.add("binary cross entropy positive", [logits], [soft, positive],
                  lambda x, t, p: entropy(x, t, pos_weight=p))
        # Keras would take a vector for one example.
        add = lambda name, loss: [
            table.add(name, [logits], [target], lambda x, t: loss(t.reshape(shape + (1,)), x.reshape(shape + (1,))))
            for target in (hard, soft)]
        add("binary cross entropy smooth", keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.2))
        focal = keras.losses.BinaryFocalCrossentropy
        add("binary focal", focal(from_logits=True))
        add("binary focal balanced",
            focal(apply_class_balancing=True, alpha=0.3, gamma=0.5, label_smoothing=0.1, from_logits=True))
        for name, loss in {"hinge": keras.losses.Hinge(), "squared hinge": keras.losses.SquaredHinge()}.items():
            for target in (hard, signs, soft):
                table.add(name, [logits], [target],
                          lambda x, t: loss(t.reshape(shape + (1,)), x.reshape(shape + (1,))))
        if len(shape) > 1:
            loss = keras.losses.BinaryCrossentropy(from_logits=True)
            weigh = lambda w: w.reshape(shape[:1] + (1,) * (len(shape) - 2)).expand(shape[:-1])
            table.add("binary cross entropy weighted", [logits], [soft, weights],
                      lambda x, t, w: loss(t, x, weigh(w)))


def regression(table, draws):
    for shape in SHAPES + [(3, 2, 5)]:
        outputs, targets = draws.uniform(shape, -3, 3), draws.uniform(shape, -3, 3)
        weights = draws.uniform(shape[:1], 0, 2)
        weigh = lambda w: w.reshape(shape[:1] + (1,) * (len(shape) - 2)).expand(shape[:-1])
        for name, loss in {
            "mean squared error": keras.losses.MeanSquaredError(),
            "mean absolute error": keras.losses.MeanAbsoluteError(),
            "huber": keras.losses.Huber(),
            "huber narrow": keras.losses.Huber(delta=0.3),
            "cosine similarity": keras.losses.CosineSimilarity(),
        }.items():
            table.add(name, [outputs, targets], [], lambda x, t: loss(t, x))
            table.add(f"{name} weighted", [outputs, targets], [weights], lambda x, t, w: loss(t, x, weigh(w)))
    for shape in SHAPES:
        triplet = [draws.uniform(shape) for _ in range(3)]
        table.add("triplet", triplet, [], functional.triplet_margin_loss)
        table.add("triplet narrow", triplet, [],
                  lambda a, p, n: functional.triplet_margin_loss(a, p, n, margin=0.1))


def adversarial(table, draws):
    """By the papers' formulas; scores in any number."""
    softplus, relu = functional.softplus, functional.relu
    for real, generated in [((6, 1), (6, 1)), ((5,), (3,)), ((2, 3, 3, 1), (1, 3, 3, 1))]:
        scores = [draws.uniform(real, -3, 3), draws.uniform(generated, -3, 3)]
        for name, judge, make in [
            ("nonSaturating", lambda r, f: softplus(-r).mean() + softplus(f).mean(), lambda f: softplus(-f).mean()),
            ("leastSquares", lambda r, f: 0.5 * ((r - 1) ** 2).mean() + 0.5 * (f**2).mean(),
             lambda f: 0.5 * ((f - 1) ** 2).mean()),
            ("hinge", lambda r, f: relu(1 - r).mean() + relu(1 + f).mean(), lambda f: -f.mean()),
            ("wasserstein", lambda r, f: f.mean() - r.mean(), lambda f: -f.mean()),
        ]:
            table.add(f"adversarial {name} discriminator", scores, [], judge)
            table.add(f"adversarial {name} generator", scores[1:], [], make)


def write():
    keras.config.set_floatx("float64")
    table, draws = Table(), Draws("losses")
    classification(table, draws)
    answers(table, draws)
    regression(table, draws)
    adversarial(table, draws)
    save("losses.safetensors", table.arrays)
