"""From lines to exchanges: which lines ask, which answer, and which belong together."""

from __future__ import annotations

import re
import string
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from operator import attrgetter
from unicodedata import normalize

from answerstance.segmenting.headings import Heading, Numbered, Role, find_headings, find_numbered
from answerstance.segmenting.lines import SHORT_OF, Line, full_width

Place = tuple[int, int]
"""A place in a letter: a line's number and an offset into its text."""


@dataclass(slots=True)
class Block:
    """A stretch of lines that asks or answers: from a place to the line before another."""

    role: Role
    numbers: tuple[str, ...]
    heading: int
    """The line its heading stands on; the line it begins with where it has none."""
    start: Place
    stop: int
    """The line after its last."""
    questions: list[tuple[str | None, Place, Place]] = field(default_factory=list)
    """For a question block: number, first place and end of each single question."""
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """An exchange as places; what `segment` turns into records."""

    numbers: tuple[str, ...]
    questions: tuple[tuple[str | None, Place, Place], ...]
    answer: tuple[Place, Place] | None
    rule: str


_ASKS = re.compile(
    r"\?|^\W*(?:\d+\W+)?(?:kunt|kan|wilt|wil|graag|gaarne|is|zijn|bent|heeft|hebt|hoe|wat|waarom|welke?|kent|deelt|acht|vindt)\b",
    re.IGNORECASE,
)
_ENDS_ASKING = re.compile(r"\?[\"'’”»)\]\s\d]*$")
_ENDS_SENTENCE = re.compile(r"[.?!:;…][\"'’”»)\]\d]*\s*$")
_STEP = 3  # numbers further apart do not count on: "300 mensen" at the start of a line
_LONGEST_QUESTION = 40  # lines
_LETTER = re.compile(r"^\s*(?P<letter>[a-z])[.)]\s+", re.IGNORECASE)
_SECTION = re.compile(
    r"^\W*(?:(?:schriftelijke\s+)?vragen\s+(?:van|door)\s+(?:het\s+lid|de\s+leden|de\s+fractie|de\s+heer|mevrouw)\b.*"
    r"|bijlagen?\b.{0,60}|(?:de\s+)?fractie\s+(?:van\s+)?\S.{0,40}|(?:[\w’' -]{2,40}-)?fractie)$",
    re.IGNORECASE,
)


@cache
def _closing() -> re.Pattern[str]:
    listed = files("answerstance.dutch").joinpath("closings.txt").read_text(encoding="utf-8").splitlines()
    patterns = "|".join(line.replace(" ?", r"\s*").replace(" ", r"\s+") for line in listed if line and line[0] != "#")
    # an accent may be a character of its own
    patterns = re.sub(r"[^\x00-\x7f]", lambda match: f"(?:{match.group()}|{normalize('NFD', match.group())})", patterns)
    return re.compile(rf"^\W*(?:{patterns})", re.IGNORECASE | re.MULTILINE)


def find_exchanges(lines: Sequence[Line], styles: Sequence[str]) -> list[Draft]:
    """Pair questions and answers; the first rule that the letter's layout fits decides.

    Parameters
    ----------
    lines : sequence of Line
    styles : sequence of str
        For each line ``bold``, ``italic`` or ``plain``: whether emphasis covers all of it.

    Returns
    -------
    list of Draft
        In the order of the answers; questions that got no answer stand where they were asked.
    """
    numbered = find_numbered(lines)
    headings = _without_titles(find_headings(lines), numbered)
    if any(heading.role == "answer" for heading in headings):
        blocks = _headed(lines, headings, numbered)
        rule = "headings"
    else:
        blocks, rule = _unheaded(lines, headings, numbered, styles)
    for block in blocks:
        if block.role == "answer":
            block.stop = _without_section(lines, block, styles)
    _cut_closing(lines, blocks)
    return _pair(lines, styles, blocks, rule)


