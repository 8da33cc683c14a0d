"""What the timed processes share: their options, how they take the time, and what they report."""

import argparse
import json
import resource
import statistics
import time


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("name", help="a network, as `mien benchmark` names it, or its file")
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    return parser


def median_milliseconds(steps, body):
    """As `mien benchmark`: one step that is not counted, then the median of the others."""
    body()
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        body()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def report(**milliseconds):
    """Prints the times and the process's high-water mark under the keys of `mien benchmark`."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({**milliseconds, "peakBytes": peak}))
