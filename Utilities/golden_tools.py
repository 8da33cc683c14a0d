"""What the scripts that make golden values share."""

import os
import pathlib
import zlib

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy
import safetensors
import torch
from safetensors.numpy import save_file

FOLDER = pathlib.Path(__file__).parent.parent / "Tests" / "MienTests" / "Golden"
MADE = (
    f"Utilities/golden_core.py with torch {torch.__version__}, keras {keras.__version__}, "
    f"numpy {numpy.__version__}, safetensors {safetensors.__version__}"
)


class Draws:
    """Random arrays that single precision holds exactly, a function of the name they are drawn for."""

    def __init__(self, name):
        self.random = numpy.random.default_rng(zlib.crc32(name.encode()))

    def uniform(self, shape, low=-1.0, high=1.0):
        return self.random.uniform(low, high, shape).astype(numpy.float32)

    def integers(self, shape, low=-3, high=4):
        return self.random.integers(low, high, shape).astype(numpy.float32)


def double(array, differentiable=False):
    """A tensor in double precision."""
    tensor = torch.tensor(numpy.asarray(array, numpy.float64))
    return tensor.requires_grad_() if differentiable else tensor


def gradients(output, upstream, tensors):
    """The gradients of the sum of `output · upstream`; zeros where it does not depend on a tensor."""
    found = torch.autograd.grad((output * upstream).sum(), tensors, allow_unused=True)
    return [torch.zeros_like(t) if g is None else g for t, g in zip(tensors, found)]


def save(name, arrays):
    """Inputs keep their type, results are in double precision."""
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = {}
    for key, value in arrays.items():
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else numpy.asarray(value)
        plain[key] = numpy.ascontiguousarray(array).reshape(array.shape)
    save_file(plain, path, metadata={"made": MADE})
    assert path.stat().st_size < 500_000, f"{path} is too large"
