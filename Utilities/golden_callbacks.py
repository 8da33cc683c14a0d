"""Makes Tests/MienTrainingTests/Golden/callbacks.json: what Keras's own callbacks do on given courses of values; and
training.json: what its `fit` reports of small real trainings.

    KERAS_BACKEND=torch python Utilities/golden_callbacks.py

Needs keras and torch; their versions are noted in the file. Each case is a course of logs, which real callbacks are
told in the order in which `Model.fit` does; the model's only weight is set to the number of steps done, so that a
restored or saved weight tells of which step it is. Keras's state is noted after each epoch.
"""

import json
import math
import os
import pathlib
import tempfile
import warnings

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402

warnings.filterwarnings("ignore")
GOLDEN = pathlib.Path(__file__).parent.parent / "Tests/MienTrainingTests/Golden"
NAN, INF = math.nan, math.inf


def losses(*values, name="val_loss"):
    return [{name: value} for value in values]


def early(name, logs, **options):
    return {"name": f"EarlyStopping: {name}", "logs": logs, "callbacks": [("EarlyStopping", options)]}


def plateau(name, logs, rate=0.1, **options):
    return {
        "name": f"ReduceLROnPlateau: {name}", "logs": logs, "learningRate": rate,
        "callbacks": [("ReduceLROnPlateau", options)]}


def checkpoint(name, logs, batches=1, **options):
    return {
        "name": f"ModelCheckpoint: {name}", "logs": logs, "batches": batches,
        "callbacks": [("ModelCheckpoint", options)]}


def csv(name, logs, before=None, **options):
    return {"name": f"CSVLogger: {name}", "logs": logs, "before": before, "callbacks": [("CSVLogger", options)]}


FALLING = losses(1.0, 0.9, 0.8, 0.7, 0.6)
VALLEY = losses(10.0, 9.0, 8.0, 9.0, 8.9, 8.8, 8.7, 8.6, 8.5)
TWO_VALLEYS = losses(1.0, 0.5, 0.7, 0.8, 0.4, 0.6, 0.6, 0.6, 0.6)
FLAT = losses(*[0.5] * 14)
PEAK = losses(0.2, 0.5, 0.4, 0.6, 0.6, 0.3, 0.2, name="val_accuracy")
FULL = [
    {"loss": 1.25, "accuracy": 0.5, "val_loss": 1e-05, "val_accuracy": 0.3333333333333333},
    {"loss": 0.1 + 0.2, "accuracy": 1.0, "val_loss": 1e16, "val_accuracy": 0.0},
    {"loss": 1e-7, "accuracy": 123456789.0, "val_loss": NAN, "val_accuracy": INF},
]

