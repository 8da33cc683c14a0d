"""Runs programs in turn, A B C … A B C …, so that a drift of the machine's speed meets all."""

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field

# What programs report of themselves under the keys of `mien benchmark`: a title, and the unit of a table.
MEASURES = {
    "trainMilliseconds": ("training, ms", 1),
    "inferenceMilliseconds": ("inference, ms", 1),
    "millisecondsPerFile": ("time, ms", 1),
    "processMilliseconds": ("whole process, ms", 1),
    "peakBytes": ("peak memory, MB", 1e-6),
}


@dataclass(frozen=True)
class Contestant:
    """A program as it is started."""

    name: str
    command: list
    environment: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Contest:
    """Programs that do the same, Mien first."""

    title: str
    threads: int
    contestants: list
    # What of the programs' reports counts.
    measures: tuple = ("trainMilliseconds", "inferenceMilliseconds", "peakBytes")
    # Whether the time is that of the whole process, rather than what it reports.
    of_process: bool = False


class Results:
    """What a contest's programs took, a round each."""

    def __init__(self, contest):
        self.contest = contest
        self.rounds = {contestant.name: [] for contestant in contest.contestants}

    def values(self, name, measure):
        """In the unit of the tables; none if the contestant does not take part, or does not do that."""
        _, unit = MEASURES[measure]
        return [found[measure] * unit for found in self.rounds.get(name, []) if measure in found]

    def median(self, name, measure):
        return statistics.median(self.values(name, measure))

    def lead(self, measure):
        """The best peer, and how many times Mien's figure its is, the median of the rounds' ratios; None without peers.

        Memory is compared with processes that did all that Mien's did.
        """
        done = self.rounds["Mien"][0].keys() if measure == "peakBytes" else {measure}
        peers = [name for name, rounds in self.rounds.items() if name != "Mien" and done <= rounds[0].keys()]
        if not peers:
            return None
        best = min(peers, key=lambda name: self.median(name, measure))
        ratios = [a / b for a, b in zip(self.values(best, measure), self.values("Mien", measure))]
        return best, statistics.median(ratios)


def run(contests, count):
    """Every contest's results, of `count` rounds through all."""
    results = [Results(contest) for contest in contests]
    for number in range(count):
        for result in results:
            contest = result.contest
            print(f"round {number + 1} of {count}: {contest.title}, {contest.threads} threads", file=sys.stderr)
            for contestant in contest.contestants:
                found = time_process(contestant) if contest.of_process else ask(contestant)
                result.rounds[contestant.name].append(found)
    return results


def ask(contestant):
    """What the program reports of itself, in an object or a list with one."""
    environment = {**os.environ, **contestant.environment}
    output = subprocess.run(contestant.command, env=environment, check=True, stdout=subprocess.PIPE).stdout
    report = json.loads(output)
    report = report[0] if isinstance(report, list) else report
    return {measure: report[measure] for measure in MEASURES if measure in report}


def time_process(contestant, repetitions=5):
    """From the start of the program to its end, the median of some, and the most memory that one has held."""
    times, peaks = [], []
    environment = {**os.environ, **contestant.environment}
    for _ in range(repetitions):
        start = time.perf_counter()
        process = subprocess.Popen(contestant.command, env=environment, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        times.append(1000 * (time.perf_counter() - start))
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise subprocess.CalledProcessError(process.returncode, contestant.command)
        peaks.append(usage.ru_maxrss * 1024)
    return {"processMilliseconds": statistics.median(times), "peakBytes": max(peaks)}
