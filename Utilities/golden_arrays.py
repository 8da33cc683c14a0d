"""Files that NumPy wrote, and the values that are in them."""

import numpy

from golden_tools import FOLDER, Draws, save



def write():
    folder = FOLDER / "numpy"
    folder.mkdir(parents=True, exist_ok=True)
    draws = Draws("numpy")
    arrays = {
        "float32": draws.uniform((2, 3)), "float64": draws.uniform((3, 1, 2)).astype(numpy.float64) / 3,
        "int32": numpy.array([[-5, 2_147_483_647]], numpy.int32), "scalar": numpy.array(2.5, numpy.float32),
        "vector": draws.uniform((5,)), "empty": numpy.zeros((0, 3), numpy.float32),
        "long": draws.uniform((130, 1)),
        "float16": draws.uniform((4,)).astype(numpy.float16), "int64": numpy.array([-7, 8], numpy.int64),
        "uint64": numpy.array([[9]], numpy.uint64), "uint32": numpy.array([3], numpy.uint32),
        "int16": numpy.array([-32768, 3], numpy.int16), "uint16": numpy.array([65535], numpy.uint16),
        "int8": numpy.array([-128, 127], numpy.int8), "uint8": numpy.array([255, 0], numpy.uint8),
        "bool": numpy.array([[True], [False]]),
        "columns": numpy.asfortranarray(draws.uniform((2, 3, 4))),
        "big": draws.uniform((2, 2)).astype(">f4"), "big64": numpy.array([1, -2], ">i8"),
    }
    for name, array in arrays.items():
        numpy.save(folder / f"{name}.npy", array)
    save("numpy/values.safetensors", {key: value.astype(numpy.float64) for key, value in arrays.items()})
    with open(folder / "version2.npy", "wb") as file:
        numpy.lib.format.write_array(file, arrays["float32"], (2, 0))
    numpy.savez(folder / "stored.npz", **arrays)
    # Long enough, and regular enough, for all kinds of blocks.
    rising = (numpy.arange(6000) % 97).astype(numpy.float32).reshape(60, 100)
    numpy.savez_compressed(folder / "deflated.npz", rising=rising, noise=draws.uniform((300,)), **arrays)
    numpy.savez(folder / "nothing.npz")