def _without_titles(headings: list[Heading], numbered: Sequence[Numbered]) -> list[Heading]:
    """Leave out "Vragen" where it is the title of a list of numbered questions."""
    opens_list = {item.line for item in numbered}
    return [h for h in headings if h.numbers or h.role == "answer" or h.last + 1 not in opens_list]


# -- questions and answers under headings ------------------------------------------------------------------------------


def _headed(lines: Sequence[Line], headings: list[Heading], numbered: Sequence[Numbered]) -> list[Block]:
    marks = list(headings)
    marks += _numbered_questions(lines, headings, numbered)
    marks.sort(key=lambda mark: mark.line)
    marks = _numbered_answers(lines, marks, numbered)
    marks = [_as_title(lines, mark, after) for mark, after in zip(marks, [*marks[1:], None], strict=True)]
    ends = [mark.line for mark in marks[1:]] + [len(lines)]
    blocks = [
        Block(mark.role, mark.numbers, mark.line, _after(lines, mark), end)
        for mark, end in zip(marks, ends, strict=True)
        if mark.role != "title"
    ]
    _number_the_unnumbered(blocks)
    blocks = _split_letters(lines, blocks)
    for block in blocks:
        if block.role == "question":
            block.questions = _single_questions(lines, block, numbered)
    return blocks


def _as_title(lines: Sequence[Line], mark: Heading, after: Heading | None) -> Heading:
    """Make a title of an answer's heading without text: "Antwoorden", and the next line heads an answer."""
    empty = after is not None and after.role == "answer" and _after(lines, mark) == (after.line, 0)
    return mark._replace(role="title") if mark.role == "answer" and not mark.numbers and empty else mark


def _after(lines: Sequence[Line], mark: Heading) -> Place:
    if lines[mark.last].text[mark.body :].strip():
        return (mark.last, mark.body)
    return (mark.last + 1, 0)


def _numbered_questions(lines: Sequence[Line], headings: list[Heading], numbered: Sequence[Numbered]) -> list[Heading]:
    """Questions that no "Vraag" heads but a number: "4. Hoe kijkt u …" or a line "4", before an answer's heading.

    In a letter whose answers come first they stand behind the last one.
    """
    headed = {number for heading in headings if heading.role == "question" for number in heading.numbers}
    answers = [heading for heading in headings if heading.role == "answer"]
    single = [item for item in numbered if len(item.numbers) == 1]
    question_lines = [heading.line for heading in headings if heading.role == "question"]
    chains: list[list[Numbered]] = []
    part = _Part(answers, headed, 0)
    for index, answer in enumerate(answers):
        if index == part.stop:
            part = _Part(answers, headed, index)
        begin = answers[index - 1].last + 1 if index else 0
        region = _within(single, begin, answer.line)
        questions_between = bisect_left(question_lines, begin) < bisect_left(question_lines, answer.line)
        if questions_between and not (set(answer.numbers) - part.asked):
            continue
        chain: list[Numbered] = []
        if answer.numbers:
            chain = _asking_chain(lines, region, answer.line, part.answered - part.asked)
            if set(answer.numbers) - part.asked - {item.numbers[0] for item in chain}:  # a question may lack its mark
                opened = region if index else [item for item in region if _asks(lines, item)]
                chain = (
                    _backward_chain(opened, [number for number in answer.numbers if number not in part.asked]) or chain
                )
        elif not index and not questions_between:
            chain = _longest_chain(lines, region, answer.line)
        elif not questions_between:
            chain = _chain_from(lines, region, answer.line, part)
        chains.append(chain)
        part.add(chain)
    if answers and not headed and not any(chains):
        region = _within(single, answers[-1].last + 1, len(lines))
        chain = _asking_chain(lines, region, len(lines), part.answered)
        if {item.numbers[0] for item in chain} == part.answered:
            chains.append(chain)
    return [Heading("question", item.numbers, item.line, item.line, item.body) for chain in chains for item in chain]


def _within(items: Sequence[Numbered], begin: int, stop: int) -> Sequence[Numbered]:
    """Those of the items, which stand in order, on the lines from `begin` to before `stop`."""
    line = attrgetter("line")
    return items[bisect_left(items, begin, key=line) : bisect_left(items, stop, key=line)]


