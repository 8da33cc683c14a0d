"""Golden values of pooling along sequences and over whole inputs."""

from golden_layers import IMAGES, average_pool, layer, max_pool
from golden_operations import Rows
from golden_tools import save

SEQUENCES = [(2, 6, 3), (1, 7, 2), (3, 4, 1)]


def row(pool, x, size, stride, padding):
    """A pooling of images on images of height one; `causal` puts all places before."""
    if padding == "causal":
        padding = (size - 1, 0)
    if isinstance(padding, tuple):
        padding = ((0, 0), padding)
    return pool(x.unsqueeze(1), (1, size), (1, stride), padding).squeeze(1)


def write():
    cases = {
        "": (2, 2, "valid"), " 3 same": (3, 2, "same"), " 3 causal": (3, 1, "causal"), " 4 explicit": (4, 3, (1, 2))}
    rows = Rows()
    for name, pool in {"max": max_pool, "average": average_pool}.items():
        for case, (size, stride, padding) in cases.items():
            function = lambda x, p=pool, s=size, t=stride, a=padding: row(p, x, s, t, a)
            rows.each(f"{name}Pool1d{case or ' 2'}", function, SEQUENCES)
            layer(f"{name}pool1d{case.replace(' ', '-')}", SEQUENCES, lambda x, *_, f=function: f(x))
    save("operations/pooling.safetensors", rows.arrays)
    layer("globalaveragepool1d", SEQUENCES, lambda x, *_: x.mean(1))
    layer("globalmaxpool1d", SEQUENCES, lambda x, *_: x.amax(1))
    layer("globalmaxpool", IMAGES, lambda x, *_: x.amax((1, 2)))
