"""The classifier: the estimator's contract, what it must get right, storing, and no leak between folds."""

import dataclasses
import gc
import pickle
import subprocess
import sys

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.utils import get_tags

from answerstance.annotating import INVENTED, Labelled, load
from answerstance.classifying import StanceClassifier, load_model, save_model
from answerstance.classifying import answers as described
from answerstance.classifying.features import COUNTS, answer_features, opening, read_answer, read_request
from answerstance.classifying.grouping import deal, keep_together
from answerstance.classifying.lookups import Table
from answerstance.classifying.pairs import read_pairs
from answerstance.classifying.store import shipped_folder
from answerstance.classifying.training import held_out, out_of_fold, outer_folds, train
from answerstance.classifying.vocabulary import encode, learn
from answerstance.dutch.sentences import sentences
from answerstance.errors import ModelError
from answerstance.records import Evidence, Verdict
from answerstance.stances import PRIMARIES, STANCES

PROMISE = (
    "commits",
    "Bent u bereid de raad te informeren over {}?",
    "Ja. Wij zullen de raad in het voorjaar informeren over {}.",
)
OTHERS = (
    "defers",
    "Wat vindt u van {}?",
    "Er is veel te doen over {}. Het is aan de politie om daarover te beslissen.",
)
UNKNOWN = (
    "lacks_data",
    "Hoeveel klachten waren er over {}?",
    "Wij beschikken niet over cijfers over {}. Dat is ons niet bekend.",
)
REFUSAL = ("declines", "Bent u bereid te stoppen met {}?", "Nee. Wij zien geen aanleiding om te stoppen met {}.")
PLAIN = (None, "Kent u het bericht over {}?", "Ja. Wij hebben het bericht over {} gelezen.")
TOPICS = ["de brug", "het bos", "de haven", "het zwembad", "de markt", "het fietspad", "de dijk", "het theater"]


def gold(kinds=(PROMISE, OTHERS, UNKNOWN, REFUSAL, PLAIN)):
    """Invented answers: one letter a topic, one answer a kind."""
    made = []
    for topic in TOPICS:
        for number, (stance, question, answer) in enumerate(kinds, start=1):
            text = answer.format(topic)
            evidence = tuple(Evidence(stance, *span, 1.0) for span in sentences(text)[-1:]) if stance else ()
            made.append(
                Labelled(
                    "tests",
                    topic,
                    None,
                    (str(number),),
                    question.format(topic),
                    text,
                    (stance,) if stance else (),
                    stance or "answers",
                    evidence,
                    (),
                    False,
                )
            )
    return made


def pairs(labelled):
    return [(one.question, one.answer) for one in labelled]


@pytest.fixture(scope="module")
def fitted():
    return train(gold())


@pytest.fixture(scope="module")
def shipped():
    return load_model()


# the contract of an estimator


def test_init_only_stores():
    model = StanceClassifier(sentence_strength=3, folds=4, seed=7)
    assert vars(model) == model.get_params()


def test_parameters_are_given_by_name():
    with pytest.raises(TypeError):
        StanceClassifier(10.0)


def test_clone_takes_parameters_and_nothing_learned():
    model = StanceClassifier(min_count=1, folds=2).fit(pairs(gold()), gold())
    copy = clone(model)
    assert copy.get_params() == model.get_params() != StanceClassifier().get_params()
    assert not hasattr(copy, "thresholds_")


def test_unknown_parameter_is_named():
    with pytest.raises(ValueError, match="no parameter 'penalty'; choose from sentence_strength"):
        StanceClassifier().set_params(penalty=1)


def test_tags_say_multilabel_classifier():
    tags = get_tags(StanceClassifier())
    assert tags.estimator_type == "classifier"
    assert tags.classifier_tags.multi_label


def test_not_fitted_is_said():
    with pytest.raises(NotFittedError, match="call fit, or load"):
        StanceClassifier().label([("Mag het?", "Ja.")])
    with pytest.raises(NotFittedError, match="call fit, or load"):
        StanceClassifier().label([])


