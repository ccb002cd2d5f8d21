"""Kill runs of `answerstance label FOLDER -o FILE` at random moments, and see that nothing is lost.

Usage: python benchmarks/kill_runs.py [--kills N] [--letters N] [--seed S]

A job is killed (SIGKILL) and started again until a run of it ends by itself; its file must then equal that of an
undisturbed run, byte for byte, and no worker may outlive its run. Then the next job begins, in the next form. Moments
are drawn over the time that an undisturbed run takes, so that they fall into starting, labelling and writing alike.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

_LETTER = "Vraag 1\nBent u bereid de brug nummer {0} te sluiten?\nAntwoord 1\nJa, wij sluiten brug {0} in mei.\n"
_FORMS = ("jsonl", "csv", "parquet", "xlsx", "sqlite")


def command(folder: Path, output: Path) -> list[str]:
    return [sys.executable, "-m", "answerstance", "label", str(folder), "-o", str(output), "--jobs", "2"]


def killed(folder: Path, output: Path, seconds: float) -> bool:
    """Start a run and kill it after a time; False if it ended by itself before."""
    run = subprocess.Popen(command(folder, output), stderr=subprocess.DEVNULL)
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        below = psutil.Process(run.pid).children(recursive=True)
        run.send_signal(signal.SIGKILL)
        run.wait()
        _, alive = psutil.wait_procs(below, timeout=20)
        if alive:
            raise SystemExit(f"workers outlive their run: {alive}") from None
        return True
    if run.returncode:
        raise SystemExit(f"a run ended with status {run.returncode}")
    return False


def main() -> int:
    """Kill, compare, print a line a form; returns 1 if a file differs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--letters", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    kills: Counter[str] = Counter()
    jobs: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "letters")
        folder.mkdir()
        for at in range(options.letters):
            (folder / f"{at:05}.txt").write_text(_LETTER.format(at), "utf-8")
        whole = {}
        for form in _FORMS:
            output = Path(place, f"whole.{form}")
            begin = time.perf_counter()
            subprocess.run(command(folder, output), check=True, stderr=subprocess.DEVNULL)
            whole[form] = (output.read_bytes(), time.perf_counter() - begin)
        for job in itertools.count():
            if kills.total() >= options.kills:
                break
            form = _FORMS[job % len(_FORMS)]
            expected, seconds = whole[form]
            output = Path(place, f"{job}.{form}")
            while killed(folder, output, dice.uniform(0, seconds)):
                kills[form] += 1
            jobs[form] += 1
            wrong += output.read_bytes() != expected
    print(f"{datetime.date.today()}, {platform.machine()}, Python {platform.python_version()}")
    for form in _FORMS:
        print(f"{form:<8}{kills[form]:>4} kills in {jobs[form]} jobs of {options.letters} letters")
    print(f"{kills.total()} kills, {jobs.total()} jobs, {wrong} files that differ from an undisturbed run's")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
