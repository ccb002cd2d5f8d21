"""Whole archives: where letters are found, how they are labelled together, and what is kept."""

import contextlib
import csv
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
import zipfile
from pathlib import Path

import joblib
import psutil
import pytest

import answerstance
from answerstance import AnswerStanceError, label_archive, label_many
from answerstance.archiving import writers
from answerstance.archiving.models import stored
from answerstance.archiving.sources import File, Held, Member, Missing, count, find
from answerstance.archiving.supervisor import Limits, Stopped, Supervisor
from answerstance.cli import main
from answerstance.labelling import ROW_FIELDS
from build_pdf import build_pdf, column
from conftest import EXAMPLES, ROOT

LETTERS = EXAMPLES / "letters"
LETTER = "Vraag 1\nBent u bereid de brug nummer {0} te sluiten?\nAntwoord 1\nJa, wij sluiten brug {0} in mei.\n"
HOSTILE = "Antwoord 1\n" * 300_000
"""Takes ten seconds and more."""
FORMS = ("jsonl", "csv", "parquet", "xlsx", "sqlite")


def paths(sources):
    return [source.path for source in sources]


def folder_of(tmp_path, number, name="brieven"):
    folder = tmp_path / name
    folder.mkdir()
    for at in range(number):
        (folder / f"{at:04}.txt").write_text(LETTER.format(at), "utf-8")
    return folder


def children():
    found = []
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):  # it just ended
            found += [child] if "answerstance.archiving.child" in child.cmdline() else []
    return found


# -- where letters are found -------------------------------------------------------------------------------------------