class _Part:
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
        self.asked.update(item.numbers[0] for item in chain)
        if chain:
            self.last = _value(chain[-1])


def _asks(lines: Sequence[Line], item: Numbered) -> bool:
    text = lines[item.line].text[item.body :].strip() or "".join(
        line.text for line in lines[item.line + 1 : item.line + 2]
    )
    return bool(_ASKS.search(text))


def _value(item: Numbered | Heading) -> int:
    return int(re.sub(r"\D", "", item.numbers[0]))


def _asking_chain(lines: Sequence[Line], region: Sequence[Numbered], stop: int, wanted: set[str]) -> list[Numbered]:
    """The questions at the end of a region: those that bear a wanted number and ask, counting on."""
    region = [item for item in region if item.numbers[0] in wanted]
    asking = _asking(lines, region, stop)
    chain: list[Numbered] = []
    for item in reversed(region):
        key = (_value(item), item.numbers[0])
        if item.line in asking and (not chain or key < (_value(chain[-1]), chain[-1].numbers[0])):
            chain.append(item)
    return chain[::-1]


def _longest_chain(lines: Sequence[Line], region: Sequence[Numbered], stop: int) -> list[Numbered]:
    """The longest run 1, 2, 3 … of questions; of two as long, the last."""
    best: list[Numbered] = []
    asking = _asking(lines, region, stop)
    for index, item in enumerate(region):
        if item.numbers[0] not in {"1", "1a"} or item.line not in asking:
            continue
        chain = _counting_on(region[index:], asking)
        if len(chain) >= len(best):
            best = chain
    return best


def _counting_on(items: Sequence[Numbered], asking: set[int]) -> list[Numbered]:
    """The first item and those that go on counting; a number may be missing before one that asks."""
    chain = [items[0]]
    rest = list(items[1:])
    while True:
        last = _value(chain[-1])
        found = next((i for i, item in enumerate(rest) if _value(item) == last + 1), None)
        if found is None:
            found = next((i for i, item in enumerate(rest) if _value(item) > last and item.line in asking), None)
        if found is None:
            return chain
        chain.append(rest[found])
        del rest[: found + 1]


def _backward_chain(region: Sequence[Numbered], wanted: Sequence[str]) -> list[Numbered]:
    chain: list[Numbered] = []
    left = list(wanted)
    for item in reversed(region):
        if left and item.numbers[0] == left[-1]:
            chain.append(item)
            left.pop()
    return chain[::-1]


def _chain_from(lines: Sequence[Line], region: Sequence[Numbered], stop: int, part: _Part) -> list[Numbered]:
    """The last line in the region that bears the next number, and those behind it that go on counting.

    Where none does, those that ask: a number is missing, was passed over before, or the numbering begins again.
    """
    asking = _asking(lines, region, stop)
    for index in range(len(region) - 1, -1, -1):
        if _value(region[index]) == part.last + 1:
            chain = _counting_on(region[index:], asking)
            break
    else:
        chain = []
    numbers = {item.numbers[0] for item in region}
    other = _asking_chain(lines, region, stop, numbers if not chain and "1" in numbers else numbers - part.asked)
    return max(chain, other, key=len)


def _numbered_answers(lines: Sequence[Line], marks: list[Heading], numbered: Sequence[Numbered]) -> list[Heading]:
    """Answers that stand numbered under one common heading: "Beantwoording", then "1. …", "2. en 3. …"."""
    answers = [mark for mark in marks if mark.role == "answer"]
    if len(answers) != 1 or answers[0].numbers:
        return marks
    asked = [
        number for mark in marks if mark.role == "question" and mark.line < answers[0].line for number in mark.numbers
    ]
    if len(asked) < 2:
        return marks
    behind = [item for item in numbered if item.line > answers[0].last]
    chain = _covering_chain(behind, asked)
    if not chain:
        return marks
    kept = [mark for mark in marks if mark.line < answers[0].line]
    kept.append(answers[0]._replace(role="title"))
    return kept + [Heading("answer", item.numbers, item.line, item.line, item.body) for item in chain]


