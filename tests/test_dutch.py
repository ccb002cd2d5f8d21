"""Number phrases and dates."""

import re

import pytest

from answerstance.dutch.dates import DATE, iso_date
from answerstance.dutch.numbers import PHRASE, expand


@pytest.mark.parametrize(
    ("phrase", "numbers"),
    [
        ("3", "3"),
        ("2 t/m 5", "2 3 4 5"),
        ("4 tot en met 6", "4 5 6"),
        ("9-14", "9 10 11 12 13 14"),
        ("1,2,3,4 en 5", "1 2 3 4 5"),
        ("1, 2 en 4", "1 2 4"),
        ("2, 3 t/m 6", "2 3 4 5 6"),
        ("1 & 2", "1 2"),
        ("7, 8, 9 10 en 11", "7 8 9 10 11"),
        ("4en 5", "4 5"),
        ("1 12 scholen", "1"),
        ("3a", "3a"),
        ("3a en b", "3a 3b"),
        ("3a t/m c", "3a 3b 3c"),
        ("1.2 en 2.1", "1.2 2.1"),
        ("1.2 t/m 1.5", "1.2 1.3 1.4 1.5"),
        ("vier en vijf", "4 5"),
        ("één", "1"),
        ("5 en 5", "5"),
        ("1 t/m 2024", "1"),  # three digits at most: a year is no question
    ],
)
def test_number_phrases(phrase, numbers):
    match = re.match(PHRASE, phrase, re.IGNORECASE)
    assert expand(match.group()) == tuple(numbers.split())


@pytest.mark.parametrize("text", ["eenmaal", "vierde", "ab", "t/m 3"])
def test_what_is_no_number_phrase(text):
    assert re.match(PHRASE, text, re.IGNORECASE) is None


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("19 november 2024", "2024-11-19"),
        ("20 DEC. 2017", "2017-12-20"),
        ("1 mrt 2020", "2020-03-01"),
        ("30-03-2021", "2021-03-30"),
        ("2021-03-30", "2021-03-30"),
        ("31 februari 2020", None),
    ],
)
def test_dates(phrase, day):
    assert re.fullmatch(DATE, phrase, re.IGNORECASE)
    assert iso_date(phrase) == day
