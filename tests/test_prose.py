"""The running text of a letter, and where it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerstance import read, read_text
from answerstance.segmenting import locate, running_text
from conftest import EXAMPLES

LETTER = """Gemeente Elsbergen
Postbus 7
7590 AA Elsbergen

Aan:      de raad
Datum:    5 februari 2026
Onderwerp: het pad

Geachte raadsleden,

Het pad is in januari open-
gesteld en wordt goed ge-
bruikt.

Vervolg
In mei leggen wij u een plan voor. Daarin staan de volgende
- punten van de bewoners;
- Wij laten ook de verlichting nakijken.

| jaar | fietsers |
|---|---|
| 2025 | 300 |

Hoogachtend,
burgemeester en wethouders van Elsbergen
"""


def texts(text):
    return [paragraph.text for paragraph in running_text(read_text(text))]


def test_headings_addresses_fragments_and_tables_are_left_out():
    assert texts(LETTER) == [
        "Het pad is in januari opengesteld en wordt goed gebruikt.",
        "In mei leggen wij u een plan voor. Daarin staan de volgende",
        "- Wij laten ook de verlichting nakijken.",
    ]


def test_each_character_is_found_in_the_letter():
    letter = read_text(LETTER)
    for paragraph in running_text(letter):
        places = locate(letter.text, paragraph.spans, paragraph.text)
        assert len(places) == len(paragraph.text)
        for character, place in zip(paragraph.text, places, strict=True):
            assert character in (" ", letter.text[place])


def test_an_accent_of_its_own_is_found():
    text = "Geachte raad,\n\nDe coo\u0308rdinatie ligt bij ons bureau.\n\nHoogachtend,\n"
    letter = read_text(text)
    (paragraph,) = running_text(letter)
    places = locate(letter.text, paragraph.spans, paragraph.text)
    assert paragraph.text == "De coördinatie ligt bij ons bureau."
    assert letter.text[places[paragraph.text.index("bureau")] :].startswith("bureau")


def test_block_quotations_are_left_out():
    text = "Geachte raad,\n\nDe club schrijft ons:\n\n> Wij zullen in mei bouwen.\n> Dat staat vast.\n\nWij zijn daar blij mee.\n\nHoogachtend,\n"
    assert texts(text) == ["De club schrijft ons:", "Wij zijn daar blij mee."]


def test_a_sentence_goes_on_behind_a_page_foot():
    text = (
        "Geachte raad,\n\nHet pad tussen de brug en het station is gisteren na een lange voorbereiding weer\n\n"
        "- 2 -\n\nopengesteld voor fietsers en voor wandelaars uit de hele streek rond het dorp.\n\nHoogachtend,\n"
    )
    assert len(texts(text)) == 1


def test_questions_in_a_postponement_are_left_out():
    text = (
        "Vraag 1\nBent u bereid de brug te sluiten? Zo nee, waarom niet?\n\nVraag 2\nWanneer zult u dat doen?\n\n"
        "Mededeling\n\nDe vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord. Ik zal ze zo spoedig mogelijk beantwoorden.\n"
    )
    letter = read_text(text)
    assert letter.kind == "postponement"
    (paragraph,) = running_text(letter)
    assert paragraph.text.startswith("De vragen kunnen")


def test_questions_alone_have_no_running_text():
    assert running_text(read(EXAMPLES / "letters" / "vragen-zonder-antwoord.txt")) == []


@pytest.mark.parametrize("name", ["provincie-fietspad.txt", "gemeente-zwembad.md", "waterschap-muskusrat.txt"])
def test_exchanges_are_no_running_text(name):
    letter = read(EXAMPLES / "letters" / name)
    used = [span for exchange in letter.exchanges for span in exchange.answer.spans]
    for paragraph in running_text(letter):
        assert all(end <= a or start >= b for start, end in paragraph.spans for a, b in used)


WORDS = [
    "Wij",
    "zullen",
    "co\u00f6rdineren",
    "coo\u0308rdineren",
    "\u212b",
    "open-\n",
    "geachte raad,",
    "> ",
    "- ",
    "|",
    "1. ",
    "\f",
    ". ",
    "\n",
    "\n\n",
    "Vraag 1\n",
    "Antwoord 1\n",
    "? ",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_text_gives_places_in_order(text):
    letter = read_text("x" + text)
    for paragraph in running_text(letter):
        places = locate(letter.text, paragraph.spans, paragraph.text)
        assert len(places) == len(paragraph.text)
        assert places == sorted(places)
        assert all(any(start <= place < end for start, end in paragraph.spans) for place in places)
