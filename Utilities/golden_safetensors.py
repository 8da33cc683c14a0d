"""Files that the Python library of safetensors wrote, and the values that are in them."""

import numpy
import torch
from safetensors.numpy import save_file
from safetensors.torch import save_file as save_torch_file

from golden_tools import FOLDER, Draws, save


def write():
    """`types` holds every element type that NumPy and Mien know; `same` what Mien must write to the same bytes."""
    folder = FOLDER / "safetensors"
    folder.mkdir(parents=True, exist_ok=True)
    draws = Draws("safetensors")
    types = {
        "float64": draws.uniform((2, 3)).astype(numpy.float64) / 3, "float32": draws.uniform((3, 2)),
        "float16": draws.uniform((5,)).astype(numpy.float16), "int64": draws.integers((4,)).astype(numpy.int64),
        "uint64": numpy.array([0, 2_147_483_647], numpy.uint64), "int32": numpy.array([-5, 2_147_483_647], numpy.int32),
        "uint32": numpy.array([[1], [2]], numpy.uint32), "int16": numpy.array([-32768, 3], numpy.int16),
        "uint16": numpy.array([65535, 3], numpy.uint16), "int8": numpy.array([-128, 127, 0], numpy.int8),
        "uint8": numpy.array([255, 7], numpy.uint8), "bool": numpy.array([True, False, True]),
        "scalar": numpy.array(2.5, numpy.float32), "empty": numpy.zeros((0, 3), numpy.float32)}
    save_file(types, folder / "types.safetensors", metadata={"note": "quoted \"text\", a \\, a\ttab and π"})
    save("safetensors/values.safetensors", {key: value.astype(numpy.float64) for key, value in types.items()})

    bfloat = torch.tensor([1.0, -2.5, 3.140625, float("inf"), 1e-30]).bfloat16()
    save_torch_file({"bfloat16": bfloat}, folder / "bfloat16.safetensors")

    same = {
        "b": draws.uniform((3,)), "a.weight": draws.uniform((2, 3)), "a.bias": numpy.zeros((2,), numpy.float32),
        "labels": numpy.array([1, 2, 3], numpy.int32), "exact": draws.uniform((2,)).astype(numpy.float64),
        "scalar": numpy.array(-1.5, numpy.float32), "empty": numpy.zeros((2, 0), numpy.float32),
        "naïve \"name\"\n": draws.uniform((1,))}
    save_file(same, folder / "same.safetensors", metadata={"made by": "a /line\n\"of\" text, é \u007f \u0001"})
    save_file(same, folder / "same-plain.safetensors")
    half = {key: value.astype(numpy.float16) for key, value in same.items() if value.dtype == numpy.float32}
    save_file(half, folder / "same-half.safetensors")
    save_file({}, folder / "nothing.safetensors")
