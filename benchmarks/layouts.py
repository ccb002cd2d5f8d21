"""Letters in the layouts that Dutch governments use, made of exchanges, with the segmentation they must give.

The exchanges are those of the corpus (``kvr.jsonl.gz``), read when a report runs and never kept here; cover letters,
closings, footnotes and letterheads are composed. Everything is drawn from one seed a letter, so a letter can be made
again from its layout and its place.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ASKS, ANSWERS, NOTE = "\ue000", "\ue001", "\ue003"
"""Private characters that ride along while a letter is printed: a question or answer begins, a footnote mark stands."""


class Ambiguous(Exception):
    """The layout cannot express this letter so that a careful reader could tell its parts."""


class Asked(NamedTuple):
    """One question and its number."""

    number: str
    text: str


class Exchange(NamedTuple):
    """What a letter must give: the numbers, the text of each question and the answer."""

    questions: tuple[Asked, ...]
    answer: str

    @property
    def numbers(self) -> tuple[str, ...]:
        """Of all its questions."""
        return tuple(question.number for question in self.questions)


class Sample(NamedTuple):
    """A printed letter and its gold."""

    layout: str
    source: str
    """The corpus letter its exchanges come from."""
    text: str
    gold: tuple[Exchange, ...]
    """In the order of the answers."""
    starts: tuple[int, ...]
    """Offsets at which a single question or an answer begins, in order."""


class Block(NamedTuple):
    """A paragraph, a heading or a line of a list."""

    text: str
    role: str = "text"
    """``text``, ``heading``, ``item`` (no empty line before it), ``raw`` (printed as it stands)."""


@dataclass(frozen=True)
class Page:
    """How a letter is printed."""

    width: int | None
    """Columns; None: a paragraph is one line."""
    hyphens: bool
    blank: bool
    """Whether empty lines part paragraphs."""
    tight: bool
    """Whether a heading stands right above its text although empty lines part paragraphs."""
    lists: bool
    """Whether the items of a list stand on lines of their own."""


Letter = tuple[str, tuple[Exchange, ...]]
Layout = Callable[[random.Random, Letter, Page], tuple[list[Block], Sequence[Exchange]]]


# -- the exchanges -----------------------------------------------------------------------------------------------------


def corpus_folder() -> Path:
    """Where the corpus is: what ANSWERSTANCE_CORPUS names, or a folder beside the project's."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "corpus"
    return Path(os.environ.get("ANSWERSTANCE_CORPUS") or beside)


def corpus_letters() -> list[Letter]:
    """The corpus's letters whose numbers are sound: each question answered once, each with a text.

    Raises
    ------
    FileNotFoundError
        The corpus is not there; the environment variable ANSWERSTANCE_CORPUS names its folder.
    """
    path = corpus_folder() / "exchanges" / "kvr.jsonl.gz"
    letters: list[Letter] = []
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            exchanges = [_exchange(row, exchange) for exchange in row["exchanges"]]
            numbers = [number for exchange in exchanges for number in exchange.numbers]
            sound = len(set(numbers)) == len(numbers) and numbers == [e for x in row["exchanges"] for e in x["numbers"]]
            if sound and all(_sound(exchange) for exchange in exchanges):
                letters.append((row["letter"], tuple(exchanges)))
    return letters


def _exchange(row: dict, exchange: dict) -> Exchange:
    asked = [Asked(q["number"], _tidy(q["text"])) for q in row["questions"] if q["number"] in exchange["numbers"]]
    return Exchange(tuple(asked), _tidy(exchange["answer"]))


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


# A heading inside a text shows that the corpus's parser lost a boundary there.
_LOST = re.compile(
    r"(?:^|[.?!] )(?:Antwoord|Vraag|Vragen|Antwoorden) \d"
    r"|[Tt]oelichting:? [Dd]eze vragen|Deze vragen dienen ter aanvulling"
)


# So does a formula that closes a letter: the corpus keeps it in the answer, the layouts print one behind it.
_CUT = re.compile(r"[a-z]{2}|[a-z] ")
"""A text that begins in the middle of a sentence."""
_CLOSES = re.compile(
    r"hiermee (?:\w+ ){0,3}(?:te )?(?:heb|hebben) (?:ge[iï]nformeerd|beantwoord|voldaan)|hiermee voldoende (?:te )?heb",
    re.IGNORECASE,
)


def _sound(exchange: Exchange) -> bool:
    texts = [*(question.text for question in exchange.questions), exchange.answer]
    numbers = [int(number) for number in exchange.numbers]
    if _CLOSES.search(exchange.answer) or numbers != sorted(numbers) or any(_CUT.match(text) for text in texts):
        return False
    return bool(exchange.questions) and all(re.search(r"\w", text) and not _LOST.search(text) for text in texts)


def _all_ask(exchanges: Sequence[Exchange]) -> None:
    """A layout without headings needs questions that show as such and answers that do not."""
    for exchange in exchanges:
        if "?" in exchange.answer or not all(question.text.endswith("?") for question in exchange.questions):
            raise Ambiguous


def _merged(rng: random.Random, exchanges: Sequence[Exchange], share: float = 0.3) -> list[Exchange]:
    """Some neighbours answered together."""
    merged: list[Exchange] = []
    for exchange in exchanges:
        rising = merged and int(merged[-1].numbers[-1]) < int(exchange.numbers[0])
        if rising and len(merged[-1].questions) < 6 and rng.random() < share:
            before = merged.pop()
            exchange = Exchange(before.questions + exchange.questions, f"{before.answer} {exchange.answer}")
        merged.append(exchange)
    return merged


# -- paragraphs --------------------------------------------------------------------------------------------------------

_SENTENCE = re.compile(r"(?<=[a-z)»”]{3}[.?!])\s+(?=[A-Z«“‘(])")
_DASHES = re.compile(r"(?<=[:;.,]) (?=[–-] \w)")
_COUNTED = re.compile(r"(?<=[:;.]) (?=(\d{1,2})[.)] \w)")


