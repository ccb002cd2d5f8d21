"""Scores, reports and counts: what they must be on cases written out by hand, and what they say when something lacks."""

import gzip
import json
import sys
from dataclasses import replace

import numpy as np
import pytest

from answerstance.annotating import load_examples
from answerstance.cli import main
from answerstance.errors import AnnotationError, AnswerStanceError, ModelError
from answerstance.evaluating import own_report, read_rows, summarise, write_report
from answerstance.evaluating.baselines import BASELINES
from answerstance.evaluating.cases import Case, Facts, Said, evidence_sentences
from answerstance.evaluating.comparing import compare
from answerstance.evaluating.content import sections
from answerstance.evaluating.facts import office
from answerstance.evaluating.fingerprints import _lines, _tree
from answerstance.evaluating.keeping import MODEL, load_evaluation, save_evaluation
from answerstance.evaluating.own import load_own
from answerstance.evaluating.plots import plots
from answerstance.evaluating.quantifying import CLASSES, METHODS, Known, classes_of, sample_of, shares
from answerstance.evaluating.rebuilding import confirm, rebuild, was_learned
from answerstance.evaluating.scoring import (
    Scored,
    calibration_curve,
    calibration_error,
    measure,
    precision_recall_curve,
)
from answerstance.evaluating.segmentation import cut, segmentation_figures
from answerstance.evaluating.slices import slices
from answerstance.letters import read
from answerstance.records import Evidence
from answerstance.stances import ANSWERS, STANCES
from browser import CHROMIUM, Browser
from conftest import EXAMPLES, golds

GOLD = EXAMPLES / "gold"
LETTERS = EXAMPLES / "letters"


def case(letter="a", stances=("commits",), number="1", **more):
    return Case(
        "own", letter, None, (number,), "0" * 64, 20, 2, 1, stances, (*stances, ANSWERS)[0],
        tuple((name, 0) for name in stances), False, **more,
    )  # fmt: skip


def said(stances=("commits",), sure=0.9, **more):
    probabilities = tuple(sure if name in stances else 1 - sure for name in STANCES)
    return Said(probabilities, stances, (*stances, ANSWERS)[0], tuple((name, 0) for name in stances), **more)


# scores


def test_scores_by_hand():
    cases = [case("a"), case("a", ()), case("b"), case("b", ("defers",))]
    told = [said(), said(), said(()), said(("defers",))]
    scores = measure(Scored(cases, told))
    assert scores["stances"]["commits"]["n"] == scores["stances"]["commits"]["told"] == 2
    assert [scores["stances"]["commits"][name]["value"] for name in ("precision", "recall", "f1")] == [0.5, 0.5, 0.5]
    assert scores["stances"]["defers"]["f1"]["value"] == 1
    assert scores["macro_f1"]["value"] == 0.75
    assert scores["micro_f1"]["value"] == pytest.approx(2 / 3, abs=1e-4)
    assert scores["right_sets"] == {"value": 0.5, "interval": [0.5, 0.5]}
    assert scores["evidence_f1"]["value"] == pytest.approx(2 / 3, abs=1e-4)
    assert scores["primary_right"]["value"] == 0.5


def test_average_precision_is_that_of_scikit_learn():
    from sklearn.metrics import average_precision_score

    random = np.random.RandomState(1)
    probability = random.randint(0, 5, 60) / 5  # with ties
    truth = random.rand(60) < 0.1 + 0.6 * probability
    cases = [case(str(at % 7), ("commits",) if one else ()) for at, one in enumerate(truth)]
    told = [replace(said(()), probabilities=(float(p), 0.0, 0.0, 0.0)) for p in probability]
    found = measure(Scored(cases, told))["stances"]["commits"]["average_precision"]
    assert found["value"] == pytest.approx(average_precision_score(truth, probability), abs=1e-4)
    assert found["interval"][0] < found["value"] < found["interval"][1]
    assert precision_recall_curve(Scored(cases, told), 0)[-1] == [1.0, round(float(truth.mean()), 4)]


