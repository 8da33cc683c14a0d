"""Times PyTorch on the face reference network: the same layers, batch, optimizer and steps as `mien benchmark`.

Prints one JSON object with the keys of `mien benchmark face-reference --json -`.
"""

import argparse
import json
import resource
import statistics
import time

import torch
from torch import nn


def convolution(inputs, outputs):
    return [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU()]


def reference_network():
    layers, channels = [], 1
    for middle, outputs in ((32, 64), (128, 128), (256, 256)):
        layers += convolution(channels, middle) + convolution(middle, outputs)
        layers += [nn.MaxPool2d(2), nn.Dropout(0.25)]
        channels = outputs
    layers += [nn.Flatten(), nn.Linear(6 * 6 * 256, 256), nn.BatchNorm1d(256), nn.ReLU(), nn.Dropout(0.5)]
    return nn.Sequential(*layers, nn.Linear(256, 7))


def median_milliseconds(steps, body):
    body()
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        body()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)

    network = reference_network()
    optimizer = torch.optim.Adam(network.parameters())
    loss = nn.CrossEntropyLoss()
    inputs = torch.randn(arguments.batch, 1, 48, 48)
    labels = torch.randint(0, 7, (arguments.batch,))

    def train():
        optimizer.zero_grad()
        loss(network(inputs), labels).backward()
        optimizer.step()

    def predict():
        with torch.inference_mode():
            network(inputs)

    training = median_milliseconds(arguments.steps, train)
    network.eval()
    inference = median_milliseconds(arguments.steps, predict)
    print(
        json.dumps(
            {
                "name": "face-reference",
                "batch": arguments.batch,
                "threads": arguments.threads,
                "trainMilliseconds": training,
                "trainSamplesPerSecond": 1000 * arguments.batch / training,
                "inferenceMilliseconds": inference,
                "inferenceSamplesPerSecond": 1000 * arguments.batch / inference,
                "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
