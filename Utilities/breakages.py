"""Runs the gate, then breaks Mien on purpose, one place at a time, to see whether the gate notices; writes Docs/Gate.md.

    breakages.py [--only WORD] [--out Docs/Gate.md]

It works on a copy in a temporary folder, with the core alone and optimised, file by file, so that a build is short. A
breakage whose original text is not there exactly once is refused.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUITES = "Layers|LayersAlone|Operations|Losses|LossFunctions|Optimizers"
CORE_ALONE = """
let core = ["MienKernels", "Mien", "MienTestSupport", "MienTests"]
package.targets.removeAll { $0.type != .system && !core.contains($0.name) && !$0.name.hasPrefix("MienVectorKernels") }
(package.products, package.dependencies) = ([], [])
"""
PREAMBLE = """# The gate

Made by `make gate`; nothing here was typed. Every layer, operation, loss and optimizer has a row in a table in
`Tests/MienTests/Gate`, and each row is tested in the same ways: gradients against differences in double precision, values and
gradients against PyTorch and Keras, single against double precision, views, files, threads, memory. One that has no row fails
the suite.

## What it checks

A configuration is a row at one shape, in one mode. Tensors are compared in all their elements; the worst difference is the
relative one from the golden values, in double precision. What is counted for the whole process (bits with one, two and three
threads, memory after a step) is tested apart and not in these figures.

LSTM and GRU are compared with Keras's and PyTorch's layers on the same weights, in double precision within 2e-7, at lengths 1,
3 and 17: plain, in both directions, stacked, with masks and with states.

"""
BROKEN = """
## What it notices

Each line is a mistake made on purpose in a copy of the library, by `Utilities/breakages.py`, and the tests that fail with it:
{noticed} of {made} are noticed.