def test_what_cannot_be_told_says_why():
    scores = measure(Scored([case("a", ())], [replace(said(()), evidence=None)]))
    assert scores["stances"]["defers"]["f1"] == {"value": None, "interval": None, "note": "no gold answer takes defers"}
    assert scores["stances"]["defers"]["precision"]["note"] == "defers is never told"
    assert scores["macro_f1"]["note"] == "no gold answer takes a stance"
    assert scores["evidence_f1"]["note"] == "no evidence to compare"
    assert scores["right_sets"] == {"value": 1.0, "interval": None, "note": "one letter: no interval"}
    with pytest.raises(AnnotationError, match="0 gold answers and 0 verdicts"):
        Scored([], [])


def test_calibration_by_hand():
    assert calibration_error(np.full((2, 2), 0.95), np.ones((2, 2), bool)) == pytest.approx(0.05)
    assert calibration_error(np.full((2, 2), 0.95), np.zeros((2, 2), bool)) == pytest.approx(0.95)
    scored = Scored([case("a"), case("b", ())], [said(sure=0.9), said(sure=0.9)])
    assert measure(scored)["calibration_error"]["value"] == calibration_error(scored.probability, scored.gold)
    low, high = calibration_curve(scored)
    assert (low["n"], low["taken"]["value"]) == (6, 0)
    assert (high["n"], high["told"], high["taken"]["value"]) == (2, 0.9, 0.5)


def test_evidence_counts_where_it_covers_more_than_half_of_a_sentence():
    answer = "Ja, dat doe ik. Nee, dat doe ik niet."
    assert evidence_sentences(answer, [Evidence("commits", 0, 15, 1.0)]) == (("commits", 0),)
    assert evidence_sentences(answer, [Evidence("declines", 20, 37, 1.0)]) == (("declines", 1),)
    assert evidence_sentences(answer, [Evidence("declines", 16, 20, 1.0)]) == ()


def test_slices_name_small_ones_and_put_rare_bodies_together():
    facts = Facts("national", "Minister Jansen (Financiën), mede namens de Minister van Defensie", "2024-03-01", "pdf")
    cases = [case(f"a{at}", facts=facts) for at in range(12)] + [case("b", facts=Facts("province", "GS", "2021-2022"))]
    found = slices(Scored(cases, [said(review=False) for _ in cases]))
    assert [(one["name"], one["answers"], one["small"]) for one in found["body"]] == [
        ("Financiën", 12, True),
        ("others", 1, True),
    ]
    assert [one["name"] for one in found["year"]] == ["2021-2022", "2024"]
    assert "length of the answer" not in found  # all are of one length
    assert office("Gedeputeerde Staten van Flevoland") == "Gedeputeerde Staten van Flevoland"


def test_a_comparison_pairs_the_answers():
    cases = [case(letter) for letter in "abcdef"]
    one, other = [said() for _ in cases], [said(()) if at < 4 else said() for at in range(6)]
    found = compare(Scored(cases, one), Scored(cases, other))
    assert (found["won"], found["lost"], found["p"]) == (4, 0, 0.125)
    assert found["differences"]["right_sets"]["difference"] == pytest.approx(0.6667)
    assert found["differences"]["right_sets"]["interval"][0] > 0
    assert found["flipped"][0] == {
        "id": "a, answer 1",
        "gold": ["commits"],
        "one": ["commits"],
        "other": [],
        "better": "one",
    }
    with pytest.raises(AnswerStanceError, match="on other answers"):
        compare(Scored(cases, one), Scored([case("x"), *cases[1:]], one))


def test_segmentation_counts():
    golden = golds(GOLD)["provincie-fietspad.txt"]
    letter = read(LETTERS / "provincie-fietspad.txt")
    right = cut(letter, golden)
    assert (right.kind_right, right.exchanges, right.exact, right.numbers) == (True, 11, 11, 11)
    assert (right.boundaries.pk, right.boundaries.windowdiff) == (0, 0)
    golden["exchanges"][0]["answer"] = "Iets anders."
    golden["exchanges"][1]["numbers"] = ["99"]
    wrong = cut(letter, golden)
    assert (wrong.exact, wrong.numbers) == (9, 10)
    assert segmentation_figures([right, wrong])["all"]["exact"] == round(20 / 22, 4)


