"""Trains networks for emotions of speech in many ways and writes what each idea gave, as a table.

    speech_experiments.py MIEN --data ravdess --runs FOLDER [--only paper|honest] [--out Docs/Speech.md]

`paper`: what paper 001 does not say of its CNN + LSTM (dropout, scaling), with its protocol. `honest`: our network with and
without each of its parts, over the speaker-independent folds; chosen by nothing but the validation actors. What is complete
is not repeated, and what was interrupted goes on: all of it takes hours.
"""

import argparse
import copy
import json
import statistics
import subprocess
from pathlib import Path

LABELS = ["angry", "calm", "disgust", "fearful", "happy", "neutral", "sad", "surprised"]
PAPER = {
    "name": "cnn-lstm", "architecture": "cnn-lstm", "labels": LABELS, "dropout": 0.3, "isStandardized": False,
    "normalization": "recording", "epochs": 23, "batchSize": 36, "seed": 1, "optimizer": {"adam": {"learningRate": 1e-3}},
    "schedule": {"constant": {}}, "loss": {"focal": {"alpha": 0.25, "gamma": 2}}, "patience": {"reduction": 5, "stop": 10},
}
OURS = {
    "name": "mien", "architecture": "spectrogram", "labels": LABELS, "dropout": 0.3, "isStandardized": False,
    "normalization": "recording", "epochs": 60, "batchSize": 16, "seed": 1, "averaging": 0.995,
    "optimizer": {"adamW": {"learningRate": 2e-3, "weightDecay": 0.01}},
    "schedule": {"cosine": {"warmUp": 0.05, "final": 0}}, "loss": {"crossEntropy": {"labelSmoothing": 0.1}},
    "augmentation": {
        "speeds": [0.9, 1, 1.1], "stretch": [0.85, 1.15], "warp": [0.93, 1.07],
        "masks": {"frequencyMasks": 1, "frequencyWidth": 8, "timeMasks": 1, "timeWidth": 16},
    },
}


def changed(recipe, **fields):
    return copy.deepcopy(recipe) | fields


def variants(only):
    """Name, recipe and protocol of each idea."""
    found = []
    if only in (None, "paper"):
        for scaled in (False, True):
            for dropout in (0, 0.1, 0.2, 0.3, 0.5):
                name = f"cnn-lstm, dropout {dropout}{', standardised' if scaled else ''}"
                found.append(("paper", name, changed(PAPER, dropout=dropout, isStandardized=scaled)))
    if only in (None, "honest"):
        plain = OURS["augmentation"]
        found += [
            ("honest", "ours", OURS),
            ("honest", "no augmentation", {k: v for k, v in OURS.items() if k != "augmentation"}),
            ("honest", "no masks", changed(OURS, augmentation=plain | {"masks": {}})),
            ("honest", "no other speeds", changed(OURS, augmentation=plain | {"speeds": [1]})),
            ("honest", "mixup .2", changed(OURS, augmentation=plain | {"mixup": 0.2})),
            ("honest", "dropout .5", changed(OURS, dropout=0.5)),
            ("honest", "the paper's CNN + LSTM", changed(PAPER, isStandardized=False)),
            ("honest", "speaker-normalised", changed(OURS, normalization="speaker")),
        ]
    return found


def measure(arguments, folder, recipe, options):
    """The evaluation of a finished training; trains it if need be."""
    result = folder / "evaluation.json"
    if not result.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        file = folder.with_suffix(".json")
        file.write_text(json.dumps(recipe))
        command = [str(arguments.mien), "speech", "train"]
        if (folder / "config.json").exists():
            command += ["--resume", str(folder)]
        else:
            command += ["--data", str(arguments.data), "--recipe", str(file), "--out", str(folder), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(
            [str(arguments.mien), "speech", "evaluate", "--model", str(folder), "--data", str(arguments.data), "--json",
             str(result)], check=True, stdout=subprocess.DEVNULL)
    return json.loads(result.read_text())


def trainings(arguments, protocol, name, recipe):
    """The evaluations of an idea: seeds of the paper's protocol, folds and seeds of the honest one."""
    place = arguments.runs / protocol / "".join(c if c.isalnum() else "-" for c in name)
    for seed in range(1, arguments.seeds + 1):
        for fold in range(1, 5) if protocol == "honest" else [None]:
            options = ["--protocol", protocol, *(["--fold", str(fold)] if fold else [])]
            folder = place / (f"fold-{fold}-seed-{seed}" if fold else f"seed-{seed}")
            yield measure(arguments, folder, changed(recipe, seed=seed), options)


def row(name, evaluations):
    def spread(values):
        deviation = statistics.stdev(values) if len(values) > 1 else 0
        return f"{statistics.mean(values):.3f} ± {deviation:.3f}"

    recalls = [e["unweightedRecall"] for e in evaluations]
    accuracies = [e["accuracy"] for e in evaluations]
    return f"| {name} | {len(recalls)} | {spread(recalls)} | {max(recalls):.3f} | {spread(accuracies)} | {max(accuracies):.3f} |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mien", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--runs", type=Path, required=True)
    parser.add_argument("--only", choices=["paper", "honest"])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path("Docs/Speech.md"))
    arguments = parser.parse_args()
    lines = [
        "# What each idea gave for emotions of speech", "",
        "Made by `Utilities/speech_experiments.py`; nothing here was typed. *Recall* is the mean over the emotions; ± is the "
        "standard deviation of a single training.", "",
    ]
    header = ["| | trainings | recall | best | accuracy | best |", "|---|---|---|---|---|---|"]
    titles = {
        "paper": "## The paper's protocol: every voice on both sides, chosen by the test",
        "honest": "## Speakers that were never heard: folds 1 to 4, the actors at hand",
    }
    found = variants(arguments.only)
    for protocol in dict.fromkeys(v[0] for v in found):
        lines += [titles[protocol], "", *header]
        for _, name, recipe in (v for v in found if v[0] == protocol):
            lines.append(row(name, list(trainings(arguments, protocol, name, recipe))))
            arguments.out.write_text("\n".join(lines) + "\n")
        lines.append("")


if __name__ == "__main__":
    main()
