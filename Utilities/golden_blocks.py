"""Golden values of residual and squeeze-excitation blocks."""

import torch
from torch.nn import functional

from golden_layers import layer


def residual(x, s, _):
    return functional.linear(x, s["body.weight"], s["body.bias"]) + x


def widened(x, s, _):
    return functional.linear(x, s["body.weight"], s["body.bias"]) + functional.linear(
        x, s["shortcut.weight"], s.get("shortcut.bias"))


def squeeze_excitation(x, s, _):
    means = x.mean(tuple(range(1, x.dim() - 1)), keepdim=True)
    hidden = torch.relu(functional.linear(means, s["reduce.weight"], s["reduce.bias"]))
    return x * torch.sigmoid(functional.linear(hidden, s["expand.weight"], s["expand.bias"]))


def write():
    layer("residual", [(4, 3), (2, 5, 3)], residual, {"body.weight": (3, 3), "body.bias": (3,)})
    layer(
        "residual-shortcut", [(4, 3), (2, 5, 3)], widened,
        {"body.weight": (2, 3), "body.bias": (2,), "shortcut.weight": (2, 3)})
    layer(
        "squeezeexcitation", [(2, 4, 5, 6), (3, 7, 6)], squeeze_excitation,
        {"reduce.weight": (3, 6), "reduce.bias": (3,), "expand.weight": (6, 3), "expand.bias": (6,)})
