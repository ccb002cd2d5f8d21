"""Cues: each with the look-alike that belongs to another class or to none."""

import pytest

from answerstance.dutch.cues import cue_names, find_cues, phrases, words
from answerstance.dutch.patterns import matching, patterns


def found(text):
    return [cue.name for cue in find_cues(words(text))]


CASES = [
    ("Ik zal dat onderzoeken.", ["self", "future", "study"]),
    ("De politie zal dat onderzoeken.", ["other", "future", "study"]),
    ("Wij zijn daartoe bereid.", ["self", "be", "ready"]),
    ("Daar is het college niet toe bereid.", ["be", "self", "neg", "ready"]),
    ("Dat is ons niet bekend.", ["be", "me", "neg", "know"]),
    ("Ik zie daarvoor geen aanleiding.", ["self", "see", "neg", "need"]),
    ("Gedeputeerde Staten gaan niet over dit onderwerp.", ["self", "future", "neg"]),
    ("Dijkgraaf en heemraden zeggen toe dit te bezien.", ["self", "ready", "study"]),
    ("lk zal dat onderzoeken.", ["self", "future", "study"]),
    ("De regering zal dat onderzoeken.", ["self", "future", "study"]),
    ("De Deense regering zal dat onderzoeken.", ["other", "future", "study"]),
    ("De Nederlandse minister zal dat onderzoeken.", ["colleague", "future", "study"]),
    ("Mijn Belgische collega zal dat onderzoeken.", ["other", "future", "study"]),
    ("Mijn Deense ambtgenoot zal dat onderzoeken.", ["other", "future", "study"]),
    ("De Haagse wethouder zal dat onderzoeken.", ["colleague", "future", "study"]),
    ("De Brabantse gedeputeerde staten zullen dat onderzoeken.", ["self", "future", "study"]),
    ("Diverse ministers zullen dat onderzoeken.", ["colleague", "future", "study"]),
    ("Daarom zullen in deze fase wij dat onderzoeken.", ["future", "self", "study"]),
    ("Het college vindt dat niet nodig.", ["self", "see", "neg", "need"]),
    ("Het overleg vindt in mei plaats.", ["become", "month"]),
    ("Ik zie dat het overleg in mei plaats zal vinden.", ["self", "see", "month", "future", "become"]),
    ("Ik zie daarvoor geen plaats.", ["self", "see", "neg"]),
    ("VWS zal dat onderzoeken.", ["self", "future", "study"]),
    ("Van rijkswege wordt dat bezien.", ["self", "become"]),
    ("De raad besluit daarover.", ["asker", "decide"]),
    ("De Raad van State besluit daarover.", ["other", "decide"]),
    ("Het College van Beroep besluit daarover.", ["other", "decide"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_cues_in_order(text, expected):
    names = found(text)
    assert [name for name in names if name in expected] == expected


def test_the_longest_phrase_wins():
    row = words("Het Openbaar Ministerie besluit zelf.")
    first = find_cues(row)[0]
    assert (first.name, row[first.start : first.end]) == ("other", ["het", "openbaar", "ministerie"])


def test_a_stem_takes_any_ending_and_no_other_beginning():
    assert found("woningcorporaties") == ["other"]
    assert found("bewoningcorporaties") == []


def test_words_shape_numbers():
    assert words("Op 3 mei 2021 was 12% af; waarom?") == [
        "op",
        "0",
        "mei",
        "0000",
        "was",
        "0",
        "af",
        ";",
        "waarom",
        "?",
    ]


@pytest.mark.parametrize("name", cue_names())
def test_lists_are_clean(name):
    lines = phrases(name)
    assert lines
    assert len(set(lines)) == len(lines), "a phrase stands twice"
    assert all(line == line.lower() for line in lines)


def test_no_phrase_stands_in_two_lists():
    home = {}
    for name in cue_names():
        for phrase in phrases(name):
            assert home.setdefault(phrase, name) == name, f"{phrase!r} stands in {home[phrase]} and {name}"


HOLDS = [
    ("promise", "Ik zal dat onderzoeken.", "De politie zal dat onderzoeken."),
    ("others will", "De politie zal dat onderzoeken.", "Ik zal dat met de politie onderzoeken."),
    ("others see no reason", "De politie ziet daarvoor geen aanleiding.", "Ik zie geen reden de politie te vragen."),
    ("scheduled", "In september leggen wij dit voor.", "In september hebben wij dit voorgelegd."),
    ("told to come", "Uw raad wordt daarover geïnformeerd.", "Uw raad heeft dat gelezen."),
    ("told already", "Wij hebben uw raad geïnformeerd.", "Wij zullen uw raad informeren."),
    ("no reason", "Ik zie daarvoor geen aanleiding.", "Ik zie daarvoor aanleiding."),
    ("not known", "Dat is ons niet bekend.", "Dat is ons bekend."),
    ("others are responsible", "Scholen zijn daarvoor verantwoordelijk.", "Wij zijn daarvoor verantwoordelijk."),
]


@pytest.mark.parametrize(("name", "case", "counter"), HOLDS, ids=[name for name, _, _ in HOLDS])
def test_patterns_with_their_look_alikes(name, case, counter):
    assert name in matching(set(found(case)))
    assert name not in matching(set(found(counter)))


def test_patterns_name_known_cues():
    assert len({pattern.name for pattern in patterns()}) == len(patterns())
    for pattern in patterns():
        assert pattern.needs
        assert frozenset().union(*pattern.needs, pattern.bars) <= set(cue_names()), pattern.name
