"""Golden values of the layers: outputs, gradients by input and parameters, and running statistics, in both modes.

Images have their channels last, as in Mien; PyTorch gets them permuted.
"""

import math

import numpy
import torch
from torch.nn import functional

from golden_tools import Draws, double, gradients, save


def first(x):
    """Channels last to channels first."""
    return x.permute(0, 3, 1, 2)


def last(x):
    return x.permute(0, 2, 3, 1)


def pads(padding, shape, window, stride):
    """((top, bottom), (left, right)) of a padding; `same` as in Keras."""
    if padding == "valid":
        return ((0, 0), (0, 0))
    if padding != "same":
        return padding
    result = []
    for length, size, step in zip(shape[1:3], window, stride):
        total = max((math.ceil(length / step) - 1) * step + size - length, 0)
        result.append((total // 2, total - total // 2))
    return tuple(result)


def padded(x, padding, window, stride, value):
    (top, bottom), (left, right) = pads(padding, x.shape, window, stride)
    return functional.pad(first(x), (left, right, top, bottom), value=value)


def max_pool(x, window, stride=None, padding="valid"):
    stride = stride or window
    return last(functional.max_pool2d(padded(x, padding, window, stride, -math.inf), window, stride))


def average_pool(x, window, stride=None, padding="valid"):
    """Padding does not count: the sum under the window is divided by the number of real places under it."""
    stride = stride or window
    total = functional.avg_pool2d(padded(x, padding, window, stride, 0.0), window, stride)
    share = functional.avg_pool2d(padded(torch.ones_like(x), padding, window, stride, 0.0), window, stride)
    return last(total / share)


def conv(x, weight, bias=None, stride=(1, 1), padding="valid"):
    return last(functional.conv2d(padded(x, padding, weight.shape[2:], stride, 0.0), weight, bias, stride))


def batch_norm(x, state, training, momentum=0.99, epsilon=1e-3):
    """Keras's: the running variance is of the batch divided by its count, and momentum is the share of the old."""
    rows = x.reshape(-1, x.shape[-1])
    if training:
        mean, variance = rows.mean(0), rows.var(0, unbiased=False)
        y = functional.batch_norm(
            rows, None, None, state["weight"], state["bias"], training=True, eps=epsilon)
        state["running_mean"] = momentum * state["running_mean"] + (1 - momentum) * mean.detach()
        state["running_var"] = momentum * state["running_var"] + (1 - momentum) * variance.detach()
    else:
        y = functional.batch_norm(
            rows, state["running_mean"], state["running_var"], state["weight"], state["bias"], eps=epsilon)
    return y.reshape(x.shape)


def philox(low, high, key):
    """Philox 4×32-10 after Salmon et al. 2011, in plain integers."""
    counter = [low & 0xFFFFFFFF, low >> 32, high & 0xFFFFFFFF, high >> 32]
    keys = [key & 0xFFFFFFFF, key >> 32]
    for _ in range(10):
        a, b = counter[0] * 0xD2511F53, counter[2] * 0xCD9E8D57
        counter = [b >> 32 ^ counter[1] ^ keys[0], b & 0xFFFFFFFF, a >> 32 ^ counter[3] ^ keys[1], a & 0xFFFFFFFF]
        keys = [(keys[0] + 0x9E3779B9) & 0xFFFFFFFF, (keys[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return counter


def dropout(x, state, training, rate):
    """The mask is a function of key, call and place alone."""
    if not training:
        return x
    key, call = (int(state[name][0]) | int(state[name][1]) << 32 for name in ("key", "calls"))
    words = [word for block in range((x.numel() + 3) // 4) for word in philox(block, call, key)]
    keep = [0.0 if (word >> 8) * 2.0**-24 < rate else 1 / (1 - rate) for word in words[: x.numel()]]
    state["calls"] = numpy.array([int(state["calls"][0]) + 1, state["calls"][1]], numpy.int32)
    return x * double(keep).reshape(x.shape)


def layer(name, shapes, forward, parameters=None, buffers=None):
    """Writes the file of one layer. `forward` takes the input, all tensors of the layer by name, and the mode."""
    draws = Draws(name)
    start = {key: draws.uniform(shape) for key, shape in (parameters or {}).items()}
    fixed = dict(buffers(draws) if buffers else {})
    arrays = {f"layer/{key}": value for key, value in {**start, **fixed}.items()}
    for mode in ("training", "inference"):
        for index, shape in enumerate(shapes):
            values = draws.uniform(shape)
            x = double(values, True)
            state = {key: double(value, True) for key, value in start.items()}
            for key, value in fixed.items():
                state[key] = double(value) if value.dtype == numpy.float32 else value
            y = forward(x, state, mode == "training")
            upstream = draws.uniform(tuple(y.shape))
            by_input, *by_parameters = gradients(y, double(upstream), [x] + [state[key] for key in start])
            prefix = f"{mode}/{index}"
            arrays |= {
                f"{prefix}/input": values, f"{prefix}/upstream": upstream, f"{prefix}/output": y,
                f"{prefix}/inputGradient": by_input}
            arrays |= {f"{prefix}/gradients/{key}": g for key, g in zip(start, by_parameters)}
            arrays |= {f"{prefix}/buffers/{key}": state[key] for key in fixed}
    save(f"layers/{name}.safetensors", arrays)


def norm(name, channels, shapes, **constants):
    layer(
        name, shapes, lambda x, s, training: batch_norm(x, s, training, **constants),
        {"weight": (channels,), "bias": (channels,)},
        lambda draws: {
            "running_mean": draws.uniform((channels,)), "running_var": draws.uniform((channels,), 0.5, 2.0)})


def convolution(name, inputs, outputs, kernel, shapes, bias=True, **geometry):
    layer(
        name, shapes, lambda x, s, _: conv(x, s["weight"], s.get("bias"), **geometry),
        {"weight": (outputs, inputs, *kernel)} | ({"bias": (outputs,)} if bias else {}))


def small_network(x, s, training):
    hidden = torch.relu(batch_norm(functional.linear(x, s["0.weight"], s["0.bias"]), Names(s, "1."), training))
    return functional.linear(hidden, s["3.weight"], s["3.bias"])


def pooled_stage(x, s, training):
    return max_pool(torch.relu(batch_norm(x, Names(s, "0."), training)), (2, 2))


def convolved_stage(x, s, training):
    return torch.relu(batch_norm(conv(x, s["0.weight"], s["0.bias"]), Names(s, "1."), training))


def rectified_stage(x, s, training):
    """Along sequences: images of height one."""
    y = torch.relu(conv(x[:, None], s["0.weight"][:, :, None], s["0.bias"]))
    return max_pool(batch_norm(y, Names(s, "2."), training), (1, 2))[:, 0]


class Names:
    """A part of a network's state, under its names without their beginning."""

    def __init__(self, state, prefix):
        self.state, self.prefix = state, prefix

    def __getitem__(self, name):
        return self.state[self.prefix + name]

    def __setitem__(self, name, value):
        self.state[self.prefix + name] = value


IMAGES = [(2, 6, 6, 3), (1, 5, 7, 2), (3, 8, 4, 1)]


def write():
    linear = lambda x, s, _: functional.linear(x, s["weight"], s.get("bias"))
    layer("dense", [(4, 3), (2, 7, 3), (1, 3)], linear, {"weight": (5, 3), "bias": (5,)})
    layer("dense-no-bias", [(4, 3), (2, 3, 3)], linear, {"weight": (5, 3)})
    layer("relu", [(4, 3), (2, 3, 5, 2), (7,)], lambda x, *_: torch.relu(x))
    layer("flatten", [(4, 3), (2, 3, 4, 5), (3, 1, 2)], lambda x, *_: x.flatten(1))
    layer(
        "sequential", [(6, 3), (3, 3)], small_network,
        {"0.weight": (4, 3), "0.bias": (4,), "1.weight": (4,), "1.bias": (4,), "3.weight": (2, 4), "3.bias": (2,)},
        lambda draws: {"1.running_mean": draws.uniform((4,)), "1.running_var": draws.uniform((4,), 0.5, 2.0)})
    layer(
        "sequential-pooled", [(2, 6, 6, 3), (3, 5, 7, 3)], pooled_stage, {"0.weight": (3,), "0.bias": (3,)},
        lambda draws: {"0.running_mean": draws.uniform((3,)), "0.running_var": draws.uniform((3,), 0.5, 2.0)})
    layer(
        "sequential-convolved", [(2, 6, 6, 2), (1, 5, 7, 2)], convolved_stage,
        {"0.weight": (3, 2, 3, 3), "0.bias": (3,), "1.weight": (3,), "1.bias": (3,)},
        lambda draws: {"1.running_mean": draws.uniform((3,)), "1.running_var": draws.uniform((3,), 0.5, 2.0)})
    layer(
        "sequential-rectified", [(2, 9, 2), (1, 6, 2)], rectified_stage,
        {"0.weight": (3, 2, 3), "0.bias": (3,), "2.weight": (3,), "2.bias": (3,)},
        lambda draws: {"2.running_mean": draws.uniform((3,)), "2.running_var": draws.uniform((3,), 0.5, 2.0)})
    norm("batchnorm", 3, [(5, 3), (2, 4, 5, 3), (2, 7, 3)])
    norm("batchnorm-pytorch", 2, [(6, 2), (3, 3, 3, 2)], momentum=0.9, epsilon=1e-5)
    layer("maxpool", IMAGES, lambda x, *_: max_pool(x, (2, 2)))
    layer("maxpool-same", IMAGES, lambda x, *_: max_pool(x, (3, 2), (2, 3), "same"))
    layer("maxpool-overlapping", IMAGES, lambda x, *_: max_pool(x, (3, 3), (2, 2), ((1, 1), (1, 1))))
    layer("averagepool", IMAGES, lambda x, *_: average_pool(x, (2, 2)))
    layer("averagepool-same", IMAGES, lambda x, *_: average_pool(x, (3, 2), (2, 3), "same"))
    layer("averagepool-explicit", IMAGES, lambda x, *_: average_pool(x, (2, 3), (1, 2), ((1, 0), (2, 1))))
    layer("globalaveragepool", IMAGES, lambda x, *_: x.mean((1, 2)))
    layer(
        "dropout", [(40, 3), (5,), (2, 3, 3, 2)], lambda x, s, training: dropout(x, s, training, 0.25), None,
        lambda draws: {"key": numpy.array([123_456_789, 1], numpy.int32), "calls": numpy.array([7, 0], numpy.int32)})
    convolution("conv2d", 2, 4, (3, 3), [(2, 6, 6, 2), (1, 5, 7, 2), (3, 9, 4, 2)])
    convolution("conv2d-same", 3, 8, (3, 3), [(2, 8, 8, 3), (1, 5, 7, 3), (1, 1, 1, 3)], padding="same")
    convolution("conv2d-wide", 16, 16, (3, 3), [(1, 9, 10, 16), (2, 4, 4, 16)], padding="same")
    convolution(
        "conv2d-strided", 3, 5, (3, 2), [(2, 7, 8, 3), (1, 6, 6, 3)], bias=False, stride=(2, 3), padding="same")
    convolution("conv2d-point", 3, 5, (1, 1), [(2, 4, 5, 3)])
    convolution(
        "conv2d-explicit", 1, 3, (5, 5), [(2, 6, 7, 1), (1, 3, 9, 1)], padding=((2, 1), (0, 3)))
