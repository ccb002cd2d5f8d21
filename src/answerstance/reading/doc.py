"""Word documents of before 2007 (doc), through a program that reads them."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from answerstance.errors import ReadError
from answerstance.reading.docx import read_docx
from answerstance.reading.extract import Extract, Run, Writer
from answerstance.records import collapse

_SECONDS = 120
_NOTES = re.compile(r"^-{20,}\n(?=\[\d+\])", re.MULTILINE)  # how antiword parts notes from text
_NOTE = re.compile(r"^\[(\d+)\]", re.MULTILINE)
_MARK = re.compile(r"\[(\d+)\]")


def read_doc(data: bytes) -> Extract:
    """Read a Word document of before 2007 with antiword, else with LibreOffice.

    Raises
    ------
    ReadError
        Neither program is there, or the one that is cannot read the file.
    """
    failure: ReadError | None = None
    if shutil.which("antiword"):
        try:
            return _with_notes(_antiword(data))
        except ReadError as error:
            failure = error
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        return read_docx(_office(data, office))
    if failure:
        raise failure
    raise ReadError(
        "reading a Word document of before 2007 (doc) needs antiword or LibreOffice; install one of them"
        " (apt-get install antiword, or apt-get install libreoffice-writer), or save the letter as docx"
    )


def _antiword(data: bytes) -> str:
    # Width 0 keeps each paragraph on one line.
    done = _run(["antiword", "-w", "0", "-m", "UTF-8.txt", "-"], data)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode or not text.strip():
        reason = collapse(done.stderr.decode("utf-8", "replace")) or "it gave no text"
        raise ReadError(
            f"antiword cannot read this Word document ({reason}); open it in an office program and save it as docx"
        )
    return text


def _office(data: bytes, program: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "letter.doc").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"  # two of them cannot share one
        done = _run(
            [program, profile, "--headless", "--convert-to", "docx", "--outdir", folder, f"{folder}/letter.doc"], b""
        )
        made = Path(folder) / "letter.docx"
        if not made.exists():
            reason = collapse(done.stderr.decode("utf-8", "replace")) or f"exit status {done.returncode}"
            raise ReadError(f"LibreOffice cannot read this Word document ({reason}); save it as docx")
        return made.read_bytes()


def _run(command: Sequence[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"{command[0]} took more than {_SECONDS} s for this Word document; save it as docx") from error
    except OSError as error:
        raise ReadError(f"{command[0]} cannot be run ({error}); save the letter as docx") from error


def _with_notes(text: str) -> Extract:
    """Name the notes, which antiword puts behind the text, and their marks; each line is a paragraph."""
    parts = _NOTES.split(text.replace("\r\n", "\n"))
    notes = {number for part in parts[1:] for number in _NOTE.findall(part)}
    writer = Writer()
    in_table = False
    for line in parts[0].split("\n"):
        runs = _marked(line, notes)
        row = line.startswith("|")
        if row and in_table:
            writer.line(runs)
        else:
            writer.paragraph(runs)
        in_table = row
    for part in parts[1:]:
        for line in part.split("\n"):
            writer.paragraph([Run(line, piece="footnote")])
    return writer.extract()


def _marked(line: str, notes: set[str]) -> list[Run]:
    runs, at = [], 0
    for match in _MARK.finditer(line):
        if match[1] in notes:
            runs += [Run(line[at : match.start()]), Run(match.group(), piece="footnote mark")]
            at = match.end()
    return [*runs, Run(line[at:])]
