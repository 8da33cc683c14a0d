"""Golden values of the operations: results and gradients in double precision.

A row has the name of the row in `Tests/MienTests/Gate`; what it computes is written down there and here, once each.
"""

import functools

import numpy
import torch
from torch.nn import functional

from golden_layers import average_pool, conv, max_pool
from golden_tools import Draws, double, gradients, save

BROADCAST = [
    ((3, 4), (3, 4)), ((2, 3, 4), (4,)), ((3, 1), (1, 4)), ((), (2, 3)), ((1,), (5,)), ((2, 1, 3), (4, 1)),
    ((0, 3), (1, 3)), ((2, 0), ()), ((1, 1), (1, 1)), ((5, 2), (1,))]
SHAPES = [(), (1,), (7,), (3, 5), (2, 3, 4), (0, 3), (1, 65)]
REDUCED = [(2, 3, 4), (5, 1, 2), (1, 7, 1)]


class Rows:
    """The rows of one file."""

    def __init__(self):
        self.arrays = {}
        self.counts = {}

    def add(self, name, function, inputs, differentiable=None):
        """One case: `differentiable` tells which inputs have a gradient, all by default."""
        index = self.counts.get(name, 0)
        self.counts[name] = index + 1
        wanted = [True] * len(inputs) if differentiable is None else differentiable
        tensors = [double(value, flag) for value, flag in zip(inputs, wanted)]
        output = function(*tensors)
        prefix = f"{name}/{index}"
        self.arrays |= {f"{prefix}/input/{place}": value for place, value in enumerate(inputs)}
        self.arrays[f"{prefix}/output"] = output.double()
        if not any(wanted):
            return
        upstream = Draws(prefix).uniform(tuple(output.shape))
        self.arrays[f"{prefix}/upstream"] = upstream
        found = gradients(output, double(upstream), [t for t, flag in zip(tensors, wanted) if flag])
        places = [place for place, flag in enumerate(wanted) if flag]
        self.arrays |= {f"{prefix}/gradient/{place}": g for place, g in zip(places, found)}

    def each(self, name, function, shapes, low=-1.0, high=1.0, differentiable=None, integers=False):
        """One case for each tuple of shapes."""
        draws = Draws(name)
        draw = draws.integers if integers else functools.partial(draws.uniform, low=low, high=high)
        for group in shapes:
            group = group if isinstance(group, list) else [group]
            self.add(name, function, [draw(shape) for shape in group], differentiable)


def arithmetic(rows):
    pairs = [list(pair) for pair in BROADCAST]
    rows.each("add", lambda a, b: a + b, pairs)
    rows.each("subtract", lambda a, b: a - b, pairs)
    rows.each("multiply", lambda a, b: a * b, pairs)
    rows.each("divide", lambda a, b: a / b, pairs, 0.5, 2.0)
    rows.each("power", torch.pow, pairs, 0.3, 2.5)
    rows.each("minimum", torch.minimum, pairs)
    rows.each("maximum", torch.maximum, pairs)
    rows.each("minimum of equals", torch.minimum, pairs, integers=True)
    rows.each("maximum of equals", torch.maximum, pairs, integers=True)
    rows.each("twice the same", lambda a, b: a * b + a, pairs)
    for name, function in {
        "add number": lambda a: a + 1.5, "subtract number": lambda a: a - 0.5, "multiply number": lambda a: a * -2.5,
        "divide by number": lambda a: a / 4, "number add": lambda a: 1.5 + a, "number subtract": lambda a: 2.5 - a,
        "number multiply": lambda a: -0.5 * a, "negate": torch.neg,
        "minimum number": lambda a: torch.clamp(a, max=0.25), "maximum number": lambda a: torch.clamp(a, min=-0.25),
    }.items():
        rows.each(name, function, SHAPES)
    rows.each("number divide", lambda a: 1.5 / a, SHAPES, 0.5, 2.0)
    rows.each("power 2", lambda a: a**2, SHAPES)
    rows.each("power 0.5", lambda a: a**0.5, SHAPES, 0.2, 3.0)
    rows.each("power -1", lambda a: a**-1, SHAPES, 0.5, 3.0)


