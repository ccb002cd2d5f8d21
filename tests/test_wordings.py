"""Wordings: turns of phrase, found in rows of words, and what they mean beside each other."""

import pytest

from answerstance.dutch.cues import cue_names, find_cues
from answerstance.dutch.patterns import read_patterns
from answerstance.dutch.wordings import combined, find_wordings, wordings
from answerstance.dutch.words import words


@pytest.mark.parametrize("name", wordings())
def test_every_phrase_is_found_in_itself(name):
    for phrase in wordings()[name]:
        assert name in find_wordings(words(phrase.replace("*", ""))), phrase


def test_phrases_are_found_whole_and_may_overlap():
    assert "not_now_on_table" in find_wordings(words("Een verbod ligt niet in de rede."))
    assert "not_now_on_table" not in find_wordings(words("Een verbod ligt niet in de."))
    assert not find_wordings(words("Een verbod ligt er."))
    assert find_wordings([]) == frozenset()
    both = find_wordings(words("Het is te vroeg om daarover te oordelen."))
    assert {"too_early", "too_early_to_tell"} <= both


def test_a_phrase_needs_all_its_words():
    name, phrase = next((name, one) for name, all_ in wordings().items() for one in all_ if one.count(" ") == 3)
    row = words(phrase)
    assert name in find_wordings(["x", *row, "x"])
    assert phrase not in " ".join(row[:-1])


def test_patterns_name_what_there_is():
    known = {*wordings(), *cue_names()}
    names = [pattern.name for pattern in read_patterns("wording_patterns")]
    assert len(names) == len(set(names))
    for pattern in read_patterns("wording_patterns"):
        assert pattern.needs
        for part in (*pattern.needs, pattern.bars):
            assert part <= known, (pattern.name, part - known)


def test_names_are_used_once():
    assert not {*wordings()} & {*cue_names()}


def test_wordings_are_combined():
    row = words("Het is te vroeg om daarover te oordelen.")
    cues = frozenset(cue.name for cue in find_cues(row))
    assert "too early to judge" in combined(find_wordings(row), cues)
    assert combined(frozenset(), frozenset()) == set()