def _covering_chain(items: Sequence[Numbered], asked: Sequence[str]) -> list[Numbered]:
    """Numbered lines that answer all that was asked, each number once, in order of the first."""
    chain: list[Numbered] = []
    left = list(dict.fromkeys(asked))
    for item in items:
        if left and item.numbers[0] == left[0] and set(item.numbers) <= set(left):
            chain.append(item)
            left = [number for number in left if number not in item.numbers]
    return chain if not left else []


def _split_letters(lines: Sequence[Line], blocks: list[Block]) -> list[Block]:
    """Part a question with sub-questions a, b, c where the answers are headed "3a", "3b"; what leads in goes with a."""
    answered = {number for block in blocks if block.role == "answer" for number in block.numbers}
    parted: list[Block] = []
    for block in blocks:
        number = block.numbers[0] if block.role == "question" and len(block.numbers) == 1 else ""
        letters = [letter for letter in string.ascii_lowercase if number.isdigit() and number + letter in answered]
        at = [
            line
            for line in range(block.start[0], block.stop)
            if (match := _LETTER.match(lines[line].text)) and match["letter"].lower() in letters
        ]
        if len(letters) < 2 or len(at) != len(letters):
            parted.append(block)
            continue
        starts = [block.start, *((line, _LETTER.match(lines[line].text).end()) for line in at[1:])]
        stops = [*at[1:], block.stop]
        parted += [
            Block("question", (number + letter,), block.heading, start, stop)
            for letter, start, stop in zip(letters, starts, stops, strict=True)
        ]
    return parted


def _number_the_unnumbered(blocks: list[Block]) -> None:
    """Count questions headed "Vraag:" and tie answers headed "Antwoord" to what was asked since the last answer."""
    count = 0
    pending: list[str] = []
    for index, block in enumerate(blocks):
        if block.role == "question":
            if not block.numbers:
                block.numbers = (str(count + 1),)
            count = max([count, *(int(re.sub(r"\D", "", number) or 0) for number in block.numbers)])
            if index and blocks[index - 1].role == "answer":
                pending = []
            pending += block.numbers
        elif not block.numbers:
            block.numbers = tuple(pending)


# -- questions and answers without headings ----------------------------------------------------------------------------


def _unheaded(
    lines: Sequence[Line], headings: list[Heading], numbered: Sequence[Numbered], styles: Sequence[str]
) -> tuple[list[Block], str]:
    """Numbered questions, each followed by its answer as the next paragraph, or all questions and then all answers."""
    runs = [[h for h in headings if h.numbers]] if headings else _question_runs(lines, numbered)
    blocks: list[Block] = []
    for index, run in enumerate(runs):
        if not run:
            continue
        stop = runs[index + 1][0].line if index + 1 < len(runs) else len(lines)
        while (
            index + 1 < len(runs)
            and stop - 1 > run[-1].line
            and _is_title(lines, styles, stop - 1, styles[run[-1].line])
        ):
            stop -= 1
        blocks += _run_blocks(lines, run, stop, numbered, styles)
    listed = any(a.role == b.role == "question" for a, b in pairwise(blocks)) and any(
        block.role == "answer" for block in blocks
    )
    return blocks, "questions first" if listed else "paragraphs"


def _question_runs(lines: Sequence[Line], numbered: Sequence[Numbered]) -> list[list[Heading]]:
    """Runs 1, 2, 3 … of numbered lines that ask; numbering may restart, for a second party say."""
    single = [item for item in numbered if len(item.numbers) == 1]
    asking = _asking(lines, single, len(lines))
    runs: list[list[Heading]] = []
    for item in single:
        if item.line not in asking:
            continue
        number = item.numbers[0]
        mark = Heading("question", item.numbers, item.line, item.line, item.body)
        if runs and number == str(int(re.sub(r"\D", "", runs[-1][-1].numbers[0])) + 1):
            runs[-1].append(mark)
        elif number == "1":
            runs.append([mark])
    longest = max((len(run) for run in runs), default=0)
    return [run for run in runs if len(run) >= 2 or longest == 1]