def _answer(rng: random.Random, text: str, page: Page) -> list[Block]:
    """An answer as paragraphs of a few sentences, its lists as lines where the page has them so."""
    blocks: list[Block] = []
    sentences = _SENTENCE.split(text)
    while sentences:
        size = rng.choice((1, 2, 3, 3, 4, 5, 8))
        blocks += _listed(" ".join(sentences[:size]), page)
        del sentences[:size]
    return [blocks[0]._replace(text=ANSWERS + blocks[0].text), *blocks[1:]]


def _listed(paragraph: str, page: Page) -> list[Block]:
    if not page.lists:
        return [Block(paragraph)]
    parts = _DASHES.split(paragraph)
    if len(parts) < 3:
        places = list(_COUNTED.finditer(paragraph))
        if len(places) > 1 and [int(p[1]) for p in places] == list(range(1, len(places) + 1)):
            bounds = [0, *(place.start() for place in places), len(paragraph)]
            parts = [paragraph[a:b].strip() for a, b in pairwise(bounds)]
        else:
            parts = [paragraph]
    return [Block(parts[0]), *(Block(part, "item") for part in parts[1:])]


def _has_counted_list(exchanges: Sequence[Exchange]) -> bool:
    return any(re.search(r"(?:^|[.:;?!] )\d{1,2}[a-z]?[.)] ?[A-Z«]", exchange.answer) for exchange in exchanges)


def _question(text: str, before: str = "") -> Block:
    return Block(f"{before}{ASKS}{text}")


def _background(rng: random.Random, text: str, before: str, share: float = 0.3) -> list[Block]:
    """A question, at times with what leads up to it as a paragraph of its own."""
    sentences = _SENTENCE.split(text)
    if len(sentences) > 1 and "?" not in sentences[0] and sentences[-1].endswith("?") and rng.random() < share:
        return [_question(sentences[0], before), Block(" ".join(sentences[1:]))]
    return [_question(text, before)]


# -- number phrases and headings ---------------------------------------------------------------------------------------


def _phrase(rng: random.Random, numbers: Sequence[str]) -> str:
    """The numbers as a heading prints them: "2 t/m 5", "1, 2 en 4", "3 & 4"."""
    if len(numbers) == 1:
        return numbers[0]
    values = [int(number) if number.isdigit() else 0 for number in numbers]
    ranged = len(values) > 2 and values == list(range(values[0], values[0] + len(values))) and values[0]
    if ranged and rng.random() < 0.7:
        return rng.choice(("{} t/m {}", "{} tot en met {}", "{}-{}", "{} - {}", "{} – {}", "{} t/m {}")).format(
            numbers[0], numbers[-1]
        )
    last = (
        rng.choice((" en ", " en ", " en ", " & ", ", ", " + ", "/"))
        if len(numbers) == 2
        else rng.choice((" en ", " en ", " & ", ", en "))
    )
    return ", ".join(numbers[:-1]) + last + numbers[-1]


def _end(rng: random.Random) -> str:
    return rng.choice(("", "", ":", "."))


# -- the layouts -------------------------------------------------------------------------------------------------------


