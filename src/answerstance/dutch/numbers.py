"""Numbers as letters print them: ``"2 t/m 5"``, ``"3a en b"``, ``"1, 2 en 4"``, ``"1.2"``, ``"B2"``, ``"vier"``."""

from __future__ import annotations

import re

_ONE_TO_TWENTY = (
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
    " achttien negentien twintig"
).split()
_WORDS = {word: str(value) for value, word in enumerate(_ONE_TO_TWENTY, start=1)} | {"één": "1"}

_TO_TWENTY = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_ROMAN = {numeral: str(value) for value, numeral in enumerate(_TO_TWENTY, start=1)}
_CODE = r"(?-i:[A-H](?!66)\d{1,2})"  # of a theme and a question; D66 is a party
_ONE = rf"(?:\d{{1,3}}(?:\.\d{{1,2}}(?!\d))?[a-z]?|(?-i:[IVX]{{1,5}})|{_CODE}|{'|'.join(_WORDS)})"
_JOIN = (
    r"(?:\)(?=\s*(?:,|en\b|&)))?(?:\s*[,;]\s*(?:en\b\s*)?|\s*[&+/]\s*|\s*\ben\s+|(?<=\d)en\s+(?=\d)|\s+of\s+"
    r"|\s+(?=\d{1,3}\s*(?:,|en\b|&|t/m)))"  # "8, 9 10 en 11": a comma forgotten
)
_TO = r"(?:\s*t\s?/\s?m\s*|\s*tot\s+en\s+met\s+|\s*t\.?e\.?m\.?\s*|\s*[-–—]\s*(?=\d)|[-–—](?=[a-z]\b))"
_LABEL = r"(?:(?:de\s+)?(?:deel)?vra(?:ag|gen)\s+|(?-i:V)(?=\d))?"
_END = r"(?:(?!\w)|(?=en\s+\d))"  # "4en 5" is printed too
_ITEM = rf"(?:{_ONE}|[a-z]){_END}"

PHRASE = rf"{_ONE}{_END}(?:(?:{_JOIN}|{_TO}){_LABEL}{_ITEM}){{0,60}}"
"""Source of a regular expression for one number phrase; use it with ``re.IGNORECASE``."""

_TOKEN = re.compile(rf"(?P<to>{_TO})|(?P<item>{_ITEM})|(?P<join>{_JOIN})|{_LABEL.rstrip('?')}", re.IGNORECASE)
_LONGEST_RANGE = 100  # a longer one is a year, a law or a misprint


def expand(phrase: str) -> tuple[str, ...]:
    """The single numbers that a number phrase stands for, in order, each once.

    Parameters
    ----------
    phrase : str
        What `PHRASE` matches.

    Returns
    -------
    tuple of str
        ``expand("2 t/m 4 en 6a")`` is ``("2", "3", "4", "6a")``; a lone letter takes the number
        before it: ``expand("3a en b")`` is ``("3a", "3b")``.
    """
    numbers: list[str] = []
    ranged = False
    for token in _TOKEN.finditer(phrase.strip()):
        if token["to"]:
            ranged = True
        elif token["item"]:
            number = _WORDS.get(token["item"].lower(), token["item"].lower())
            if token["item"].isupper() and number in _ROMAN:
                number = _ROMAN[number]
            if re.fullmatch(_CODE, token["item"]):  # "A3/A4" are the answers to 3 and 4
                number = number[1:] if numbers and numbers[0].isdigit() else token["item"]
            if number.isalpha():
                if not numbers:
                    continue
                number = re.sub(r"\D", "", numbers[-1]) + number
            if ranged and numbers:
                numbers.extend(_between(numbers[-1], number))
            numbers.append(number)
            ranged = False
    return tuple(dict.fromkeys(numbers))


def _between(first: str, last: str) -> list[str]:
    (part, point, low), (other, _, high) = first.rpartition("."), last.rpartition(".")  # "1.2 t/m 1.5"
    if re.fullmatch(_CODE, first) and re.fullmatch(_CODE, last) and first[0] == last[0]:
        return [first[0] + number for number in _between(first[1:], last[1:])]
    if part == other and low.isdigit() and high.isdigit() and 0 < int(high) - int(low) <= _LONGEST_RANGE:
        return [f"{part}{point}{number}" for number in range(int(low) + 1, int(high))]
    if first[:-1] == last[:-1] and first[-1].isalpha() and last[-1].isalpha():
        return [first[:-1] + chr(code) for code in range(ord(first[-1]) + 1, ord(last[-1]))]
    return []