CASES = [
    *[early(f"patience {patience}", VALLEY, patience=patience) for patience in (0, 1, 2, 3, 10)],
    *[early(f"patience {patience}, two valleys", TWO_VALLEYS, patience=patience, restore_best_weights=True)
      for patience in (0, 1, 2, 3)],
    early("always falling", FALLING, patience=1, restore_best_weights=True),
    early("worse from the beginning", losses(0.5, 0.6, 0.7, 0.8), patience=1, restore_best_weights=True),
    early("never at the first epoch", losses(0.5, 0.6), patience=0),
    early("not a number at first", losses(NAN, 0.5, 0.4, 0.3), patience=2, restore_best_weights=True),
    early("not a number later", losses(0.5, NAN, NAN, 0.3, NAN, NAN, NAN), patience=2, restore_best_weights=True),
    early("infinite", losses(INF, INF, 0.5, INF, INF), patience=2),
    early("min_delta", losses(1.0, 0.95, 0.9, 0.85, 0.8, 0.75), patience=2, min_delta=0.1, restore_best_weights=True),
    early("negative min_delta", losses(1.0, 0.95, 0.9, 0.85), patience=2, min_delta=-0.1),
    early("min_delta met exactly", losses(1.0, 0.75, 0.5, 0.25, 0.0), patience=1, min_delta=0.25),
    early("less than a float can hold", losses(0.5, 0.5 - 1e-9, 0.5 - 2e-9, 0.5 - 3e-9, 0.4), patience=2),
    early("a baseline never met", losses(1.0, 0.9, 0.8, 0.7, 0.6), patience=3, baseline=0.1,
          restore_best_weights=True),
    early("a baseline met late", losses(1.0, 0.9, 0.4, 0.45, 0.46, 0.47, 0.48), patience=3, baseline=0.5,
          restore_best_weights=True),
    early("a baseline met, then better without it", losses(0.4, 0.6, 0.6, 0.3, 0.6, 0.6, 0.6), patience=2, baseline=0.5),
    early("start_from_epoch", losses(0.1, 0.9, 0.8, 0.9, 0.9, 0.9), patience=2, start_from_epoch=2,
          restore_best_weights=True),
    early("start_from_epoch beyond the end", VALLEY, patience=1, start_from_epoch=20, restore_best_weights=True),
    early("missing values", [{"loss": 1.0}] * 3 + losses(0.5) + [{"loss": 1.0}] * 2 + losses(0.6, 0.7, 0.8),
          patience=2, restore_best_weights=True),
    early("always missing", [{"loss": 1.0}] * 4, patience=1, restore_best_weights=True),
    early("accuracy", PEAK, monitor="val_accuracy", patience=2, restore_best_weights=True),
    early("accuracy with min_delta", PEAK, monitor="val_accuracy", patience=3, min_delta=0.15),
    early("accuracy to be small", PEAK, monitor="val_accuracy", mode="min", patience=2),
    early("another name, to be large", losses(1.0, 2.0, 1.0, 1.0, 1.0, name="f1"), monitor="f1", mode="max", patience=2),
    early("training loss", losses(1.0, 0.5, 0.6, 0.7, name="loss"), monitor="loss", patience=1),
    early("best weights without stopping", TWO_VALLEYS, patience=20, restore_best_weights=True),

    *[plateau(f"patience {patience}", FLAT, patience=patience) for patience in (0, 1, 2, 3, 10)],
    plateau("the default", losses(*[0.5] * 25)),
    plateau("a valley", VALLEY, patience=2, factor=0.5),
    plateau("cooldown", FLAT, patience=1, cooldown=3, factor=0.5),
    plateau("cooldown longer than patience", FLAT, patience=2, cooldown=5, factor=0.5),
    plateau("better within the cooldown", losses(0.5, 0.5, 0.4, 0.5, 0.5, 0.5, 0.3, 0.5, 0.5, 0.5), patience=1,
            cooldown=2, factor=0.5),
    plateau("min_lr", FLAT, patience=1, min_lr=0.002),
    plateau("min_lr is the rate", FLAT, patience=1, min_lr=0.1),
    plateau("min_lr above the rate", FLAT, patience=2, min_lr=0.5),
    plateau("min_lr and cooldown", FLAT, patience=1, min_lr=0.005, cooldown=2),
    plateau("min_delta", losses(1.0, 0.99995, 0.9999, 0.99985, 0.9, 0.8), patience=2),
    plateau("large min_delta", losses(1.0, 0.9, 0.8, 0.7, 0.6, 0.5), patience=1, min_delta=0.15),
    plateau("accuracy", PEAK, monitor="val_accuracy", patience=1, factor=0.3),
    plateau("missing values", losses(0.5) + [{"loss": 1.0}] * 3 + losses(0.5, 0.5, 0.5), patience=2),
    plateau("missing values in the cooldown", losses(0.5, 0.5) + [{"loss": 1.0}] * 2 + losses(0.5, 0.5, 0.5, 0.5),
            patience=1, cooldown=2),
    plateau("not a number", losses(0.5, NAN, NAN, 0.4, NAN, NAN, NAN), patience=2),
    plateau("not a number at first", losses(NAN, 0.5, 0.4, 0.3), patience=1),
    plateau("a rate that is no binary fraction", FLAT, rate=1e-3, patience=1, factor=0.7),

    checkpoint("each epoch", FALLING, filepath="model.keras"),
    checkpoint("each epoch by name", FULL[:2], filepath="{epoch:02d}-{val_loss:.2f}-{accuracy:.0f}.keras"),
    checkpoint("all formats", FULL[:1], filepath="{epoch} {epoch:d} {epoch:3d} {loss} {loss:f} {loss:8.3f} {loss:08.3f}.keras"),
    checkpoint("in a folder", FALLING[:2], filepath="a/{epoch}/model.keras"),
    checkpoint("the best", TWO_VALLEYS, filepath="model.keras", save_best_only=True),
    checkpoint("the best by name", TWO_VALLEYS, filepath="{epoch}.keras", save_best_only=True),
    checkpoint("the best accuracy", PEAK, filepath="{epoch}.keras", save_best_only=True, monitor="val_accuracy"),
    checkpoint("the best, missing at times", losses(0.5) + [{"loss": 1.0}] * 2 + losses(0.6, 0.4),
               filepath="{epoch}.keras", save_best_only=True),
    checkpoint("a threshold", TWO_VALLEYS, filepath="{epoch}.keras", save_best_only=True, initial_value_threshold=0.6),
    checkpoint("a threshold never met", TWO_VALLEYS, filepath="{epoch}.keras", save_best_only=True,
               initial_value_threshold=0.1),
    checkpoint("not a number", losses(NAN, 0.5, 0.4), filepath="{epoch}.keras", save_best_only=True),
    checkpoint("each second batch", FALLING[:3], batches=5, filepath="{epoch}-{batch}.keras", save_freq=2),
    checkpoint("each third batch of two", FALLING, batches=2, filepath="{epoch}-{batch}.keras", save_freq=3),
    checkpoint("each batch", FALLING[:2], batches=3, filepath="{epoch:02d}-{batch:02d}.keras", save_freq=1),

    csv("all values", FULL),
    csv("without validation", [{"loss": 0.5, "accuracy": 0.25}, {"loss": 0.25, "accuracy": 0.5}]),
    csv("validation at times", [{"loss": 0.5, "val_loss": 1.5}, {"loss": 0.5}, {"loss": 0.5, "val_loss": 1.5, "f1": 1.0}]),
    csv("validation from the second epoch on", [{"loss": 0.5}, {"loss": 0.5, "val_loss": 1.5}]),
    csv("semicolons", FULL[:2], separator=";"),
    csv("names to be quoted", [{"a,b": 0.5, 'c"d': 1.5, "val_e": 2.5}]),
    csv("emptied first", FULL[:1], before="old\n"),
    csv("appended", FULL[:2], before="epoch,accuracy,loss,val_accuracy,val_loss\r\n0,1,2,3,4\r\n", append=True),
    csv("appended to an empty file", FULL[:1], before="", append=True),
    csv("appended to no file", FULL[:1], append=True),

    {"name": "Order: the rate goes down, then training stops", "logs": TWO_VALLEYS, "learningRate": 0.1,
     "callbacks": [("ReduceLROnPlateau", {"patience": 1}), ("EarlyStopping", {"patience": 3}), ("CSVLogger", {})]},
    {"name": "Order: what stands before ReduceLROnPlateau does not see its rate", "logs": TWO_VALLEYS,
     "learningRate": 0.1,
     "callbacks": [("CSVLogger", {}), ("ReduceLROnPlateau", {"patience": 1})]},
]