def test_refit_gives_the_same(fitted):
    again = clone(fitted).fit(pairs(gold()), gold())
    np.testing.assert_array_equal(again.predict_proba(pairs(gold())), fitted.predict_proba(pairs(gold())))


def right_sets(model, some, labels):
    """A score as scikit-learn asks for it: the share of answers whose stances are right."""
    return np.mean([set(said.stances) == set(one.stances) for said, one in zip(model.label(some), labels, strict=True)])


def test_cross_validation_over_pairs():
    labelled = gold()
    found = cross_val_score(
        StanceClassifier(folds=2),
        pairs(labelled),
        labelled,
        groups=[one.letter for one in labelled],
        cv=GroupKFold(4),
        scoring=right_sets,
        error_score="raise",
    )
    assert found.shape == (4,)
    assert found.mean() > 0.9


def test_grid_search_over_pairs():
    labelled = gold()
    grid = {"sentence_strength": [1e-6, 20.0]}
    search = GridSearchCV(StanceClassifier(folds=2), grid, scoring=right_sets, cv=GroupKFold(2), error_score="raise")
    search.fit(pairs(labelled), labelled, groups=[one.letter for one in labelled])
    assert [found["sentence_strength"] for found in search.cv_results_["params"]] == grid["sentence_strength"]
    assert search.best_score_ == max(search.cv_results_["mean_test_score"]) > 0.9
    assert search.predict_proba(pairs(labelled)[:3]).shape == (3, 4)


@pytest.mark.parametrize(("some", "labels"), [([], []), ([("Mag het?", "Ja.")], [])])
def test_nothing_to_learn_from_is_said(some, labels):
    with pytest.raises(ValueError, match="need one label for each"):
        StanceClassifier().fit(some, labels)


def test_it_learns_without_questions():
    taught = [dataclasses.replace(one, question="") for one in gold()]
    model = train(taught)
    assert len(model.question_vocabulary_) == 0
    assert all(one.stances == told.stances for one, told in zip(taught, model.label(pairs(taught)), strict=True))


def test_exercises_teach_nothing_of_questions():
    drills = [dataclasses.replace(one, source=INVENTED, question="Mag de kermis blijven?") for one in gold()]
    assert "x kermis" not in train([*gold(), *drills]).question_vocabulary_.names


def test_what_a_question_tells_is_of_other_letters(monkeypatch):
    described_as = []
    describe = described.describe
    monkeypatch.setattr(described, "describe", lambda *found: described_as.append(describe(*found)) or described_as[-1])
    lone = dataclasses.replace(gold()[1], letter="lone", question="Zwaluwstaart?", answer="Dat is aan de politie.")
    train([*gold(), *[dataclasses.replace(lone, answer=f"{lone.answer} {word}.") for word in ("Een", "Twee", "Drie")]])
    held_out = described_as[0][:, described.names().index("usual defers")]
    assert np.ptp(held_out[-3:]) == 0
    assert held_out[-1] < held_out[1]


def test_a_stronger_penalty_makes_questions_tell_less():
    told = []
    for strength in (1.0, 1e-6):
        model = StanceClassifier(question_strength=strength).fit(pairs(gold()), gold())
        _, _, table = model.describe(pairs(gold()))
        told.append(np.ptp(table[:, described.names().index("usual defers")]))
    assert told[1] < 0.01 < 0.1 < told[0]


def test_a_stance_never_seen_is_never_taken():
    model = train(gold((PROMISE, PLAIN)))
    found = model.predict(pairs(gold()))
    assert found[:, STANCES.index("commits")].any()
    assert not np.delete(found, STANCES.index("commits"), axis=1).any()


def test_exercises_teach_sentences_and_no_thresholds():
    made = gold()
    drill = [at % 5 == 3 for at in range(len(made))]  # the refusals
    model = StanceClassifier().fit(pairs(made), made, drill=drill)
    at = STANCES.index("declines")
    assert model.thresholds_[at] == 0.5
    assert model.sentence_model_.weights[:, at].any()
    assert not model.answer_model_.weights[:, at].any()


def test_a_single_class_is_learned():
    model = train(gold((PLAIN,)))
    assert {verdict.primary for verdict in model.label(pairs(gold()))} == {"answers"}