@pytest.mark.parametrize("name", BASELINES)
def test_baselines_judge_what_they_did_not_learn(name):
    if name == "spacy":
        pytest.importorskip("spacy")
    labelled = load_examples(GOLD)
    found = BASELINES[name](labelled[:60], labelled[60:], 0)
    assert found == BASELINES[name](labelled[:60], labelled[60:], 0)
    assert len(found) == len(labelled) - 60
    assert all(0 <= p <= 1 for one in found for p in one.probabilities)


def test_the_spacy_baseline_names_the_way_out(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(AnswerStanceError, match=r"pip install 'answerstance\[baselines\]'"):
        BASELINES["spacy"](load_examples(GOLD), [], 0)


# what is stored


@pytest.fixture(scope="module")
def small_model(tmp_path_factory):
    """A model of the example letters with its evaluation."""
    folder = tmp_path_factory.mktemp("model")
    rebuild(folder, ("model", "folds", "random_split"), examples=GOLD, folds=3)
    return folder


def test_an_evaluation_is_stored_whole_and_the_same_twice(small_model, tmp_path):
    again = rebuild(tmp_path, ("model", "folds", "random_split"), examples=GOLD, folds=3)
    stored = load_evaluation(small_model)
    assert stored.cases == again.cases
    assert stored.said == again.said
    for path in (small_model / "evaluation").iterdir():
        assert path.read_bytes() == (tmp_path / "evaluation" / path.name).read_bytes()
    assert load_evaluation(small_model).notes["parts"]["folds"]["folds"] == 3


def test_what_is_stored_holds_no_text(small_model):
    stored = [path.read_bytes() for path in (small_model / "evaluation").iterdir()]
    text = b"".join(gzip.decompress(one) if one.startswith(b"\x1f\x8b") else one for one in stored).decode()
    for one in load_examples(GOLD):
        assert one.answer[:40] not in text or len(one.answer) < 10


def test_a_part_is_made_without_the_others(small_model, tmp_path):
    rebuild(tmp_path, ("folds",), examples=GOLD, folds=3)
    rebuild(tmp_path, ("random_split",), examples=GOLD, folds=3)
    assert set(load_evaluation(tmp_path).said) == {MODEL, "random_split"}
    with pytest.raises(ModelError, match="no part 'all of it'"):
        rebuild(tmp_path, ("all of it",), examples=GOLD)
    with pytest.raises(ModelError, match="0 jobs can learn nothing"):
        rebuild(tmp_path, ("folds",), examples=GOLD, jobs=0)


def test_code_that_says_the_same_is_confirmed_and_other_code_is_not(tmp_path, monkeypatch):
    rebuild(tmp_path, ("folds",), examples=GOLD, folds=3)
    monkeypatch.setattr("answerstance.evaluating.rebuilding.code_fingerprint", lambda: "rewritten")
    assert main(["train", "--parts", "confirm", "--examples", str(GOLD), "-o", str(tmp_path)]) == 0
    evaluation = load_evaluation(tmp_path)
    assert evaluation.notes["parts"]["folds"]["code"] == "rewritten"
    first = evaluation.said[MODEL]
    first[:] = [replace(one, probabilities=(0.5, *one.probabilities[1:])) for one in first]
    save_evaluation(evaluation, tmp_path)
    with pytest.raises(ModelError, match="verdicts of the first fold differ"):
        confirm(tmp_path, examples=GOLD)


def test_a_damaged_evaluation_says_so(small_model, tmp_path):
    with pytest.raises(ModelError, match="no evaluation beside the model"):
        load_evaluation(tmp_path)
    (tmp_path / "evaluation").mkdir()
    for path in (small_model / "evaluation").iterdir():
        (tmp_path / "evaluation" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "evaluation" / "cases.jsonl.gz").write_bytes(b"no gzip")
    with pytest.raises(ModelError, match="damaged"):
        load_evaluation(tmp_path)


def test_one_letter_cannot_be_dealt(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "one.json").write_bytes((GOLD / "gemeente-bomenkap.txt.json").read_bytes())
    with pytest.raises(AnnotationError, match="of 1 letters: folds by letter need gold of two letters or more"):
        rebuild(tmp_path / "model", examples=tmp_path / "gold")


def test_a_refit_agrees(small_model, tmp_path, capsys):
    options = ["--model", str(small_model), "--examples", str(GOLD), "-o", str(tmp_path)]
    assert main(["evaluate", "--refit", "--text", *options]) == 0
    assert "agree with what is stored" in capsys.readouterr().err
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "This report contains text of letters." in page
    assert "<mark" in page


def test_the_fingerprint_is_of_what_code_does():
    import ast

    def shown(code):
        return _tree(ast.parse(code))

    assert shown('def f(x):\n    """One."""\n    return x  # now') == shown("def f(x):\n\n    return (x)")
    assert shown("def f(x):\n    return x") != shown("def f(x):\n    return -x")
    assert _lines("# a list\nzal\n\nzullen\n") == _lines("zal\nzullen")


# gold of one's own


def gold_line(**changes):
    record = {
        "letter": "waterschap-muskusrat.txt",
        "numbers": ["1", "2"],
        "stances": [],
        "primary": "answers",
        "evidence": [],
    }
    return json.dumps(record | changes) + "\n"


def test_own_gold_is_joined_with_letters(tmp_path):
    place = tmp_path / "mine.jsonl"
    place.write_text(gold_line() + gold_line(numbers=["77"]) + gold_line(letter="nergens.txt"), "utf-8")
    found = load_own(place, LETTERS)
    assert [(one.letter, one.numbers) for one in found.labelled] == [("waterschap-muskusrat.txt", ("1", "2"))]
    assert found.facts["waterschap-muskusrat.txt"].body.endswith("Waterschap De Lage Venen")
    assert "no answer to question 77; found: 1+2, " in found.left_out[0]
    assert "there is no such file" in found.left_out[1]


@pytest.mark.parametrize(
    ("line", "said_of_it"),
    [
        (gold_line(), r"name the folder with the letters \(--letters\), or give 'question' and 'answer'"),
        (gold_line(answer="Ja.", stances=["promises"]), "unknown stance 'promises'; choose from commits"),
        (gold_line(answer="Ja.", primary="maybe"), "unknown primary 'maybe'"),
        (gold_line(answer="Ja.", answer_sha256="0"), "not the one that was labelled"),
        ("not JSON\n", "not JSON"),
        (json.dumps({"letter": "brief", "probabilities": {"commits": 0.9}}), "a model's verdict is no gold label"),
        ('{"letter": "a"}\n', "no 'stances', 'primary', 'evidence'"),
        (gold_line(answer=7), "'answer' must be a text, not 7"),
        (gold_line(letter=""), "'letter' is empty"),
        (gold_line(answer="Ja.", numbers=5), "'numbers' must be a list, not 5"),
        (gold_line(answer="Ja.", evidence=["Ja."]), "'evidence' must be a list of records"),
        ("", "the file is empty"),
    ],
)
def test_own_gold_that_cannot_be_used_says_what_is_missing(tmp_path, line, said_of_it):
    place = tmp_path / "mine.jsonl"
    place.write_text(line, "utf-8")
    with pytest.raises(AnnotationError, match=said_of_it):
        load_own(place)


def test_own_gold_counts_once_and_ends_at_line_ends_only(tmp_path):
    place = tmp_path / "mine.jsonl"
    line = gold_line(answer="Ja.", question="Kent u\u2028de brug?").replace("\\u2028", "\u2028")
    place.write_text(line + line, "utf-8")
    found = load_own(place)
    assert [one.question for one in found.labelled] == ["Kent u de brug?"]
    assert found.left_out == ["mine.jsonl line 2: the same answer as line 1; keep one of them"]
    place.write_bytes(b"\xff\xfe")
    with pytest.raises(AnnotationError, match="not UTF-8"):
        load_own(place)


def test_a_report_on_one_answer_of_one_letter(tmp_path, capsys):
    place = tmp_path / "mine.jsonl"
    place.write_text(gold_line(answer="Ja.", question="Kent u de brug?") + gold_line(), "utf-8")
    assert main(["evaluate", "--gold", str(place), "-o", str(tmp_path / "report")]) == 0
    out, err = capsys.readouterr()
    assert "one letter: no interval" in out
    assert "left out: mine.jsonl line 2" in err
    for name in ("report.html", "report.md", "report.json"):
        assert "nan" not in (tmp_path / "report" / name).read_text("utf-8").lower().replace("financ", "")


def test_scores_on_what_was_learned_are_called_no_measure(small_model):
    learned = own_report(GOLD, model=small_model)
    assert "no measure" in learned["warning"]
    fresh = own_report(GOLD)
    assert "it learned nothing from them" in fresh["how"]
    assert "warning" not in fresh
    assert not was_learned("Ja.", load_evaluation(small_model).notes["learned"])


def test_two_models_on_own_gold(small_model, tmp_path, capsys):
    options = ["--gold", str(GOLD), "--against", str(small_model), "-o", str(tmp_path)]
    assert main(["evaluate", *options]) == 0
    found = json.loads((tmp_path / "report.json").read_text("utf-8"))["against"]
    assert found["answers"] == 90
    assert len(found["flipped"]) >= found["won"] + found["lost"]
    assert "Answers that flipped" in (tmp_path / "report.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "said_of_it"),
    [
        (["--gold", "nergens.jsonl"], "no gold labels in nergens.jsonl"),
        (["--letters", str(LETTERS)], "name these with --gold"),
        (["--gold", str(GOLD), "--refit"], "do not go together"),
        (["--model", "nergens"], "no evaluation beside the model in nergens"),
    ],
)
def test_wrong_calls(options, said_of_it, tmp_path, capsys):
    assert main(["evaluate", "-o", str(tmp_path), *options]) == 2
    assert said_of_it in capsys.readouterr().err


# pages


@pytest.fixture(scope="module")
def report(tmp_path_factory, shipped_figures):
    """The report of the shipped model, made without any letters."""
    folder = tmp_path_factory.mktemp("report")
    write_report(shipped_figures, folder)
    return folder, shipped_figures


def test_a_report_needs_nothing_beside_it(report):
    folder, figures = report
    page = (folder / "report.html").read_text("utf-8")
    assert "src=" not in page
    assert "<script" not in page
    assert "<link" not in page.replace('<link rel="icon" href="data:,">', "")
    assert json.loads((folder / "report.json").read_text("utf-8")) == json.loads(json.dumps(figures))
    assert not figures["contains_text"]
    for section in sections(figures):
        assert f'<section id="{section.id}">' in page
        assert f"## {section.title}\n" in (folder / "report.md").read_text("utf-8")


def test_plots_are_the_same_twice_and_say_what_they_show(report):
    folder, figures = report
    drawn = plots(figures)
    assert [plot.name for plot in drawn] == [
        "f1",
        "confusion",
        "precision-recall",
        "calibration",
        "learning-curve",
        "slices",
        "prevalence",
    ]
    for plot in drawn:
        assert plot.svg.encode() == (folder / "plots" / f"{plot.name}.svg").read_bytes()
        assert plot.png.startswith(b"\x89PNG")
        assert any(character.isdigit() for character in plot.alt)


@pytest.mark.parametrize("package", ["matplotlib", "jinja2"])
def test_a_missing_package_names_the_way_out(package, report, monkeypatch, tmp_path):
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(AnswerStanceError, match=r"pip install 'answerstance\[report\]'"):
        write_report(report[1], tmp_path)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the page is not looked at in a browser")
def test_a_report_in_a_browser(report):
    folder, _ = report
    with Browser() as browser:
        for width in (390, 1280):
            for scheme in ("light", "dark"):
                seen = browser.look(folder / "report.html", width, scheme)
                assert seen["scroll"] <= seen["inner"] == width
                assert not seen["cut"]
                assert seen["contents"]
                assert seen["named"]
                assert seen["ids"] == 0
                assert (seen["paper"] == "rgb(255, 255, 255)") == (scheme == "light")
        assert browser.paper().startswith(b"%PDF")
        assert browser.messages == []


# counts


def rows_of(count, letters=10, **more):
    return [
        {
            "letter": f"{at % letters}.txt",
            "stances": ("commits",) if at % 4 == 0 else (),
            "primary": "commits" if at % 4 == 0 else "answers",
            "probabilities": dict.fromkeys(STANCES, 0.05) | {"commits": 0.9 if at % 4 == 0 else 0.05},
            **more,
        }
        for at in range(count)
    ]


def known(hits=80, misses=20, alarms=40, rest=160):
    truth = [("commits",)] * (hits + misses) + [()] * (alarms + rest)
    told = [("commits",)] * hits + [()] * misses + [("commits",)] * alarms + [()] * rest
    probability = [[0.8 if one else 0.2, 0.0, 0.0, 0.0] for one in told]
    return Known(sample_of(told, probability, [str(at) for at in range(len(told))]), classes_of(truth))


def test_the_adjusted_count_undoes_known_errors():
    """Of a stance with a recall of .8 and false alarms of .2, a count of .5 means a share of .5, and one of .2 none."""
    for counted, true in ((0.5, 0.5), (0.2, 0.0), (0.8, 1.0)):
        told = [("commits",)] * round(100 * counted) + [()] * round(100 - 100 * counted)
        sample = sample_of(told, [[0.8 if one else 0.2, 0, 0, 0] for one in told], [str(at) for at in range(100)])
        weights, ones = np.ones((1, 100)), np.ones((1, 300))
        assert METHODS["count"](known(), ones, sample, weights)[0, 0] == pytest.approx(counted)
        for name in ("adjusted", "probable_adjusted"):
            assert METHODS[name](known(), ones, sample, weights)[0, 0] == pytest.approx(true)


def test_shares_move_towards_the_truth_and_hold_it():
    """1,000 answers of which .6 take a stance, told with a recall of .8 and false alarms of .2: .56 are counted."""
    told = [("commits",)] * 560 + [()] * 440
    sample = sample_of(told, [[0.8 if one else 0.2, 0, 0, 0] for one in told], [str(at) for at in range(1000)])
    found = shares(known(), sample)["commits"]
    assert found["share"] == 0.56
    assert 0.56 < found["corrected"] <= 0.6001
    assert found["interval"][0] < 0.6 < found["interval"][1]
    assert set(shares(known(), sample)) == set(CLASSES)


def test_held_out_letters_are_counted_closer_to_the_truth(report):
    found = report[1]["prevalence"]
    for size, error in found["errors"]["shifted"].items():
        assert error["damped"] < 0.7 * error["count"], size
    for size, error in found["errors"]["letters"].items():
        assert error["damped"] < error["count"] + 0.002, size
    assert all(0.9 < share < 1 for share in found["covered"].values())


def test_rows_are_grouped(small_model):
    rows = rows_of(40, body="Minister Jansen (Financiën)", date="2024-05-01", askers=["Aalders", "Bakker"])
    rows += rows_of(20, body="GS", date=None, askers=[])
    rows += [{"letter": "leeg.txt", "stances": (), "primary": None, "probabilities": {}, "error": "no text"}]
    summary = summarise(rows, ["office", "year"], small_model)
    assert [(row["group"], row["answers"]) for row in summary.rows[:: len(CLASSES)]] == [
        ({"office": "Financiën", "year": "2024"}, 40),
        ({"office": "GS", "year": "not known"}, 20),
    ]
    assert summary.rows[0]["told"] == 10
    assert summary.rows[0]["few"]
    assert summary.notes[0] == "1 of 61 rows hold no labelled answer and are not counted"
    assert "name the folder of the model that labelled them" in summary.notes[1]
    by_asker = summarise(rows, ["asker"], small_model).rows
    assert {row["group"]["asker"]: row["answers"] for row in by_asker} == {"Aalders": 40, "Bakker": 40, "not known": 20}
    with pytest.raises(AnswerStanceError, match="grouped by 'party'; choose from body, office, year"):
        summarise(rows, ["party"], small_model)
    with pytest.raises(AnswerStanceError, match="none of the 1 rows has an answer"):
        summarise(rows[-1:], [], small_model)


def test_none_told_is_not_none_for_certain():
    """Draws of letters know no spread where a class is told of no answer or of all."""
    stances = [("commits",)] * 40 + [()] * 60
    told = [("commits",)] * 30 + [()] * 70
    letters = [str(at % 20) for at in range(100)]
    sure = [[0.9 if one else 0.1, 0, 0, 0] for one in told]
    known = Known(sample_of(told, sure, letters), classes_of(stances))
    found = shares(known, sample_of([()] * 10, [[0.0] * 4] * 10, letters[:10]), resamples=50)
    reach = 1 - 0.025**0.1  # of ten answers; three of four commits are found
    assert found["commits"]["interval"] == [0, pytest.approx(reach / 0.75, abs=1e-4)]
    assert found["answers"]["interval"] == [pytest.approx(1 - reach / 0.75, abs=1e-4), 1]


def test_a_date_that_is_none_gives_no_year(shipped_figures):
    row = {"stances": (), "primary": ANSWERS, "probabilities": dict.fromkeys(STANCES, 0.1)}
    dates = ["2024-05-03", "3 mei 2024", "", None]
    found = summarise([row | {"date": date} for date in dates], ["year"]).rows
    assert [(one["group"]["year"], one["answers"]) for one in found[:: len(CLASSES)]] == [("2024", 1), ("not known", 3)]


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet", "sqlite"])
def test_labelled_rows_are_counted(suffix, tmp_path, capsys):
    rows = tmp_path / f"rows.{suffix}"
    letters = [
        str(LETTERS / name)
        for name in ("waterschap-muskusrat.txt", "ministerie-nachttrein.txt", "uitstel-warmtenet.txt")
    ]
    assert main(["label", *letters, "-o", str(rows)]) == 0
    plot, table = tmp_path / "shares.svg", tmp_path / "shares.csv"
    assert main(["summarise", str(rows), "--by", "body,year", "--plot", str(plot), "-o", str(table)]) == 0
    assert len(table.read_text("utf-8").splitlines()) == 1 + 2 * len(CLASSES)
    assert "<svg" in plot.read_text("utf-8")
    notes = capsys.readouterr().err
    assert "1 of 21 rows hold no labelled answer" in notes
    assert "11 of 20 answers are not by ministers" in notes
    assert main(["summarise", str(rows)]) == 0
    assert "corrected" in capsys.readouterr().out
    assert main(["summarise", str(rows), "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == len(CLASSES)


@pytest.mark.parametrize(
    ("name", "content", "said_of_it"),
    [
        ("rows.jsonl", '{"stances": []}\n', "line 1: not a row"),
        ("rows.jsonl", "no rows\n", "line 1: not a row"),
        ("rows.csv", "a,b\n1,2\n", "line 2: not a row"),
        ("rows.jsonl", '{"stances": null, "probabilities": {}}\n', "line 1: not a row"),
        ("rows.jsonl", '{"stances": ["refuses"], "probabilities": {}}\n', "line 1: not a row"),
        ("rows.jsonl", '{"stances": [], "probabilities": {}, "body": 3}\n', "line 1: not a row"),
        ("rows.parquet", "no table", "not a row"),
        ("rows.sqlite", "no table", "not a row"),
        ("rows.xlsx", "no table", "read from .jsonl, .csv, .parquet, .sqlite"),
        (
            "rows.jsonl",
            '{"stances": [], "probabilities": {"commits": 2, "defers": 0, "lacks_data": 0, "declines": 0}}\n',
            "not between 0 and 1",
        ),
    ],
)
def test_what_are_no_rows(name, content, said_of_it, tmp_path):
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(AnswerStanceError, match=said_of_it):
        read_rows(tmp_path / name)


def test_no_rows_at_all(tmp_path, capsys):
    assert main(["summarise", str(tmp_path / "nergens.jsonl")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main(["summarise", "rows.jsonl", "--plot", "shares.pdf"]) == 2
    assert "written as .svg or .png" in capsys.readouterr().err
