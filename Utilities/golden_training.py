"""Golden values of what trains: cross entropy, optimizers, schedules, clipping."""

import keras
import numpy
import torch
from torch.nn import functional

from golden_tools import Draws, double, gradients, save

STEPS = 100
WATCHED = (1, 10, 100)


def cross_entropy():
    """Every combination of hard or soft labels, class weights and smoothing."""
    arrays = {}
    draws = Draws("cross entropy")
    for index, (batch, classes) in enumerate([(6, 5), (1, 3), (17, 7)]):
        logits = draws.uniform((batch, classes), -4, 4)
        hard = draws.random.integers(0, classes, batch)
        soft = draws.uniform((batch, classes), 0.01, 1)
        soft = (soft / soft.sum(1, keepdims=True)).astype(numpy.float32)
        weights = draws.uniform((classes,), 0.2, 3)
        arrays |= {
            f"{index}/logits": logits, f"{index}/hard": hard.astype(numpy.int32), f"{index}/soft": soft,
            f"{index}/weights": weights}
        for kind, target in {"hard": torch.tensor(hard), "soft": double(soft)}.items():
            for weighted in (False, True):
                for smoothing in (0.0, 0.25):
                    x = double(logits, True)
                    loss = functional.cross_entropy(
                        x, target, double(weights) if weighted else None, label_smoothing=smoothing)
                    name = f"{index}/{kind}{'/weighted' if weighted else ''}{'/smooth' if smoothing else ''}"
                    arrays[f"{name}/loss"] = loss
                    arrays[f"{name}/gradient"] = gradients(loss, 1.0, [x])[0]
    save("cross-entropy.safetensors", arrays)


class Course:
    """A parameter and the gradients of a hundred steps; some are so small that epsilon counts."""

    def __init__(self):
        draws = Draws("optimizers")
        self.start = draws.uniform((3, 5))
        scale = numpy.array([1, 1, 0.1, 1e-3, 1e-6], numpy.float32)
        drift = draws.uniform((3, 5))
        self.gradients = ((draws.uniform((STEPS, 3, 5)) + drift) * scale).astype(numpy.float32)

    def torch(self, make):
        weight = double(self.start, True)
        optimizer = make([weight])
        seen = {}
        for step, gradient in enumerate(self.gradients, 1):
            weight.grad = double(gradient)
            optimizer.step()
            if step in WATCHED:
                seen[step] = weight.detach().numpy().copy()
        return seen

    def keras(self, optimizer):
        keras.config.set_floatx("float64")
        weight = keras.Variable(self.start.astype(numpy.float64))
        seen = {}
        for step, gradient in enumerate(self.gradients, 1):
            optimizer.apply([torch.tensor(gradient.astype(numpy.float64))], [weight])
            if step in WATCHED:
                seen[step] = weight.value.detach().numpy().copy()
        return seen


def optimizers():
    """Adam's two forms differ by where epsilon stands: PyTorch's is compared with one that is next to nothing."""
    course = Course()
    sgd, adam, adamw = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW
    runs = {
        "sgd": course.torch(lambda w: sgd(w, 0.05)),
        "sgd decay": course.torch(lambda w: sgd(w, 0.05, weight_decay=0.1)),
        "momentum": course.torch(lambda w: sgd(w, 0.01, momentum=0.9)),
        "momentum decay": course.torch(lambda w: sgd(w, 0.01, momentum=0.9, weight_decay=0.05)),
        "nesterov": course.torch(lambda w: sgd(w, 0.01, momentum=0.9, nesterov=True)),
        "nesterov decay": course.torch(lambda w: sgd(w, 0.01, momentum=0.8, nesterov=True, weight_decay=0.05)),
        "adam": course.torch(lambda w: adam(w, 0.01, eps=1e-14)),
        "adam decay": course.torch(lambda w: adam(w, 0.01, betas=(0.8, 0.95), eps=1e-14, weight_decay=0.1)),
        "adamw": course.torch(lambda w: adamw(w, 0.01, eps=1e-14, weight_decay=0.1)),
        "keras adam": course.keras(keras.optimizers.Adam(0.01)),
        "keras adamw": course.keras(keras.optimizers.AdamW(0.01)),
        "keras adamw decay": course.keras(
            keras.optimizers.AdamW(0.005, weight_decay=0.1, beta_1=0.8, beta_2=0.99, epsilon=1e-5)),
    }
    arrays = {"start": course.start, "gradients": course.gradients}
    for name, seen in runs.items():
        arrays |= {f"{name}/{step}": values for step, values in seen.items()}
    save("optimizers.safetensors", arrays)


def schedules():
    """The factor at each step, for trainings of several lengths."""
    arrays = {}

    def rates(optimizer, scheduler, total):
        found = []
        for _ in range(total):
            found.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
        return numpy.array(found, numpy.float64)

    def fresh():
        return torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)

    for total in (3, 5, 10, 100, 137):
        optimizer = fresh()
        arrays[f"one cycle/{total}"] = rates(optimizer, OneCycle(optimizer, total), total)
        optimizer = fresh()
        arrays[f"one cycle long/{total}"] = rates(
            optimizer, OneCycle(optimizer, total, pct_start=0.5, div_factor=10, final_div_factor=100), total)
        for final in (0.0, 0.1):
            optimizer = fresh()
            annealing = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, total, eta_min=final)
            arrays[f"cosine to {final}/{total}"] = rates(optimizer, annealing, total)
    save("schedules.safetensors", arrays)


class OneCycle(torch.optim.lr_scheduler.OneCycleLR):
    """PyTorch's, which refuses a step beyond the last: the one after the last rate is left out."""

    def __init__(self, optimizer, total, **constants):
        self.total = total
        super().__init__(optimizer, 1.0, total_steps=total, cycle_momentum=False, **constants)

    def step(self, epoch=None):
        if self.last_epoch + 1 < self.total:
            super().step(epoch)


def clipping():
    arrays = {}
    draws = Draws("clipping")
    first, second = draws.uniform((4, 3)), draws.uniform((5,))
    arrays |= {"first": first, "second": second}
    for limit in (0.1, 1.0, 100.0):
        weights = [double(value, True) for value in (first, second)]
        for weight, value in zip(weights, (first, second)):
            weight.grad = double(value)
        arrays[f"{limit}/norm"] = torch.nn.utils.clip_grad_norm_(weights, limit)
        arrays[f"{limit}/first"], arrays[f"{limit}/second"] = weights[0].grad, weights[1].grad
    save("clipping.safetensors", arrays)


def write():
    cross_entropy()
    optimizers()
    schedules()
    clipping()
