"""Rows to files: JSONL, CSV, Parquet, Excel and SQLite, each whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints, is_typeddict

from answerstance.errors import AnswerStanceError
from answerstance.labelling.rows import FLAT_FIELDS, Row, flat, write_rows
from answerstance.stances import STANCES

_GROUP: Final = 10_000  # rows written at once: what is held in memory
_SHEET: Final = 1_048_575  # rows that a sheet takes, below its head
_CELL: Final = 32_767  # characters that a cell takes
_CUT: Final = " […]"
_EPOCH: Final = datetime(1980, 1, 1)  # so that equal rows make equal files


def check(output: str | os.PathLike[str]) -> None:
    """See that rows could be written to a file, before any work is done.

    Raises
    ------
    AnswerStanceError
        The suffix names no form, its package is not installed, or the folder is not there.
    """
    path = Path(output)
    form = path.suffix.lower()
    if form not in _WRITERS:
        raise AnswerStanceError(
            f"{path}: rows are written as {', '.join(_WRITERS)}; end the file name with one of these"
        )
    needed = _PACKAGES.get(form)
    if needed and find_spec(needed) is None:
        raise AnswerStanceError(f"{path}: writing {form} needs {needed}: pip install 'answerstance[tables]'")
    if path.is_dir() or not path.parent.is_dir():
        reason = "it is a folder" if path.is_dir() else f"there is no folder {path.parent}"
        raise AnswerStanceError(f"{path}: cannot be written ({reason}); choose another file")


def write(rows: Iterable[Row], output: str | os.PathLike[str]) -> None:
    """Write rows to a file in the form its suffix names; what stood there stays until all are written.

    JSONL and Parquet keep lists and records as they are. CSV, Excel and SQLite have one column a probability, lists
    joined by "; ", and evidence as "stance: sentence" lines. Equal rows make equal bytes, with the same versions of the
    packages. Excel cuts what is longer than its cells and goes on in another sheet where one is full.

    Raises
    ------
    AnswerStanceError
        As for `check`, or the file cannot be written.
    """
    check(output)
    path = Path(output)
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        _WRITERS[path.suffix.lower()](rows, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, path)
        _keep(path.parent)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise AnswerStanceError(
            f"{path}: cannot be written ({reason}); make room or choose another file, and run the same again"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _keep(folder: Path) -> None:
    """See that the new name outlives a power cut, where the system can be told to."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _jsonl(rows: Iterable[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write_rows(rows, file, "jsonl")


def _csv(rows: Iterable[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # Excel takes one without the mark for cp1252
        write_rows(rows, file, "csv")


def _parquet(rows: Iterable[Row], path: Path) -> None:
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    schema = pyarrow.schema([(field, _arrow_type(kind)) for field, kind in get_type_hints(Row).items()])
    with ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pyarrow.Table.from_pylist(group, schema))


def _arrow_type(kind: Any) -> Any:
    """The Arrow type of a field of a row, by its annotation."""
    import pyarrow

    plain = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    if kind in plain:
        return plain[kind]
    if is_typeddict(kind):
        return pyarrow.struct([(name, _arrow_type(part)) for name, part in get_type_hints(kind).items()])
    origin, parts = get_origin(kind), [part for part in get_args(kind) if part is not NoneType]
    if origin is list:
        return pyarrow.list_(_arrow_type(parts[0]))
    if origin is dict:  # probabilities
        return pyarrow.struct([(stance, _arrow_type(parts[1])) for stance in STANCES])
    return _arrow_type(parts[0])  # X | None


def _excel(rows: Iterable[Row], path: Path) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    # in constant memory; texts stay texts, also those that look like a formula or an address
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with _as_os_error(XlsxFileError), path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": _EPOCH})
        bold = book.add_format({"bold": True})
        sheet = None
        for at, row in enumerate(_or_none(rows)):
            if at % _SHEET == 0:
                sheet = book.add_worksheet("rows" if at == 0 else f"rows {at // _SHEET + 1}")
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, FLAT_FIELDS, bold)
            if row is not None:
                sheet.write_row(at % _SHEET + 1, 0, [_cell(value) for value in flat(row).values()])


@contextmanager
def _as_os_error(kind: type[Exception]) -> Iterator[None]:
    """How xlsxwriter says that a file cannot be written, said as others do."""
    try:
        yield
    except kind as error:
        raise OSError(str(error)) from error


def _or_none(rows: Iterable[Row]) -> Iterator[Row | None]:
    """The rows, or None alone: a table without rows has a head all the same."""
    some = False
    for row in rows:
        some = True
        yield row
    if not some:
        yield None


def _cell(value: object) -> object:
    if isinstance(value, str) and len(value.encode("utf-16-le")) // 2 > _CELL:
        return value.encode("utf-16-le")[: 2 * (_CELL - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
    return value


def _sqlite(rows: Iterable[Row], path: Path) -> None:
    base = sqlite3.connect(path)
    try:
        base.execute("PRAGMA journal_mode = OFF")  # the file is thrown away if it is not finished
        columns = ", ".join(f'"{field}"' for field in FLAT_FIELDS)
        base.execute(f"CREATE TABLE rows ({columns})")
        marks = ", ".join("?" * len(FLAT_FIELDS))
        for group in _groups(rows):
            base.executemany(f"INSERT INTO rows VALUES ({marks})", [tuple(flat(row).values()) for row in group])
        base.commit()
    finally:
        base.close()


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if len(group) == _GROUP:
            yield group
            group = []
    if group:
        yield group


_WRITERS: Final[dict[str, Callable[[Iterable[Row], Path], None]]] = {
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".parquet": _parquet,
    ".xlsx": _excel,
    ".sqlite": _sqlite,
}
_PACKAGES: Final = {".parquet": "pyarrow", ".xlsx": "xlsxwriter"}
