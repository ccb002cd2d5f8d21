"""The scores of the shipped model are guarded: they may not fall, nor be of other code or other labels."""

import shutil
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from answerstance.annotating import annotations_fingerprint, fingerprint, load_invented
from answerstance.classifying import read_manifest
from answerstance.classifying.store import shipped_folder
from answerstance.evaluating.content import sections
from answerstance.evaluating.facts import corpus_facts
from answerstance.evaluating.fingerprints import code_fingerprint
from answerstance.evaluating.keeping import load_evaluation
from answerstance.evaluating.own import load_own
from answerstance.evaluating.pages import CARD, card
from answerstance.evaluating.rebuilding import PARTS
from answerstance.evaluating.reports import own_report
from answerstance.evaluating.segmentation import cuts, segmentation_figures
from answerstance.stances import STANCES

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
TRIALS = Path(__file__).parent.parent / "examples" / "trials"
SHORT = 3  # words: "Ja, dat klopt." stands in many letters
AGAIN = "run `make model`, and look at what the scores have become"


@pytest.fixture
def figures(shipped_figures):
    return shipped_figures


@pytest.fixture(scope="module")
def trials():
    """The figures of the shipped model on composed letters, of local bodies and of ministers."""
    return {name: own_report(TRIALS / f"{name}.jsonl") for name in ("local", "ministers")}


@pytest.fixture
def reached(figures, trials):
    scores = figures["scores"]
    found = {name: one["value"] for name, one in scores.items() if isinstance(one, dict) and "value" in one}
    return found | {
        **{f"trials_{name}": one["scores"]["macro_f1"]["value"] for name, one in trials.items()},
        "answers": scores["answers"],
        **{f"f1_{name}": scores["stances"][name]["f1"]["value"] for name in STANCES},
        "calibrated": 1 - scores["calibration_error"]["value"],
        "review_recall": figures["review"]["recall"]["value"],
        "segmentation_exact": figures["segmentation"]["all"]["exact"],
    }


@pytest.mark.parametrize("name", FLOORS)
def test_no_score_falls(name, reached):
    assert reached[name] >= FLOORS[name][-1]["at_least"]


@pytest.mark.parametrize("name", FLOORS)
def test_a_floor_is_lowered_with_a_reason_only(name):
    for before, after in pairwise(FLOORS[name]):
        assert after["since"] >= before["since"]
        assert after["at_least"] >= before["at_least"] or len(after.get("why", "")) > 20, "say what was gained for it"


@pytest.mark.parametrize("part", PARTS)
def test_what_is_stored_is_of_this_code_and_these_labels(part):
    made = load_evaluation(shipped_folder()).notes["parts"][part]
    assert made["data"] == annotations_fingerprint(), f"the gold labels have changed: {AGAIN}"
    assert made["exercises"] == fingerprint(load_invented()), f"the exercises have changed: {AGAIN}"
    assert made["code"] == code_fingerprint(), (
        f"the classifier or its word lists have changed: {AGAIN};"
        " or `answerstance train --parts confirm` where the change should change no verdict"
    )


def test_the_stored_model_is_of_these_labels_too():
    manifest = read_manifest()
    assert manifest["data_fingerprint"] == annotations_fingerprint()
    assert manifest["exercises_fingerprint"] == fingerprint(load_invented())


@pytest.mark.parametrize(("name", "answers"), [("local", 382), ("ministers", 139)])
def test_trials_are_sound(name, answers, trials):
    assert (trials[name]["scores"]["answers"], trials[name]["left_out"]) == (answers, [])


@pytest.mark.parametrize("name", ["local", "ministers"])
def test_nothing_is_learned_from_trials(name):
    learned = {one.answer for one in load_invented()}
    tried = [one.answer for one in load_own(TRIALS / f"{name}.jsonl").labelled]
    assert not [answer for answer in tried if answer in learned and len(answer.split()) > SHORT]


def test_the_gold_is_there(figures):
    assert figures["scores"]["answers"] > 0
    assert all(one["n"] > 0 for one in figures["scores"]["stances"].values())


@pytest.mark.skipif(not shutil.which("antiword"), reason="antiword is not installed: apt-get install antiword")
def test_segmentation_is_as_stored(corpus, figures):
    levels = {letter: facts.level for letter, facts in corpus_facts(corpus).items()}
    assert segmentation_figures(cuts(corpus, levels)) == figures["segmentation"], (
        "letters are cut otherwise now: run `answerstance train --parts segmentation`"
    )


def test_the_model_card_has_the_figures_of_the_report(figures):
    assert (shipped_folder() / CARD).read_text("utf-8") == card(figures), "run `answerstance train --parts card`"


def test_the_shipped_report_has_every_section(figures):
    assert [section.id for section in sections(figures)] == [
        "summary",
        "data",
        "agreement",
        "segmentation",
        "stances",
        "evidence",
        "thresholds",
        "review",
        "baselines",
        "split",
        "learning",
        "slices",
        "older",
        "prevalence",
        "errors",
        "made",
    ]
