"""Golden values of embeddings, positional encodings, attention and the transformer's encoder block, by PyTorch.

What is called with more than one tensor gets them all in one, in the way that `Tests/MienTests/Gate/Layers+Attention.swift`
takes them apart.
"""

import numpy
import torch
from torch.nn import functional

from golden_layers import layer
from golden_recurrent import lengths, masks


def tokens(x):
    """Whole numbers from 0 to 6."""
    return ((x + 1) * 3.5).long()


def sinusoids(x):
    steps, features = x.shape[-2:]
    place = numpy.arange(steps)[:, None]
    feature = numpy.arange(features)[None]
    angle = place / 10000.0 ** (2 * (feature // 2) / features)
    return x + torch.tensor(numpy.where(feature % 2 == 0, numpy.sin(angle), numpy.cos(angle)))


def padding(x):
    """True behind the ends, as PyTorch's masks are."""
    return torch.arange(x.shape[1])[None] >= lengths(x)[:, None]


def causal(steps):
    return torch.ones(steps, steps, dtype=torch.bool).triu(1)


ATTENTION = {
    "in_proj_weight": (12, 4), "in_proj_bias": (12,), "out_proj.weight": (4, 4), "out_proj.bias": (4,)}


def attention(query, memory, state, **masks):
    module = torch.nn.MultiheadAttention(4, 2, batch_first=True, dtype=torch.float64)
    weights = {name: state[name] for name in ATTENTION}
    return torch.func.functional_call(module, weights, (query, memory, memory), masks | {"need_weights": False})[0]


def attention_with_dropout(x, state, training):
    heads = lambda y: y.unflatten(2, (2, 2)).transpose(1, 2)
    q, k, v = map(heads, functional.linear(x, state["in_proj_weight"], state["in_proj_bias"]).chunk(3, 2))
    weights = torch.softmax(q @ k.transpose(2, 3) / 2**0.5, -1)
    weights = weights * masks(state, training, tuple(weights.shape), 0.25)
    y = (weights @ v).transpose(1, 2).flatten(2)
    return functional.linear(y, state["out_proj.weight"], state["out_proj.bias"])


def pool(x, state, mask=None):
    scores = x @ state["weight"][0]
    if mask is not None:
        scores = scores.masked_fill(mask, -1e9)
    return (torch.softmax(scores, 1)[..., None] * x).sum(1)


ENCODER = {f"self_attn.{name}": shape for name, shape in ATTENTION.items()} | {
    "linear1.weight": (6, 4), "linear1.bias": (6,), "linear2.weight": (4, 6), "linear2.bias": (4,),
    "norm1.weight": (4,), "norm1.bias": (4,), "norm2.weight": (4,), "norm2.bias": (4,)}


def encoder(x, state, activation, norm_first, **masks):
    module = torch.nn.TransformerEncoderLayer(
        4, 2, 6, dropout=0.0, activation=activation, norm_first=norm_first, batch_first=True, dtype=torch.float64)
    return torch.func.functional_call(module, {name: state[name] for name in ENCODER}, (x,), masks)


def dropouts(draws):
    """The streams of layers that drop nothing."""
    names = [f"{layer}.{part}" for layer in ("dropout", "dropout1", "dropout2") for part in ("key", "calls")]
    return {name: numpy.array([1, 0], numpy.int32) for name in names}


def write():
    layer("embedding", [(4,), (2, 5), (2, 1, 3)], lambda x, s, _: functional.embedding(tokens(x), s["weight"]),
          {"weight": (7, 3)})
    keep = torch.ones(7, 1, dtype=torch.float64).index_fill(0, torch.tensor([2]), 0)
    layer("embedding-padding", [(20,), (4, 5)],
          lambda x, s, _: functional.embedding(tokens(x), s["weight"] * keep), {"weight": (7, 3)})
    layer("sinusoidal", [(2, 5, 4), (3, 7), (1, 1, 1)], lambda x, *_: sinusoids(x))
    layer("learned-position", [(2, 5, 3), (6, 3)], lambda x, s, _: x + s["weight"][: x.shape[-2]], {"weight": (6, 3)})
    sequences = [(3, steps, 4) for steps in (1, 3, 7)]
    layer("attention", sequences, lambda x, s, _: attention(x, x, s), ATTENTION)
    layer("attention-causal", sequences,
          lambda x, s, _: attention(x, x, s, attn_mask=causal(x.shape[1]), is_causal=True), ATTENTION)
    layer("attention-masked", sequences,
          lambda x, s, _: attention(x, x, s, key_padding_mask=padding(x), attn_mask=causal(x.shape[1])), ATTENTION)
    layer("attention-cross", [(3, 3, 4), (3, 9, 4)], lambda x, s, _: attention(x[:, :2], x[:, 2:], s), ATTENTION)
    layer("attention-cross-masked", [(3, 3, 4), (3, 9, 4)],
          lambda x, s, _: attention(x[:, :2], x[:, 2:], s, key_padding_mask=padding(x[:, 2:])), ATTENTION)
    layer("attention-dropout", sequences, attention_with_dropout, ATTENTION, lambda draws: {
        "key": numpy.array([192_837_465, 9], numpy.int32), "calls": numpy.array([11, 0], numpy.int32)})
    layer("attention-pool", sequences, lambda x, s, _: pool(x, s), {"weight": (1, 4)})
    layer("attention-pool-masked", sequences, lambda x, s, _: pool(x, s, padding(x)), {"weight": (1, 4)})
    layer("encoder", sequences, lambda x, s, _: encoder(x, s, "relu", False), ENCODER, dropouts)
    layer("encoder-norm-first", sequences, lambda x, s, _: encoder(x, s, "gelu", True), ENCODER, dropouts)
    layer("encoder-masked", sequences, lambda x, s, _: encoder(
        x, s, "gelu", True, src_mask=causal(x.shape[1]), src_key_padding_mask=padding(x)), ENCODER, dropouts)
