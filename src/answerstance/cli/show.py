"""What a person sees on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console, Group
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from answerstance.classifying import Explanation
from answerstance.classifying.explaining import StanceReasons, Weight, in_words
from answerstance.colours import COLOURS
from answerstance.labelling import LabelledLetter
from answerstance.records import Exchange, Letter, Verdict, collapse
from answerstance.stances import ANSWERS, PRIMARIES

_STYLES: Final = {**COLOURS, ANSWERS: "dim"}
_QUESTION_LENGTH = 220
_ANSWER_LENGTH = 320  # of an answer without evidence; evidence is always shown whole
_BESIDE_LENGTH = 160  # of what stands beside evidence
_ANSWER_WEIGHTS = 10


def show_letters(letters: Iterable[LabelledLetter], console: Console | None = None) -> None:
    """Print each letter's answers as a table, and for several letters how often each stance was taken."""
    console = console or Console()
    taken: Counter[str] = Counter()
    shown = answers = 0
    for labelled in letters:
        _show_letter(labelled, console)
        verdicts = [verdict for verdict in labelled.verdicts if verdict is not None]
        shown += 1
        answers += len(verdicts)
        taken.update(stance for verdict in verdicts for stance in verdict.stances or (ANSWERS,))
    if shown > 1:
        counts = ", ".join(f"{taken[stance]} {stance}" for stance in PRIMARIES)
        console.print(f"\n{shown} documents, {answers} answers: {counts} (an answer may take several stances)")


def _show_letter(labelled: LabelledLetter, console: Console) -> None:
    """One letter as a table, evidence underlined in the colour of its stance."""
    show_title(console, labelled.letter)
    if not labelled.exchanges:
        return
    table = Table(show_lines=True, header_style="bold", expand=True)
    table.add_column("nr", no_wrap=True)
    table.add_column("question", ratio=2)
    table.add_column("stance", no_wrap=True)
    table.add_column("answer, evidence underlined", ratio=4)
    for exchange, verdict in zip(labelled.exchanges, labelled.verdicts, strict=True):
        question = " ".join(collapse(question.text) for question in exchange.questions)
        table.add_row(
            ", ".join(exchange.numbers),
            Text(_middle_out(question, _QUESTION_LENGTH)),
            _stances(verdict, exchange),
            _answer(exchange, verdict),
        )
    console.print(table)


def show_exchanges(letter: Letter, console: Console | None = None) -> None:
    """Print a letter's exchanges whole, with the rule that found each."""
    console = console or Console()
    show_title(console, letter)
    for exchange in letter.exchanges:
        console.print(Rule(Text(f"{', '.join(exchange.numbers)}  ({exchange.rule})"), align="left"))
        for question in exchange.questions:
            console.print(Text(question.text, style="bold"))
            console.print()
        console.print(Text(exchange.answer.text) if exchange.answer else Text("no answer", style="italic"))
        if exchange.refers_to:
            console.print(Text(f"refers to {', '.join(exchange.refers_to)}", style="dim"))


def show_title(console: Console, letter: Letter) -> None:
    """Print what a letter is and says of itself."""
    stated = [letter.meta.body, letter.meta.date, letter.meta.reference]
    console.print()
    console.print(Text(letter.path or "text", style="bold"), Text(f" {letter.kind}", style="dim"))
    for line in (" · ".join(value for value in stated if value), letter.meta.subject, ", ".join(letter.meta.askers)):
        if line:
            console.print(Text(line, style="dim"))


def _stances(verdict: Verdict | None, exchange: Exchange) -> Group | Text:
    if verdict is None:
        return Text("no answer", style="italic")
    lines = []
    for stance in verdict.stances or (ANSWERS,):
        share = f" {verdict.probabilities[stance]:.0%}" if stance != ANSWERS else ""
        mark = "*" if stance == verdict.primary and len(verdict.stances) > 1 else ""
        lines.append(Text(f"{stance}{mark}{share}", style=_STYLES[stance]))
    if verdict.stances and verdict.primary == ANSWERS:
        lines.append(Text("mainly answers", style="dim"))
    for stance in verdict.inherited:
        lines.append(Text(f"{stance} via {', '.join(exchange.refers_to)}", style=f"italic {_STYLES[stance]}"))
    if verdict.review:
        lines.append(Text("doubtful: review", style="italic"))
    return Group(*lines)


def _answer(exchange: Exchange, verdict: Verdict | None) -> Text:
    if exchange.answer is None or verdict is None:
        return Text("")
    text = collapse(exchange.answer.text)
    if not verdict.evidence:
        return Text(_middle_out(text, _ANSWER_LENGTH))
    shown = Text()
    at = 0
    for found in verdict.evidence:
        if found.start < at:  # one sentence may show two stances; the first colours it
            continue
        shown.append(_middle_out(text[at : found.start], _BESIDE_LENGTH))
        shown.append(text[found.start : found.end], style=f"underline {_STYLES[found.stance]}")
        at = found.end
    shown.append(_middle_out(text[at:], _BESIDE_LENGTH))
    return shown


def _middle_out(text: str, length: int) -> str:
    """A long text without its middle, cut between words: an asker's request and a body's point stand at the end."""
    if len(text) <= length:
        return text
    head, tail = text[: length // 3], text[-(2 * length // 3) :]
    return f"{head.rpartition(' ')[0]} … {tail.partition(' ')[2]}"


def show_explanation(found: Explanation, stances: Sequence[str], console: Console | None = None) -> None:
    """Print why an answer got its verdict, for some stances."""
    console = console or Console()
    console.print(Text(collapse(found.question), style="bold"))
    asked = ", ".join(name.removeprefix("ask_").replace("_", " ") for name in found.asked)
    console.print(Text(f"asks for: {asked}; stances: {', '.join(found.verdict.stances) or ANSWERS}", style="dim"))
    for reasons in found.stances:
        if reasons.stance in stances:
            _show_reasons(reasons, found.answer, console)


def _show_reasons(reasons: StanceReasons, answer: str, console: Console) -> None:
    taken = "taken" if reasons.probability >= reasons.threshold else "not taken"
    console.print()
    console.print(
        Text(f"{reasons.stance} {reasons.probability:.0%}", style=f"bold {COLOURS[reasons.stance]}"),
        Text(f"{taken}: the threshold is {reasons.threshold:.0%}"),
    )
    console.print(f"the answer as a whole: {_added(reasons.weights[:_ANSWER_WEIGHTS])} (from {reasons.base:+.1f})")
    table = Table(show_lines=True, header_style="bold", expand=True)
    table.add_column("score", no_wrap=True)
    table.add_column("sentence and its cues", ratio=1)
    table.add_column("what weighed", ratio=1)
    for sentence in reasons.sentences:
        cues = ", ".join(f"{wording} = {name}" for wording, name in sentence.cues)
        weights = [Weight(in_words(one.name), one.value) for one in sentence.weights]
        table.add_row(
            f"{sentence.score:.0%}",
            Group(Text(answer[sentence.span.start : sentence.span.end]), Text(cues, style="dim")),
            Text("\n".join(f"{one.value:+.2f}  {one.name}" for one in weights)),
        )
    console.print(table)


def _added(weights: Sequence[Weight]) -> str:
    return "; ".join(f"{one.name} {one.value:+.1f}" for one in weights)