def model_with(rate):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(rate), loss="mse", metrics=["accuracy"])
    # Metrics are made with the first batch; the automatic mode looks for them.
    model.evaluate(np.zeros((1, 1)), np.zeros((1, 1)), verbose=0)
    return model


def made(kind, options, folder, saved, model):
    options = dict(options)
    if kind == "CSVLogger":
        return keras.callbacks.CSVLogger(str(folder / "log.csv"), **options)
    if kind == "ModelCheckpoint":
        path = options.pop("filepath")

        def save(filepath, overwrite):
            saved[os.path.relpath(filepath, folder)] = float(model.get_weights()[0][0, 0])

        model.save = save
        return keras.callbacks.ModelCheckpoint(str(folder / path), **options)
    return getattr(keras.callbacks, kind)(**options)


def state(callback):
    """What a callback remembers, under the names of ours."""
    best = None if getattr(callback, "best", None) is None else float(callback.best)
    match type(callback).__name__:
        case "EarlyStopping":
            return {"wait": callback.wait, "best": best, "bestEpoch": callback.best_epoch,
                    "stoppedEpoch": callback.stopped_epoch or None}
        case "ReduceLROnPlateau":
            return {"wait": callback.wait, "best": best, "cooldown": callback.cooldown_counter}
        case "ModelCheckpoint":
            return {"best": best, "batchesSinceSaving": callback._batches_seen_since_last_saving}
        case _:
            return {}