def functions(rows):
    for name, function in {
        "absolute": torch.abs, "squared": torch.square, "exponential": torch.exp, "tanh": torch.tanh,
        "sigmoid": torch.sigmoid, "sine": torch.sin, "cosine": torch.cos, "errorFunction": torch.erf,
        "relu": torch.relu,
    }.items():
        rows.each(name, function, SHAPES, -3.0, 3.0)
    for name, function in {
        "squareRoot": torch.sqrt, "logarithm": torch.log, "reciprocal": torch.reciprocal}.items():
        rows.each(name, function, SHAPES, 0.2, 3.0)
    rows.each("sign", torch.sign, SHAPES, differentiable=[False], integers=True)
    rows.each("floor", torch.floor, SHAPES, -3.0, 3.0, differentiable=[False])
    rows.add("at zero: absolute", torch.abs, [numpy.array([0.0, -0.0], numpy.float32)])
    rows.add("at zero: relu", torch.relu, [numpy.array([0.0, -0.0], numpy.float32)])
    rows.add("at zero: power 2", lambda a: a**2, [numpy.array([0.0], numpy.float32)])
    rows.add("at zero: power 0", lambda a: a**0, [numpy.array([0.0], numpy.float32)])
    base, exponent = numpy.array([0.0, 0.0, 1.0], numpy.float32), numpy.array([0.0, 2.0, 0.0], numpy.float32)
    rows.add("at zero: power", torch.pow, [base, exponent])


def comparisons(rows):
    pairs = [list(pair) for pair in BROADCAST]
    for name, function in {
        "equal": torch.eq, "notEqual": torch.ne, "less": torch.lt, "lessOrEqual": torch.le, "greater": torch.gt,
        "greaterOrEqual": torch.ge,
    }.items():
        rows.each(name, function, pairs, differentiable=[False, False], integers=True)
        rows.each(f"{name} number", lambda a, f=function: f(a, 1.0), SHAPES, differentiable=[False], integers=True)
    draws = Draws("select")
    for condition, a, b in [
        ((3, 4), (3, 4), (3, 4)), ((3, 1), (4,), (2, 3, 4)), ((), (2,), ()), ((0, 2), (2,), (1, 1))]:
        rows.add(
            "select", lambda c, a, b: torch.where(c != 0, a, b),
            [draws.integers(condition, 0, 2), draws.uniform(a), draws.uniform(b)], [False, True, True])


def reductions(rows):
    reduce = {
        "sum": lambda x, axes, kept=False: x.sum(axes, keepdim=kept),
        "mean": lambda x, axes, kept=False: x.mean(axes, keepdim=kept),
        "variance": lambda x, axes, kept=False: (x - x.mean(axes, keepdim=True)).square().mean(axes, keepdim=kept),
        "max": lambda x, axes, kept=False: x.amax(axes, keepdim=kept),
        "min": lambda x, axes, kept=False: x.amin(axes, keepdim=kept),
        "logSumExp": lambda x, axes, kept=False: x.logsumexp(axes, keepdim=kept),
    }
    for name, function in reduce.items():
        everything = lambda x, f=function: f(x, tuple(range(x.dim())))
        rows.each(f"{name} of all", everything, [(5,), (2, 3, 4), (1,), (3, 70)])
        rows.each(f"{name} over 0", lambda x, f=function: f(x, (0,)), REDUCED + [(4,), (40, 3)])
        rows.each(f"{name} over 1 kept", lambda x, f=function: f(x, (1,), True), REDUCED + [(0, 4), (3, 2)])
        rows.each(f"{name} over -1", lambda x, f=function: f(x, (-1,)), REDUCED + [(0, 4)])
        rows.each(f"{name} over 0 and 2", lambda x, f=function: f(x, (0, 2)), REDUCED)
        rows.each(f"{name} over 1 and 3 kept", lambda x, f=function: f(x, (1, 3), True), [(2, 3, 4, 5), (1, 2, 2, 1)])
    rows.each("sum of nothing", lambda x: x.sum(0), [(0,), (0, 3), (0, 2, 2), (3, 0)])
    rows.each("max of equals", lambda x: x.amax((0, 2)), REDUCED + [(3, 2, 9)], integers=True)
    rows.each("min of equals", lambda x: x.amin((1,)), REDUCED + [(3, 9, 2)], integers=True)
    rows.each("logSumExp of large", lambda x: x.logsumexp((1,)), [(2, 5), (3, 1)], -900.0, 900.0)
    for axis in (0, 1, -1):
        rows.each(
            f"argmax over {axis}", lambda x, a=axis: torch.tensor(numpy.argmax(x.numpy(), a)), REDUCED + [(4, 17)],
            differentiable=[False], integers=True)


