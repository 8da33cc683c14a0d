"""Golden values of the dropouts that drop whole channels."""

import numpy

from golden_layers import dropout, layer
from golden_tools import double


def spatial(x, state, training, rate):
    """The mask of a batch of single places, for all places."""
    single = numpy.ones((x.shape[0],) + (1,) * (x.dim() - 2) + (x.shape[-1],))
    return x * dropout(double(single), state, training, rate)


def write():
    state = lambda draws: {
        "key": numpy.array([987_654_321, 5], numpy.int32), "calls": numpy.array([3, 0], numpy.int32)}
    for name, shapes in {
        "spatialdropout1d": [(4, 5, 3), (1, 2, 9), (2, 1, 6)],
        "spatialdropout2d": [(4, 2, 3, 3), (1, 2, 2, 9), (2, 1, 1, 6)]}.items():
        layer(name, shapes, lambda x, s, training: spatial(x, s, training, 0.4), None, state)
