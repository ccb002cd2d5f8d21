"""Label whole archives: as rows in order, or into a file by way of a journal."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from answerstance.archiving import writers
from answerstance.archiving.engines import Engine, Here, Known, Team, cluster_of_caller, deal, how_many
from answerstance.archiving.journal import Journal
from answerstance.archiving.log import Log, log_to
from answerstance.archiving.models import Model, StoredModel, stored
from answerstance.archiving.packing import unpack
from answerstance.archiving.sources import TEXTS, Source, find
from answerstance.archiving.supervisor import MEGABYTES, SECONDS, Limits
from answerstance.archiving.work import Outcome, told
from answerstance.errors import AnswerStanceError
from answerstance.labelling.rows import Row, error_row

if TYPE_CHECKING:
    from distributed import Client

Paths = Iterable[str | os.PathLike[str] | Source]
_COMMIT = 8  # letters, at least, are committed together: a tenth of a second of work


class ArchiveSummary(NamedTuple):
    """What a run into a file came to."""

    letters: int
    known: int
    """Of them, those that were done before."""
    failed: int
    """Of them, those that have a row with an error."""
    others: int
    """Of them, those that hold no answers: questions, postponements, other letters."""
    answers: int
    rows: int
    seconds: float


def label_many(
    paths: Paths,
    model: Model = None,
    *,
    patterns: Sequence[str] = (),
    n_jobs: int | None = None,
    timeout: float | None = SECONDS,
    memory: int | None = MEGABYTES,
    dask: str | Client | None = None,
) -> Iterator[Row]:
    """Label letters and yield their rows in order, as they are asked for.

    What cannot be read gives one row with its `error`; the others go on. Letters are labelled in processes of their
    own, which end with the iterator: when it is exhausted, closed, or let go of.

    Parameters
    ----------
    paths : iterable of str or path-like
        Files, folders, zip and tar archives, ``.jsonl`` files of texts, URLs; `answerstance.archiving.sources.find`
        says more.
    model : StanceClassifier, str or path-like, optional
        A fitted classifier or the folder of a stored one; the shipped model by default.
    patterns : sequence of str
        Which files of folders and archives to take, such as ``*.pdf``.
    n_jobs : int, optional
        How many workers, as joblib counts them; by default what a `joblib.parallel_config` says, else one.
    timeout : float, optional
        Seconds that one letter may take once its bytes are there; None: as long as it takes.
    memory : int, optional
        Megabytes that a worker may hold; None: whatever there is. Without any limit, one worker is this process.
    dask : str or distributed.Client, optional
        The address of a Dask cluster, or a client of one: it labels instead. Its workers read files and URLs
        themselves, at the same paths. By default the client of a `joblib.parallel_config` with Dask's backend.

    Raises
    ------
    AnswerStanceError
        There is no such model, the workers cannot be started, or a package is missing.
    """
    each = label_each(paths, model, patterns=patterns, n_jobs=n_jobs, timeout=timeout, memory=memory, dask=dask)
    for _, rows in each:
        yield from rows


def label_each(
    paths: Paths,
    model: Model = None,
    *,
    patterns: Sequence[str] = (),
    n_jobs: int | None = None,
    timeout: float | None = SECONDS,
    memory: int | None = MEGABYTES,
    dask: str | Client | None = None,
) -> Iterator[tuple[str | None, list[Row]]]:
    """Like `label_many`, letter by letter: its path and its rows."""
    limits = Limits(timeout, memory).checked()
    with stored(model) as chosen, _engine(chosen, limits, n_jobs, dask, None) as engine:
        for _, found in deal(engine, find(paths, patterns), engine.batch, in_order=True):
            for one in found:
                yield one.path, _rows(one, chosen.name)


def label_archive(
    paths: Paths,
    output: str | os.PathLike[str],
    model: Model = None,
    *,
    patterns: Sequence[str] = (),
    n_jobs: int | None = None,
    timeout: float | None = SECONDS,
    memory: int | None = MEGABYTES,
    dask: str | Client | None = None,
    fresh: bool = False,
    log: str | os.PathLike[str] | None = None,
    watch: Callable[[Outcome], None] | None = None,
) -> ArchiveSummary:
    """Label letters into a file of rows, which is written when all are done.

    Results are kept as they come in a journal beside the file (its name and ``.journal``). However a run ends, the same
    call goes on with what is missing, and makes the file that an undisturbed run would have made. A later call labels
    only letters whose content, model or version is new. Who wants no later call may delete the journal.

    Parameters
    ----------
    output : path
        Ends in ``.jsonl``, ``.csv``, ``.parquet``, ``.xlsx`` or ``.sqlite``.
    fresh : bool
        Forget what was done before.
    log : path, optional
        A file to which one JSON object a letter is added.
    watch : callable, optional
        Is given what came of each letter, as it comes.
    paths, model, patterns, n_jobs, timeout, memory, dask
        As for `label_many`.

    Raises
    ------
    AnswerStanceError
        As for `label_many`, or the file or the journal cannot be written, or the file is among the paths as one of
        texts.
    """
    begin = perf_counter()
    limits = Limits(timeout, memory).checked()
    writers.check(output)
    with ExitStack() as stack:
        chosen = stack.enter_context(stored(model))
        journal = stack.enter_context(Journal(output, limits, fresh))
        write_log = stack.enter_context(log_to(log))
        write_log("start", output=os.fspath(output), model=chosen.name)
        counts: Counter[str] = Counter()
        with _engine(chosen, limits, n_jobs, dask, journal) as engine:
            letters = find(_apart(paths, output), patterns, _own(output, log))
            for position, found in deal(engine, letters, max(engine.batch, _COMMIT), in_order=False):
                journal.add(position, found)
                for one in found:
                    counts[one.state] += 1
                    _write(write_log, one)
                    if watch is not None:
                        watch(one)
        tally = Counter(rows=0, answers=0, failed=0, others=0)
        writers.write(_counted(journal.rows(chosen.name), tally), output)
        summary = ArchiveSummary(counts.total(), counts["known"], **tally, seconds=perf_counter() - begin)
        write_log("end", **summary._asdict())
    return summary


@contextmanager
def _engine(
    model: StoredModel, limits: Limits, n_jobs: int | None, dask: str | Client | None, journal: Journal | None
) -> Iterator[Engine]:
    engine: Engine
    where = dask or cluster_of_caller()
    if where is not None:
        from answerstance.archiving.cluster import Cluster

        engine = Cluster(where, model, limits, journal.keys() if journal else b"")
    else:
        known: Known = journal.knows if journal else lambda key: False
        workers = how_many(n_jobs)
        engine = Here(model, limits, known) if workers == 1 else Team(model, limits, known, workers)
    with engine:
        yield engine


def _rows(found: Outcome, model: str) -> list[Row]:
    if found.rows is None:
        return [error_row(found.path, told(found.path, found.error or ""), model)]
    return unpack(found.rows, found.path)


def _apart(paths: Paths, output: str | os.PathLike[str]) -> Iterator[str | os.PathLike[str] | Source]:
    """The paths; a file of texts that the rows would replace is refused."""
    place = Path(output).resolve()
    for path in [paths] if isinstance(paths, str | os.PathLike) else paths:
        if isinstance(path, str | os.PathLike) and Path(path).resolve() == place and place.suffix.lower() in TEXTS:
            raise AnswerStanceError(f"{output}: the rows would replace these letters; write them to another file")
        yield path


def _own(*files: str | os.PathLike[str] | None) -> Callable[[str], bool]:
    """Whether a path is one of the files that a run writes, or the journal of one."""
    own = {
        Path(f"{os.fspath(file)}{ending}").resolve()
        for file in files
        if file is not None
        for ending in ("", ".journal", ".journal-wal")
    }
    names = {path.name for path in own}
    return lambda path: os.path.basename(path) in names and Path(path).resolve() in own


def _write(log: Log, found: Outcome) -> None:
    key = None if found.key is None else found.key.hex()
    log("letter", path=found.path, state=found.state, key=key, seconds=round(found.seconds, 3), error=found.error)


def _counted(rows: Iterable[Row], tally: Counter[str]) -> Iterator[Row]:
    for row in rows:
        tally.update(
            rows=1,
            answers=row["answer"] is not None,
            failed=row["error"] is not None,
            others=row["error"] is None and row["kind"] != "answers",
        )
        yield row