# what it says


def test_it_learns_invented_answers(fitted):
    for one, verdict in zip(gold(), fitted.label(pairs(gold())), strict=True):
        assert (verdict.stances, verdict.primary) == (one.stances, one.primary)
        assert {piece.stance for piece in verdict.evidence} == set(one.stances)


def test_predict_and_label_agree(fitted):
    some = pairs(gold())
    np.testing.assert_array_equal(
        fitted.predict(some), [[name in verdict.stances for name in STANCES] for verdict in fitted.label(some)]
    )
    assert fitted.predict_proba(some).shape == (len(some), 4)
    assert fitted.label([]) == []


def test_company_changes_nothing(fitted):
    some = pairs(gold())
    assert [fitted.label([one])[0] for one in some] == fitted.label(some)


def test_evidence_is_whole_sentences_by_position(shipped):
    answer = "Nee. Daartoe ben ik niet bereid.\n\nHet is aan de gemeenten om dat te bepalen. Hierover zijn geen cijfers bekend."
    [verdict] = shipped.label([("Bent u bereid dit te verbieden?", answer)])
    bounds = sentences(" ".join(answer.split()))
    assert verdict.evidence
    assert all((piece.start, piece.end) in bounds for piece in verdict.evidence)
    assert list(verdict.evidence) == sorted(verdict.evidence, key=lambda piece: piece.start)
    assert {piece.stance for piece in verdict.evidence} == set(verdict.stances)
    assert verdict.primary in PRIMARIES


SURE = [
    ("Bent u bereid dit te onderzoeken?", "Ja.", ("commits",)),
    ("Kunt u toezeggen dat de raad elk jaar een overzicht krijgt?", "Ja.", ("commits",)),
    ("Is het bestuursorgaan Burgemeester bereid dit te onderzoeken?", "Ja.", ("commits",)),
    ("Kunt u deze vragen voor het debat beantwoorden?", "Ja.", ()),
    ("Kent u het bericht over de brug?", "Ja.", ()),
    ("Bent u bereid dit te onderzoeken?", "Nee.", ("declines",)),
    ("Klopt het dat de brug dicht is?", "Nee.", ()),
    ("Bent u bereid dit te onderzoeken?", "Het antwoord luidt bevestigend.", ("commits",)),
    ("Bent u bereid dit te onderzoeken?", "Deze vraag beantwoorden wij ontkennend.", ("declines",)),
    ("Klopt dit bericht?", "Het antwoord op deze vraag luidt bevestigend.", ()),
    ("Is het college bereid dit te onderzoeken?", "Ja, daartoe zijn wij bereid.", ("commits",)),
    ("Hoeveel klachten zijn er geweest?", "Dat is ons niet bekend.", ("lacks_data",)),
    ("Hoeveel klachten zijn er geweest?", "Er zijn twaalf klachten geweest.", ()),
    ("Kunt u hierover meer zeggen?", "Over individuele gevallen doe ik geen mededelingen.", ("declines",)),
    ("Wat gaat u hieraan doen?", "Wij zullen uw raad hierover in het voorjaar informeren.", ("commits",)),
    ("Wat is hieraan gedaan?", "Wij hebben hierover vorig jaar een brief gestuurd.", ()),
    pytest.param(
        "Wat is hieraan gedaan?",
        "Wij hebben uw raad hierover in het voorjaar geïnformeerd.",
        (),
        marks=pytest.mark.xfail(
            strict=True, reason="'hierover in het voorjaar' mostly promises, and outweighs the perfect"
        ),
    ),
    ("Gaat u de sluitingstijd wijzigen?", "Het is aan de gemeenten om daarover te beslissen.", ("defers",)),
]


@pytest.mark.parametrize(("question", "answer", "stances"), SURE)
def test_shipped_model_on_invented_answers(shipped, question, answer, stances):
    assert shipped.label([(question, answer)])[0].stances == stances