def sorting(rows):
    def order(x, axis, descending=False):
        return torch.argsort(x, dim=axis, descending=descending, stable=True)

    def top(x, axis, count):
        return x.gather(axis, order(x, axis, True).narrow(axis, 0, count))

    shapes = REDUCED + [(4, 17)]
    rows.each("sorted", lambda x: x.sort(-1).values, shapes[:1] + [(4, 17), (5,), (3, 0)])
    rows.each("sorted over 0 descending", lambda x: x.sort(0, True).values, shapes + [(0, 3)])
    rows.each("sorted of equals", lambda x: x.gather(1, order(x, 1)), shapes, integers=True)
    rows.each("argsort", lambda x: order(x, -1), shapes, differentiable=[False], integers=True)
    rows.each("argsort over 0", lambda x: order(x, 0), shapes, differentiable=[False], integers=True)
    rows.each("argsort over 1 descending", lambda x: order(x, 1, True), shapes, differentiable=[False], integers=True)
    rows.each("topK", lambda x: top(x, -1, 2), [(2, 3, 4), (4, 17), (2,)])
    rows.each("topK over 0", lambda x: top(x, 0, 1), shapes)
    rows.each(
        "topK indices", lambda x: order(x, 1, True).narrow(1, 0, 2), [(2, 3, 4), (4, 17)], differentiable=[False],
        integers=True)


def views(rows):
    def pick(x, *places):
        """NumPy's slices with negative steps, which PyTorch has not."""
        for axis, chosen in enumerate(places):
            x = x.index_select(axis, torch.tensor(list(range(x.shape[axis]))[chosen]))
        return x

    shapes = [(5, 4), (6, 3, 2)]
    rows.each("reshaped to 6 by -1", lambda x: x.reshape(6, -1), [(3, 4), (2, 3, 5), (12,)])
    rows.each("flattened", lambda x: x.flatten(), SHAPES[1:])
    rows.each("flattened from 1", lambda x: x.flatten(1), [(2, 3, 4), (3, 1), (0, 3, 2)])
    rows.each("flattened through 1", lambda x: x.flatten(0, 1), [(2, 3, 4), (3, 1), (0, 3, 2)])
    rows.each("flattened from 1 through -2", lambda x: x.flatten(1, -2), [(2, 3, 4, 5), (3, 2, 1), (0, 3, 2, 4)])
    rows.each("expanded at 0", lambda x: x.unsqueeze(0), SHAPES)
    rows.each("expanded at -1", lambda x: x.unsqueeze(-1), SHAPES)
    rows.each("squeezed", lambda x: x.squeeze(1), [(3, 1), (2, 1, 4), (0, 1, 2)])
    rows.each("permuted", lambda x: x.permute(2, 0, 1), [(2, 3, 4), (1, 5, 2), (2, 0, 3)])
    rows.each("transposed", lambda x: x.transpose(-1, -2), [(3, 4), (2, 3, 4), (1, 5), (0, 2)])
    rows.each("broadcast to 2 by 3 by 4", lambda x: x.broadcast_to(2, 3, 4), [(4,), (3, 1), (1, 3, 4), (), (2, 1, 1)])
    rows.each("subscript first", lambda x: x[0], shapes + [(1,)])
    rows.each("subscript last", lambda x: x[-1], shapes + [(3,)])
    rows.each("subscript rows", lambda x: x[1:3], shapes)
    rows.each("subscript none", lambda x: x[2:2], shapes)
    rows.each("subscript column", lambda x: x[:, 1], shapes)
    rows.each("subscript from the end", lambda x: x[-3:-1, 1:], shapes)
    rows.each("subscript even", lambda x: x[::2], shapes + [(1,), (2, 1)])
    rows.each("subscript backward", lambda x: pick(x, slice(None, None, -1)), shapes)
    rows.each(
        "subscript backward by 2", lambda x: pick(x, slice(None, 0, -2), slice(None, None, -1)), shapes + [(2, 2)])
    rows.each("subscript even of even", lambda x: x[::4], shapes + [(9,)])
    rows.each("subscript even backward", lambda x: pick(x, slice(None, None, 2)).flip(0), shapes + [(9,)])
    rows.each("subscript ellipsis", lambda x: x[..., 1], shapes + [(3,)])
    rows.each("subscript within ellipsis", lambda x: x[-1].flip(-1), shapes + [(2, 3)])


