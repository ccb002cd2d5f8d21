"""The command line, run as a user runs it."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from answerstance.cli import main
from conftest import EXAMPLES, ROOT

LETTER = str(EXAMPLES / "letters" / "waterschap-muskusrat.txt")
POSTPONED = str(EXAMPLES / "letters" / "uitstel-warmtenet.txt")


def test_label_in_a_pipe_prints_json_lines(capsys):
    assert main(["label", LETTER]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == 11
    assert rows[0]["numbers"] == ["1", "2"]
    assert err == ""


def test_label_to_a_table(capsys):
    assert main(["label", "--format", "table", LETTER, POSTPONED]) == 0
    out, err = capsys.readouterr()
    assert "Waterschap De Lage Venen" in out
    assert "2 documents, 11 answers" in out
    assert "uitstel-warmtenet.txt: no questions with answers in it; it says that the answers will come later" in err


@pytest.mark.parametrize(("suffix", "count"), [("jsonl", 12), ("csv", 12)])
def test_label_to_a_file(tmp_path, suffix, count, capsys):
    output = tmp_path / f"rows.{suffix}"
    assert main(["label", LETTER, POSTPONED, "-o", str(output)]) == 0
    text = output.read_text("utf-8-sig")
    rows = text.splitlines() if suffix == "jsonl" else list(csv.DictReader(text.splitlines(keepends=True)))
    assert len(rows) == count
    assert capsys.readouterr().out == ""


def test_bad_files_are_told_one_by_one_and_the_others_come_out(tmp_path, capsys):
    empty = tmp_path / "leeg.txt"
    empty.touch()
    picture = tmp_path / "plaatje.txt"
    picture.write_bytes(b"\x89PNG\0\0\0\0" + bytes(range(32)) * 4)
    assert main(["label", "nergens.txt", str(empty), LETTER, str(tmp_path), str(picture)]) == 2
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["error"] is None for row in rows] == [False, False] + [True] * 11 + [False] * 3
    assert [line.split(": ")[2][:15] for line in err.splitlines()] == [
        "there is no suc",
        "the file holds ",
        "the file holds ",  # the folder has it too
        "this is no text",
        "this is no text",
    ]


def test_an_unknown_suffix_is_refused_before_work(capsys):
    assert main(["label", LETTER, "-o", "rows.docx"]) == 2
    assert "end the file name with one of these" in capsys.readouterr().err


def test_a_file_that_cannot_be_written(tmp_path, capsys):
    assert main(["label", LETTER, "-o", str(tmp_path / "nergens" / "rows.csv")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_missing_model(tmp_path, capsys):
    assert main(["label", LETTER, "--model", str(tmp_path)]) == 2
    assert "no model in" in capsys.readouterr().err


def test_a_letter_on_standard_input():
    command = [sys.executable, "-m", "answerstance", "label", "-"]
    run = subprocess.run(command, input=Path(LETTER).read_bytes(), capture_output=True, cwd=ROOT, check=True)
    assert len(run.stdout.splitlines()) == 11
    run = subprocess.run(command, input=b"", capture_output=True, cwd=ROOT)
    assert run.returncode == 2
    assert b"standard input: the file holds no text" in run.stderr


def test_segment_prints_spans(capsys):
    assert main(["segment", LETTER]) == 0
    letter = json.loads(capsys.readouterr().out)
    assert letter["kind"] == "answers"
    assert letter["exchanges"][0]["answer"]["spans"]
    assert letter["exchanges"][0]["rule"] == "headings"


def test_segment_of_a_document_without_exchanges(capsys):
    assert main(["segment", POSTPONED]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["kind"] == "postponement"
    assert "the answers will come later" in err


@pytest.mark.parametrize("arguments", [[], ["--help"], ["label", "--help"], ["train", "--help"]])
def test_help(arguments):
    run = subprocess.run([sys.executable, "-m", "answerstance", *arguments], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == (0 if arguments else 2)
    assert "usage: answerstance" in run.stdout + run.stderr


def test_train_on_the_examples_and_label_with_it(tmp_path, capsys):
    model = tmp_path / "model"
    assert main(["train", "--examples", str(EXAMPLES / "gold"), "-o", str(model), "--folds", "3"]) == 0
    assert "macro" in capsys.readouterr().out
    assert main(["label", LETTER, "--model", str(model)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 11