@pytest.mark.parametrize(
    "answer", ["", " \n ", "…", "12", "ﬁ\u00ad\ufffe", "Ja" * 3000, "a. " * 3000, "wij zullen " * 9000]
)
def test_odd_answers_are_labelled(shipped, answer):
    [verdict] = shipped.label([("", answer)])
    assert isinstance(verdict, Verdict)
    if not answer.strip():
        assert (verdict.stances, verdict.primary, verdict.evidence) == ((), "answers", ())


def test_what_a_question_asks_skips_its_tail():
    request = read_request("Bent u bereid te helpen? Zo nee, waarom niet?")
    assert "ask_act" in request.last
    assert "ask_why" not in request.last


def test_a_request_behind_a_condition_counts():
    request = read_request("Klopt dit? Zo ja, bent u bereid de brug te sluiten? Zo nee, waarom niet?")
    assert {"ask_yesno", "ask_act", "ask_condition"} <= {*request.last}
    assert "ask_why" not in request.last


def test_a_wish_for_more_words_is_no_request():
    asked = read_request("Hoeveel bruggen zijn er?")
    for tail in ("Kunt u uw antwoord toelichten?", "Kunt u dit nader motiveren?", "Graag een toelichting."):
        assert read_request("Hoeveel bruggen zijn er? " + tail).last == asked.last
    assert (
        read_request("Kunt u de brug sluiten? Kunt u dit toelichten?").last
        == read_request("Kunt u de brug sluiten?").last
    )


def test_the_layout_of_a_question_does_not_count():
    listed = "Bent u bereid:\n- de brug te sluiten;\n- de weg te openen?"
    read, collapsed = (read_pairs([(question, "")]).requests for question in (listed, " ".join(listed.split())))
    assert read == collapsed
    assert "ask_act" in read[0].last


def test_words_of_the_last_request_are_kept_apart():
    request = read_request("Kent u het rapport? Bent u bereid de brug te sluiten? Zo nee, waarom niet?")
    assert {"rapport", "sluiten", "waarom"} <= request.content
    assert "sluiten" in request.last_content
    assert request.last_content.isdisjoint({"rapport", "waarom"})


OPENED = [
    ("Ja.", "only ja"),
    ("Ja, dat klopt.", "ja"),
    ("Het antwoord op deze vraag luidt ontkennend.", "only nee"),
    ("Ik beantwoord deze vraag bevestigend.", "only ja"),
    ("De vragen 2 en 3 worden bevestigend beantwoord. De brug is dicht.", "ja"),
    ("Vraag 2 beantwoord ik bevestigend, vraag 3 niet.", "ja"),
    ("Vraag 2 beantwoord ik bevestigend en vraag 3 later.", "ja"),
    ("Ik beantwoord deze vraag bevestigend, mits de raad instemt.", "ja"),
    ("De vragen 2 en 3 beantwoorden burgemeester en wethouders bevestigend.", "only ja"),
    ("Ontkennend.", "only nee"),
    ("Deze vraag kan ik niet bevestigend beantwoorden.", "-"),
    ("Ik beantwoord deze vraag noch bevestigend noch ontkennend.", "-"),
    ("Bij een bevestigend antwoord op vraag 2 sluit de brug.", "-"),
    ("Als het antwoord op vraag 2 bevestigend luidt, sluit de brug.", "-"),
    ("De schipper knikte bevestigend.", "-"),
    ("Een bevestigende reactie op het antwoord is er nog.", "-"),
    ("De brug is oud en wij beantwoorden uw vraag, die over het onderhoud gaat, bevestigend.", "-"),
    ("De brug is dicht. Uw vraag beantwoorden wij bevestigend.", "-"),
    ("…", "-"),
    ("", "-"),
]


@pytest.mark.parametrize(("answer", "opens"), OPENED, ids=[answer or "-" for answer, _ in OPENED])
def test_how_an_answer_opens(answer, opens):
    assert opening(read_answer(answer)) == opens


def test_a_sentence_is_seen_with_its_neighbours_and_its_question():
    rows = read_answer("Wij sluiten de brug. Dat is ons niet bekend.")
    first, last = (bag.names() for bag in answer_features(rows, read_request("Bent u bereid de brug te sluiten?")))
    assert {"w wij sluiten", "w wij _ de", "w ^ _ sluiten", "o sluiten", "o 1 self", "y neg"} <= first
    assert any(name.startswith("s ") for name in last)
    assert {"v self", "o 0 neg"} <= last
    assert not any(name.startswith("y ") for name in last)