def _asking(lines: Sequence[Line], items: Sequence[Numbered], stop: int) -> set[int]:
    """Those of the numbered lines with a question mark before the next number."""
    found = set()
    for index, item in enumerate(items):
        end = min(stop, item.line + _LONGEST_QUESTION)
        for place in range(index + 1, len(items)):
            if items[place].line >= end:
                break
            if _value(items[place]) <= _value(item) + _STEP:
                end = items[place].line
        if any("?" in line.text for line in lines[item.line : end]):
            found.add(item.line)
    return found


def _run_blocks(
    lines: Sequence[Line], run: list[Heading], stop: int, numbered: Sequence[Numbered], styles: Sequence[str]
) -> list[Block]:
    ends = [mark.line for mark in run[1:]] + [stop]
    splits = [
        _split_paragraphs(lines, styles, _after(lines, mark)[0], end) for mark, end in zip(run, ends, strict=True)
    ]
    unanswered = sum(split == end for split, end in zip(splits[:-1], ends[:-1], strict=True))
    if len(run) > 1 and unanswered > 0.8 * (len(run) - 1):
        asked = [number for mark in run for number in mark.numbers]
        behind = _within(numbered, splits[-1], stop)
        chain = _covering_chain(behind, asked)
        questions = [
            Block("question", mark.numbers, mark.line, _after(lines, mark), split)
            for mark, split in zip(run, splits, strict=True)
        ]
        answers = [
            Block("answer", item.numbers, item.line, (item.line, item.body), end)
            for item, end in zip(chain, [*(item.line for item in chain[1:]), stop], strict=False)
        ]
        if not chain:
            questions[-1].stop = splits[-1]
        blocks = questions + answers
    else:
        blocks = []
        for mark, split, end in zip(run, splits, ends, strict=True):
            blocks.append(Block("question", mark.numbers, mark.line, _after(lines, mark), split))
            if split < end:
                blocks.append(Block("answer", mark.numbers, split, (split, 0), end))
    for block in blocks:
        if block.role == "question":
            block.questions = _single_questions(lines, block, numbered)
    return blocks


def _split_paragraphs(lines: Sequence[Line], styles: Sequence[str], start: int, stop: int) -> int:
    """The line with which the answer begins: after the paragraph that asks, or where the emphasis changes."""
    if start >= stop:
        return stop
    style = styles[start]
    changes = [at for at in range(start + 1, stop) if (styles[at] == style) is not (styles[at - 1] == style)]
    if changes and (style != "plain" or styles[changes[0]] != "plain") and len(changes) == 1:
        return changes[0]
    opens = [at for at in range(start, stop) if at == start or _opens_paragraph(lines, at)]
    ends = [*opens[1:], stop]
    asks = [any("?" in line.text for line in lines[a:b]) for a, b in zip(opens, ends, strict=True)]
    if not any(asks):
        return opens[1] if len(opens) > 1 else stop
    last = asks.index(True)
    while last + 2 < len(opens) and _ENDS_ASKING.search(lines[ends[last + 1] - 1].text):
        last += 1
    return ends[last]


def _opens_paragraph(lines: Sequence[Line], at: int) -> bool:
    line, before = lines[at], lines[at - 1]
    if line.gap:
        return True
    # without blank lines: a line that asks to its end, and a sentence behind it
    return bool(_ENDS_ASKING.search(before.text)) and line.text.lstrip()[:1].isupper()


# -- what both have in common ------------------------------------------------------------------------------------------


