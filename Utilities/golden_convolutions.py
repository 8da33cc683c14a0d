"""Golden values of convolutions along sequences, with gaps and in groups, of transposed ones, and of upsampling."""

import math

from torch.nn import functional

from golden_layers import IMAGES, first, last, layer
from golden_operations import Rows
from golden_tools import save

SEQUENCES = [(2, 9, 4), (1, 7, 4)]


def amounts(padding, lengths, kernel, stride, dilation):
    """(before, after) for each axis; `same` as in Keras."""
    result = []
    for axis, (length, size, step, gap) in enumerate(zip(lengths, kernel, stride, dilation)):
        reach = (size - 1) * gap
        if padding == "valid":
            result.append((0, 0))
        elif padding == "causal":
            result.append((reach, 0))
        elif padding == "same":
            total = max((math.ceil(length / step) - 1) * step + reach + 1 - length, 0)
            result.append((total // 2, total - total // 2))
        else:
            result.append(padding[axis])
    return result


def conv(x, weight, bias=None, stride=(1, 1), padding="valid", dilation=(1, 1), groups=1):
    (top, bottom), (left, right) = amounts(padding, x.shape[1:3], weight.shape[2:], stride, dilation)
    padded = functional.pad(first(x), (left, right, top, bottom))
    return last(functional.conv2d(padded, weight, bias, stride, 0, dilation, groups))


def conv1d(x, weight, bias=None, stride=1, padding="valid", dilation=1, groups=1):
    ((before, after),) = amounts(padding, x.shape[1:2], weight.shape[2:], (stride,), (dilation,))
    padded = functional.pad(x.transpose(1, 2), (before, after))
    return functional.conv1d(padded, weight, bias, stride, 0, dilation, groups).transpose(1, 2)


def transposed(x, weight, bias=None, stride=(1, 1), padding="valid", added=(0, 0)):
    """All that is laid down, then cut: `same` cuts the overlap, half of it before, or fills the last gap."""
    y = functional.conv_transpose2d(first(x), weight, None, stride)
    for axis in (0, 1):
        size, step = weight.shape[2 + axis], stride[axis]
        before = after = 0
        more = added[axis]
        if padding == "same":
            overlap = max(size - step, 0)
            before, after, more = overlap // 2, overlap - overlap // 2, max(step - size, 0)
        elif padding != "valid":
            before, after = padding[axis]
        # What is added lies within what is cut, as far as there is that.
        end = y.shape[2 + axis] - after + more
        y = functional.pad(y, (0, 0, 0, more) if axis == 0 else (0, more))
        y = y.narrow(2 + axis, before, end - before)
    return last(y if bias is None else y + bias[:, None, None])


def upsample(x, scale, mode):
    options = {} if mode == "nearest" else {"align_corners": False}
    return last(functional.interpolate(first(x), scale_factor=scale, mode=mode, **options))


def operations():
    rows = Rows()
    rows.each("conv2d dilated", lambda x, w, b: conv(x, w, b, (1, 2), "same", (2, 3)), [
        [(2, 7, 8, 3), (4, 3, 3, 3), (4,)], [(1, 5, 9, 2), (1, 2, 2, 3), (1,)]])
    rows.each("conv2d in 2 groups", lambda x, w, b: conv(x, w, b, (2, 1), groups=2), [
        [(2, 5, 6, 4), (6, 2, 3, 2), (6,)], [(1, 4, 4, 2), (4, 1, 2, 2), (4,)]])
    rows.each("conv2d depthwise", lambda x, w: conv(x, w, padding="same", groups=3), [
        [(2, 5, 6, 3), (3, 1, 3, 3)], [(1, 5, 6, 3), (6, 1, 3, 2)]])
    rows.each("conv1d", conv1d, [[(2, 7, 3), (4, 3, 3), (4,)], [(1, 3, 1), (2, 1, 3), (2,)]])
    rows.each("conv1d without bias", conv1d, [[(2, 5, 2), (3, 2, 2)]])
    rows.each("conv1d strided", lambda x, w, b: conv1d(x, w, b, 2, "same"), [[(2, 8, 3), (4, 3, 5), (4,)]])
    rows.each("conv1d causal", lambda x, w, b: conv1d(x, w, b, 1, "causal", 2), [[(2, 8, 3), (4, 3, 3), (4,)]])
    rows.each("conv2dTranspose", transposed, [
        [(2, 3, 4, 2), (2, 3, 3, 2), (3,)], [(1, 2, 2, 1), (1, 1, 3, 3), (1,)]])
    rows.each("conv2dTranspose without bias", lambda x, w: transposed(x, w, None, (2, 3), "same"), [
        [(2, 3, 4, 2), (2, 3, 3, 2)], [(1, 2, 3, 2), (2, 2, 4, 4)]])
    rows.each(
        "conv2dTranspose cut", lambda x, w, b: transposed(x, w, b, (2, 2), ((1, 1), (0, 2)), (1, 0)),
        [[(2, 3, 4, 2), (2, 3, 3, 4), (3,)]])
    rows.each("upsample2d", lambda x: upsample(x, (2, 3), "nearest"), IMAGES)
    rows.each("upsample2d bilinear", lambda x: upsample(x, (3, 2), "bilinear"), [(2, 3, 4, 3), (1, 1, 2, 1)])
    rows.each("upsample1d", lambda x: x.repeat_interleave(3, 1), [(2, 4, 3), (1, 1, 2)])
    save("operations/convolutions.safetensors", rows.arrays)


def convolution(name, function, inputs, outputs, kernel, shapes, bias=True, groups=1, **geometry):
    options = geometry | ({"groups": groups} if groups > 1 else {})
    layer(
        name, shapes, lambda x, s, _: function(x, s["weight"], s.get("bias"), **options),
        {"weight": (outputs, inputs // groups, *kernel)} | ({"bias": (outputs,)} if bias else {}))


def enlargement(name, inputs, outputs, kernel, shapes, bias=True, **geometry):
    layer(
        name, shapes, lambda x, s, _: transposed(x, s["weight"], s.get("bias"), **geometry),
        {"weight": (inputs, outputs, *kernel)} | ({"bias": (outputs,)} if bias else {}))


def layers():
    images = [(2, 7, 8, 4), (1, 6, 9, 4)]
    convolution("conv2d-dilated", conv, 4, 5, (3, 2), images, dilation=(2, 3), padding="same")
    convolution("conv2d-groups", conv, 4, 6, (3, 3), images, groups=2, stride=(2, 1))
    convolution("conv2d-depthwise", conv, 4, 4, (3, 3), images, groups=4, padding="same")
    convolution(
        "conv2d-depthwise-multiplied", conv, 4, 8, (3, 2), images, groups=4, bias=False, stride=(1, 2),
        dilation=(2, 1), padding=((1, 2), (0, 1)))
    convolution("conv1d", conv1d, 4, 5, (3,), SEQUENCES)
    convolution("conv1d-same", conv1d, 4, 5, (4,), SEQUENCES, padding="same", stride=2)
    convolution("conv1d-causal", conv1d, 4, 3, (3,), SEQUENCES, padding="causal", dilation=2, bias=False)
    convolution("conv1d-groups", conv1d, 4, 6, (2,), SEQUENCES, padding=((1, 3),), groups=2)
    convolution("conv1d-depthwise", conv1d, 4, 4, (3,), SEQUENCES, padding="same", groups=4)
    small = [(2, 3, 4, 3), (1, 5, 2, 3)]
    enlargement("conv2dtranspose", 3, 4, (3, 3), small)
    enlargement("conv2dtranspose-same", 3, 2, (4, 3), small, stride=(2, 2), padding="same")
    enlargement("conv2dtranspose-gaps", 3, 2, (1, 2), small, stride=(2, 3), padding="same", bias=False)
    enlargement(
        "conv2dtranspose-cut", 3, 4, (3, 4), small, stride=(2, 3), padding=((1, 1), (0, 2)), added=(1, 2))
    layer("upsampling2d", IMAGES, lambda x, *_: upsample(x, (2, 2), "nearest"))
    layer("upsampling2d-bilinear", IMAGES, lambda x, *_: upsample(x, (2, 3), "bilinear"))
    layer("upsampling1d", [(2, 4, 3), (1, 1, 2)], lambda x, *_: x.repeat_interleave(2, 1))


def write():
    operations()
    layers()
