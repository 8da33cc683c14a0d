"""Golden values of LSTM and GRU: Keras's and PyTorch's layers on the same weights, in double precision.

Weights have PyTorch's names and order of gates. What is called with more than one tensor gets them all in one, in the way
that `Tests/MienTests/Gate/Layers+Recurrent.swift` takes them apart.
"""

import keras
import numpy
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden_layers import layer, philox
from golden_tools import double

GATES = {"LSTM": 4, "GRU": 3}
STEPS = (1, 3, 17)


def names(layers=1, bidirectional=False):
    return [f"l{level}{side}" for level in range(layers) for side in ([""] + ["_reverse"] * bidirectional)]


def shapes(kind, inputs, units, layers=1, bidirectional=False, biases=2):
    """The parameters and their shapes."""
    rows = GATES[kind] * units
    result = {}
    for name in names(layers, bidirectional):
        width = inputs if name.startswith("l0") else units * (1 + bidirectional)
        result |= {f"weight_ih_{name}": (rows, width), f"weight_hh_{name}": (rows, units), f"bias_ih_{name}": (rows,)}
        if biases == 2:
            result[f"bias_hh_{name}"] = (rows,)
    return result


def pytorch(kind, x, state, units, layers=1, bidirectional=False, states=None):
    """The output of PyTorch's layer and its final states. A second bias that is missing is zero."""
    module = getattr(torch.nn, kind)(
        1, units, layers, batch_first=True, bidirectional=bidirectional, dtype=torch.float64)
    module.input_size = x.data.shape[-1]
    weights = {name: state.get(name, torch.zeros(GATES[kind] * units, dtype=torch.float64))
               for name, _ in module.named_parameters()}
    module._flat_weights = [weights[name] for name in module._flat_weights_names]
    output, final = module(x, states)
    return output, (final if kind == "LSTM" else (final,))


def last(output, units):
    """The last output in each direction."""
    return torch.cat([output[:, -1, :units], output[:, 0, units:]], -1)


def keras_layer(kind, x, state, units, sequences=True, bidirectional=False, mask=None, states=None):
    """The output of Keras's layer and its final states."""
    with_states = states is not None
    module = getattr(keras.layers, kind)(
        units, return_sequences=sequences, return_state=with_states, dtype="float64")
    if bidirectional:
        module = keras.layers.Bidirectional(module)
    module.build(tuple(x.shape))
    variables = []
    for name in names(1, bidirectional):
        kernel, recurrent = state[f"weight_ih_{name}"].T, state[f"weight_hh_{name}"].T
        bias = state[f"bias_ih_{name}"]
        if kind == "GRU":
            bias = torch.stack([bias, state[f"bias_hh_{name}"]])
            # Keras's update gate comes before the reset gate.
            order = torch.cat([torch.arange(units, 2 * units), torch.arange(units), torch.arange(2 * units, 3 * units)])
            kernel, recurrent, bias = kernel[:, order], recurrent[:, order], bias[:, order]
        variables += [kernel, recurrent, bias]
    arguments = {} if mask is None else {"mask": mask}
    if with_states:
        arguments["initial_state"] = list(states)
    fixed = [variable.value for variable in module.non_trainable_variables]
    return module.stateless_call(variables, fixed, x, **arguments)[0]


def mask(x):
    """Steps left out at the beginning, within and at the end, by a rule."""
    batch, steps = x.shape[:2]
    return torch.tensor([[(3 * b + t) % 4 != 3 for t in range(steps)] for b in range(batch)])


def lengths(x):
    return torch.tensor([1 + (2 * b + 1) % x.shape[1] for b in range(x.shape[0])])


def joined(*tensors):
    """The batch first, all else behind one another."""
    return torch.cat([tensor.flatten(1) for tensor in tensors], 1)


def first_states(x, kind, count):
    """The states that lie before the sequence: `count` rows each."""
    number = 2 if kind == "LSTM" else 1
    rows = x[:, : number * count].permute(1, 0, 2)
    return tuple(rows[i * count : (i + 1) * count].contiguous() for i in range(number)), x[:, number * count :]


def with_states(kind, x, state, units, layers, bidirectional):
    states, x = first_states(x, kind, layers * (1 + bidirectional))
    output, final = pytorch(
        kind, x, state, units, layers, bidirectional, states if kind == "LSTM" else states[0])
    return joined(output, *(s.permute(1, 0, 2) for s in final))


def with_states_and_mask(kind, x, state, units):
    states, x = first_states(x, kind, 1)
    output, *final = keras_layer(kind, x, state, units, mask=mask(x), states=[s[0] for s in states])
    return joined(output, *final)


