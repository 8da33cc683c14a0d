"""Times PyTorch on one network: the same layers, batch, optimizer and steps as `mien benchmark`.

    pytorch_peer.py NAME --batch 64 --steps 5 --threads 2 [--channels-last] [--inference]
"""

import torch

import networks
import timing


def main():
    parser = timing.options()
    parser.add_argument("--channels-last", action="store_true", help="lay images out as Mien does")
    parser.add_argument("--inference", action="store_true", help="leave the training out")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    network = networks.make(arguments.name)
    inputs = torch.randn(arguments.batch, *network.input_shape)
    labels = torch.randint(0, network.classes, (arguments.batch,))
    if arguments.channels_last:
        network = network.to(memory_format=torch.channels_last)
        inputs = inputs.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(network.parameters())

    def train():
        optimizer.zero_grad()
        network.loss(network(inputs), labels).backward()
        optimizer.step()

    def predict():
        with torch.inference_mode():
            network(inputs)

    times = {}
    if not arguments.inference:
        times["trainMilliseconds"] = timing.median_milliseconds(arguments.steps, train)
    network.eval()
    times["inferenceMilliseconds"] = timing.median_milliseconds(arguments.steps, predict)
    timing.report(**times)


if __name__ == "__main__":
    main()