def test_a_folder_gives_its_letters_by_name_and_those_below(tmp_path):
    for name in (
        "b/2.txt",
        "b/1.pdf",
        "a.DOCX",
        "c",
        ".hidden.txt",
        ".git/x.txt",
        "foto.jpg",
        "rows.csv",
        "rows.jsonl",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert paths(find([tmp_path])) == [str(tmp_path / name) for name in ("a.DOCX", "b/1.pdf", "b/2.txt", "c")]
    assert paths(find([tmp_path], "*.pdf")) == [str(tmp_path / "b/1.pdf")]
    assert paths(find(tmp_path, ["*.JPG"])) == [str(tmp_path / "foto.jpg")]
    assert paths(find(tmp_path, ["b/*", "c"])) == [str(tmp_path / name) for name in ("b/1.pdf", "b/2.txt", "c")]
    (nothing,) = find(tmp_path, ["*.odt"])
    assert isinstance(nothing, Missing)
    assert "no letters in it" in nothing.error


def test_a_link_to_a_folder_above_is_no_circle(tmp_path):
    (tmp_path / "a.txt").touch()
    (tmp_path / "weer").symlink_to(tmp_path)
    assert paths(find([tmp_path])) == [str(tmp_path / "a.txt")]


def test_a_folder_that_cannot_be_read_costs_one_row(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").touch()

    def scandir(path, real=os.scandir):
        if path == str(tmp_path / "a"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    folder, letter = find([tmp_path], ["*.txt"])
    assert folder == Missing(
        str(tmp_path / "a"), "this folder cannot be read (Permission denied); check its permissions"
    )
    assert letter == File(str(tmp_path / "b.txt"))


def test_a_file_is_taken_whatever_its_name(tmp_path):
    assert list(find([tmp_path / "brief.bak"])) == [File(str(tmp_path / "brief.bak"))]


def pack(tmp_path):
    """The same three letters in a zip and a tar archive, with what archives bring along."""
    files = {
        "x/2.txt": "twee",
        "x/1.md": "een",
        "3.txt": "drie",
        "x/.DS_Store": "",
        "__MACOSX/3.txt": "",
        "x/a.png": "",
    }
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.mkdir("x")
        for name, text in files.items():
            archive.writestr(name, text)
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))


@pytest.mark.parametrize("name", ["a.zip", "a.tgz"])
def test_an_archive_gives_its_letters_as_packed(tmp_path, name):
    pack(tmp_path)
    found = list(find([tmp_path / name]))
    assert paths(found) == [f"{tmp_path}/{name}/{member}" for member in ("x/2.txt", "x/1.md", "3.txt")]
    assert [source.load() for source in found] == [b"twee", b"een", b"drie"]
    assert {type(source) for source in found} == {Member if name == "a.zip" else Held}
    assert paths(find([tmp_path / name], ["x/*.txt"])) == [f"{tmp_path}/{name}/x/2.txt"]
    assert paths(find([tmp_path]))[:3] == paths(find([tmp_path / "a.tgz"]))


def test_members_of_one_name_are_all_had(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../brief.txt", "een")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("../brief.txt", "twee")
    found = list(find([tmp_path / "a.zip"]))
    assert paths(found) == [f"{tmp_path}/a.zip/../brief.txt"] * 2
    assert [source.load() for source in found] == [b"een", b"twee"]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("ander.txt", "drie")
    for source in found:
        with pytest.raises(AnswerStanceError, match="cannot be unpacked"):
            source.load()


def test_what_an_archive_holds_beside_plain_files_is_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("binnen.tar.gz", b"")
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo("een.txt"))
        archive.addfile(tarfile.TarInfo("binnen.ZIP"))
        link = tarfile.TarInfo("twee.txt")
        link.type, link.linkname = tarfile.LNKTYPE, "een.txt"
        archive.addfile(link)
    (nested,) = find([tmp_path / "a.zip"])
    assert (nested.path, nested.error[:32]) == (f"{tmp_path}/a.zip/binnen.tar.gz", "this is an archive in an archive")
    _, nested, second = find([tmp_path / "a.tar"])
    assert nested.error.startswith("this is an archive in an archive")
    assert (second.path, second.error[:33]) == (f"{tmp_path}/a.tar/twee.txt", "this is a second name of een.txt ")


def test_a_damaged_lzma_member_costs_one_row(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", LETTER * 20)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[50:60] = b"\xff" * 10
    (tmp_path / "a.zip").write_bytes(data)
    (row,) = label_many([tmp_path / "a.zip"])
    assert "cannot be unpacked" in row["error"]


@pytest.mark.parametrize("name", ["stuk.zip", "stuk.tar.gz", "weg.zip", "weg.tar"])
def test_a_broken_archive_costs_one_row(tmp_path, name):
    if name.startswith("stuk"):
        (tmp_path / name).write_bytes(b"PK\3\4 and no more")
    (row,) = label_many([tmp_path / name])
    assert row["path"] == str(tmp_path / name)
    assert ("pack it anew" if name.startswith("stuk") else "there is no such file") in row["error"]


def test_a_cut_archive_gives_what_can_be_read_and_one_error(tmp_path):
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for at in range(3):
            data = LETTER.format(at).encode()
            info = tarfile.TarInfo(f"{at}.txt")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    whole = (tmp_path / "a.tar").read_bytes()
    (tmp_path / "a.tar").write_bytes(whole[:1600])
    rows = list(label_many([tmp_path / "a.tar"]))
    assert [row["error"] is None for row in rows] == [True, False]


def test_a_locked_or_lying_member_costs_one_row(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("1.txt", LETTER.format(1))
        archive.writestr("2.txt", LETTER.format(2))
    data = bytearray((tmp_path / "a.zip").read_bytes())
    first = data.index(b"PK\1\2")
    data[first + 8] |= 1  # "encrypted"
    (tmp_path / "a.zip").write_bytes(data)
    rows = list(label_many(tmp_path / "a.zip"))
    assert [row["error"] is None for row in rows] == [False, True]
    assert "without a password" in rows[0]["error"]


def test_a_jsonl_of_texts(tmp_path):
    lines = [
        json.dumps({"text": LETTER.format(1), "name": "2024/17.pdf", "more": 1}),
        "",
        json.dumps({"text": LETTER.format(2)}),
        '{"text": 3}',
        "geen json",
        '{"text": "half \\ud83d"}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    rows = list(label_many([tmp_path / "a.jsonl"]))
    assert [row["path"] for row in rows] == [f"{tmp_path}/a.jsonl/{name}" for name in ("2024/17.pdf", 3, 4, 5, 6)]
    assert [row["error"] is None for row in rows] == [True, True, False, False, False]
    assert rows[0]["letter"] == "17.pdf"
    assert "line 4 is no object" in rows[2]["error"]


def test_letters_are_counted_where_that_is_cheap(tmp_path):
    pack(tmp_path)
    assert count([str(LETTERS), str(tmp_path / "a.zip")]) == 15
    assert count([str(tmp_path / "a.tgz")]) is None
    assert count([str(tmp_path)]) is None


def test_a_file_name_that_is_no_unicode(tmp_path):
    name = os.path.join(os.fsencode(tmp_path), b"brief-\xe9.txt")
    Path(os.fsdecode(name)).write_text(LETTER.format(1), "utf-8")
    (row,) = label_many([tmp_path])
    assert row["letter"] == "brief-?.txt"
    assert label_archive([tmp_path], tmp_path / "rows.jsonl").answers == 1


def test_an_enormous_file_costs_one_row(tmp_path):
    with open(tmp_path / "groot.txt", "wb") as file:
        file.truncate(300 << 20)
    (row,) = label_many([tmp_path / "groot.txt"])
    assert "this file has 300 MB" in row["error"]


# -- the same rows everywhere ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rows():
    return list(label_many([LETTERS]))


def test_any_number_of_workers_gives_the_same_rows(rows):
    assert list(label_many([LETTERS], n_jobs=3)) == rows
    assert list(label_many([LETTERS], timeout=None, memory=None)) == rows
    with joblib.parallel_config(n_jobs=2):
        assert list(label_many([LETTERS])) == rows


def test_a_parallel_config_says_how_many_workers(monkeypatch):
    with joblib.parallel_config(n_jobs=2):
        labelling = label_many([LETTERS / "ministerie-nachttrein.txt"] * 20)
        next(labelling)
        assert len(children()) == 2
        labelling.close()


def test_a_model_in_memory_gives_the_same_rows(rows):
    some = [LETTERS / "waterschap-muskusrat.txt"]
    assert list(label_many(some, answerstance.load_model())) == [row for row in rows if row["letter"] == some[0].name]


def test_letters_in_an_archive_and_outside_give_the_same_rows(tmp_path, rows):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in sorted(LETTERS.iterdir()):
            archive.write(path, path.name)
    packed = list(label_many([tmp_path / "a.zip"]))
    assert [row | {"path": None} for row in packed] == [row | {"path": None} for row in rows]


def read_back(path):
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if path.suffix == ".csv":
        return list(csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True)))
    if path.suffix == ".parquet":
        return __import__("pyarrow.parquet").parquet.read_table(path).to_pylist()
    if path.suffix == ".xlsx":
        sheet = pytest.importorskip("openpyxl").load_workbook(path, read_only=True)["rows"]
        head, *body = sheet.iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in body]
    with sqlite3.connect(path) as base:
        base.row_factory = sqlite3.Row
        return [dict(row) for row in base.execute("SELECT * FROM rows ORDER BY rowid")]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_the_same_rows_in_the_same_order(tmp_path, rows, form):
    bad = tmp_path / "leeg.txt"
    bad.touch()
    output = tmp_path / f"rows.{form}"
    summary = label_archive([LETTERS, bad], output, n_jobs=2)
    assert (summary.letters, summary.answers, summary.rows, summary.failed, summary.others) == (13, 90, 95, 1, 4)
    found = read_back(output)
    assert [row["letter"] for row in found] == [row["letter"] for row in rows] + ["leeg.txt"]
    assert [row["answer"] or None for row in found[:-1]] == [row["answer"] for row in rows]
    assert "holds no text" in found[-1]["error"]
    if form in {"jsonl", "parquet"}:
        assert [row for row in found[:-1] if row["answer"]] == [row for row in rows if row["answer"]]
        assert tuple(found[0]) == ROW_FIELDS
    else:
        assert [float(row["p_commits"]) for row in found if row["answer"]] == [
            row["probabilities"]["commits"] for row in rows if row["answer"]
        ]


def test_excel_keeps_text_as_text_and_cuts_what_is_too_long(tmp_path, rows):
    row = rows[0] | {"question": "=1+1\x01", "answer": "é😀" * 20_000, "body": "https://brug.example"}
    writers.write([row], tmp_path / "rows.xlsx")
    (found,) = read_back(tmp_path / "rows.xlsx")
    assert found["question"].startswith("=1+1")
    assert found["body"] == "https://brug.example"
    assert found["answer"].removesuffix(" […]") == ("é😀" * 20_000)[: len(found["answer"]) - 4]
    assert 32_760 < len(found["answer"].encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.parametrize("form", FORMS)
def test_no_rows_make_a_table_all_the_same(tmp_path, form):
    writers.write([], tmp_path / f"rows.{form}")
    assert read_back(tmp_path / f"rows.{form}") == []


def test_a_form_whose_package_is_missing_is_refused_before_work(tmp_path, monkeypatch):
    monkeypatch.setattr(writers, "find_spec", lambda name: None)
    with pytest.raises(AnswerStanceError, match=r"needs pyarrow: pip install 'answerstance\[tables\]'"):
        label_archive([tmp_path / "nergens"], tmp_path / "rows.parquet")


# -- limits ------------------------------------------------------------------------------------------------------------


def test_a_letter_that_takes_too_long_costs_one_row(tmp_path):
    folder = folder_of(tmp_path, 3)
    (folder / "0001.txt").write_text(HOSTILE, "utf-8")
    rows = list(label_many([folder], timeout=1.5))
    assert [row["error"] is None for row in rows] == [True, False, True]
    assert "took more than 1.5 s; allow more (--timeout)" in rows[1]["error"]
    assert not children()


def test_a_letter_that_takes_too_much_memory_costs_one_row(tmp_path):
    folder = folder_of(tmp_path, 3)
    (folder / "0001.txt").write_text("woord " * 20_000_000, "utf-8")
    rows = list(label_many([folder], memory=256))
    assert [row["error"] is None for row in rows] == [True, False, True]
    assert "took more than 256 MB; allow more (--memory)" in rows[1]["error"]


def test_a_worker_that_is_killed_is_replaced_and_a_letter_that_kills_two_is_given_up():
    with stored(None) as model:
        supervisor = Supervisor(model, Limits())
        assert supervisor.label("a.txt", LETTER.format(1).encode(), False).rows
        (child,) = children()
        child.kill()
        assert supervisor.label("a.txt", LETTER.format(1).encode(), False).rows
        assert children() != [child]

        killed = set()

        def kill_while_busy():
            while len(killed) < 2:
                for one in children():
                    time.sleep(2)  # until it has its model and the letter
                    if one.is_running():
                        one.kill()
                        killed.add(one.pid)
                time.sleep(0.1)

        killer = threading.Thread(target=kill_while_busy)
        killer.start()
        with pytest.raises(Stopped, match=r"ended twice while it read this letter \(SIGKILL\)"):
            supervisor.label("a.txt", (HOSTILE * 5).encode(), False)
        killer.join()
        supervisor.close()
        assert not children()


def test_limits_that_let_nothing_through_are_refused():
    with pytest.raises(AnswerStanceError, match="give 256 or more"):
        list(label_many([LETTERS], memory=10))
    with pytest.raises(AnswerStanceError, match="lets no letter through"):
        list(label_many([LETTERS], timeout=-1))
    with pytest.raises(AnswerStanceError, match="0 workers can do no work"):
        list(label_many([LETTERS], n_jobs=0))


def test_a_locked_scanned_or_broken_pdf_costs_one_row(tmp_path):
    folder = folder_of(tmp_path, 1)
    (folder / "a.pdf").write_bytes(build_pdf([column(["Vraag 1"])], locked=True))
    (folder / "b.pdf").write_bytes(build_pdf([[]]))
    (folder / "c.pdf").write_bytes(build_pdf([column(["Vraag 1"])])[:200])
    rows = list(label_many([folder], n_jobs=2))
    assert [row["error"] is None for row in rows] == [True, False, False, False]


def test_a_worker_that_cannot_start_says_why(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(AnswerStanceError, match="a worker process cannot be started"):
        list(label_many([LETTERS / "uitstel-warmtenet.txt"]))


# -- lazy, and clean when abandoned ------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_letters_are_asked_for_as_rows_are(tmp_path, jobs):
    folder = folder_of(tmp_path, 100)
    asked = []

    def one_by_one():
        for path in sorted(folder.iterdir()):
            asked.append(path)
            yield path

    labelling = label_many(one_by_one(), n_jobs=jobs)
    assert asked == []
    next(labelling)
    time.sleep(0.5)
    assert len(asked) == (1 if jobs == 1 else 16)
    labelling.close()
    assert not children()


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_caller_ends_the_workers(jobs):
    def paths():
        yield from [LETTERS / "ministerie-nachttrein.txt"] * 20
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(label_many(paths(), n_jobs=jobs))
    assert not children()


def test_a_script_without_a_main_guard_and_an_interactive_session(tmp_path):
    code = f"import answerstance\nprint(len(list(answerstance.label_many([{str(LETTERS)!r}], n_jobs=2))))\n"
    (tmp_path / "script.py").write_text(code, "utf-8")
    run = [sys.executable, str(tmp_path / "script.py")]
    assert subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT).stdout == "94\n"
    run = [sys.executable, "-i", "-q"]
    assert subprocess.run(run, input=code, capture_output=True, text=True, check=True, cwd=ROOT).stdout == "94\n"


def test_in_a_notebook_with_its_own_event_loop():
    import asyncio

    async def cell():
        return sum(1 for _ in label_many([LETTERS], n_jobs=2))

    assert asyncio.run(cell()) == 94


# -- the journal -------------------------------------------------------------------------------------------------------


def test_what_is_done_is_not_done_again_and_what_changed_is(tmp_path):
    folder = folder_of(tmp_path, 5)
    output = tmp_path / "rows.jsonl"
    assert label_archive([folder], output).known == 0
    first = output.read_bytes()
    assert label_archive([folder], output, n_jobs=2).known == 5
    assert output.read_bytes() == first
    (folder / "0002.txt").write_text(LETTER.format(99), "utf-8")
    (folder / "0003.txt").rename(folder / "9999.txt")
    summary = label_archive([folder], output)
    assert (summary.letters, summary.known) == (5, 4)
    rows = read_back(output)
    assert [row["letter"] for row in rows] == ["0000.txt", "0001.txt", "0002.txt", "0004.txt", "9999.txt"]
    assert "brug 99" in rows[2]["answer"]
    assert "brug 3" in rows[4]["answer"]
    assert label_archive([folder], output, fresh=True).known == 0
    assert read_back(output) == rows


def test_another_model_or_version_does_all_again(tmp_path, monkeypatch):
    folder = folder_of(tmp_path, 2)
    output = tmp_path / "rows.jsonl"
    label_archive([folder], output)
    model = answerstance.load_model()
    model.thresholds_ = model.thresholds_ * 0
    assert label_archive([folder], output, model).known == 0
    assert len(read_back(output)[0]["stances"]) == 4
    monkeypatch.setattr(answerstance, "__version__", "9.9.9")
    assert label_archive([folder], output).known == 0


def test_what_could_not_be_read_is_tried_again(tmp_path):
    folder = folder_of(tmp_path, 2)
    output = tmp_path / "rows.jsonl"
    (folder / "0001.txt").unlink()
    both = [folder / "0000.txt", folder / "0001.txt"]
    assert label_archive(both, output).failed == 1
    (folder / "0001.txt").write_text(LETTER.format(7), "utf-8")
    assert label_archive(both, output).failed == 0


def test_what_was_stopped_is_tried_again_under_other_limits_only(tmp_path):
    (tmp_path / "a.txt").write_text(HOSTILE, "utf-8")
    output = tmp_path / "rows.jsonl"
    assert label_archive([tmp_path / "a.txt"], output, timeout=0.5).failed == 1
    (tmp_path / "b.txt").write_text(HOSTILE, "utf-8")
    summary = label_archive([tmp_path / "a.txt", tmp_path / "b.txt"], output, timeout=0.5)
    assert (summary.known, summary.failed) == (2, 2)
    assert [row["error"].split(":")[0] for row in read_back(output)] == [str(tmp_path / n) for n in ("a.txt", "b.txt")]
    assert label_archive([tmp_path / "a.txt"], output, timeout=0.6).known == 0


def test_two_runs_cannot_write_the_same_file(tmp_path):
    from answerstance.archiving.journal import Journal

    for fresh in (False, True):
        with Journal(tmp_path / "rows.csv", Limits()), pytest.raises(AnswerStanceError, match="another run is writing"):
            label_archive([LETTERS], tmp_path / "rows.csv", fresh=fresh)
    (tmp_path / "rows.csv.journal").unlink()
    (tmp_path / "rows.csv.journal").mkdir()
    with pytest.raises(AnswerStanceError, match="cannot be removed"):
        label_archive([LETTERS], tmp_path / "rows.csv", fresh=True)


@pytest.mark.parametrize("data", [b"no database at all, whatever its name may say", b""])
def test_a_journal_of_something_else(tmp_path, data):
    (tmp_path / "rows.jsonl.journal").write_bytes(data)
    if not data:  # killed before the first commit
        assert label_archive([LETTERS], tmp_path / "rows.jsonl").letters == 12
        return
    with pytest.raises(AnswerStanceError, match=r"move it away, or begin anew \(--fresh\)"):
        label_archive([LETTERS], tmp_path / "rows.jsonl")
    with sqlite3.connect(tmp_path / "b.jsonl.journal") as other:
        other.execute("CREATE TABLE letters (a)")
    with pytest.raises(AnswerStanceError, match="no journal of this version"):
        label_archive([LETTERS], tmp_path / "b.jsonl")
    assert label_archive([LETTERS], tmp_path / "rows.jsonl", fresh=True).letters == 12


def test_the_output_is_not_taken_for_a_letter(tmp_path):
    folder = folder_of(tmp_path, 2)
    (folder / "log.txt.txt").write_text(LETTER.format(3), "utf-8")
    for _ in range(2):
        summary = label_archive([folder], folder / "rows.csv", patterns=["*"], log=folder / "log.txt")
        assert summary.letters == 3
    assert label_archive(sorted(folder.iterdir()), folder / "rows.csv", log=folder / "log.txt").known == 3


def test_rows_do_not_replace_the_texts_they_come_from(tmp_path):
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"text": LETTER}), "utf-8")
    with pytest.raises(AnswerStanceError, match="the rows would replace these letters"):
        label_archive([texts], texts)
    assert json.loads(texts.read_text("utf-8")) == {"text": LETTER}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_standard_output_is_told():
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "answerstance", "label", str(LETTERS / "uitstel-warmtenet.txt")]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1].startswith("answerstance: standard output cannot be written (No space left")


