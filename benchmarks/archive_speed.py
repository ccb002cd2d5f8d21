"""Measure whole archives: speed, workers, memory, start, and a plain spaCy pipeline beside it, in one run.

Usage: OMP_NUM_THREADS=1 python benchmarks/archive_speed.py [--letters N] [--most N] [--no-cluster]

Prints a markdown table. The letters are those of the corpus, each set in one of the layouts of `layouts`, in turn. The
archive of --most letters is made of copies that differ in the number of empty lines at their end. Every run is the
command line, from its start to the finished file. spaCy and answerstance's classifier alone get the same answers, cut
from their letters beforehand.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import itertools
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

import answerstance
import layouts
from answerstance.annotating import load
from answerstance.stances import STANCES

_EPOCHS = 3
_STARTS = 5
_LOOK = 0.1  # seconds between two looks at memory


class Run(NamedTuple):
    """What one run of the command took."""

    seconds: float
    parent: float
    """Most megabytes the command itself held."""
    worker: float
    """Most megabytes one of its workers held."""


def render(wanted: int) -> list[layouts.Sample]:
    """Each letter of the corpus in one layout, in turn; the next one where a layout cannot express it."""
    names = sorted(layouts.LAYOUTS)
    made = []
    for at, letter in enumerate(layouts.corpus_letters()[:wanted]):
        for turn in range(len(names)):
            try:
                made.append(layouts.make(names[(at + turn) % len(names)], letter))
                break
            except layouts.Ambiguous:
                continue
    return made


def write(folder: Path, samples: Sequence[layouts.Sample], number: int) -> Path:
    """A folder of `number` letters, a thousand a subfolder, no two alike."""
    for at, sample in zip(range(number), itertools.cycle(samples), strict=False):
        path = folder / f"{at // 1000:03}" / f"{at:06}{'.md' if sample.layout in _MARKDOWN else '.txt'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sample.text + "\n" * (at // len(samples)), "utf-8", newline="")
    return folder


_MARKDOWN = {"bold_italic", "markdown_headings", "table"}


def label(folder: Path, output: Path, *options: str) -> Run:
    """Run the command, and look at its memory meanwhile."""
    command = [sys.executable, "-m", "answerstance", "label", str(folder), "-o", str(output), "--fresh", *options]
    begin = time.perf_counter()
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    most = {"parent": 0.0, "worker": 0.0}
    ended = threading.Event()

    def look() -> None:
        parent = psutil.Process(run.pid)
        while not ended.wait(_LOOK):
            try:
                most["parent"] = max(most["parent"], parent.memory_info().rss / 2**20)
                for child in parent.children():
                    most["worker"] = max(most["worker"], child.memory_info().rss / 2**20)
            except psutil.NoSuchProcess:
                continue

    watcher = threading.Thread(target=look)
    watcher.start()
    _, told = run.communicate()
    seconds = time.perf_counter() - begin
    ended.set()
    watcher.join()
    if run.returncode:
        raise SystemExit(f"{' '.join(command)}: {told}")
    return Run(seconds, most["parent"], most["worker"])


def spacy_seconds(answers: Sequence[str]) -> tuple[float, float]:
    """Train spaCy's bag-of-words categoriser on the gold answers; seconds of training, and of judging these answers."""
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(0)
    gold = load()
    begin = time.perf_counter()
    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    model = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": False, "ngram_size": 1}
    nlp.add_pipe("textcat_multilabel", config={"model": {**model, "length": 262144, "no_output_layer": False}})
    examples = [
        Example.from_dict(nlp.make_doc(one.answer), {"cats": {stance: stance in one.stances for stance in STANCES}})
        for one in gold
    ]
    optimizer = nlp.initialize(lambda: examples)
    dice = random.Random(0)
    for _ in range(_EPOCHS):
        dice.shuffle(examples)
        for batch in minibatch(examples, 64):
            nlp.update(batch, sgd=optimizer)
    trained = time.perf_counter()
    for doc in nlp.pipe(answers, batch_size=256):
        _ = [sentence.end for sentence in doc.sents], doc.cats
    return trained - begin, time.perf_counter() - trained


def classifier_seconds(letters: Sequence[Sequence[tuple[str, str]]]) -> float:
    """Judge ready pairs of question and answer, letter by letter, with the shipped model."""
    model = answerstance.load_model()
    model.label(letters[0])
    begin = time.perf_counter()
    for pairs in letters:
        model.label(pairs)
    return time.perf_counter() - begin


def started(command: Sequence[str]) -> float:
    """The median time of a few runs."""
    return statistics.median(
        _seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)) for _ in range(_STARTS)
    )