def test_a_sentence_is_seen_with_the_request_it_seems_to_answer():
    request = read_request(
        "Hoeveel bomen zijn gekapt? Bent u bereid de vijver te laten onderzoeken? Zo nee, waarom niet?"
    )
    assert [(part.kind, part.place) for part in request.parts] == [("figures", "first"), ("act", "last")]
    rows = read_answer(
        "Goed. Er zijn veertig bomen gekapt. Dat is veel. De vijver onderzoeken wij in mei. Daarna niet."
    )
    bags = [bag.names() for bag in answer_features(rows, request)]
    assert ["m act" in names for names in bags] == [False, False, False, True, True]
    assert ["m figures" in names for names in bags] == [True, True, True, False, False]
    assert {"m act last", "m on -", "m act - later", "m act self"} <= bags[3]


def test_one_request_is_answered_by_all_sentences():
    bags = answer_features(read_answer("Nee. De weg is open."), read_request("Bent u bereid de brug te sluiten?"))
    assert all({"m act", "m act only"} <= bag.names() for bag in bags)
    assert not any(name.startswith("m ") for name in answer_features(read_answer("Nee."), read_request(""))[0].names())


def test_the_question_tells_what_is_usual(fitted):
    asked = ["Hoeveel klachten waren er over de molen?", "Bent u bereid de raad te informeren over de molen?"]
    _, _, table = fitted.describe([(question, "De molen staat aan de vaart.") for question in asked])
    columns = [described.names().index(f"usual {stance}") for stance in ("lacks_data", "commits")]
    usual = table[:, columns]
    assert usual[0, 0] > usual[1, 0]
    assert usual[1, 1] > usual[0, 1]
    assert all(name.startswith("x ") for name in fitted.question_vocabulary_.names)


def test_an_answer_is_described_by_where_its_sentences_stand():
    read = read_pairs([("Wordt de brug gesloten?", "Ja. De brug is oud. De brug wordt gesloten."), ("Wanneer?", "")])
    scores = np.array([[0.1, 0.5, 0.2, 0.3], [0.2, 0.1, 0.2, 0.3], [0.9, 0.1, 0.2, 0.3]])
    usual = np.array([[-1.0, -2.0, -3.0, -4.0], [0.0, 0.0, 0.0, 0.0]])
    table = described.describe(scores, usual, read)
    assert table.shape == (2, len(described.names()))
    told = dict(zip(described.names(), table[0].tolist(), strict=True))
    assert told["place of the max commits"] == 1
    assert told["place of the max defers"] == 0
    assert told["max at the first place commits"] == 0
    assert told["max at the first place defers"] == 0.5
    assert told["max times words of the last request commits"] == pytest.approx(0.9)  # "wordt" and "gesloten"
    assert told["max times words of the last request defers"] == 0
    assert told["mean over words commits"] == pytest.approx((0.1 * 1 + 0.2 * 4 + 0.9 * 4) / 9)
    assert told["sum commits"] == pytest.approx(1.2)
    assert [told[f"usual {stance}"] for stance in STANCES] == [-1, -2, -3, -4]


def bags_of(*pairs):
    return list(read_pairs(pairs).bags())


def test_features_are_found_as_they_are_spelled():
    taught = bags_of(
        (
            "Bent u bereid de brug te sluiten?",
            "Ja, wij sluiten de brug. Wij sluiten de brug in mei, en de weg in juni.",
        ),
        ("Hoeveel bruggen zijn er?", "Dat is ons niet bekend. Wij houden dat niet bij. Ja. ^ $ _ w _ de"),
        ("", "Wij"),
    )
    vocabulary, weights = learn(taught, min_count=1)
    others = bags_of(
        ("Bent u bereid de weg te sluiten?", "Nee. De bruggen sluiten wij in juni niet, wij houden de weg open."),
        ("", ""),
        ("Wat vindt u?", "Onzin!"),
    )
    for bags in (taught, others, others[:1]):
        rows = encode(bags, vocabulary, weights)
        for at, bag in enumerate(bags):
            found = rows.indices[rows.starts[at] : rows.starts[at + 1]]
            assert [vocabulary.names[number] for number in found] == sorted(bag.names().intersection(vocabulary.names))