# -- on the command line -----------------------------------------------------------------------------------------------


def run_cli(*arguments, **options):
    command = [sys.executable, "-m", "answerstance", "label", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, cwd=ROOT, **options)


def test_the_command_line_gives_the_rows_of_label_many(tmp_path, rows):
    output = tmp_path / "rows.jsonl"
    run = run_cli(LETTERS, "-o", output, "--jobs", 2, "--log", tmp_path / "log.jsonl")
    assert (run.returncode, run.stdout) == (0, b"")
    assert read_back(output) == rows
    (line,) = run.stderr.decode().splitlines()
    assert line.startswith(f"answerstance: {output}: 90 answers of 12 letters in ")
    events = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert [event["event"] for event in events] == ["start", *["letter"] * 12, "end"]
    assert {event["state"] for event in events[1:-1]} == {"labelled"}
    run = run_cli(LETTERS)
    assert [json.loads(line) for line in run.stdout.splitlines()] == rows


def test_the_command_line_has_the_limits_of_label_many():
    from answerstance.cli.main import _parser

    options = _parser().parse_args(["label", "brief.txt"])
    assert Limits(options.timeout, options.memory) == Limits()


def test_a_log_that_cannot_be_written(tmp_path, capsys):
    assert main(["label", str(LETTERS), "-o", str(tmp_path / "rows.csv"), "--log", str(tmp_path)]) == 2
    assert "the log cannot be written (Is a directory)" in capsys.readouterr().err


