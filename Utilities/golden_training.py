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


def adaptive(course):
    """RMSprop, Adagrad, NAdam and Lion. PyTorch's epsilons stand elsewhere: they are next to nothing."""
    rmsprop, adagrad, nadam = torch.optim.RMSprop, torch.optim.Adagrad, torch.optim.NAdam
    ours = keras.optimizers
    return {
        "rmsprop": course.torch(lambda w: rmsprop(w, 0.01, alpha=0.9, eps=1e-14)),
        "rmsprop decay": course.torch(lambda w: rmsprop(w, 0.01, alpha=0.8, eps=1e-14, weight_decay=0.1)),
        "keras rmsprop": course.keras(ours.RMSprop(0.01)),
        "keras rmsprop momentum": course.keras(ours.RMSprop(0.005, rho=0.95, momentum=0.9)),
        "keras rmsprop centered": course.keras(ours.RMSprop(0.01, centered=True, epsilon=1e-3)),
        "keras rmsprop all": course.keras(
            ours.RMSprop(0.005, rho=0.8, momentum=0.5, centered=True, epsilon=1e-4)),
        "adagrad": course.torch(lambda w: adagrad(w, 0.05, eps=1e-14)),
        "adagrad decay": course.torch(lambda w: adagrad(
            w, 0.05, eps=1e-14, weight_decay=0.1, initial_accumulator_value=0.5)),
        "keras adagrad": course.keras(ours.Adagrad(0.05)),
        "nadam": course.torch(lambda w: nadam(w, 0.01, eps=1e-7)),
        "nadam decay": course.torch(lambda w: nadam(
            w, 0.01, betas=(0.8, 0.95), eps=1e-5, weight_decay=0.1, momentum_decay=0.02)),
        "keras nadam": course.keras(ours.Nadam(0.01)),
        "keras lion": course.keras(ours.Lion(0.005)),
        "keras lion decay": course.keras(ours.Lion(0.005, beta_1=0.8, beta_2=0.95, weight_decay=0.1)),
    }


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
    } | adaptive(course)
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
        library = torch.optim.lr_scheduler
        for name, make in {
            "step": lambda o: library.StepLR(o, 7, 0.3),
            "exponential": lambda o: library.ExponentialLR(o, 0.97),
            "polynomial": lambda o: library.PolynomialLR(o, total, 2.5),
            "restarts": lambda o: library.CosineAnnealingWarmRestarts(o, 4),
            "restarts growing": lambda o: library.CosineAnnealingWarmRestarts(o, 3, 2, eta_min=0.2),
        }.items():
            optimizer = fresh()
            arrays[f"{name}/{total}"] = rates(optimizer, make(optimizer), total)
        decay = keras.optimizers.schedules
        for name, schedule in {
            "keras exponential": decay.ExponentialDecay(1.0, 9, 0.5),
            "keras polynomial": decay.PolynomialDecay(1.0, total, end_learning_rate=0.1, power=0.5),
        }.items():
            arrays[f"{name}/{total}"] = numpy.array([float(schedule(step)) for step in range(total)])
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
        weights[0].grad, weights[1].grad = double(first), double(second)
        torch.nn.utils.clip_grad_value_(weights, limit)
        arrays[f"{limit}/value/first"], arrays[f"{limit}/value/second"] = weights[0].grad, weights[1].grad
        optimizer = keras.optimizers.SGD(clipnorm=limit)
        own = optimizer._clip_gradients([double(first), double(second)])
        arrays[f"{limit}/own/first"], arrays[f"{limit}/own/second"] = own
    save("clipping.safetensors", arrays)


def averages():
    """The running means of PyTorch's AveragedModel over ten weights."""
    draws = Draws("averages")
    weights = draws.uniform((10, 3, 5))
    arrays = {"weights": weights}
    library = torch.optim.swa_utils
    for name, mean in {
        "exponential": library.get_ema_multi_avg_fn(0.9), "uniform": library.get_swa_multi_avg_fn(),
    }.items():
        model = torch.nn.Linear(5, 3, bias=False).double()
        averaged = library.AveragedModel(model, multi_avg_fn=mean)
        for step, weight in enumerate(weights):
            model.weight.data = double(weight)
            averaged.update_parameters(model)
            arrays[f"{name}/{step}"] = averaged.module.weight.detach().numpy().copy()
    save("averages.safetensors", arrays)


def write():
    cross_entropy()
    optimizers()
    schedules()
    clipping()
    averages()