@pytest.mark.parametrize("count", [0, 1, 5000])
def test_a_table_finds_its_keys_and_no_others(count):
    keys = np.random.default_rng(count).permutation(np.arange(1, 4 * count + 1))[: 2 * count] << 40
    inside, outside = keys[:count], keys[count:]
    table = Table(inside, np.arange(count))
    assert table.find(inside).tolist() == list(range(count))
    assert set(table.find(np.append(outside, 7)).tolist()) == {-1}


def test_rows_are_brought_halfway_to_one_length():
    bags = bags_of(("", "Nee. Wij sluiten de brug in mei niet, en de weg in juni evenmin, want dat is niet nodig."))
    vocabulary, weights = learn(bags, min_count=1)
    rows = encode(bags, vocabulary, weights)
    parts = [slice(*rows.starts[at : at + 2]) for at in range(2)]
    before, after = (
        [np.linalg.norm(values[part]) for part in parts] for values in (weights[rows.indices], rows.values)
    )
    assert before[1] > 2 * before[0]
    assert after[1] / after[0] == pytest.approx(np.sqrt(before[1] / before[0]))


def test_some_features_count_for_more():
    vocabulary, weights = learn(bags_of(("", "Dat ligt niet in de rede.")), min_count=1)
    by_kind = {name[0]: float(weight) for name, weight in zip(vocabulary.names, weights, strict=True)}
    assert by_kind["s"] == pytest.approx(COUNTS["s"] * by_kind["w"])


def test_nothing_known_makes_empty_rows():
    vocabulary, weights = learn(bags_of(("", "Wij sluiten de brug.")), min_count=2)
    assert len(vocabulary) == 0
    rows = encode(bags_of(("", "Wij sluiten de brug. Nee.")), vocabulary, weights)
    assert rows.starts.tolist() == [0, 0, 0]
    assert encode([], vocabulary, weights).starts.tolist() == [0]


# storing


def files_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_training_twice_stores_the_same_bytes(tmp_path, fitted):
    save_model(fitted, tmp_path / "one", {"answers": 40})
    save_model(load_model(tmp_path / "one"), tmp_path / "two", {"answers": 40})
    save_model(train(gold()), tmp_path / "three", {"answers": 40})
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two") == files_of(tmp_path / "three")


def test_a_stored_model_says_the_same(tmp_path, fitted):
    save_model(fitted, tmp_path)
    assert load_model(tmp_path).label(pairs(gold())) == fitted.label(pairs(gold()))


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ModelError, match="no model in .*nowhere: manifest.json is missing"):
        load_model(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["manifest.json", "arrays.npz", "vocabulary.txt", "question_words.txt"])
def test_a_missing_or_broken_file_is_named(tmp_path, fitted, name):
    save_model(fitted, tmp_path)
    (tmp_path / name).write_bytes(b"broken")
    with pytest.raises(ModelError, match="not JSON|damaged|does not fit"):
        load_model(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match=f"{name} is missing"):
        load_model(tmp_path)


def test_a_damaged_vocabulary_is_named(tmp_path, fitted):
    save_model(fitted, tmp_path)
    names = (tmp_path / "vocabulary.txt").read_text().splitlines()
    at = next(at for at, name in enumerate(names) if " _ " in name)
    names[at] += " x"
    (tmp_path / "vocabulary.txt").write_text("\n".join(names) + "\n")
    with pytest.raises(ModelError, match="damaged"):
        load_model(tmp_path)