def packed(kind, x, state, units):
    """PyTorch's packed sequences, zero behind their ends."""
    sequence = pack_padded_sequence(x, lengths(x), batch_first=True, enforce_sorted=False)
    output, final = pytorch(kind, sequence, state, units, 1, True)
    output = pad_packed_sequence(output, batch_first=True, total_length=x.shape[1])[0]
    return joined(output, *(s.permute(1, 0, 2) for s in final))


def masks(state, training, shape, rate):
    """The next mask of the layer's own stream."""
    if not training:
        return torch.ones(shape, dtype=torch.float64)
    key, call = (int(state[name][0]) | int(state[name][1]) << 32 for name in ("key", "calls"))
    count = int(numpy.prod(shape))
    words = [word for block in range((count + 3) // 4) for word in philox(block, call, key)]
    state["calls"] = numpy.array([int(state["calls"][0]) + 1, state["calls"][1]], numpy.int32)
    keep = [0.0 if (word >> 8) * 2.0**-24 < rate else 1 / (1 - rate) for word in words[:count]]
    return double(keep).reshape(shape)


def with_dropout(kind, x, state, training, units):
    """Step by step: neither library shares the recurrent mask among the gates."""
    x = x * masks(state, training, (x.shape[0], x.shape[2]), 0.25)[:, None]
    keep = masks(state, training, (x.shape[0], units), 0.5)
    hidden = cell = torch.zeros(x.shape[0], units, dtype=torch.float64)
    outputs = []
    for step in range(x.shape[1]):
        a = x[:, step] @ state["weight_ih_l0"].T + state["bias_ih_l0"]
        b = (hidden * keep) @ state["weight_hh_l0"].T + state.get("bias_hh_l0", 0)
        if kind == "LSTM":
            i, f, g, o = (a + b).chunk(4, 1)
            cell = f.sigmoid() * cell + i.sigmoid() * g.tanh()
            hidden = o.sigmoid() * cell.tanh()
        else:
            (r, z, n), (s, u, m) = a.chunk(3, 1), b.chunk(3, 1)
            z = (z + u).sigmoid()
            hidden = (1 - z) * (n + (r + s).sigmoid() * m).tanh() + z * hidden
        outputs.append(hidden)
    return torch.stack(outputs, 1)


def write():
    sequences = [(2, steps, 3) for steps in STEPS]
    for kind in GATES:
        name = kind.lower()
        biases = 1 if kind == "LSTM" else 2
        plain = shapes(kind, 3, 4, biases=biases)
        layer(name, sequences, lambda x, s, _: pytorch(kind, x, s, 4)[0], plain)
        layer(
            f"{name}-wide", [(2, steps, 11) for steps in STEPS], lambda x, s, _: pytorch(kind, x, s, 4)[0],
            shapes(kind, 11, 4, biases=biases))
        layer(f"{name}-last", sequences, lambda x, s, _: keras_layer(kind, x, s, 4, sequences=False), plain)
        both = shapes(kind, 3, 2, 1, True, biases)
        layer(
            f"{name}-bidirectional", sequences,
            lambda x, s, _: keras_layer(kind, x, s, 2, bidirectional=True), both)
        layer(
            f"{name}-stacked", sequences, lambda x, s, _: last(pytorch(kind, x, s, 2, 2, True)[0], 2),
            shapes(kind, 3, 2, 2, True))
        layer(
            f"{name}-masked", [(3, steps, 3) for steps in STEPS],
            lambda x, s, _: keras_layer(kind, x, s, 4, mask=mask(x)), plain)
        layer(
            f"{name}-masked-last", [(3, steps, 3) for steps in STEPS],
            lambda x, s, _: keras_layer(kind, x, s, 2, sequences=False, bidirectional=True, mask=mask(x)), both)
        layer(
            f"{name}-masked-bidirectional", [(3, steps, 3) for steps in STEPS],
            lambda x, s, _: keras_layer(kind, x, s, 2, bidirectional=True, mask=mask(x)), both)
        layer(f"{name}-lengths", [(3, steps, 3) for steps in STEPS], lambda x, s, _: packed(kind, x, s, 2), both)
        number = 8 if kind == "LSTM" else 4
        layer(
            f"{name}-states", [(2, number + steps, 3) for steps in STEPS],
            lambda x, s, _: with_states(kind, x, s, 3, 2, True), shapes(kind, 3, 3, 2, True))
        layer(
            f"{name}-masked-states", [(3, number // 4 + steps, 3) for steps in STEPS],
            lambda x, s, _: with_states_and_mask(kind, x, s, 3), shapes(kind, 3, 3, biases=biases))
        layer(
            f"{name}-dropout", sequences, lambda x, s, training: with_dropout(kind, x, s, training, 4), plain,
            lambda draws: {
                "key": numpy.array([987_654_321, 5], numpy.int32), "calls": numpy.array([3, 0], numpy.int32)})