| broken | where | noticed by |
|---|---|---|
"""
UNNOTICED = "**nothing**"

KERNELS, VECTORS, MIEN = "Sources/MienKernels/", "Sources/MienVectorKernels/", "Sources/Mien/"
# What is broken, where, the text as it is, and the text instead.
BREAKAGES = [
    ("the sign of a difference's gradient", MIEN + "Tensor/Tensor+Arithmetic.swift",
     "(elementwise(.subtract, a, b), { g in g }, { g in -g })",
     "(elementwise(.subtract, a, b), { g in g }, { g in g })"),
    ("a broadcast gradient is not summed over a new axis", MIEN + "Autograd/Backward.swift",
     "$0 < added || (target", "$0 < added - 1 || (target"),
    ("an odd place of padding goes before", MIEN + "Operations/Window.swift",
     "return (total / 2, total - total / 2)", "return (total - total / 2, total / 2)"),
    ("causal padding lies behind", MIEN + "Operations/Padding1D.swift",
     "left: reach, right: 0)", "left: 0, right: reach)"),
    ("dilation is ignored in the depthwise weight gradient", VECTORS + "Convolution/Depthwise.swift",
     """                shape.forEachTap(image: image, outputY: outputY, outputX: outputX) { tap, input in
                    let (x, sums) = (x + input, scratch + tap * shape.channels)
""",
     """                for tap in 0..<shape.kernelHeight * shape.kernelWidth {
                    let inputY = outputY * shape.strideHeight + tap / shape.kernelWidth - shape.top
                    let inputX = outputX * shape.strideWidth + tap % shape.kernelWidth - shape.left
                    guard 0..<shape.height ~= inputY, 0..<shape.width ~= inputX else { continue }
                    let x = x + ((image * shape.height + inputY) * shape.width + inputX) * shape.channels
                    let sums = scratch + tap * shape.channels
"""),
    ("a sign in Winograd's input transform", VECTORS + "Convolution/WinogradTransforms.swift",
     "let half = d.3 - d.1", "let half = d.1 - d.3"),
    ("a bias gradient misses a part of the batch", VECTORS + "Convolution/PatchConvolution.swift",
     "if channel == 0 { addParts(partials + shape.weightCount, filters, into: dbias) }",
     "if channel == 0 { dbias.update(from: partials + shape.weightCount, count: filters) }"),
    ("max-pooling takes the last of equals", VECTORS + "Pool.swift",
     "(value > greatest) != (value != value)", "(value >= greatest) != (value != value)"),
    ("a factor in batch norm's gradient", MIEN + "Operations/BatchNormalization.swift",
     "-(scale * inverse * inverse * sums.products / rows)", "-(scale * inverse * sums.products / rows)"),
    ("ReLU after batch norm lets every gradient through", VECTORS + "UpstreamRows.swift",
     "scaling.offset[channel] > 0 ? gradient : 0", "scaling.offset[channel] > 0 ? gradient : gradient"),
    ("the gradient of a pooled stage reaches the whole window", VECTORS + "UpstreamRows.swift",
     "choice[channel] == place ? gradient : 0", "choice[channel] != cutOff ? gradient : 0"),
    ("ReLU after a convolution is left out", VECTORS + "Convolution/Finish.swift",
     "if isRectified {", "if isRectified && scaling == nil {"),
    ("batch norm after a convolution adds nothing", VECTORS + "Convolution/Finish.swift",
     "{ sums[f] = sums[f] * scale[f] + offset[f] }", "{ sums[f] = sums[f] * scale[f] }"),
    ("pooling after batch norm takes the least", VECTORS + "BatchNorm.swift",
     "(value > out[c]) != (value != value)", "(value < out[c] || out[c] == T.lowest) != (value != value)"),
    ("a tile of a matrix product forgets what it adds to", VECTORS + "Matrices/RegisterTile.swift",
     "store(accumulating ? load(c + lanes) + high : high, c + lanes)", "store(high, c + lanes)"),
    ("a term of layer norm's gradient", VECTORS + "Standardize.swift",
     "(g[i] - mean - y[i] * share) * scale", "(g[i] - mean) * scale"),
    ("input and forget gate of LSTM in each other's place", VECTORS + "Recurrent/LSTM.swift",
     "nextCell[u] = forgets[u] * cell[u] + gates[u] * candidates[u]",
     "nextCell[u] = gates[u] * cell[u] + forgets[u] * candidates[u]"),
    ("a recurrent layer sees the last of few features only", VECTORS + "Recurrent/RecurrentWeight.swift",
     "row[v] += factor * weight[v]", "row[v] = factor * weight[v]"),
    ("another gate's slope in LSTM's gradient", VECTORS + "Recurrent/LSTM.swift",
     "previousCell[u] * sigmoidSlope(forget)", "previousCell[u] * sigmoidSlope(inputs[u])"),
    ("the same in the reference in double precision", KERNELS + "Reference/ReferenceRecurrence.swift",
     "previousCell * sigmoidSlope(forget)", "previousCell * sigmoidSlope(input)"),
    ("GRU's reset gate does nothing", VECTORS + "Recurrent/GRU.swift",
     "inputBias[w] + gates[u] * recurrent[w])", "inputBias[w] + recurrent[w])"),
    ("the second direction's output stays reversed", MIEN + "Layers/RecurrentStack.swift",
     "return isReversed && returnsSequences ? y.reversedInTime : y", "return y"),
    ("attention's mask inverted", MIEN + "Operations/Attention.swift",
     "mask.select(scores, Tensor.full([], -1e9, scores.elementType))",
     "mask.select(Tensor.full([], -1e9, scores.elementType), scores)"),
    ("an embedding's padding is not zero", MIEN + "Layers/Embedding.swift",
     "return paddingIndex == nil ? y : y * mask(x).expanded(at: -1).cast(to: y.elementType)", "return y"),
    ("dropout does not make up for what it drops", VECTORS + "DropoutMask.swift",
     "let scale = 1 / (1 - rate)", "let scale: Float = 1"),
    ("focal loss's gamma", MIEN + "Losses/CrossEntropy.swift", "rest.power(gamma)", "rest.power(gamma + 1)"),
    ("label smoothing over the other classes only", MIEN + "Losses/CrossEntropy.swift",
     "smoothing / Float(target.shape[target.rank - 1])", "smoothing / Float(max(1, target.shape[target.rank - 1] - 1))"),
    ("Adam's second bias correction", MIEN + "Optimizers/Adam.swift",
     "Double(rate) * second.squareRoot() / first", "Double(rate) / first"),
    ("NAdam's momentum of the next step", MIEN + "Optimizers/NAdam.swift",
     "next / (1 - product * next)", "next / (1 - product)"),
    ("an optimizer's count of steps is not restored", MIEN + "Optimizers/Optimizer.swift",
     'step = Int(slots.removeValue(forKey: "step")?.int32Scalars.first ?? 0)', 'slots.removeValue(forKey: "step")'),
    ("the count of dropout masks is not saved", MIEN + "Layers/DropoutMasks.swift",
     '[("key", key), ("calls", calls)]', '[("key", key)]'),
    ("sums depend on the number of threads", MIEN + "Operations/BatchNormalization.swift",
     "max(1, elementsPerBlock / max(1, channels))",
     "max(1, elementsPerBlock / max(1, channels) / Runtime.threads)"),
]


def swift(command, folder):
    """The command's output, and whether it succeeded."""
    result = subprocess.run(
        ["swift", *command, "-Xswiftc", "-O"], cwd=folder, text=True, errors="replace", stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT)
    return result.stdout, result.returncode == 0


def run_gate(folder):
    """The output of the gate's suites, and whether all passed; stops where the library does not compile."""
    output, compiles = swift(["build", "--build-tests"], folder)
    if not compiles:
        sys.exit(output)
    return swift(["test", "--skip-build", "--filter", rf"MienTests\.({SUITES})/"], folder)


def noticed_by(output):
    tests = sorted(set(re.findall(r"✘ Test (\w+)\(.*?\) recorded an issue", output)))
    return ", ".join(f"`{test}`" for test in tests) or "the end of the process"


def broken(folder, breakage):
    """The line of the table for one breakage."""
    name, path, original, text = breakage
    file = folder / path
    source = file.read_text()
    if source.count(original) != 1:
        sys.exit(f"{path} holds {source.count(original)} times, not once: {original}")
    file.write_text(source.replace(original, text))
    output, passes = run_gate(folder)
    file.write_text(source)
    line = f"| {name} | `{path}` | {UNNOTICED if passes else noticed_by(output)} |"
    print(line, flush=True)
    return line


def page(figures, lines):
    noticed = sum(UNNOTICED not in line for line in lines)
    checked = "".join(f"- {line}\n" for line in sorted(figures))
    return PREAMBLE + checked + BROKEN.format(noticed=noticed, made=len(lines)) + "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="", help="only the breakages whose name holds this")
    parser.add_argument("--out", type=Path, help="write the page there")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "mien"
        shutil.copytree(ROOT, folder, symlinks=True, ignore=shutil.ignore_patterns(".build", ".git", "runs"))
        with open(folder / "Package.swift", "a") as manifest:
            manifest.write(CORE_ALONE)
        output, passes = run_gate(folder)
        figures = re.findall(r"^gate: (.*)$", output, re.MULTILINE)
        print(*figures, sep="\n", flush=True)
        if not passes:
            sys.exit(f"The gate fails before anything is broken:\n{output}")
        lines = [broken(folder, breakage) for breakage in BREAKAGES if arguments.only in breakage[0]]

    if arguments.out:
        arguments.out.write_text(page(figures, lines))
    sys.exit(any(UNNOTICED in line for line in lines))


if __name__ == "__main__":
    main()