def test_a_list_on_standard_input(tmp_path):
    listed = f"{LETTERS / 'waterschap-muskusrat.txt'}\n\nnergens.txt\n"
    run = run_cli("--from-list", "-", input=listed.encode())
    assert run.returncode == 2
    assert len(run.stdout.splitlines()) == 12
    (tmp_path / "lijst").write_text(listed, "utf-8")
    assert run_cli("--from-list", tmp_path / "lijst").stdout == run.stdout
    assert b"check its name" in run_cli("--from-list", tmp_path / "weg").stderr


def test_without_letters_the_way_out_is_told(capsys):
    assert main(["label"]) == 2
    assert "name files, folders or archives" in capsys.readouterr().err
    assert main(["label", str(LETTERS), "--fresh"]) == 2
    assert "name one with -o" in capsys.readouterr().err


def test_passages_take_letters_one_by_one(capsys):
    for option in (["--fresh"], ["--from-list", "-"], ["--log", "x"], ["--dask", "x:1"], ["--pattern", "*.txt"]):
        assert main(["label", "--passages", str(LETTERS), *option]) == 2
        assert f"--passages takes no {option[0]};" in capsys.readouterr().err


def test_progress_on_a_terminal_only(tmp_path):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "answerstance", "label", str(LETTERS), str(tmp_path / "weg.txt"), "-o"]
    run = subprocess.Popen([*command, str(tmp_path / "rows.jsonl")], stderr=theirs, cwd=ROOT)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:  # how a terminal ends
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert run.wait() == 2
    assert b"13/13" in shown
    assert b"letters/s" in shown
    assert b"1 errors" in shown
    assert b"weg.txt: there is no such file" in shown
    assert b"90 answers of 13 letters" in shown


