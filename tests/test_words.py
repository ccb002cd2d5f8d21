"""Words as the model reads them, also out of damaged texts."""

import unicodedata

import pytest

from answerstance.dutch import kept
from answerstance.dutch.cues import find_cues
from answerstance.dutch.wordings import find_wordings
from answerstance.dutch.words import words


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Ik ganiet in op dezewijze.", "ik ga niet in op deze wijze"),
        ("wordtgekeken en informerenover", "wordt gekeken en informeren over"),
        ("indeze brief bijhet college", "in deze brief bij het college"),
        ("de personeels-tekorten in Noord-Holland", "de personeelstekorten in noord-holland"),
        ("geı¨nformeerd over de financie¨le zaak", "geïnformeerd over de financiële zaak"),
        ("Het OM vraagt om tijd", "het openbaar ministerie vraagt om tijd"),
        (unicodedata.normalize("NFD", "geïnformeerd"), "geïnformeerd"),
    ],
)
def test_damaged_words_are_mended(printed, read):
    assert [word for word in words(printed) if word.isalpha() or "-" in word] == read.split()


@pytest.mark.parametrize(
    "word",
    # words that begin or end with a function word, and names, as they are
    [
        "opkomen",
        "terugkomt",
        "toelaat",
        "ingezien",
        "inhuur",
        "deuren",
        "depositie",
        "toezegging",
        "Harderwijk",
        "aansprakelijkheid",
    ],
)
def test_whole_words_stay_whole(word):
    assert words(word) == [word.lower()]


@pytest.mark.timeout(20)
def test_a_text_without_spaces_is_read_in_linear_time():
    huge = "wateroverlast" * 80_000
    assert words(huge) == [huge]
    assert find_cues([huge]) == []
    assert find_wordings([huge]) == frozenset()


def test_numbers_and_marks_stand_for_themselves():
    assert words("In 2024, artikel 3: wel?") == ["in", "0000", ",", "artikel", "0", ":", "wel", "?"]


def test_what_is_kept_is_found_once_and_forgotten_when_it_is_too_much(monkeypatch):
    monkeypatch.setattr(kept, "_MOST", 2)
    asked = []
    lengths = kept.Kept(lambda word: asked.append(word) or len(word), longest=5)
    assert [lengths[word] for word in ("brug", "brug", "ophaalbrug", "ophaalbrug", "weg", "brug")] == [
        4,
        4,
        10,
        10,
        3,
        4,
    ]
    assert asked == ["brug", "ophaalbrug", "ophaalbrug", "weg"]
    assert lengths["vaart"] == 5
    assert {*lengths} == {"vaart"}


def test_words_between_spaces_are_words_of_the_text():
    text = "De wethouder zei: «Ja»,\u00a0het OM (zie art. 3a/b) doet 't in 2024;niet in 12?"
    assert words(text) == [word for run in text.split() for word in words(run)]
    assert {"openbaar", "ministerie", "0000", ";", "?", ":", ","} <= {*words(text)}