def told(case, folder):
    """Tells Keras's callbacks the course of a case, as `Model.fit` does, and notes what they do."""
    model = model_with(case.get("learningRate", 0.1))
    saved = {}
    if case.get("before") is not None:
        (folder / "log.csv").write_bytes(case["before"].encode())
    callbacks = [made(kind, options, folder, saved, model) for kind, options in case["callbacks"]]
    seen = []
    last = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(dict(logs)))
    told = keras.callbacks.CallbackList([*callbacks, last], model=model)
    epochs, steps, logs = [], 0, {}
    model.stop_training = False
    told.on_train_begin()
    for epoch, values in enumerate(case["logs"]):
        told.on_epoch_begin(epoch)
        for batch in range(case.get("batches", 1)):
            steps += 1
            model.set_weights([np.array([[float(steps)]])])
            told.on_train_batch_end(batch, {"loss": 0.0})
        logs = dict(values)
        told.on_epoch_end(epoch, logs)
        epochs.append({
            "learningRate": float(np.float32(model.optimizer.learning_rate.numpy())),
            "logs": seen[-1],
            "states": [state(callback) for callback in callbacks],
            "saved": dict(saved),
        })
        if model.stop_training:
            break
    told.on_train_end(logs)
    table = folder / "log.csv"
    return {
        "epochs": epochs,
        "weight": float(model.get_weights()[0][0, 0]),
        "csv": table.read_bytes().decode() if table.exists() else None,
    }


def plain(value):
    """JSON has no NaN."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return value


def golden(case):
    with tempfile.TemporaryDirectory() as folder:
        expected = told(case, pathlib.Path(folder))
    return plain({
        "name": case["name"],
        "logs": case["logs"],
        "batches": case.get("batches", 1),
        "learningRate": case.get("learningRate", 0.1),
        "before": case.get("before"),
        "callbacks": [{"kind": kind, "options": options} for kind, options in case["callbacks"]],
        "expected": expected,
    })


def trained(name, optimizer, callbacks=(), broken=None, epochs=3):
    """A real training of a linear classifier, without shuffling."""
    random = np.random.default_rng(5)
    inputs, labels = random.normal(size=(22, 3)).astype("float32"), random.integers(0, 4, 22)
    others, truths = random.normal(size=(9, 3)).astype("float32"), random.integers(0, 4, 9)
    if broken is not None:
        inputs[broken, 1] = np.nan
    weight, bias = random.normal(size=(3, 4)).astype("float32"), random.normal(size=4).astype("float32")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4)])
    model.compile(optimizer, loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    model.set_weights([weight, bias])
    batches = []
    counter = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: batches.append(dict(logs)))
    history = model.fit(
        inputs, labels, validation_data=(others, truths), batch_size=8, epochs=epochs, shuffle=False, verbose=0,
        callbacks=[*callbacks, counter])
    return plain({
        "name": name,
        "inputs": inputs.tolist(), "labels": labels.tolist(),
        "validationInputs": others.tolist(), "validationLabels": truths.tolist(),
        "weight": weight.T.tolist(), "bias": bias.tolist(),
        "batches": batches,
        "history": [{key: values[epoch] for key, values in history.history.items()}
                    for epoch in range(len(history.epoch))],
        "finalWeight": model.get_weights()[0].T.tolist(),
    })


def write(name, cases):
    versions = {"keras": keras.__version__, "torch": torch.__version__, "backend": keras.backend.backend()}
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    file = GOLDEN / name
    file.write_text('{"versions": ' + json.dumps(versions) + ', "cases": [\n' + lines + "\n]}\n")
    print(f"{file}: {len(cases)} cases, {file.stat().st_size:,} bytes")


write("callbacks.json", [golden(case) for case in CASES])
write("training.json", [
    trained("SGD", keras.optimizers.SGD(0.1)),
    trained("Adam", keras.optimizers.Adam(0.01)),
    trained("clipped", keras.optimizers.SGD(0.5, global_clipnorm=0.2)),
    trained("TerminateOnNaN", keras.optimizers.SGD(0.1), [keras.callbacks.TerminateOnNaN()], broken=12),
    trained("ReduceLROnPlateau", keras.optimizers.SGD(2.0),
            [keras.callbacks.ReduceLROnPlateau(patience=1, min_delta=1.0, factor=0.3)], epochs=4),
])