def test_collection_goes_on_after_labelling(fitted):
    assert gc.isenabled()
    fitted.label([("Mag het?", "Ja.")])
    assert gc.isenabled()
    with pytest.raises(AttributeError):
        fitted.label([("Mag het?", None)])
    assert gc.isenabled()
    gc.disable()
    try:
        fitted.label([("Mag het?", "Ja.")])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_pickle_keeps_nothing_of_what_was_labelled(fitted):
    model = pickle.loads(pickle.dumps(fitted))
    before = pickle.dumps(model)
    told = model.label([("Mag het?", "Ja, dat zullen wij onderzoeken.")])
    assert pickle.dumps(model) == before
    assert pickle.loads(before).label([("Mag het?", "Ja, dat zullen wij onderzoeken.")]) == told


def test_another_format_is_refused(tmp_path, fitted):
    save_model(fitted, tmp_path, {"format": 0})
    with pytest.raises(ModelError, match="of another format than"):
        load_model(tmp_path)


def test_an_older_model_is_refused_whatever_files_it_lacks(tmp_path, fitted):
    save_model(fitted, tmp_path, {"format": 4})
    (tmp_path / "question_words.txt").unlink()
    with pytest.raises(ModelError, match="of another format than"):
        load_model(tmp_path)


def test_words_without_weights_are_named(tmp_path, fitted):
    save_model(fitted, tmp_path)
    with (tmp_path / "question_words.txt").open("a") as listed:
        listed.write("x zwaluw\n")
    with pytest.raises(ModelError, match="question weights are"):
        load_model(tmp_path)


def test_an_unfitted_model_is_not_saved(tmp_path):
    with pytest.raises(ModelError, match="not fitted"):
        save_model(StanceClassifier(), tmp_path)


def test_a_pickle_inside_is_not_run(tmp_path, fitted):
    save_model(fitted, tmp_path)
    np.savez(tmp_path / "arrays.npz", idf=np.array([object()], dtype=object))
    with pytest.raises(ModelError, match="damaged"):
        load_model(tmp_path)


def test_labelling_needs_no_scikit_learn():
    code = (
        "import sys; from answerstance.classifying import load_model; load_model().label([('Mag het?', 'Ja.')]); "
        "sys.exit(any(name in sys.modules for name in ('sklearn', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# the shipped model


def test_shipped_model_is_small():
    assert sum(path.stat().st_size for path in shipped_folder().rglob("*") if path.is_file()) < 20_000_000


# folds and scores


def test_letters_that_share_a_text_stay_together():
    shared = " ".join(f"woord{at}" for at in range(12))
    letters = ["a", "a", "b", "c", "d"]
    answers = ["Ja.", f"Eerst: {shared}.", "Ja.", f"Later: {shared}.", "Ja."]
    assert keep_together(letters, answers) == ["a", "a", "b", "a", "d"]


def test_deal_keeps_groups_whole_and_folds_even():
    groups = [str(at // 5) for at in range(100)]
    fold = deal(groups, 4, seed=0)
    assert all(len(set(fold[at : at + 5])) == 1 for at in range(0, 100, 5))
    assert np.bincount(fold).tolist() == [25, 25, 25, 25]
    assert (fold == deal(groups, 4, seed=0)).all()


def test_out_of_fold_never_saw_the_letter():
    odd = Labelled("tests", "odd", None, ("1",), "En dan?", "Zwaluwstaartverbinding.", (), "answers", (), (), False)
    shows = (Evidence("defers", 0, 23, 1.0),)
    other = dataclasses.replace(odd, stances=("defers",), primary="defers", evidence=shows)
    assert out_of_fold([*gold(), odd], folds=3)[-1] == out_of_fold([*gold(), other], folds=3)[-1]


def test_folds_learned_side_by_side_say_the_same():
    fold = outer_folds(gold(), 3, seed=0)
    alone, beside = ([found[2] for found in held_out(gold(), fold, jobs=jobs)] for jobs in (1, 2))
    assert alone == beside


def test_no_letter_and_no_text_on_both_sides(corpus):
    labelled = load(corpus=corpus)
    fold = outer_folds(labelled, folds=10, seed=0)
    letters, texts = {}, {}
    for one, side in zip(labelled, fold, strict=True):
        assert letters.setdefault(one.letter, side) == side
        if len(one.answer.split()) >= 12:
            assert texts.setdefault(one.answer, side) == side
    assert min(np.bincount(fold)) > 200