def test_many_bad_letters_are_not_all_told(tmp_path):
    run = run_cli(*[tmp_path / f"{at}.txt" for at in range(30)], "-o", tmp_path / "rows.csv", "--jobs", 1)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 22
    assert len(read_back(tmp_path / "rows.csv")) == 30


def start(folder, output, *options):
    command = [sys.executable, "-m", "answerstance", "label", str(folder), "-o", str(output), "--jobs", "2", *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT)


def interrupt(run, number):
    """Send a signal to a run, and see that its workers end with it; returns its exit status."""
    below = psutil.Process(run.pid).children(recursive=True) if run.poll() is None else []
    run.send_signal(number)
    run.communicate(timeout=30)
    psutil.wait_procs(below, timeout=10)
    assert not any(one.is_running() for one in below), "a worker outlives its run"
    return run.returncode


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_ctrl_c_ends_all_and_the_next_run_goes_on(tmp_path):
    folder = folder_of(tmp_path, 1500)
    output, log = tmp_path / "rows.jsonl", tmp_path / "log.jsonl"
    run = start(folder, output, "--log", str(log))
    while not log.exists() or len(log.read_text("utf-8").splitlines()) < 50:
        time.sleep(0.02)
    assert interrupt(run, signal.SIGINT) == 130
    assert not output.exists()
    summary = label_archive([folder], output, n_jobs=2)
    assert 0 < summary.known < 1500
    assert summary.letters == summary.answers == 1500


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize(("form", "kills"), [("jsonl", 8), ("xlsx", 3)])
def test_killed_at_any_moment_nothing_is_lost(tmp_path, form, kills):
    """Hundreds of kills are in benchmarks/kill_runs.py."""
    folder = folder_of(tmp_path, 150)
    label_archive([folder], tmp_path / f"whole.{form}", n_jobs=2)
    output = tmp_path / f"rows.{form}"
    dice = random.Random(form)
    for _ in range(kills):
        run = start(folder, output)
        time.sleep(dice.uniform(0.1, 1.0))
        interrupt(run, signal.SIGKILL)
    assert run_cli(folder, "-o", output).returncode == 0
    assert output.read_bytes() == (tmp_path / f"whole.{form}").read_bytes()
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.skipif(os.name != "posix", reason="needs limits of the system")
@pytest.mark.parametrize(("most", "place"), [(2_000, "journal"), (30_000, "journal"), (200_000, "output")])
def test_a_full_disk_is_told_and_the_next_run_goes_on(tmp_path, most, place):
    folder = folder_of(tmp_path, 100)
    output = tmp_path / "rows.jsonl"
    if place == "output":  # all is labelled, and there is no room for the rows
        for path in folder.iterdir():
            path.write_text(path.read_text("utf-8") + "Wij zien toe op de brug. " * 200, "utf-8")
        label_archive([folder], output, n_jobs=2)
        output.unlink()
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}));"
    code = f"{limit} from answerstance.cli import main; raise SystemExit(main())"
    command = [sys.executable, "-c", code, "label", str(folder), "-o", str(output), "--jobs", "2"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 2
    assert f"{output}{'.journal' if place == 'journal' else ''}: cannot be written" in run.stderr
    assert "run the same again" in run.stderr
    assert "Traceback" not in run.stderr
    assert not output.exists()
    assert run_cli(folder, "-o", output).returncode == 0
    assert len(read_back(output)) == 100
