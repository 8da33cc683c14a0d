"""Mien's networks in PyTorch: the same layers, sizes and losses."""

from torch import exp, nn
from torch.nn.functional import cross_entropy

NORM = {"eps": 1e-3}


class FaceReference(nn.Sequential):
    """`ExpressionNetwork`."""

    input_shape, classes, parameters_count = (1, 48, 48), 7, 3_491_335
    loss = staticmethod(cross_entropy)

    def __init__(self):
        layers, channels = [], 1
        for middle, outputs in ((32, 64), (128, 128), (256, 256)):
            layers += self.convolution(channels, middle) + self.convolution(middle, outputs)
            layers += [nn.MaxPool2d(2), nn.Dropout(0.25)]
            channels = outputs
        head = [nn.Flatten(), nn.Linear(6 * 6 * 256, 256), nn.BatchNorm1d(256, **NORM), nn.ReLU(), nn.Dropout(0.5)]
        super().__init__(*layers, *head, nn.Linear(256, self.classes))

    @staticmethod
    def convolution(inputs, outputs):
        return [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs, **NORM), nn.ReLU()]


def focal_loss(logits, labels):
    """Paper 001's: α .25, γ 2."""
    loss = cross_entropy(logits, labels, reduction="none")
    return (0.25 * (1 - exp(-loss)) ** 2 * loss).mean()


class SpeechNetwork(nn.Module):
    """What paper 001's networks share: features in, eight emotions out."""

    input_shape, classes = (160, 1), 8
    loss = staticmethod(focal_loss)

    @staticmethod
    def trunk():
        def stage(inputs, outputs):
            norm = nn.BatchNorm1d(outputs, **NORM)
            return [nn.Conv1d(inputs, outputs, 3, padding=1), nn.ReLU(), norm, nn.MaxPool1d(2)]

        return nn.Sequential(*stage(1, 64), *stage(64, 128), nn.Dropout(0.2), *stage(128, 256))

    @staticmethod
    def head(*sizes):
        layers = []
        for inputs, outputs in zip(sizes, sizes[1:]):
            layers += [nn.Linear(inputs, outputs), nn.ReLU(), nn.Dropout(0.2)]
        return nn.Sequential(*layers[:-2])


class SpeechLSTM(SpeechNetwork):
    """`LSTMNetwork`."""

    parameters_count = 305_864

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 256, batch_first=True)
        self.dense = self.head(256, 128, 64, self.classes)

    def forward(self, x):
        return self.dense(self.lstm(x)[0][:, -1])


class SpeechCNN(SpeechNetwork):
    """`CNNNetwork`."""

    parameters_count = 166_984

    def __init__(self):
        super().__init__()
        self.features = self.trunk()
        self.dense = self.head(256, 128, 64, self.classes)

    def forward(self, x):
        return self.dense(self.features(x.transpose(1, 2)).mean(2))


class SpeechCNNLSTM(SpeechNetwork):
    """`CNNLSTMNetwork`."""

    parameters_count = 378_344

    def __init__(self):
        super().__init__()
        self.features = self.trunk()
        self.lower = nn.LSTM(256, 128, batch_first=True)
        self.upper = nn.LSTM(128, 64, batch_first=True)
        self.dense = self.head(64, 64, 32, self.classes)

    def forward(self, x):
        sequence = self.lower(self.features(x.transpose(1, 2)).transpose(1, 2))[0]
        return self.dense(self.upper(sequence)[0][:, -1])


NETWORKS = {
    "face-reference": FaceReference,
    "speech-lstm": SpeechLSTM,
    "speech-cnn": SpeechCNN,
    "speech-cnn-lstm": SpeechCNNLSTM,
}


def make(name):
    """The network of that name, after a look at how many numbers it holds."""
    network = NETWORKS[name]()
    # PyTorch's LSTM has a second bias, which adds nothing, and its norms count their batches.
    own = [value for key, value in network.state_dict().items() if "bias_hh" not in key and "num_batches" not in key]
    count = sum(value.numel() for value in own)
    if count != network.parameters_count:
        raise SystemExit(f"{name}: {network.parameters_count} parameters are expected, found {count}")
    return network
