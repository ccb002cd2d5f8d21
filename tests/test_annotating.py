"""Loading gold labels: what fits, and every way in which labels and texts do not fit."""

import gzip
import json

import pytest

from answerstance.annotating import (
    annotations_fingerprint,
    fingerprint,
    load,
    load_examples,
    load_invented,
    load_present,
)
from answerstance.annotating.records import digest
from answerstance.dutch.sentences import sentences
from answerstance.errors import AnnotationError
from answerstance.records import Evidence
from answerstance.stances import PRIMARIES

ANSWER = "Nee. Wij zullen dat niet doen."


def record(**changes):
    made = {
        "letter": "brief-1",
        "numbers": ["1"],
        "stances": ["declines"],
        "primary": "declines",
        "evidence": [{"stance": "declines", "start": 0, "end": 4}],
        "refers_to": [],
        "unsure": False,
        "answer_sha256": digest(ANSWER),
    }
    return made | changes


@pytest.fixture
def folders(tmp_path):
    """Write label records and texts; give the two folders."""

    def write(records, answers=("Nee.\n Wij zullen dat niet doen.",)):
        labels, corpus = tmp_path / "labels", tmp_path / "corpus"
        labels.mkdir()
        (corpus / "exchanges").mkdir(parents=True)
        (labels / "letters.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
        texts = [
            {"letter": "brief-1", "numbers": [str(at)], "question": "Mag  het?", "answer": one}
            for at, one in enumerate(answers, 1)
        ]
        (corpus / "exchanges/letters.jsonl").write_text(
            "".join(json.dumps(one) + "\n" for one in texts), encoding="utf-8"
        )
        return labels, corpus

    return write


def test_labels_meet_their_text(folders):
    [one] = load(*folders([record()]))
    assert (one.source, one.letter, one.numbers, one.row) == ("letters", "brief-1", ("1",), None)
    assert (one.question, one.answer) == ("Mag het?", ANSWER)
    assert one.evidence == (Evidence("declines", 0, 4, 1.0),)
    assert one.id == "letters/brief-1, answer 1"


def test_old_letters_may_use_a_number_twice(tmp_path):
    labels, corpus = tmp_path / "labels", tmp_path / "corpus"
    labels.mkdir()
    (corpus / "exchanges").mkdir(parents=True)
    (labels / "kvr.jsonl").write_text(json.dumps(record()), encoding="utf-8")
    exchanges = [
        {"numbers": ["1"], "question": "Wie?", "answer": "Jan."},
        {"numbers": ["1"], "question": "Mag het?", "answer": ANSWER},
    ]
    with gzip.open(corpus / "exchanges/kvr.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"letter": "brief-1", "exchanges": exchanges}))
    [one] = load(labels, corpus)
    assert one.question == "Mag het?"


FAULTS = {
    "text missing": (record(numbers=["7"]), "answer 7.*text missing"),
    "text changed": (record(answer_sha256=digest("Ja.")), "text changed, its SHA-256"),
    "unknown stance": (record(stances=["refuses"]), "unknown stance 'refuses'; choose from commits, defers"),
    "unknown primary": (record(primary="maybe"), "unknown primary 'maybe'"),
    "primary not taken": (record(primary="defers"), "primary 'defers' is not among"),
    "stance twice": (record(stances=["declines", "declines"]), "stands twice"),
    "offset outside": (record(evidence=[{"stance": "declines", "start": 0, "end": 99}]), r"\[0, 99\) lies outside"),
    "offset on white space": (record(evidence=[{"stance": "declines", "start": 0, "end": 5}]), "white space"),
    "no evidence": (record(evidence=[]), "no evidence for 'declines'"),
    "evidence of another": (record(evidence=[{"stance": "commits", "start": 0, "end": 4}]), "evidence for 'commits'"),
}


@pytest.mark.parametrize(("wrong", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named(folders, wrong, message):
    with pytest.raises(AnnotationError, match=f"(?s)letters.jsonl line 1.*{message}"):
        load(*folders([wrong]))


def test_all_faults_are_named_at_once_with_the_way_out(folders):
    labels, corpus = folders([record(numbers=["7"]), record(), record(primary="maybe")])
    with pytest.raises(AnnotationError, match=r"(?s)2 of 3.*line 1 .*line 3 .*ANSWERSTANCE_CORPUS.*load_present"):
        load(labels, corpus)


def test_what_is_there_can_be_taken(folders):
    labels, corpus = folders([record(numbers=["7"]), record()])
    present, faults = load_present(labels, corpus)
    assert [one.numbers for one in present] == [("1",)]
    assert len(faults) == 1


def test_no_corpus_is_said(folders, tmp_path):
    labels, _ = folders([record()])
    with pytest.raises(AnnotationError, match="no exchanges/letters.jsonl in .*elsewhere"):
        load(labels, tmp_path / "elsewhere")


def test_no_labels_is_said(tmp_path):
    with pytest.raises(
        AnnotationError, match="no label files in .*letters, modern, kvr, kvr-chosen, kvr-random, kvr-rest"
    ):
        load(tmp_path, tmp_path)


def test_broken_json_is_said(folders):
    labels, corpus = folders([record()])
    (labels / "letters.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(AnnotationError, match="letters.jsonl line 1 is not JSON"):
        load(labels, corpus)


def test_fingerprint_knows_content_and_not_order(folders):
    labels, corpus = folders(
        [record(), record(numbers=["2"], stances=[], primary="answers", evidence=[])], [ANSWER, ANSWER]
    )
    both = load(labels, corpus)
    assert fingerprint(both) == fingerprint(both[::-1]) == annotations_fingerprint(labels)
    assert fingerprint(both) != fingerprint(both[:1])


def test_example_letters_load(tmp_path):
    exchange = record(questions=["Mag het?"], answer=ANSWER)
    unanswered = {"numbers": ["2"], "questions": ["En dit?"], "answer": None}
    (tmp_path / "a.json").write_text(
        json.dumps({"file": "a.txt", "kind": "answers", "exchanges": [exchange, unanswered]}), encoding="utf-8"
    )
    [one] = load_examples(tmp_path)
    assert (one.letter, one.question, one.stances) == ("a.txt", "Mag het?", ("declines",))


def test_example_faults_are_named(tmp_path):
    (tmp_path / "a.json").write_text(
        json.dumps({"file": "a.txt", "exchanges": [record(questions=[], answer="Ja.")]}), encoding="utf-8"
    )
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"(?s)2 faults.*a.json, answer 1: .*outside.*b.json: not a gold letter"):
        load_examples(tmp_path)
    with pytest.raises(AnnotationError, match="no .json files"):
        load_examples(tmp_path / "none")


def test_exercises_load():
    made = load_invented()
    assert len(made) > 150
    assert {one.primary for one in made} == set(PRIMARIES)
    for one in made:
        bounds = [tuple(span) for span in sentences(one.answer)]
        assert all((piece.start, piece.end) in bounds for piece in one.evidence), one.letter


def test_an_exercise_labels_each_sentence(tmp_path):
    path = tmp_path / "made.txt"
    path.write_text(
        "# invented\n? Mag het?\n- Er is een regel.\ndefers,declines: Dat is aan de raad.\n\n? -\n- Het plan is af.\n",
        encoding="utf-8",
    )
    asked, running = load_invented(path)
    assert (asked.question, asked.answer) == ("Mag het?", "Er is een regel. Dat is aan de raad.")
    assert asked.evidence == (Evidence("defers", 17, 36, 1.0), Evidence("declines", 17, 36, 1.0))
    assert (asked.stances, asked.letter) == (("defers", "declines"), "line 2")
    assert (running.question, running.stances, running.primary) == ("", (), "answers")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# made\n\n? Mag het?\nrefuses: Nee.\n", "line 4: expected '- sentence' or 'stance: sentence'"),
        ("? Mag het?\n-\n", "line 2: expected"),
        ("- Nee.\n", "line 1: a block opens with"),
        ("? Mag het?\n", "line 1: the question has no answer"),
    ],
)
def test_a_wrong_exercise_is_named(tmp_path, text, message):
    path = tmp_path / "made.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AnnotationError, match=message):
        load_invented(path)


def test_missing_exercises_are_named(tmp_path):
    with pytest.raises(AnnotationError, match="no exercises in"):
        load_invented(tmp_path / "none.txt")


def test_every_gold_answer_has_its_text(corpus):
    gold = load(corpus=corpus)
    assert len(gold) > 6000
    assert fingerprint(gold) == annotations_fingerprint()


def test_gold_evidence_is_whole_sentences(corpus):
    pieces = whole = 0
    for one in load(corpus=corpus):
        bounds = sentences(one.answer)
        starts, ends = {start for start, _ in bounds}, {end for _, end in bounds}
        for piece in one.evidence:
            pieces += 1
            whole += piece.start in starts and piece.end in ends
    assert pieces
    assert whole == pieces