def _single_questions(
    lines: Sequence[Line], block: Block, numbered: Sequence[Numbered]
) -> list[tuple[str | None, Place, Place]]:
    """The single questions of a block that asks several, without the numbers printed before them."""
    inner = {item.numbers[0]: item for item in _within(numbered, block.start[0], block.stop) if len(item.numbers) == 1}
    end = (block.stop, 0)
    if len(block.numbers) == 1:
        item = inner.get(block.numbers[0])
        start = block.start
        if item and item.line == start[0] and start[1] == 0 and lines[item.line].text[item.body :].strip():
            start = (item.line, item.body)
        return [(block.numbers[0], start, end)]
    if all(number in inner for number in block.numbers):
        items = [inner[number] for number in block.numbers]
        if all(a.line < b.line for a, b in pairwise(items)):
            starts = [(item.line, item.body) for item in items]
            return list(zip(block.numbers, starts, [*((item.line, 0) for item in items[1:]), end], strict=True))
    starts = _question_starts(lines, block)
    if len(starts) == len(block.numbers):
        return list(zip(block.numbers, starts, [*starts[1:], end], strict=True))
    return [(None, block.start, end)]


def _question_starts(lines: Sequence[Line], block: Block) -> list[Place]:
    """Where single questions begin: by paragraph, else by line behind a question mark, else behind one in a line."""
    wanted = len(block.numbers)
    inside = range(block.start[0] + 1, block.stop)
    paragraphs = [block.start, *((at, 0) for at in inside if lines[at].gap or lines[at].cut)]
    rows = [block.start, *((at, 0) for at in inside if _opens_paragraph(lines, at))]
    glued = [block.start]
    for at in range(block.start[0], block.stop):
        if at > block.start[0] and _opens_paragraph(lines, at):
            glued.append((at, 0))
        begin = block.start[1] if at == block.start[0] else 0
        glued += [(at, match.end()) for match in re.finditer(r"\?[\"'’”»)]?(?=[A-Z])", lines[at].text[begin:])]
    for starts in (paragraphs, rows, glued):
        if len(starts) == wanted:
            return starts
    return []


def _without_section(lines: Sequence[Line], block: Block, styles: Sequence[str]) -> int:
    """Where an answer ends if the title of the next part of the letter stands behind it."""
    stop = block.stop
    while stop - 1 > block.start[0] and stop < len(lines):
        if not _is_title(lines, styles, stop - 1, styles[block.start[0]]):
            break
        stop -= 1
    return stop


def _is_title(lines: Sequence[Line], styles: Sequence[str], at: int, style: str) -> bool:
    """Whether a line titles what follows, in a text of the given style."""
    text = lines[at].text
    shown = styles[at] == "title" or (styles[at] == "bold" and style != "bold")
    return (shown or bool(_SECTION.match(text))) and not _ENDS_SENTENCE.search(text)


def _cut_closing(lines: Sequence[Line], blocks: list[Block]) -> None:
    """End the letter's last block, and its last answer if questions follow, where the closing begins."""
    short = SHORT_OF * full_width(lines)
    for last in (blocks[-1:] if blocks else []) + [block for block in blocks if block.role == "answer"][-1:]:
        _cut(lines, last, short)


def _cut(lines: Sequence[Line], last: Block, short: float) -> None:
    for at in range(last.start[0] + (last.role == "answer"), last.stop):
        line = lines[at]
        before = lines[at - 1].text.rstrip() if at else ""
        opens = (
            line.gap or line.cut or len(before) < short or len(line.text.strip()) < 60 or _ENDS_SENTENCE.search(before)
        )
        if opens and (_closes(lines, at, last.stop) or _SECTION.match(line.text)):
            last.stop = at
            if last.questions:
                number, start, _ = last.questions[-1]
                last.questions[-1] = (number, start, (at, 0))
            return


_RUNS_ON = re.compile(r"\s*(?!(?:mr|drs|ir|dr|prof|ing|dhr|mw|mevr|namens|voor)\b)[a-z]")


def _closes(lines: Sequence[Line], at: int, stop: int) -> bool:
    """Whether a closing formula begins here; "De minister van Defensie" may be one, or the subject of a sentence."""
    paragraph = _paragraph(lines, at, stop)
    match = _closing().match(paragraph)
    if not match:
        return bool(_closing().match(re.sub(r"-\n(?=[a-z])", "", paragraph).replace("\n", " ")))
    whole = match.group().rstrip().endswith(lines[at].text.strip())
    runs_on = at + 1 < stop and not lines[at + 1].gap and bool(_RUNS_ON.match(lines[at + 1].text))
    return not (whole and runs_on and match.group().rstrip()[-1:] not in set(",.!"))


