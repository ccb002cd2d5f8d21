"""Numbered lines that count on: which of them ask, and which only happen to begin with a number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from answerstance.segmenting.headings import Heading, Numbered
from answerstance.segmenting.lines import Line

_ASKS = re.compile(
    r"\?|^\W*(?:\d+\W+)?(?:kunt|kan|wilt|wil|graag|gaarne|is|zijn|bent|heeft|hebt|hoe|wat|waarom|welke?|kent|deelt|acht|vindt)\b",
    re.IGNORECASE,
)
FIRST = frozenset({"1", "1a", "1.1", "A1"})
_PARTS = 100  # of a number with a point or a letter before it: more than stand under one
_STEP = 3  # numbers further apart do not count on: "300 mensen" at the start of a line
_LONGEST_QUESTION = 40  # lines


class Part:
    """The answers of a letter up to where their numbers begin again, and what was asked so far."""

    def __init__(self, answers: Sequence[Heading], headed: set[str], start: int) -> None:
        self.answered: set[str] = set()
        self.stop = start
        while self.stop < len(answers) and not self.answered & set(answers[self.stop].numbers):
            self.answered.update(answers[self.stop].numbers)
            self.stop += 1
        self.asked = set(headed)
        self.last = 0

    def add(self, chain: Sequence[Numbered]) -> None:
        """Note that these were asked; numbers that begin again do so for another list of questions."""
        if chain and chain[0].numbers[0] in FIRST & self.asked:
            self.asked = set()
        self.asked.update(item.numbers[0] for item in chain)
        if chain:
            self.last = worth(chain[-1])


def item_asks(lines: Sequence[Line], item: Numbered) -> bool:
    """Whether what stands behind a number begins as a question does."""
    text = lines[item.line].text[item.body :].strip() or "".join(
        line.text for line in lines[item.line + 1 : item.line + 2]
    )
    return bool(_ASKS.search(text))


def worth(item: Numbered | Heading) -> int:
    """What its first number counts, letters behind it aside: 3 for "3a", 102 for "1.2" and for "A2"."""
    return _digits(item.numbers[0])


def counts_on(item: Numbered | Heading, before: Numbered | Heading) -> bool:
    """Whether its first number is the next one.

    That is 3 behind 2 or "1 en 2", "1b" or 2 behind "1a", "2.1" behind "1.2", "B1" behind "A2".
    """
    one, other = worth(item), _digits(before.numbers[-1])
    if _pointed(item):
        return _pointed(before) and (one == other + 1 or one == (other // _PARTS + 1) * _PARTS + 1)
    letter, last = (re.sub(r"\d", "", number) for number in (item.numbers[0], before.numbers[-1]))
    if one == other:
        return len(letter) == len(last) == 1 and ord(letter) == ord(last) + 1
    return not _pointed(before) and one == other + 1 and letter in {"", "a"}


def _pointed(item: Numbered | Heading) -> bool:
    return "." in item.numbers[0] or item.numbers[0][0].isalpha()


@lru_cache(maxsize=4096)  # asked again for every pair of neighbours
def _digits(number: str) -> int:
    if number[0].isupper():
        number = f"{ord(number[0]) - ord('A') + 1}.{number[1:]}"
    whole, _, part = number.partition(".")
    return int(re.sub(r"\D", "", whole)) * (_PARTS if part else 1) + int(re.sub(r"\D", "", part) or 0)


def within(items: Sequence[Numbered], begin: int, stop: int) -> Sequence[Numbered]:
    """Those of the items, which stand in order, on the lines from `begin` to before `stop`."""
    line = attrgetter("line")
    return items[bisect_left(items, begin, key=line) : bisect_left(items, stop, key=line)]


def that_ask(lines: Sequence[Line], items: Sequence[Numbered], stop: int) -> set[int]:
    """Those of the numbered lines with a question mark before the next number."""
    found = set()
    for index, item in enumerate(items):
        end = min(stop, item.line + _LONGEST_QUESTION)
        before = worth(items[index - 1]) if index else 0
        for place in range(index + 1, len(items)):
            if items[place].line >= end:
                break
            # or what counts on from the item before: a stray "1." between 11 and 12 does not ask question 12
            following = worth(items[place])
            if following <= worth(item) + _STEP or following == before + 1 or _pointed(item) != _pointed(items[place]):
                end = items[place].line
        if any("?" in line.text for line in lines[item.line : end]):
            found.add(item.line)
    return found


def asking_chain(lines: Sequence[Line], region: Sequence[Numbered], stop: int, wanted: set[str]) -> list[Numbered]:
    """The questions at the end of a region: those that bear a wanted number and ask, counting on."""
    region = [item for item in region if item.numbers[0] in wanted]
    asking = that_ask(lines, region, stop)
    chain: list[Numbered] = []
    for item in reversed(region):
        key = (worth(item), item.numbers[0])
        if item.line in asking and (not chain or key < (worth(chain[-1]), chain[-1].numbers[0])):
            chain.append(item)
    return chain[::-1]


def with_unanswered(
    lines: Sequence[Line], region: Sequence[Numbered], stop: int, chain: Sequence[Numbered]
) -> list[Numbered]:
    """A chain of questions with those that stand among or behind them, count on and ask, but get no answer."""
    asking = that_ask(lines, region, stop)
    found: list[Numbered] = []
    for item, after in zip(chain, [*chain[1:], None], strict=True):
        found.append(item)
        for other in within(region, item.line + 1, after.line if after else stop):
            fits = counts_on(other, found[-1]) and (after is None or worth(other) < worth(after))
            if fits and other.line in asking:
                found.append(other)
    return found


def asking_lists(lines: Sequence[Line], region: Sequence[Numbered], stop: int) -> list[Numbered]:
    """The questions of a region whose numbers count on, also where they begin again."""
    asking = that_ask(lines, region, stop)
    found: list[Numbered] = []
    for item in region:
        if item.line in asking and (item.numbers[0] in FIRST or (found and counts_on(item, found[-1]))):
            found.append(item)
    return found


def longest_chain(lines: Sequence[Line], region: Sequence[Numbered], stop: int) -> list[Numbered]:
    """The longest run 1, 2, 3 … of questions; of two as long, the last."""
    asking = that_ask(lines, region, stop)
    following = _following(region, asking)
    lengths = [1] * len(region)
    for index in range(len(region) - 1, -1, -1):
        after = following[index]
        if after is not None:
            lengths[index] += lengths[after]
    firsts = [index for index, item in enumerate(region) if item.numbers[0] in FIRST and item.line in asking]
    return _chain(region, max(firsts, key=lambda index: (lengths[index], index)), following) if firsts else []


def _following(items: Sequence[Numbered], asking: set[int]) -> list[int | None]:
    """For each item the place of the one that goes on counting: the next with the number after its own.

    Where none has that, a number is missing, and the next one that asks under a higher number goes on. Found from the
    last item back, so that the time grows with the items and not with their square.
    """
    following: list[int | None] = [None] * len(items)
    nearest: dict[int, int] = {}  # by number
    higher: list[tuple[int, int]] = []  # -number and place of those that ask; each hides the lower ones behind it
    for index in range(len(items) - 1, -1, -1):
        value = worth(items[index])
        following[index] = nearest.get(value + 1)
        if following[index] is None:
            at = bisect_left(higher, (-value,))
            following[index] = higher[at - 1][1] if at else None
        nearest[value] = index
        if items[index].line in asking:
            while higher and -higher[-1][0] <= value:
                higher.pop()
            higher.append((-value, index))
    return following


def _chain(items: Sequence[Numbered], index: int, following: Sequence[int | None]) -> list[Numbered]:
    """An item and those that go on counting."""
    chain: list[Numbered] = []
    at: int | None = index
    while at is not None:
        chain.append(items[at])
        at = following[at]
    return chain


def backward_chain(region: Sequence[Numbered], wanted: Sequence[str]) -> list[Numbered]:
    """The last lines of a region that bear the wanted numbers in order, found from the last back."""
    chain: list[Numbered] = []
    left = list(wanted)
    for item in reversed(region):
        if left and item.numbers[0] == left[-1]:
            chain.append(item)
            left.pop()
    return chain[::-1]


def chain_from(lines: Sequence[Line], region: Sequence[Numbered], stop: int, part: Part) -> list[Numbered]:
    """The last line in the region that bears the next number, and those behind it that go on counting.

    Where none does, those that ask: a number is missing, was passed over before, or the numbering begins again.
    """
    asking = that_ask(lines, region, stop)
    for index in range(len(region) - 1, -1, -1):
        if worth(region[index]) == part.last + 1:
            chain = _chain(region, index, _following(region, asking))
            break
    else:
        chain = []
    numbers = {item.numbers[0] for item in region}
    other = asking_chain(lines, region, stop, numbers if not chain and "1" in numbers else numbers - part.asked)
    if not chain and not other and region and region[-1].numbers[0] in FIRST:  # a request without a question mark
        runs_up = not any(line.gap for line in lines[region[-1].line + 1 : stop])
        return [region[-1]] if runs_up else []
    return max(chain, other, key=len)


def covering_chain(items: Sequence[Numbered], asked: Sequence[str]) -> list[Numbered]:
    """Numbered lines that answer all that was asked, each number once, in order of the first."""
    chain: list[Numbered] = []
    left = list(dict.fromkeys(asked))
    for item in items:
        if left and item.numbers[0] == left[0] and set(item.numbers) <= set(left):
            chain.append(item)
            left = [number for number in left if number not in item.numbers]
    return chain if not left else []
