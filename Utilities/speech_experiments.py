"""Trains networks for emotions of speech in many ways and writes what each idea gave, as a table.

    speech_experiments.py MIEN --data ravdess --runs FOLDER [--only paper|honest|ideas] [--out Docs/Speech.md]

`paper`: what paper 001 does not say of its CNN + LSTM (dropout, scaling), with its protocol. `honest`: our network over the
speaker-independent folds, alone and three together. `ideas`: it with and without each of its parts, in half the epochs and on
two folds; chosen by nothing but the validation actors. What is complete is not repeated, and what was interrupted goes on: all
of it takes hours.
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


def variants():
    """For each table the ideas: name, recipe, folds, and further options."""
    plain = OURS["augmentation"]
    half = changed(OURS, epochs=30)
    folds, two = [1, 2, 3, 4], [1, 2]
    paper = [
        (f"dropout {dropout}{', standardised' if scaled else ''}", changed(PAPER, dropout=dropout, isStandardized=scaled), [None])
        for scaled in (False, True) for dropout in (0, 0.1, 0.2, 0.3, 0.5)
    ]
    # Four fifths of the 1,440 recordings that were published are 1,152.
    paper += [
        (f"dropout 0, {count} recordings to learn from", changed(PAPER, dropout=0), [None], ["--limit", str(count)])
        for count in (480, 640, 800)
    ]
    honest = [
        ("ours", OURS, folds),
        ("ours, normalised over all recordings of a speaker", changed(OURS, normalization="speaker"), folds),
        ("the paper's CNN + LSTM", changed(PAPER, dropout=0), folds),
    ]
    ideas = [
        ("all", half, two),
        ("no augmentation", {k: v for k, v in half.items() if k != "augmentation"}, two),
        ("no masks", changed(half, augmentation=plain | {"masks": {}}), two),
        ("no other speeds", changed(half, augmentation=plain | {"speeds": [1]}), two),
        ("and mixup .2", changed(half, augmentation=plain | {"mixup": 0.2}), two),
        ("dropout .5", changed(half, dropout=0.5), two),
        ("no averaging of weights", changed(half, averaging=None), two),
    ]
    return {"paper": paper, "honest": honest, "ideas": ideas}


def evaluate(arguments, models, result, split):
    """What `mien speech evaluate` says of the networks, which answer together."""
    if not result.exists():
        chosen = [option for model in models for option in ("--model", str(model))]
        subprocess.run(
            [str(arguments.mien), "speech", "evaluate", *chosen, "--data", str(arguments.data), "--split", split, "--json",
             str(result)], check=True, stdout=subprocess.DEVNULL)
    return json.loads(result.read_text())


def train(arguments, folder, recipe, options):
    if (folder / "report.html").exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    file = folder.with_suffix(".json")
    file.write_text(json.dumps(recipe))
    command = [str(arguments.mien), "speech", "train"]
    if (folder / "config.json").exists():
        command += ["--resume", str(folder)]
    else:
        command += ["--data", str(arguments.data), "--recipe", str(file), "--out", str(folder), *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def rows(arguments, table, name, recipe, folds, options=()):
    """Trains all folds and seeds of an idea: a line of the table, and one for the seeds together."""
    place = arguments.runs / table / "".join(c if c.isalnum() else "-" for c in name)
    validation, test, together = [], [], []
    for fold in folds:
        protocol = ["--protocol", "honest", "--fold", str(fold)] if fold else ["--protocol", "paper"]
        models = [place / (f"fold-{fold}-seed-{seed}" if fold else f"seed-{seed}") for seed in range(1, arguments.seeds + 1)]
        for seed, folder in enumerate(models, 1):
            train(arguments, folder, changed(recipe, seed=seed), [*protocol, *options])
            validation.append(evaluate(arguments, [folder], folder / "validation.json", "validation"))
            test.append(evaluate(arguments, [folder], folder / "test.json", "test"))
        if table == "honest":
            together.append(evaluate(arguments, models, place / f"fold-{fold}-together.json", "test"))
    lines = [row(name, validation, test)]
    if together:
        lines.append(row(f"{name}: {arguments.seeds} together", None, together))
    return lines


def spread(values):
    deviation = statistics.stdev(values) if len(values) > 1 else 0
    return f"{statistics.mean(values):.3f} ± {deviation:.3f}"


def row(name, validation, test):
    recalls = [e["unweightedRecall"] for e in test]
    chosen = spread([e["unweightedRecall"] for e in validation]) if validation else ""
    return (f"| {name} | {len(recalls)} | {chosen} | {spread(recalls)} | {min(recalls):.3f} … {max(recalls):.3f} "
            f"| {spread([e['accuracy'] for e in test])} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mien", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--runs", type=Path, required=True)
    parser.add_argument("--only", choices=["paper", "honest", "ideas"])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path("Docs/Speech.md"))
    arguments = parser.parse_args()
    lines = [
        "# What each idea gave for emotions of speech", "",
        "Made by `Utilities/speech_experiments.py`; nothing here was typed. *Recall* is the mean over the emotions; ± is the "
        "standard deviation of a single training, over seeds and folds.", "",
    ]
    header = ["| | trainings | recall, validation | recall, test | | accuracy, test |", "|---|---|---|---|---|---|"]
    titles = {
        "paper": "## The paper's CNN + LSTM by its protocol: every voice on both sides, chosen by the test",
        "honest": "## Speakers that were never heard: folds 1 to 4, the actors at hand",
        "ideas": "## Our network without each of its parts, in half the epochs: folds 1 and 2",
    }
    for table, found in variants().items():
        if arguments.only in (None, table):
            lines += [titles[table], "", *header]
            for idea in found:
                lines += rows(arguments, table, *idea)
                arguments.out.write_text("\n".join(lines) + "\n")
            lines.append("")


if __name__ == "__main__":
    main()
