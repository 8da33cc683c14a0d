"""Times ONNX Runtime on a file of `onnx_export.py`.

    onnx_peer.py FILE --batch 64 --steps 5 --threads 2
"""

import numpy
import onnxruntime

import timing


def main():
    arguments = timing.options().parse_args()
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = arguments.threads
    session = onnxruntime.InferenceSession(arguments.name, settings, providers=["CPUExecutionProvider"])
    (entry,) = session.get_inputs()
    if entry.shape[0] != arguments.batch:
        raise SystemExit(f"{arguments.name}: a batch of {arguments.batch} is expected, found {entry.shape[0]}")
    inputs = numpy.random.default_rng(1).standard_normal(entry.shape, dtype=numpy.float32)
    times = timing.median_milliseconds(arguments.steps, lambda: session.run(None, {entry.name: inputs}))
    timing.report(inferenceMilliseconds=times)


if __name__ == "__main__":
    main()
