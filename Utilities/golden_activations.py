"""Golden values of the activation functions, as operations and as layers."""

import torch
from torch.nn import functional

from golden_layers import layer
from golden_operations import SHAPES, Rows
from golden_tools import save

FUNCTIONS = {
    "leakyReLU": lambda x: functional.leaky_relu(x, 0.3),
    "elu": functional.elu,
    "selu": functional.selu,
    "gelu": functional.gelu,
    "gelu by tanh": lambda x: functional.gelu(x, approximate="tanh"),
    "silu": functional.silu,
    "softplus": functional.softplus,
    "logSigmoid": functional.logsigmoid,
    "softsign": functional.softsign,
    "hardSigmoid": functional.hardsigmoid,
    "hardSwish": functional.hardswish,
    "relu6": functional.relu6,
}
CORNERS = ["leakyReLU", "hardSigmoid", "relu6", "elu"]
SMOOTH = ["elu", "gelu", "gelu by tanh", "silu", "softplus", "logSigmoid", "softsign"]


def operations():
    rows = Rows()
    for name, function in FUNCTIONS.items():
        rows.each(name, function, SHAPES, -5.0, 7.5)
    rows.each("leakyReLU by 0.1", lambda x: functional.leaky_relu(x, 0.1), SHAPES[:4], -3.0, 3.0)
    rows.each("elu by 0.5", lambda x: functional.elu(x, 0.5), SHAPES[:4], -3.0, 3.0)
    rows.each("parametricReLU", lambda x, w: torch.where(x > 0, x, w * x), [
        [(4, 3), (3,)], [(2, 3, 5, 2), (2,)], [(4, 3), (1,)], [(5,), (5,)], [(0, 3), (3,)]])
    for name in CORNERS:
        rows.each(f"at zero: {name}", FUNCTIONS[name], [(40,)], integers=True)
    for name in SMOOTH:
        rows.each(f"{name} of large", FUNCTIONS[name], [(2, 7)], -900.0, 900.0)
    save("operations/activations.safetensors", rows.arrays)


def layers():
    shapes = [(4, 3), (2, 3, 5, 2), (7,)]

    def plain(name, function):
        layer(name, shapes, lambda x, *_: function(x))

    for name, function in FUNCTIONS.items():
        plain({"gelu by tanh": "gelu-tanh"}.get(name, name.lower()), function)
    plain("sigmoid", torch.sigmoid)
    plain("tanh", torch.tanh)
    plain("softmax", lambda x: torch.softmax(x, -1))
    plain("logsoftmax", lambda x: torch.log_softmax(x, -1))
    layer("softmax-1", [(4, 3), (2, 3, 5, 2)], lambda x, *_: torch.softmax(x, 1))
    prelu = lambda x, s, _: torch.where(x > 0, x, s["weight"] * x)
    layer("prelu", [(4, 3), (2, 5, 3)], prelu, {"weight": (3,)})
    layer("prelu-shared", [(4, 3), (2, 3, 5, 2)], prelu, {"weight": (1,)})


def write():
    operations()
    layers()
