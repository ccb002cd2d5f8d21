"""Letters to rows."""

import csv
import io
import json

import pytest

import answerstance
from answerstance import label, label_many, read
from answerstance.labelling import ROW_FIELDS, write_rows
from answerstance.stances import PRIMARIES, STANCES
from conftest import EXAMPLES

LETTERS = EXAMPLES / "letters"


@pytest.fixture(scope="module")
def labelled():
    return label(LETTERS / "ministerie-nachttrein.txt")


def test_one_verdict_an_answer_and_one_row(labelled):
    assert len(labelled.exchanges) == len(labelled.verdicts) == len(labelled.rows()) == 9
    for exchange, verdict, row in zip(labelled.exchanges, labelled.verdicts, labelled.rows(), strict=True):
        assert tuple(row) == ROW_FIELDS
        assert row["numbers"] == list(exchange.numbers)
        assert (row["body"], row["date"]) == (labelled.letter.meta.body, labelled.letter.meta.date)
        assert row["review"] is verdict.review
        assert set(verdict.probabilities) == set(STANCES)
        assert verdict.primary in PRIMARIES
        assert {found.stance for found in verdict.evidence} == set(verdict.stances)
        collapsed = " ".join(exchange.answer.text.split())
        assert [found["text"] for found in row["evidence"]] == [
            collapsed[found.start : found.end] for found in verdict.evidence
        ]
        assert labelled.letter.text[row["start"] : row["end"]].startswith(exchange.answer.text[:20])


def test_a_reference_inherits(labelled):
    by_number = {exchange.numbers: at for at, exchange in enumerate(labelled.exchanges)}
    at = next(at for at, exchange in enumerate(labelled.exchanges) if exchange.refers_to)
    exchange, verdict = labelled.exchanges[at], labelled.verdicts[at]
    (number,) = exchange.refers_to
    source = labelled.verdicts[next(at for numbers, at in by_number.items() if number in numbers)]
    assert set(verdict.inherited) == set(source.stances) - set(verdict.stances)


def test_a_reference_through_a_reference_inherits_and_a_circle_ends():
    text = (
        "Vraag 1\nBent u bereid de brug te sluiten?\nAntwoord 1\nJa.\n"
        "Vraag 2\nWanneer?\nAntwoord 2\nZie het antwoord op vraag 1.\n"
        "Vraag 3\nWaarom?\nAntwoord 3\nZie het antwoord op vraag 2 en vraag 4.\n"
        "Vraag 4\nHoe lang?\nAntwoord 4\nZie het antwoord op vraag 3.\n"
    )
    verdicts = label(answerstance.read_text(text)).verdicts
    assert verdicts[0].stances == ("commits",)
    assert [verdict.inherited for verdict in verdicts] == [(), ("commits",), ("commits",), ("commits",)]


def test_a_question_without_answer_is_a_row_without_verdict():
    text = "Vraag 1\nKent u de brug?\nAntwoord 1\nJa.\nVraag 2\nIs zij veilig?\nVraag 3\nHoe?\nAntwoord 3\nGoed.\n"
    found = label(answerstance.read_text(text))
    assert [verdict is None for verdict in found.verdicts] == [False, True, False]
    row = found.rows()[1]
    assert (row["question"], row["answer"], row["stances"], row["primary"]) == ("Is zij veilig?", None, [], None)


def test_a_document_without_exchanges_is_one_row_with_its_kind():
    (row,) = label(LETTERS / "persbericht-buslijn.txt").rows()
    assert (row["kind"], row["answer"], row["error"]) == ("article", None, None)


def test_label_takes_a_letter_too(labelled):
    assert label(read(LETTERS / "ministerie-nachttrein.txt")).rows() == labelled.rows()


def test_many_letters_in_order_and_a_bad_one_costs_one_row(tmp_path):
    empty = tmp_path / "leeg.txt"
    empty.touch()
    paths = [LETTERS / "ministerie-nachttrein.txt", empty, LETTERS / "uitstel-warmtenet.txt", "nergens.txt"]
    rows = list(label_many(paths))
    assert [row["letter"] for row in rows] == ["ministerie-nachttrein.txt"] * 9 + [
        "leeg.txt",
        "uitstel-warmtenet.txt",
        "nergens.txt",
    ]
    assert [row["error"] is None for row in rows] == [True] * 9 + [False, True, False]
    assert "holds no text" in rows[9]["error"]
    assert rows[10]["kind"] == "postponement"


def test_many_letters_are_read_one_by_one():
    def paths():
        yield LETTERS / "ministerie-nachttrein.txt"
        raise AssertionError("the second letter was asked for too early")

    assert next(label_many(paths()))["numbers"]


def test_jsonl(labelled):
    file = io.StringIO()
    write_rows(labelled.rows(), file, "jsonl")
    assert [json.loads(line) for line in file.getvalue().splitlines()] == labelled.rows()


def test_csv(labelled):
    file = io.StringIO(newline="")
    write_rows(labelled.rows(), file, "csv")
    file.seek(0)
    rows = list(csv.DictReader(file))
    assert [row["numbers"] for row in rows] == ["; ".join(row["numbers"]) for row in labelled.rows()]
    assert [row["answer"] for row in rows] == [row["answer"] for row in labelled.rows()]
    assert [float(row["p_commits"]) for row in rows] == [row["probabilities"]["commits"] for row in labelled.rows()]


def test_another_form_is_refused(labelled):
    with pytest.raises(answerstance.AnswerStanceError, match="'xml'; choose jsonl or csv"):
        write_rows(labelled.rows(), io.StringIO(), "xml")


def test_data_frame(labelled):
    pytest.importorskip("pandas")
    frame = labelled.to_frame()
    assert list(frame.columns) == list(ROW_FIELDS)
    assert len(frame) == 9


def test_without_pandas_the_way_out_is_named(labelled, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(answerstance.AnswerStanceError, match=r"pip install 'answerstance\[pandas\]'"):
        labelled.to_frame()
