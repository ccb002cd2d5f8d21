"""Words as the model reads them, also out of damaged texts."""

import unicodedata

import pytest

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
