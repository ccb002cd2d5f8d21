"""Stances in running text."""

import csv
import io
import json
from dataclasses import replace

import pytest

from answerstance import AnnotationError, Passage, Span, label, label_passages, read, read_text
from answerstance.annotating import load_passages
from answerstance.cli import main
from answerstance.labelling import PASSAGE_FIELDS
from answerstance.labelling.passage_scores import passage_counts, passage_scores
from answerstance.stances import STANCES
from conftest import EXAMPLES

PASSAGES = EXAMPLES / "passages"
LETTERS = PASSAGES / "letters"
GOLD = load_passages(PASSAGES)


@pytest.fixture(scope="module")
def found():
    return {gold.path.name: label_passages(gold.path) for gold in GOLD}


@pytest.mark.parametrize(
    ("unseen", "letters", "macro", "floors"),
    [
        (False, 16, 0.80, {"commits": 0.74, "defers": 0.72, "lacks_data": 0.82, "declines": 0.85}),
        (True, 5, 0.70, {"commits": 0.48, "defers": 0.80, "lacks_data": 0.70, "declines": 0.70}),
    ],
)
def test_scores_have_floors(found, unseen, letters, macro, floors):
    group = [gold for gold in GOLD if gold.unseen is unseen]
    scores = passage_scores([passage_counts(gold.passages, found[gold.path.name]) for gold in group])
    assert scores["letters"] == letters
    assert scores["macro_f1"]["value"] >= macro
    for stance, floor in floors.items():
        assert scores["stances"][stance]["f1"] >= floor


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.path.name)
def test_a_passage_stands_where_it_says(found, gold):
    text = read(gold.path).text
    passages = found[gold.path.name]
    assert [passage.spans for passage in passages] == sorted(passage.spans for passage in passages)
    for passage in passages:
        assert passage.stances
        assert set(passage.stances) <= set(STANCES)
        shown = " ".join("".join(text[start:end] for start, end in passage.spans).split())
        assert shown.replace("- ", "") == passage.text.replace("- ", "")


@pytest.mark.parametrize("name", ["krant-sporthal.txt", "partij-webpagina-windmolens.txt"])
def test_an_article_of_others_carries_none(found, name):
    assert found[name] == ()


def test_a_press_release_of_a_body_carries_its_own_words(found):
    assert found["persbericht-gemeente-zwemlessen.txt"]
    assert not any("Hamstra" in passage.text for passage in found["persbericht-gemeente-zwemlessen.txt"])


def test_in_answers_passages_are_the_evidence_of_the_verdicts():
    letter = read(LETTERS / "gemeente-antwoorden-laadpalen.txt")
    labelled = label(letter)
    evidence = [
        (exchange.numbers, " ".join(exchange.answer.text.split())[one.start : one.end], one.stance, one.score)
        for exchange, verdict in zip(labelled.exchanges, labelled.verdicts, strict=True)
        for one in verdict.evidence
    ]
    marked = [
        (passage.numbers, passage.text, stance, score)
        for passage in label_passages(letter)
        if passage.part == "answer"
        for stance, score in passage.scores.items()
    ]
    assert marked == evidence


def test_the_text_around_the_answers_counts_too():
    passages = label_passages(LETTERS / "antwoordbrief-minister-erfgoed.txt")
    assert (passages[0].part, passages[0].stances) == ("preamble", ("commits",))


HEARD = "Gemeente {}\n\nDe brug\n\nWij zullen de raad in mei een plan voor de brug voorleggen.\n"


@pytest.mark.parametrize("name", ["Zwolle", "'s-Hertogenbosch", "De Bilt"])
def test_a_release_names_its_body(name):
    letter = replace(read_text("Persbericht\n\n" + HEARD.format(name)), kind="article")
    assert [passage.stances for passage in label_passages(letter)] == [("commits",)]


def test_a_line_about_a_body_makes_no_release():
    letter = replace(read_text("Nieuwsbericht\n\n" + HEARD.format("wil nieuwe brug")), kind="article")
    assert label_passages(letter) == ()


def test_questions_and_courtesies_carry_none():
    text = (
        "Geachte raad,\n\nZullen wij u in mei informeren? Wij vertrouwen erop u hiermee voldoende te hebben geïnformeerd.\n\n"
        "Hoogachtend,\nburgemeester en wethouders\n"
    )
    assert label_passages(read_text(text)) == ()


