"""Why an answer got its verdict."""

import json
import math

import pytest

from answerstance import explain, load_model
from answerstance.classifying.explaining import in_words
from answerstance.cli import main
from answerstance.stances import STANCES
from conftest import EXAMPLES

LETTER = str(EXAMPLES / "letters/ministerie-nachttrein.txt")
QUESTION = "Bent u bereid dit te onderzoeken? Zo nee, waarom niet?"
ANSWER = "Nee. Daar zie ik geen aanleiding toe. Wel informeer ik\n uw Kamer in het najaar."


@pytest.fixture(scope="module")
def found():
    return explain(QUESTION, ANSWER, shown=10_000)


def log_odds(probability):
    return math.log(probability / (1 - probability))


def test_the_weights_sum_up_to_the_verdict(found):
    verdict = load_model().label([(QUESTION, ANSWER)])[0]
    assert found.verdict == verdict
    assert [one.stance for one in found.stances] == list(STANCES)
    for one in found.stances:
        assert one.probability == verdict.probabilities[one.stance]
        assert (one.probability >= one.threshold) == (one.stance in verdict.stances)
        assert one.base + sum(weight.value for weight in one.weights) == pytest.approx(log_odds(one.probability))


def test_the_weights_of_a_sentence_sum_up_to_its_score(found):
    bias = load_model().sentence_model_.bias
    for one, intercept in zip(found.stances, bias, strict=True):
        for sentence in one.sentences:
            total = intercept + sum(weight.value for weight in sentence.weights)
            assert total == pytest.approx(log_odds(sentence.score), abs=1e-6)


def test_sentences_show_their_cues(found):
    declines = found.stances[STANCES.index("declines")]
    first = declines.sentences[0].span
    assert found.answer[first.start : first.end] == "Nee."
    assert ("ik", "self") in declines.sentences[1].cues
    assert found.asked[0].startswith("ask_act")


def test_heaviest_weights_come_first():
    (sentence, *_) = explain(QUESTION, ANSWER, shown=5).stances[0].sentences
    sizes = [abs(weight.value) for weight in sentence.weights]
    assert len(sizes) == 5
    assert sizes == sorted(sizes, reverse=True)


def test_every_feature_can_be_said_in_words():
    assert all(in_words(name) for name in load_model().vocabulary_.names)
    assert in_words("k self future") == "cues in a row: self future"


def test_an_empty_answer_has_no_weights():
    empty = explain("", "")
    assert all(not one.weights and not one.sentences for one in empty.stances)


def test_the_command_explains_one_answer(capsys):
    assert main(["explain", LETTER, "3"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["numbers"] == ["3"]
    assert [one["stance"] for one in record["stances"]] == list(STANCES)


@pytest.mark.parametrize(("number", "message"), [([], "which answer"), (["99"], "no answer with number 99")])
def test_the_command_asks_which_answer(capsys, number, message):
    assert main(["explain", LETTER, *number]) == 2
    told = capsys.readouterr().err
    assert message in told
    assert "1; 2, 4; 3" in told


def test_the_command_tells_of_a_letter_without_answers(capsys):
    assert main(["explain", str(EXAMPLES / "letters" / "uitstel-warmtenet.txt")]) == 2
    assert "no answers in it to explain" in capsys.readouterr().err


def test_the_command_shows_no_fewer_than_no_weights(capsys):
    assert main(["explain", LETTER, "3", "--weights", "-1"]) == 2
    assert "0 or more" in capsys.readouterr().err


def test_the_command_tells_answers_of_one_number_apart(capsys, tmp_path):
    letter = tmp_path / "twee.txt"
    letter.write_text(
        "Geachte raad,\n\nVragen van A\n\n1. Bent u bereid de brug te sluiten?\nJa.\n\n2. Kent u de brug?\nJa.\n\n"
        "Vragen van B\n\n1. Bent u bereid?\nNee.\n\n2. Kent u dit?\nNee.\n",
        encoding="utf-8",
    )
    assert main(["explain", str(letter), "1"]) == 2
    assert "2 with number 1; give --nth 1 to --nth 2" in capsys.readouterr().err
    assert main(["explain", str(letter), "1", "--nth", "2"]) == 0
    assert json.loads(capsys.readouterr().out)["answer"] == "Nee."
    assert main(["explain", str(letter), "1", "--nth", "3"]) == 2
    assert "--nth 1 to --nth 2" in capsys.readouterr().err
