"""Writes the face reference network as an ONNX file for each batch size.

    onnx_export.py FOLDER BATCH…
"""

import logging
import sys
import warnings

import torch

import networks


def main():
    # The exporter misses torchvision, of which this network has no use, and is at odds with the libraries it calls.
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    folder, *batches = sys.argv[1:]
    torch.manual_seed(1)
    network = networks.make("face-reference").eval()
    for batch in batches:
        inputs = torch.zeros(int(batch), *network.input_shape)
        torch.onnx.export(network, (inputs,), f"{folder}/{batch}.onnx", verbose=False)


if __name__ == "__main__":
    main()