def test_a_text_without_sentences_has_none():
    assert label_passages(read_text("Agenda\n")) == ()


def test_the_information_letter_of_the_corpus_promises_and_admits_gaps(corpus):
    passages = label_passages(next((corpus / "letters").glob("003_*.txt")))
    taken = [stance for passage in passages for stance in passage.stances]
    assert taken.count("commits") >= 3
    assert taken.count("lacks_data") >= 4


def test_the_press_piece_of_the_corpus_carries_none(corpus):
    assert label_passages(next((corpus / "letters").glob("001_*.txt"))) == ()


def test_counts_and_scores():
    def one(start, end, *stances):
        return Passage("", (Span(start, end),), dict.fromkeys(stances, 1.0), "body")

    gold = [one(0, 10, "commits"), one(20, 30, "declines", "defers")]
    said = [one(0, 12, "commits"), one(4, 10, "commits"), one(40, 50, "defers"), one(20, 30, "declines")]
    counts = passage_counts(gold, said)
    assert counts.tolist() == [[1, 1, 0], [0, 1, 1], [0, 0, 0], [1, 0, 0]]
    scores = passage_scores([counts])
    assert scores["stances"]["commits"]["precision"] == 0.5
    assert scores["stances"]["declines"]["f1"] == 1.0
    assert scores["macro_f1"]["value"] == pytest.approx((2 / 3 + 0 + 0 + 1) / 4)


def test_bad_gold_is_told_by_file(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Wij komen.", encoding="utf-8")
    record = {"file": "a.txt", "kind": "letter", "unseen": False}
    for number, passage in enumerate(
        (
            {"start": 0, "end": 3, "stances": ["commits"], "text": "Zij"},
            {"start": 0, "end": 3, "stances": ["x"], "text": "Wij"},
        )
    ):
        (tmp_path / "gold" / f"{number}.json").write_text(
            json.dumps({**record, "passages": [passage]}), encoding="utf-8"
        )
    with pytest.raises(AnnotationError, match=r"2 faults.*(?s:.*)holds 'Wij', not 'Zij'(?s:.*)choose from commits"):
        load_passages(tmp_path)
    with pytest.raises(AnnotationError, match=r"no gold/\*\.json"):
        load_passages(tmp_path / "letters")


def test_the_command_writes_rows(tmp_path, capsys):
    letter = str(LETTERS / "gs-brief-stikstof.txt")
    rows = tmp_path / "rows.jsonl"
    assert main(["label", "--passages", letter, "nergens.txt", "-o", str(rows)]) == 2
    assert "there is no such file" in capsys.readouterr().err
    records = [json.loads(line) for line in rows.read_text("utf-8").splitlines()]
    assert tuple(records[0]) == PASSAGE_FIELDS
    text = read(letter).text
    for record in records[:-1]:
        assert " ".join(text[record["start"] : record["end"]].split()) == record["text"]
        assert record["stances"] == list(record["scores"])
    assert (records[-1]["letter"], records[-1]["text"]) == ("nergens.txt", None)
    assert main(["label", "--passages", letter, "--format", "csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(table) == len(records) - 1
    assert float(table[0]["p_" + table[0]["stances"].split("; ")[0]]) > 0


def test_a_letter_without_passages_keeps_a_row(capsys):
    assert main(["label", "--passages", "--format", "jsonl", str(LETTERS / "krant-sporthal.txt")]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["letter"], row["kind"], row["stances"]) == ("krant-sporthal.txt", "article", [])
    assert (row["text"], row["error"]) == (None, None)


@pytest.mark.parametrize(
    "option",
    [["--jobs", "2"], ["--fresh"], ["--log", "x"], ["--pattern", "*.txt"], ["--dask", "x"], ["--from-list", "x"]],
)
def test_the_command_refuses_what_it_would_not_heed(capsys, option):
    assert main(["label", "--passages", str(LETTERS / "krant-sporthal.txt"), *option]) == 2
    assert f"takes no {option[0]}" in capsys.readouterr().err


def test_the_command_shows_a_table(capsys):
    assert main(["label", "--passages", "--format", "table", str(LETTERS / "krant-sporthal.txt")]) == 0
    assert "no sentence takes a stance" in capsys.readouterr().out
    assert main(["label", "--passages", "--format", "table", str(LETTERS / "uitstel-afvalbakken.txt")]) == 0
    assert "commits" in capsys.readouterr().out