def joining(rows):
    for axis in (0, 1, -1):
        shapes = [[(2, 3), (2, 3)], [(1, 2, 3)] * 3, [(4, 1)]]
        rows.each(f"concatenate over {axis}", lambda *x, a=axis: torch.cat(x, a), shapes)
        rows.each(f"stack over {axis}", lambda *x, a=axis: torch.stack(x, a), shapes + [[(3,), (3,)]])
    rows.each("concatenate over 0", lambda *x: torch.cat(x, 0), [[(2, 3), (0, 3), (5, 3)], [(0, 2), (0, 2)]])
    rows.each("padded", lambda x: functional.pad(x, (0, 3, 1, 2)), [(2, 3), (4, 2, 3), (1, 0)])
    rows.each("padded with 2.5", lambda x: functional.pad(x, (2, 0, 0, 1), value=2.5), [(2, 3), (1, 1)])

    for name, axis, places in [
        ("gathered", 0, [2, 0, 2]), ("gathered over 1", 1, [[1, 0], [1, 1]]), ("gathered over -1", -1, []),
        ("gathered one", 0, 1)]:
        rows.each(
            name,
            lambda x, a=axis, p=places: torch.index_select(x, a, torch.tensor(p, dtype=torch.long).reshape(-1)).reshape(
                x.shape[: a % x.dim()] + numpy.shape(p) + x.shape[a % x.dim() + 1:]),
            [(3, 2), (3, 2, 4)])


def products(rows):
    pairs = [
        [(3, 4), (4, 5)], [(2, 3, 4), (4, 5)], [(2, 3, 4), (2, 4, 5)], [(1, 3, 4), (5, 4, 2)], [(4,), (4,)],
        [(4,), (4, 5)], [(3, 4), (4,)], [(2, 1, 3, 4), (3, 4, 2)], [(0, 4), (4, 5)], [(3, 0), (0, 5)],
        [(2, 3, 0), (0, 2)], [(1, 1), (1, 1)], [(17, 33), (33, 19)], [(1, 6), (6, 1)], [(6, 1), (1, 6)],
        [(4,), (2, 4, 3)], [(2, 3, 4), (4,)]]
    rows.each("matmul", torch.matmul, pairs)
    rows.each("linear", functional.linear, [
        [(4, 3), (5, 3), (5,)], [(2, 7, 3), (5, 3), (5,)], [(3,), (2, 3), (2,)], [(0, 3), (5, 3), (5,)],
        [(1, 1), (1, 1), (1,)]])
    rows.each("linear without bias", functional.linear, [[(4, 3), (5, 3)], [(2, 2, 3), (1, 3)]])
    for name, function in {"softmax": torch.softmax, "logSoftmax": torch.log_softmax}.items():
        rows.each(name, lambda x, f=function: f(x, -1), REDUCED + [(4, 9), (0, 3), (5,)], -4.0, 4.0)
        rows.each(f"{name} over 0", lambda x, f=function: f(x, 0), REDUCED + [(4, 9)], -4.0, 4.0)
        rows.each(f"{name} over 1", lambda x, f=function: f(x, 1), REDUCED, -4.0, 4.0)
        rows.each(f"{name} of large", lambda x, f=function: f(x, -1), [(2, 5)], -900.0, 900.0)


def windows(rows):
    images = [(2, 6, 6, 3), (1, 5, 7, 2), (1, 3, 3, 1)]
    rows.each("maxPool2d 2", lambda x: max_pool(x, (2, 2)), images)
    rows.each("maxPool2d 3 by 1 same", lambda x: max_pool(x, (3, 1), (1, 2), "same"), images)
    rows.each("maxPool2d of equals", lambda x: max_pool(x, (2, 3), (1, 1)), images, integers=True)
    rows.each("averagePool2d 2", lambda x: average_pool(x, (2, 2)), images)
    rows.each("averagePool2d 2 by 3 same", lambda x: average_pool(x, (2, 3), (3, 1), "same"), images)
    rows.each("conv2d", conv, [[(2, 5, 6, 2), (3, 2, 3, 3), (3,)], [(1, 3, 3, 1), (1, 1, 3, 3), (1,)]])
    rows.each("conv2d without bias", conv, [[(1, 5, 4, 2), (3, 2, 1, 2)]])
    rows.each(
        "conv2d strided", lambda x, w, b: conv(x, w, b, (2, 1), "same"),
        [[(2, 5, 6, 2), (3, 2, 3, 2), (3,)], [(1, 4, 4, 3), (2, 3, 4, 4), (2,)]])


def attention(rows):
    rows.each("scaledDotProductAttention", functional.scaled_dot_product_attention, [
        [(3, 4), (5, 4), (5, 2)], [(2, 3, 4), (2, 5, 4), (2, 5, 2)], [(2, 3, 1, 5), (2, 3, 4, 5), (2, 3, 4, 5)]])


def write():
    groups = [
        arithmetic, functions, comparisons, reductions, sorting, views, joining, products, windows, attention]
    for group in groups:
        rows = Rows()
        group(rows)
        save(f"operations/{group.__name__}.safetensors", rows.arrays)
