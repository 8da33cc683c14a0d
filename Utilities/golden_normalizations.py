"""Golden values of layer, group and instance normalisation."""

from torch.nn import functional

from golden_layers import layer
from golden_operations import Rows
from golden_tools import save


def layer_norm(x, weight, bias, epsilon=1e-3):
    return functional.layer_norm(x, x.shape[-1:], weight, bias, epsilon)


def group_norm(x, weight, bias, groups, epsilon=1e-3):
    return functional.group_norm(x.movedim(-1, 1), groups, weight, bias, epsilon).movedim(1, -1)


def instance_norm(x, weight, bias, epsilon=1e-3):
    return functional.instance_norm(x.movedim(-1, 1), weight=weight, bias=bias, eps=epsilon).movedim(1, -1)


def write():
    rows = Rows()
    rows.each("layerNorm", layer_norm, [
        [(4, 3), (3,), (3,)], [(2, 3, 19), (19,), (19,)], [(7,), (7,), (7,)], [(0, 3), (3,), (3,)],
        [(2, 1), (1,), (1,)], [(2, 300), (300,), (300,)]])
    rows.each("layerNorm by 1e-5", lambda x, w, b: layer_norm(x, w, b, 1e-5), [[(4, 5), (5,), (5,)]])
    rows.each("groupNorm", lambda x, w, b: group_norm(x, w, b, 2), [
        [(2, 5, 3, 4), (4,), (4,)], [(3, 7, 6), (6,), (6,)], [(2, 4), (4,), (4,)], [(0, 3, 2), (2,), (2,)]])
    save("operations/normalizations.safetensors", rows.arrays)

    def norm(name, shapes, channels, function):
        layer(
            name, shapes, lambda x, s, _: function(x, s["weight"], s["bias"]),
            {"weight": (channels,), "bias": (channels,)})

    norm("layernorm", [(4, 5), (2, 3, 5), (2, 3, 4, 5)], 5, layer_norm)
    norm("layernorm-pytorch", [(4, 3), (2, 7, 3)], 3, lambda x, w, b: layer_norm(x, w, b, 1e-5))
    norm("groupnorm", [(2, 4, 5, 6), (3, 7, 6), (4, 6)], 6, lambda x, w, b: group_norm(x, w, b, 3))
    norm("groupnorm-one", [(2, 4, 5, 3), (3, 7, 3)], 3, lambda x, w, b: group_norm(x, w, b, 1, 1e-5))
    norm("instancenorm", [(2, 4, 5, 3), (3, 7, 3)], 3, instance_norm)