def imported() -> float:
    """The median time that `import answerstance` takes in a fresh process, without what Python itself takes."""
    code = "import time; t = time.perf_counter(); import answerstance; print(time.perf_counter() - t)"
    return statistics.median(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(_STARTS))


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def on_cluster(folder: Path, place: Path) -> tuple[float, float]:
    """Seconds on a Dask cluster of two processes: by this package, and by joblib's Dask backend."""
    import joblib
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL") as cluster,
        Client(cluster) as client,
    ):
        output = place / "cluster.jsonl"
        ours = _seconds(lambda: answerstance.label_archive([folder], output, dask=client))
        paths = sorted(str(path) for path in folder.rglob("*.*"))
        batches = [paths[at : at + 16] for at in range(0, len(paths), 16)]
        with joblib.parallel_config("dask", client=client):
            theirs = _seconds(lambda: joblib.Parallel()(joblib.delayed(_label)(batch) for batch in batches))
    return ours, theirs


_MODEL: list[answerstance.StanceClassifier] = []


def _label(paths: Sequence[str]) -> list[object]:
    """What a user of joblib would write: the model loaded once a process, no limits, nothing kept."""
    if not _MODEL:
        _MODEL.append(answerstance.load_model())
    return [answerstance.label(path, _MODEL[0]).rows() for path in paths]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--letters", type=int, default=4000, help="how many letters of the corpus (default: 4000)")
    parser.add_argument("--most", type=int, default=40_000, help="letters of the largest archive (default: 40000)")
    parser.add_argument("--no-cluster", action="store_true", help="leave the Dask cluster out")
    options = parser.parse_args()
    try:
        samples = render(options.letters)
    except FileNotFoundError as error:
        raise SystemExit(f"{error}: this needs the corpus; see annotations/README.md") from error
    for line in report(samples, options.most, not options.no_cluster):
        print(line, flush=True)


def report(samples: Sequence[layouts.Sample], most: int, cluster: bool) -> Iterator[str]:
    """The lines of the report."""
    letters = [[(" ".join(one.text for one in x.questions), x.answer) for x in sample.gold] for sample in samples]
    answers = [answer for pairs in letters for _, answer in pairs]
    words = sum(len(answer.split()) for answer in answers) / len(answers)
    n, m = len(samples), len(answers)
    yield (
        f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        + ", ".join(
            f"{name} {importlib.metadata.version(name)}"
            for name in ("numpy", "joblib", "spacy", "distributed", "pypdfium2")
        )
    )
    yield f"\n{n} letters in {len(layouts.LAYOUTS)} layouts, {m} answers of {words:.0f} words\n"
    yield "| | letters/s | answers/s | MB a worker | MB command |\n|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = write(place / "letters", samples, n)
        runs = {jobs: label(folder, place / f"{jobs}.jsonl", "--jobs", str(jobs)) for jobs in (1, 2)}
        if (place / "1.jsonl").read_bytes() != (place / "2.jsonl").read_bytes():
            raise SystemExit("two workers give other rows than one")
        for jobs, run in runs.items():
            yield _row(f"files to rows, {jobs} worker{'s' * (jobs > 1)}", n, m, run)
        for number in (n // 10, most):
            run = label(write(place / str(number), samples, number), place / "most.jsonl", "--jobs", "2")
            yield _row(f"{number} letters, 2 workers", number, m * number / n, run)
        seconds = classifier_seconds(letters)
        yield f"| answers ready cut: answerstance's classifier, 1 core | {n / seconds:.0f} | {m / seconds:.0f} | | |"
        training, judging = spacy_seconds(answers)
        yield f"| answers ready cut: spaCy, 1 core | {n / judging:.0f} | {m / judging:.0f} | | |"
        if cluster:
            ours, theirs = on_cluster(folder, place)
            yield f"| Dask cluster of two processes | {n / ours:.0f} | {m / ours:.0f} | | |"
            name = "the same by joblib's Dask backend, without limits and journal"
            yield f"| {name} | {n / theirs:.0f} | {m / theirs:.0f} | | |"
        one = str(next(folder.rglob("*.txt")))
        start = started([sys.executable, "-m", "answerstance", "label", one])
        rate = most / run.seconds
    yield f"\n- 1 to 2 workers: {runs[1].seconds / runs[2].seconds:.2f} times"
    yield f"- one letter, cold: {start:.2f} s; import: {imported():.3f} s (medians of {_STARTS})"
    yield (
        "- spaCy: blank Dutch tokeniser, sentencizer, bag-of-words categoriser of four labels, trained on the gold"
        f" answers in {training:.0f} s"
    )
    yield "- 1 M such letters, at the pace of the largest archive, two workers a machine: " + ", ".join(
        f"{1e6 / rate / 3600 / machines:.2g} h on {machines}" for machines in (1, 4, 16)
    )


def _row(name: str, letters: int, answers: float, run: Run) -> str:
    rates = f"{letters / run.seconds:.0f} | {answers / run.seconds:.0f}"
    return f"| {name} | {rates} | {run.worker:.0f} | {run.parent:.0f} |"


if __name__ == "__main__":
    main()