def vraag_antwoord(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Headings "Vraag 1" and "Antwoord 1" on lines of their own."""
    end, shout, apart = _end(rng), rng.random() < 0.1, rng.random() < 0.6
    ask, reply = ("VRAAG", "ANTWOORD") if shout else ("Vraag", "Antwoord")
    blocks = []
    for exchange in letter[1]:
        phrase = _phrase(rng, exchange.numbers)
        if apart or len(exchange.questions) == 1:
            for number, text in exchange.questions:
                blocks += [Block(f"{ask} {number}{end}", "heading"), *_background(rng, text, "", 0.2)]
        else:
            blocks.append(Block(f"{ask} {phrase}{end}", "heading"))
            blocks += [_question(question.text) for question in exchange.questions]
        blocks += [Block(f"{reply} {phrase}{end}", "heading"), *_answer(rng, exchange.answer, page)]
    return blocks, letter[1]


def antwoord_op_vraag(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Headings such as "Antwoord op vraag 3 en 4", "Antwoord op de vragen 2 t/m 5:"."""
    exchanges = _merged(rng, letter[1])
    one, many = rng.choice(
        (
            ("Antwoord op vraag", "Antwoord op de vragen"),
            ("Antwoord op vraag", "Antwoord op vragen"),
            ("Antwoord op vraag", "Antwoord op vraag"),
            ("Antwoord vraag", "Antwoord vragen"),
            ("Antwoord bij vraag", "Antwoorden bij de vragen"),
            ("Reactie op vraag", "Reactie op de vragen"),
            ("Beantwoording vraag", "Beantwoording vragen"),
            ("Beantwoording van vraag", "Beantwoording van de vragen"),
            ("Antwoord van het college op vraag", "Antwoord van het college op de vragen"),
        )
    )
    end, start = (
        rng.choice(("", "", ":")),
        rng.choice(("Vraag {}", "Vraag {}", "Vraag {}:", "Vraag nr. {}", "Vraag {}.")),
    )
    blocks = []
    for exchange in exchanges:
        for number, text in exchange.questions:
            blocks += [Block(start.format(number), "heading"), *_background(rng, text, "", 0.2)]
        label = many if len(exchange.questions) > 1 else one
        blocks += [
            Block(f"{label} {_phrase(rng, exchange.numbers)}{end}", "heading"),
            *_answer(rng, exchange.answer, page),
        ]
    return blocks, exchanges


def joint_phrases(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Headings "Vragen 2 t/m 6" over several questions, numbered again or not; "Antwoorden 2-6", "1 & 2:"."""
    exchanges = _merged(rng, letter[1], 0.45)
    end, counted, plural = rng.choice(("", ":")), rng.random() < 0.5, rng.random() < 0.5
    blocks = []
    for exchange in exchanges:
        phrase, many = _phrase(rng, exchange.numbers), len(exchange.questions) > 1
        blocks.append(Block(f"{'Vragen' if many and plural else 'Vraag'} {phrase}{end}", "heading"))
        for number, text in exchange.questions:
            blocks.append(
                _question(text, rng.choice((f"{number}. ", f"{number}. ", f"{number}) ")) if counted and many else "")
            )
        label = "Antwoorden" if many and plural else "Antwoord"
        blocks += [Block(f"{label} {phrase}{end}", "heading"), *_answer(rng, exchange.answer, page)]
    return blocks, exchanges


def numbered_questions(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Lines "9. …", then "Antwoord vraag 9-14:"."""
    exchanges = _merged(rng, letter[1])
    if any("?" not in question.text for exchange in exchanges for question in exchange.questions):
        raise Ambiguous
    label = rng.choice(("Antwoord vraag", "Antwoord", "Antwoord op vraag", "Antwoorden vraag", "Reactie"))
    stop, end = rng.choice((". ", ". ", ") ", " ")), rng.choice((":", ":", ""))
    blocks = []
    for exchange in exchanges:
        for number, text in exchange.questions:
            blocks += _background(rng, text, number + stop, 0.2)
        blocks += [
            Block(f"{label} {_phrase(rng, exchange.numbers)}{end}", "heading"),
            *_answer(rng, exchange.answer, page),
        ]
    return blocks, exchanges


def bare_numbers(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """A line "3", the question, an unnumbered "Antwoord"."""
    stop, label = (
        rng.choice(("", "", ".")),
        rng.choice(("Antwoord", "Antwoord", "Antwoord:", "Reactie", "ANTWOORD", "Antwoord.")),
    )
    blocks = []
    for exchange in letter[1]:
        for number, text in exchange.questions:
            blocks += [Block(number + stop, "heading"), _question(text)]
        blocks += [Block(label, "heading"), *_answer(rng, exchange.answer, page)]
    return blocks, letter[1]


def next_paragraph(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Lines "1. …" and the answer as the next paragraph, no headings; at times a paragraph of background first."""
    exchanges = [exchange for exchange in letter[1] if len(exchange.questions) == 1]
    _all_ask(exchanges)
    if len(exchanges) < len(letter[1]) or [e.numbers[0] for e in exchanges] != [
        str(i + 1) for i in range(len(exchanges))
    ]:
        raise Ambiguous
    stop = rng.choice((". ", ". ", ") ", " "))
    blocks = []
    for exchange in exchanges:
        blocks += _background(rng, exchange.questions[0].text, exchange.numbers[0] + stop)
        blocks += _answer(rng, exchange.answer, page)
    return blocks, exchanges


def bold_italic(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Markdown from a word processor: the question bold, the answer italic or plain, with or without headings."""
    ask, reply = rng.choice((("**", "*"), ("**", ""), ("*", ""), ("**", "_"), ("__", "_"), ("_", "")))
    headed = rng.random() < 0.5
    exchanges = letter[1]
    if not headed and any(len(exchange.questions) > 1 for exchange in exchanges):
        raise Ambiguous
    if not headed and any("?" not in exchange.questions[0].text for exchange in exchanges):
        raise Ambiguous
    if not headed and (exchanges[0].numbers != ("1",) or len(exchanges) < 2):
        raise Ambiguous
    inside = rng.random() < 0.5
    blocks = []
    for exchange in exchanges:
        for number, text in exchange.questions:
            text = _escaped(text)
            if headed:
                blocks += [Block(f"**Vraag {number}:**", "heading"), Block(f"{ask}{ASKS}{text}{ask}")]
            else:
                blocks.append(
                    Block(f"{ask}{number}. {ASKS}{text}{ask}" if inside else f"{number}. {ask}{ASKS}{text}{ask}")
                )
        if headed:
            blocks.append(Block(f"**Antwoord {_phrase(rng, exchange.numbers)}:**", "heading"))
        for block in _answer(rng, exchange.answer, replace(page, lists=False)):
            blocks.append(block._replace(text=f"{reply}{_escaped(block.text)}{reply}"))
    return blocks, exchanges


def _escaped(text: str) -> str:
    return re.sub(r"([*_])", r"\\\1", text)


def markdown_headings(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Headings "#### Vraag 1", or in bold, as converters write them."""
    mark = rng.choice(
        ("## {}", "### {}", "#### {}", "**{}**", "**{}:**", "**{}**:", "*{}*", "__{}__", "<b>{}</b>", "> **{}**")
    )
    blocks = []
    for exchange in letter[1]:
        phrase = _phrase(rng, exchange.numbers)
        blocks.append(Block(mark.format(f"Vraag {phrase}"), "heading"))
        blocks += [_question(_escaped(question.text)) for question in exchange.questions]
        blocks.append(Block(mark.format(f"Antwoord {phrase}"), "heading"))
        blocks += [block._replace(text=_escaped(block.text)) for block in _answer(rng, exchange.answer, page)]
    return blocks, letter[1]


def inline_headings(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Lines "Vraag 1: …" and "Antwoord 1: …" or "Antwoord: …" on the line of their text."""
    ask, reply = rng.choice(
        (
            ("Vraag {}: ", "Antwoord {}: "),
            ("Vraag {}: ", "Antwoord: "),
            ("Vraag {}. ", "Antwoord {}. "),
            ("Vraag {} ", "Antwoord {} "),
            ("Vraag {}) ", "Antwoord {}) "),
            ("V{}: ", "A{}: "),
            ("V{}. ", "A{}. "),
            ("{}. ", "Antwoord: "),
            ("{}. ", "Antwoord {}: "),
            ("Vraag {} - ", "Antwoord {} - "),
        )
    )
    blocks = []
    for exchange in letter[1]:
        for number, text in exchange.questions:
            if ask == "{}. " and "?" not in text:
                raise Ambiguous
            blocks.append(_question(text, ask.format(number)))
        first, *rest = _answer(rng, exchange.answer, page)
        if ask == "Vraag {} " and not all(
            re.match(r"[A-Z]", text) for text in (exchange.answer, *(q.text for q in exchange.questions))
        ):
            raise Ambiguous
        blocks += [first._replace(text=reply.format(_phrase(rng, exchange.numbers)) + first.text), *rest]
    return blocks, letter[1]


def unnumbered(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Headings "Vraag:" and "Antwoord:" without numbers: the reader counts."""
    exchanges = [
        Exchange((Asked(str(at), " ".join(question.text for question in exchange.questions)),), exchange.answer)
        for at, exchange in enumerate(letter[1], start=1)
    ]
    ask, reply = rng.choice(
        (("Vraag:", "Antwoord:"), ("Vraag", "Antwoord"), ("VRAAG", "ANTWOORD"), ("Vraag:", "Reactie:"))
    )
    blocks = []
    for exchange in exchanges:
        blocks += [Block(ask, "heading"), _question(exchange.questions[0].text)]
        blocks += [Block(reply, "heading"), *_answer(rng, exchange.answer, page)]
    return blocks, exchanges


def questions_first(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """All questions, then all answers."""
    exchanges = _merged(rng, letter[1], 0.15)
    asked = [question for exchange in exchanges for question in exchange.questions]
    if len(asked) < 2 or [question.number for question in asked] != [str(i + 1) for i in range(len(asked))]:
        raise Ambiguous
    counted = rng.random() < 0.6
    if counted and _has_counted_list(exchanges):
        raise Ambiguous
    if any("?" not in question.text for question in asked):
        raise Ambiguous
    ask = rng.choice(("{}. ", "{}. ", "{}) ", "Vraag {}: ", "Vraag {}\n"))
    title = rng.choice(("Vragen", "De vragen luiden als volgt.", "Vragen:", ""))
    blocks = [Block(title, "heading")] if title else []
    for number, text in asked:
        if ask.endswith("\n"):
            blocks += [Block(ask.format(number).strip(), "heading"), _question(text)]
        else:
            blocks.append(_question(text, ask.format(number)))
    titled = rng.random() < 0.8 or counted
    if titled:
        blocks.append(
            Block(
                rng.choice(
                    ("Beantwoording", "Antwoorden", "Beantwoording:", "Antwoord", "Antwoord van het college", "Reactie")
                ),
                "heading",
            )
        )
    label = rng.choice(("Antwoord {}", "Antwoord op vraag {}", "Antwoord {}:", "Antwoord vraag {}"))
    for exchange in exchanges:
        phrase = _phrase(rng, exchange.numbers)
        first, *rest = _answer(rng, exchange.answer, page)
        if counted:
            number = (
                "{}. en {}. ".format(*exchange.numbers)
                if len(exchange.numbers) == 2 and rng.random() < 0.5
                else f"{phrase}. "
            )
            blocks += [first._replace(text=number + first.text), *rest]
        else:
            blocks += [Block(label.format(phrase), "heading"), first, *rest]
    return blocks, exchanges


def questions_in_appendix(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """The answers first; the questions only in an appendix."""
    exchanges = _merged(rng, letter[1], 0.15)
    asked = sorted((q for exchange in exchanges for q in exchange.questions), key=lambda question: int(question.number))
    if any("?" not in question.text for question in asked):
        raise Ambiguous
    reply = rng.choice(("Antwoord {}", "Antwoord op vraag {}", "Antwoord vraag {}:", "Antwoord op vraag {}:"))
    ask = rng.choice(("{}. ", "{}. ", "Vraag {}: ", "Vraag {}\n"))
    blocks = []
    for exchange in exchanges:
        blocks += [Block(reply.format(_phrase(rng, exchange.numbers)), "heading"), *_answer(rng, exchange.answer, page)]
    blocks += _closing(rng)
    blocks.append(
        Block(
            rng.choice(
                ("Bijlage: gestelde vragen", "Bijlage 1 - De vragen", "BIJLAGE", "Bijlage: de vragen van de fractie")
            ),
            "heading",
        )
    )
    for number, text in asked:
        if ask.endswith("\n"):
            blocks += [Block(ask.format(number).strip(), "heading"), _question(text)]
        else:
            blocks.append(_question(text, ask.format(number)))
    return blocks, exchanges


def table(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """A markdown table, one row an exchange."""
    head = rng.choice(
        (
            ("Nr.", "Vraag", "Antwoord"),
            ("nr", "Vraag", "Antwoord"),
            ("#", "Vraag", "Reactie college"),
            ("Vraagnummer", "Vraag", "Antwoord"),
            ("Nr", "Vraag van de fractie", "Antwoord van het college"),
            ("Vraag", "Antwoord"),
            ("**Nr.**", "**Vraag**", "**Antwoord**"),
            ("Nr.", "Fractie", "Vraag", "Antwoord"),
            ("Nr.", "Blz.", "Vraag", "Antwoord"),
        )
    )
    rows = ["| " + " | ".join(head) + " |", "|" + "|".join(rng.choice(("---", ":--", " --- ")) for _ in head) + "|"]
    for exchange in letter[1]:
        number = _phrase(rng, exchange.numbers)
        question = "<br>".join(_cell(ASKS + q.text) for q in exchange.questions)
        answer = "<br><br>".join(_cell(block.text) for block in _answer(rng, exchange.answer, page))
        cells = [number, question, answer]
        if len(head) == 2:
            cells = [f"{number}. {question}", answer]
        elif len(head) == 4:
            cells.insert(1, rng.choice(("VVD", "PvdA", "CDA")) if head[1] == "Fractie" else str(rng.randint(3, 90)))
        rows.append("| " + " | ".join(cells) + " |")
    return [Block("\n".join(rows), "raw")], letter[1]


def _cell(text: str) -> str:
    return _escaped(text).replace("|", "\\|")


def aanhangsel(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """The national Aanhangsel: "Vraag 1", footnotes with glued marks; `_paged` sets its pages."""
    blocks, exchanges = vraag_antwoord(rng, letter, replace(page, lists=True))
    share = rng.choice((0.0, 0.08, 0.2))
    return [
        block if block.role == "heading" else block._replace(text=_noted(rng, block.text, share)) for block in blocks
    ], exchanges


def _noted(rng: random.Random, text: str, share: float) -> str:
    """Footnote marks behind words or stops, never where a figure stands beside them."""
    stops = {match.end() for match in re.finditer(r"[a-z]{3}(?:[»”][.,?]?|[.,?;])(?=\s|$)(?!\s\d)", text)}
    words = {
        match.end()
        for match in re.finditer(
            r"[a-z]{4}(?=\s[a-z]{4})(?!\s(?:januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december)\b)",
            text,
        )
    }
    drawn = [place for place in sorted(stops | words) if rng.random() < (share if place in stops else share / 40)]
    for place in reversed(drawn):
        text = text[:place] + NOTE + text[place:]
    return text


def letterhead_inside(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """A municipality's letter with the foot of its paper inside an answer."""
    blocks, exchanges = rng.choice((vraag_antwoord, inline_headings, antwoord_op_vraag))(rng, letter, page)
    places = [
        at
        for at in range(1, len(blocks))
        if blocks[at].role == "text"
        and blocks[at - 1].role == "text"
        and not re.search(f"[{ASKS}{ANSWERS}]", blocks[at].text)
    ]
    if not places:
        raise Ambiguous
    at = rng.choice(places)
    return [*blocks[:at], *_letterhead(rng), *blocks[at:]], exchanges


def _letterhead(rng: random.Random) -> list[Block]:
    place, number = rng.choice(_PLACES), rng.randint(1000, 9999)
    fields = [
        f"organisatie-eenheid: {rng.choice(('Team Ruimte', 'Domein Bestuur', 'Sociaal Domein', 'Beheer'))}",
        f"behandeld door: {rng.choice(_NAMES)}",
        f"telefoonnummer: 0{rng.randint(100, 999)} {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}",
        "bijlage(n): geen",
    ]
    address = [
        rng.choice(("Raadhuisplein 2", "Stadhuisplein 1", "Dorpsstraat 80")),
        "Correspondentieadres:",
        f"Postbus {rng.randint(2, 900)}",
        f"{number} {rng.choice(('AA', 'XE', 'GT'))} {place}",
        f"T 0{rng.randint(100, 999)} {rng.randint(100000, 999999)}",
        f"E info@{place.lower()}.example",
        f"I www.{place.lower()}.example",
        f"IBAN: NL{rng.randint(10, 99)} BNGH 0285 00{rng.randint(10, 99)} {rng.randint(10, 99)}",
    ]
    groups = [fields, address] if rng.random() < 0.6 else [address]
    return [Block("\n".join(group), "raw") for group in groups]


_PARTIES = ("Dorpsbelang", "VVD", "Groen Verbond", "CDA", "D66", "PvdA", "SP", "ChristenUnie", "Lijst Hofstra")


def parties(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Numbering that begins again for every party."""
    exchanges = [exchange for exchange in letter[1] if len(exchange.questions) == 1]
    if len(exchanges) < 4:
        raise Ambiguous
    size = rng.choice((2, 3))
    groups = [exchanges[at : at + size] for at in range(0, len(exchanges), size)]
    if len(groups[-1]) < 2:
        groups[-2:] = [groups[-2] + groups[-1]]
    style = rng.choice((vraag_antwoord, antwoord_op_vraag, inline_headings, next_paragraph))
    title = rng.choice(
        (
            "Fractie {}",
            "Vragen van de fractie van {}",
            "De fractie van {}",
            "{}-fractie",
            "Vragen van de fractie {}",
            "## {}",
            "**{}**",
            "Vragen van het lid {}",
        )
    )
    if len(groups) > len(_PARTIES):
        raise Ambiguous
    names = rng.sample(_PARTIES, len(groups))
    if style is next_paragraph:
        page = replace(page, blank=True)
    drawn = rng.random()  # every party's part in the same form
    blocks: list[Block] = []
    gold: list[Exchange] = []
    for name, group in zip(names, groups, strict=True):
        again = tuple(Exchange((Asked(str(at), e.questions[0].text),), e.answer) for at, e in enumerate(group, start=1))
        part, wanted = style(random.Random(drawn), (letter[0], again), page)
        blocks += [Block(title.format(name), "heading"), *part]
        gold += wanted
    return blocks, gold


def out_of_order(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Groups of questions, then their answers in another order and joint over gaps."""
    asked = [
        (question, exchange.answer)
        for exchange in letter[1]
        for question in exchange.questions
        if len(exchange.questions) == 1
    ]
    if len(asked) < 3:
        raise Ambiguous
    counted = rng.random() < 0.3 and all("?" in question.text for question, _ in asked)
    ask, end = ("{}. " if counted else rng.choice(("Vraag {}\n", "Vraag {}:\n", "Vraag {}: "))), rng.choice(("", ":"))
    label = rng.choice(("Antwoord", "Antwoord op vraag", "Antwoord vraag"))
    blocks: list[Block] = []
    gold: list[Exchange] = []
    while asked:
        size = rng.randint(3, 5)
        group, asked = asked[:size], asked[size:]
        for (number, text), _ in group:
            if ask.endswith("\n"):
                blocks += [Block(ask.format(number).strip(), "heading"), _question(text)]
            else:
                blocks.append(_question(text, ask.format(number)))
        rng.shuffle(group)
        while group:
            take = rng.choice((1, 1, 2, 3))
            together = sorted(group[:take], key=lambda pair: int(pair[0].number))
            del group[:take]
            exchange = Exchange(tuple(question for question, _ in together), together[0][1])
            gold.append(exchange)
            blocks += [
                Block(f"{label} {_phrase(rng, exchange.numbers)}{end}", "heading"),
                *_answer(rng, exchange.answer, page),
            ]
    return blocks, gold


def ocr_noise(rng: random.Random, letter: Letter, page: Page) -> tuple[list[Block], Sequence[Exchange]]:
    """Headings as poor recognition reads them: "Antw00rd 3", "Vraaq 4"."""
    blocks, exchanges = rng.choice((vraag_antwoord, antwoord_op_vraag, inline_headings))(rng, letter, page)
    noisy = []
    for block in blocks:
        head = re.match(r"(?:Vraag|Antwoord|Antwoorden)\b", block.text)
        if head and rng.random() < 0.4:
            word = rng.choice(
                {
                    "Vraag": ("Vraaq", "Vraag", "Vraaq", "Vr@ag", "Vraag"),
                    "Antwoord": ("Antw00rd", "Antwo0rd", "Antw0ord", "Antvvoord"),
                    "Antwoorden": ("Antw00rden", "Antwo0rden"),
                }[head.group()]
            )
            block = block._replace(text=word + block.text[head.end() :])
        noisy.append(block)
    return noisy, exchanges


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        vraag_antwoord,
        antwoord_op_vraag,
        joint_phrases,
        numbered_questions,
        bare_numbers,
        next_paragraph,
        bold_italic,
        markdown_headings,
        inline_headings,
        unnumbered,
        questions_first,
        questions_in_appendix,
        table,
        aanhangsel,
        letterhead_inside,
        parties,
        out_of_order,
        ocr_noise,
    )
}
_NEEDS_BLANK = {"next_paragraph", "bold_italic", "markdown_headings", "table"}
_NEEDS_WIDTH = {"aanhangsel"}
_NO_COVER = {"aanhangsel"}
_NO_PAGE_NUMBERS = {"aanhangsel", "table"}


# -- cover letters and closings ----------------------------------------------------------------------------------------

_PLACES = ("Elsbergen", "Nieuwbeek", "Harderveen", "Ravenoord", "Heuvelrade", "Lindervelde")
_NAMES = (
    "J. de Boer",
    "mr. A.C. van Ruremonde",
    "W. Hesselink",
    "drs. P.J. Hullegie",
    "S. van Leussen",
    "M. el Idrissi",
    "ir. M.C. Duinkerk",
)
_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
)
_SUBJECTS = (
    "de verkeersveiligheid rond de scholen",
    "het zwembad",
    "de opvang van ontheemden",
    "de gaswinning",
    "de jeugdzorg",
    "windmolens langs de A7",
)


def _day(rng: random.Random) -> str:
    return f"{rng.randint(1, 28)} {rng.choice(_MONTHS)} {rng.randint(2015, 2026)}"


def _cover(rng: random.Random) -> list[Block]:
    """What stands before the first question; some letters begin with it at once."""
    place, subject = rng.choice(_PLACES), rng.choice(_SUBJECTS)
    address = rng.choice(
        (
            f"Gemeente {place}\nPostbus {rng.randint(2, 900)}\n{rng.randint(1000, 9999)} AA {place}",
            f"Aan de leden van de gemeenteraad van {place}",
            "De voorzitter van de Tweede Kamer\nder Staten-Generaal\nPostbus 20018\n2500 EA DEN HAAG",
            f"PROVINCIE {place.upper()}\n\nAan de leden van Provinciale Staten",
            "Waterschap De Lage Venen\n"
            f"Aan de fractie {rng.choice(('Water Natuurlijk', 'Bedrijven'))}\nt.a.v. {rng.choice(_NAMES)}",
        )
    )
    fields = rng.choice(
        (
            f"Datum: {_day(rng)}\nKenmerk: {rng.randint(2015, 2026)}/{rng.randint(1000, 9999)}\n"
            f"Onderwerp: beantwoording schriftelijke vragen over {subject}",
            f"Datum          {_day(rng)}\nBetreft        Beantwoording vragen over {subject}",
            f"Ons kenmerk\n{rng.randint(100000, 999999)}\n"
            f"Uw kenmerk\n{rng.randint(2015, 2026)}Z{rng.randint(10000, 20000)}\nBijlage(n)\n1",
            f"{place}, {_day(rng)}\n\nOnderwerp\nSchriftelijke vragen over {subject}",
            f"Zaaknummer: {rng.randint(100000, 999999)}\nBehandeld door: {rng.choice(_NAMES)}\nBijlagen: 2",
        )
    )
    greeting = rng.choice(
        (
            "Geachte voorzitter,",
            "Geachte leden van de raad,",
            "Geachte mevrouw Boekhout,",
            "Geachte heer De Vries,",
            "Beste leden van de fractie,",
            "L.S.,",
        )
    )
    sentence = rng.choice(
        (
            f"Hierbij bied ik u de antwoorden aan op de vragen die zijn gesteld over {subject}.",
            f"Op {_day(rng)} heeft u ons schriftelijke vragen gesteld over {subject}. "
            "Hieronder treft u onze beantwoording aan.",
            f"In antwoord op uw vragen van {_day(rng)} over {subject} delen wij u het volgende mee.",
            "Namens uw fractie heeft u ons vragen gesteld. "
            "Hieronder vindt u eerst steeds uw vraag en daarna ons antwoord.",
            f"Bij brief van {_day(rng)} stelde u een aantal vragen. Deze vragen beantwoorden wij als volgt:",
            "Hierbij beantwoord ik, mede namens de Staatssecretaris van Financiën, "
            "de vragen van de leden De Weerd en Abbink.",
            "Met deze brief beantwoorden wij de vragen 1 t/m 8 die uw fractie over dit onderwerp stelde.",
        )
    )
    parts = [Block(address, "raw"), Block(fields, "raw"), Block(greeting, "heading"), Block(sentence)]
    if rng.random() < 0.2:
        parts += [
            *_closing(rng),
            Block(
                rng.choice(("Bijlage: beantwoording", "Bijlage", f"Antwoorden op de vragen over {subject}")), "heading"
            ),
        ]
    if rng.random() < 0.3:
        parts = parts[2:]
    return [] if rng.random() < 0.15 else parts


def _closing(rng: random.Random) -> list[Block]:
    """What stands behind the last answer."""
    place, name = rng.choice(_PLACES), rng.choice(_NAMES)
    sentence = rng.choice(
        (
            "Wij vertrouwen erop u hiermee voldoende te hebben geïnformeerd.",
            "Wij hopen u hiermee voldoende te hebben geïnformeerd.",
            "Ik vertrouw erop uw vragen hiermee te hebben beantwoord.",
            "Hiermee hopen wij uw vragen naar tevredenheid te hebben beantwoord.",
            "Wij gaan ervan uit dat wij uw vragen hiermee afdoende hebben beantwoord.",
            "Heeft u naar aanleiding van deze brief nog vragen, dan kunt u contact opnemen met " + name + ".",
            "Een afschrift van deze brief zenden wij aan de overige raadsleden.",
            "",
            "",
        )
    )
    greeting = rng.choice(
        (
            "Hoogachtend,",
            "Hoogachtend",
            "Met vriendelijke groet,",
            "Met vriendelijke groeten,",
            "Met de meeste hoogachting,",
        )
    )
    signed = rng.choice(
        (
            f"burgemeester en wethouders van {place},\nde secretaris,\n{name}",
            f"Burgemeester en wethouders van {place},\nde secretaris,          de burgemeester,",
            f"het college van burgemeester en wethouders van {place},\nnamens dezen,\n{name}",
            f"Gedeputeerde Staten van {place},\n{name}, voorzitter",
            f"De Minister van Volkshuisvesting,\n{name}",
            f"DE MINISTER VAN DEFENSIE,\n\n{name}",
            f"{name}\nwethouder",
        )
    )
    copy = [
        Block(rng.choice(("cc. de griffier", "c.c.: de rekenkamer", "Bijlage: 1", "Afschrift aan: de griffie")), "raw")
    ]
    return [
        *([Block(sentence)] if sentence else []),
        Block(greeting, "heading"),
        Block(signed, "raw"),
        *(copy if rng.random() < 0.2 else []),
    ]


# -- printing ----------------------------------------------------------------------------------------------------------


def samples(layout: str, letters: Sequence[Letter], wanted: int, seed: int = 0) -> Iterator[Sample | None]:
    """Letters in one layout, at most `wanted`; None stands for a letter that the layout cannot express.

    The corpus's letters are taken in an order that the seed and the layout decide.
    """
    order = list(range(len(letters)))
    random.Random(f"{seed} {layout}").shuffle(order)
    made = 0
    for at in order:
        if made == wanted:
            return
        try:
            sample = make(layout, letters[at], seed)
        except Ambiguous:
            yield None
            continue
        made += 1
        yield sample


def make(layout: str, letter: Letter, seed: int = 0) -> Sample:
    """Print one letter.

    Raises
    ------
    Ambiguous
        The layout cannot express it.
    """
    rng = random.Random(f"{seed} {layout} {letter[0]}")
    page = _page(rng, layout)
    blocks, gold = LAYOUTS[layout](rng, letter, page)
    if layout == "aanhangsel":
        text = _paged(rng, blocks, page)
    else:
        if layout not in _NO_COVER and rng.random() < 0.9:
            blocks = [*_cover(rng), *blocks]
        if rng.random() < 0.7 and layout != "questions_in_appendix":
            blocks = [*blocks, *_closing(rng)]
        lines = _printed(rng, blocks, page)
        if page.width and layout not in _NO_PAGE_NUMBERS and rng.random() < 0.3:
            lines = _with_page_numbers(rng, lines)
        text = "\n".join(lines)
    if layout == "ocr_noise":
        text = _disguised(rng, text)
    text, starts = _without_marks(text)
    return Sample(layout, letter[0], text, tuple(gold), starts)


def _page(rng: random.Random, layout: str) -> Page:
    width = rng.choice((None, None, 70, 80, 85, 90, 100))
    if layout in _NEEDS_WIDTH:
        width = rng.choice((72, 78, 84))
    if layout in {"table", "bold_italic"}:
        width = None
    blank = layout in _NEEDS_BLANK or rng.random() < 0.7
    return Page(width, rng.random() < 0.4, blank and layout != "aanhangsel", rng.random() < 0.6, rng.random() < 0.6)


def _printed(rng: random.Random, blocks: Sequence[Block], page: Page) -> list[str]:
    lines: list[str] = []
    before = None
    for block in blocks:
        parted = before is not None and block.role != "item" and (page.blank or "raw" in (block.role, before.role))
        if parted and not (before.role == "heading" and page.tight and block.role == "text"):
            lines += [""] * (2 if rng.random() < 0.05 else 1)
        if block.role == "raw":
            lines += block.text.split("\n")
        else:
            lines += _wrapped(rng, block.text, page)
        before = block
    return lines


def _wrapped(rng: random.Random, text: str, page: Page) -> list[str]:
    if page.width is None:
        return [text]
    if not page.hyphens:
        return textwrap.wrap(text, page.width, break_long_words=False, break_on_hyphens=False) or [text]
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > page.width:
            room = page.width - len(line) - 2
            cut = _hyphen_place(word, room)
            if cut:
                lines.append(f"{line} {word[:cut]}-")
                line = word[cut:]
                continue
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _hyphen_place(word: str, room: int) -> int:
    """Where a word may be cut: between syllables, roughly; 0 where it may not."""
    places = [m.end() for m in re.finditer(r"[aeiou][bcdfghjklmnprstvwz]?(?=[bcdfghjklmnprstvwz][aeiou][a-z])", word)]
    places = [place for place in places if 3 <= place <= room and word[:place].strip("«“‘(").isalpha()]
    return places[-1] if places else 0


def _with_page_numbers(rng: random.Random, lines: list[str]) -> list[str]:
    """A page number every page, anywhere in a sentence, with empty lines around it or not."""
    form = rng.choice(("Pagina {} van {}", "{}/{}", "- {} -", "Pagina {}", "blad {}", "pag. {}", "{} van {}"))
    size, around = rng.randint(40, 55), rng.random() < 0.5
    total = len(lines) // size + 1
    paged = []
    for number, first in enumerate(range(0, len(lines), size), start=1):
        paged += lines[first : first + size]
        paged += ["", form.format(number, total), ""] if around else [form.format(number, total)]
    return paged


def _paged(rng: random.Random, blocks: Sequence[Block], page: Page) -> str:
    """Pages of the Aanhangsel as its PDF extracts: notes at the foot, running feet, superscripts flattened."""
    years = rng.randint(2010, 2025)
    volume = f"{years}–{years + 1}"
    foot, size = f"Tweede Kamer, vergaderjaar {volume}, Aanhangsel {{}}", rng.randint(38, 52)
    lifted, glue, spaced = rng.random() < 0.3, rng.choice((0.0, 0.0, 0.5)), rng.random() < 0.2
    last = rng.randint(1, 3999)
    head = [
        "Tweede Kamer der Staten-Generaal2",
        f"Vergaderjaar {volume} Aanhangsel van de Handelingen",
        "Vragen gesteld door de leden der Kamer, met de daarop door de",
        "regering gegeven antwoorden",
        str(last),
        f"Vragen van het lid Van Rossum (Nieuw Midden) aan de Minister van Defensie over {rng.choice(_SUBJECTS)}",
        f"(ingezonden {_day(rng)}).",
        f"Antwoord van Minister Hoekema (Defensie) (ontvangen {_day(rng)}).",
    ]
    lines = list(head)
    for block in blocks:
        wrapped = _wrapped(rng, block.text, page)
        for line in wrapped:
            if glue and lines and line is not wrapped[0] and rng.random() < glue and len(lines[-1]) < 200:
                lines[-1] += line
            else:
                lines.append(line)
    out: list[str] = []
    notes: list[str] = []
    on_page, number, pages = 0, 0, 1

    def close() -> None:
        nonlocal on_page, pages
        out.extend(notes)
        notes.clear()
        if pages == 1:
            out.extend(
                [
                    " ",
                    "  ",
                    f"ah-tk-{years}{years + 1}-{last}",
                    f"ISSN 0921 - 7398’s-Gravenhage {years + 1}{foot.format(pages)}",
                ]
            )
        else:
            out.append(foot.format(pages))
        on_page, pages = 0, pages + 1

    for line in lines:
        while NOTE in line:
            number += 1
            before, after = line.split(NOTE, 1)
            notes += textwrap.wrap(f"{number}{' ' if spaced else ''}{_note(rng)}", page.width or 80)
            if lifted and before.strip() and not before[-1].isalpha():
                out.append(before)
                line = f"{number}{after}"
            else:
                line = f"{before}{number}{after}"
        out.append(line)
        on_page += 1
        if on_page + len(notes) >= size:
            close()
    if on_page:
        close()
    return "\n".join(out)


def _note(rng: random.Random) -> str:
    year = rng.randint(2005, 2025)
    return rng.choice(
        (
            f"NRC, {_day(rng)}, «Geen huisarts te vinden tussen de IJssel en de grens»",
            f"Kamerstuk {rng.randint(29, 36)} {rng.randint(100, 999)}, nr. {rng.randint(1, 300)}",
            f"Aanhangsel Handelingen, vergaderjaar {year}–{year + 1}, nr. {rng.randint(1, 3000)}",
            f"https://www.nieuws.example/artikel/{rng.randint(1000, 99999)}/"
            f"bericht-over-{rng.choice(('water', 'wonen', 'zorg'))}",
            f"Centraal Planbureau, Macro-economische verkenning {year}, Den Haag, p. {rng.randint(3, 90)}",
            f"Zie ook het rapport van de Algemene Rekenkamer van {_day(rng)}.",
            f"www.overheid.example/{rng.randint(100, 999)}",
            f"Stcrt. {year}, {rng.randint(1000, 9999)}",
            f"Artikel {rng.randint(1, 40)}, eerste lid, van de Wet op de zorgtoeslag",
        )
    )


def _disguised(rng: random.Random, text: str) -> str:
    """Line ends, spaces, accents and hyphens as other programs write them."""
    if rng.random() < 0.5:
        text = unicodedata.normalize("NFD", text)
    if rng.random() < 0.4:
        text = re.sub(
            r"\b[a-z]{5}(?=[a-z]{5})", lambda word: word.group() + ("\u00ad" if rng.random() < 0.1 else ""), text
        )
    if rng.random() < 0.4:
        text = re.sub(r"(?<=\w) (?=\w)", lambda _: "\u00a0" if rng.random() < 0.2 else " ", text)
    if rng.random() < 0.4:
        text = text.replace("\n", "\r\n")
    if rng.random() < 0.3:
        text = re.sub(r"(?m)(?<=\S)(?=\r?$)", lambda _: "  " if rng.random() < 0.5 else "", text)
    return text


def _without_marks(text: str) -> tuple[str, tuple[int, ...]]:
    parts = re.split(f"[{ASKS}{ANSWERS}]", text)
    starts, at = [], 0
    for part in parts[:-1]:
        at += len(part)
        starts.append(at)
    return "".join(parts), tuple(starts)