def _paragraph(lines: Sequence[Line], at: int, stop: int) -> str:
    """The line and what of its paragraph stands behind it; a closing formula is no longer than a few lines."""
    end = at + 1
    while end < min(stop, at + 4) and not lines[end].gap:
        end += 1
    return "\n".join(line.text.strip() for line in lines[at:end])


def _pair(lines: Sequence[Line], styles: Sequence[str], blocks: list[Block], rule: str) -> list[Draft]:
    """Tie every answer to the nearest open questions that bear its numbers."""
    questions = [block for block in blocks if block.role == "question"]
    open_blocks: dict[str, list[Block]] = {}
    drafts: list[tuple[int, Draft]] = []
    late: list[tuple[int, Block]] = []
    for index, block in enumerate(blocks):
        if block.role == "question":
            for number in block.numbers:
                open_blocks.setdefault(number, []).append(block)
            continue
        if _take(block, block.numbers, open_blocks, drafts, rule):
            continue
        late.append((index, block))
    for index, block in late:
        # a misprinted number: the answer to what was asked right before it
        before = []
        for place in range(index - 1, -1, -1):
            if blocks[place].role == "answer":
                break
            before.append(blocks[place])
        if before and not any(other.taken for other in before):
            numbers = tuple(number for other in reversed(before) for number in other.numbers)
            _take(block, numbers, open_blocks, drafts, "misprinted number", fallback=before[::-1])
        elif not _take(block, block.numbers, open_blocks, drafts, "questions last"):
            drafts.append(
                (block.start[0], Draft(block.numbers, (), (block.start, (block.stop, 0)), "answer without question"))
            )
    for block in questions:
        if not block.taken:
            drafts.append((block.start[0], _answer_inside(lines, styles, block)))
    return [draft for _, draft in sorted(drafts, key=lambda pair: pair[0])]


def _answer_inside(lines: Sequence[Line], styles: Sequence[str], block: Block) -> Draft:
    """A question that no heading answers: what stands behind it may be an answer whose heading is missing."""
    end = block.questions[-1][2] if block.questions else (block.stop, 0)
    split = _split_paragraphs(lines, styles, block.start[0], end[0])
    if block.start[0] < split < end[0] and not _ENDS_ASKING.search(lines[end[0] - 1].text):
        asked = tuple((number, start, min(stop, (split, 0))) for number, start, stop in block.questions)
        if all(start < stop for _, start, stop in asked):
            return Draft(block.numbers, asked, ((split, 0), end), "answer without heading")
    return Draft(block.numbers, tuple(block.questions), None, "question without answer")


def _take(
    answer: Block,
    numbers: Sequence[str],
    open_blocks: dict[str, list[Block]],
    drafts: list[tuple[int, Draft]],
    rule: str,
    fallback: Sequence[Block] = (),
) -> bool:
    found: list[Block] = list(fallback)
    if not fallback:
        for number in numbers:
            bearing = open_blocks.get(number, [])
            while bearing and bearing[-1].taken:
                bearing.pop()
            block = next((b for b in reversed(bearing) if not b.taken and b.start < answer.start), None)
            block = block or next((b for b in open_blocks.get(number, ()) if not b.taken), None)
            block = block or next(
                (b for b in open_blocks.get(number.rstrip(string.ascii_lowercase), ()) if not b.taken), None
            )
            if block and all(block is not other for other in found):
                found.append(block)
    if not found:
        return False
    for block in found:
        block.taken = True
    together = tuple(dict.fromkeys([*numbers, *(number for block in found for number in block.numbers)]))
    single = [question for block in found for question in block.questions]
    drafts.append((answer.start[0], Draft(together, tuple(single), (answer.start, (answer.stop, 0)), rule)))
    return True
