"""What a report says: sections of paragraphs, tables and plots, from the figures; pages only lay it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from answerstance.evaluating.figures import Figures
from answerstance.evaluating.names import METHOD_NAMES, SCORE_NAMES, SYSTEM_NAMES
from answerstance.stances import ANSWERS, PRIMARIES, STANCES

MISSING: Final = "–"
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; words between backticks are code."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PlotOf:
    """The place of a plot, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """An answer with its evidence marked."""

    title: str
    question: str
    sentences: tuple[tuple[str, str], ...]
    """Each sentence with what it is evidence for: ``""``, ``gold``, ``told`` or ``both``."""


Block = Text | Table | PlotOf | Quoted


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with its place in the table of contents."""

    id: str
    title: str
    blocks: list[Block] = field(default_factory=list)


def sections(figures: Figures) -> list[Section]:
    """The sections that the figures allow, in order."""
    found = [Section(name, title, list(blocks(figures))) for name, title, blocks in _SECTIONS]
    return [section for section in found if section.blocks]


def _stance_table(figures: Figures) -> Table:
    """The table that sums a report up: F1 and what it is made of, by stance and overall."""
    scores = figures["scores"]
    rows = [
        (name, f"{one['n']:,}", f"{one['told']:,}", *(told(one[score]) for score in _PER_STANCE))
        for name, one in scores["stances"].items()
    ]
    rows += [("macro", "", "", "", "", told(scores["macro_f1"]), told(scores["macro_average_precision"]))]
    rows += [("micro", "", "", "", "", told(scores["micro_f1"]), "")]
    head = ("stance", "gold", "told", "precision", "recall", "F1", "average precision")
    return Table(f"Stances, {_n(figures)}", head, tuple(rows))


def told(one: Mapping[str, Any] | None, percent: bool = False, digits: int = 2) -> str:
    """A score with its interval: ``.74 (.71 to .77)``; what is missing says why."""
    if one is None or one["value"] is None:
        return f"{MISSING} ({one['note']})" if one and one.get("note") else MISSING
    show = _percent if percent else partial(number, digits=digits)
    bounds = f" ({show(one['interval'][0])} to {show(one['interval'][1])})" if one["interval"] else ""
    return show(one["value"]) + bounds + (f"; {one['note']}" if one.get("note") else "")


def number(value: float | None, digits: int = 2) -> str:
    """``.74``: scores lie between 0 and 1, and so need no zero in front."""
    if value is None:
        return MISSING
    shown = f"{value:.{digits}f}"
    return shown.replace("0.", ".", 1) if shown.startswith(("0.", "-0.")) else shown


_PER_STANCE = ("precision", "recall", "f1", "average_precision")
_OVERALL = ("right_sets", "primary_right", "primary_macro_f1", "evidence_f1", "calibration_error")


def _n(figures: Figures) -> str:
    return f"n = {figures['data']['answers']:,} answers of {figures['data']['letters']:,} letters"


def _percent(value: float | None) -> str:
    return MISSING if value is None else f"{100 * value:.1f}\u00a0%"


def _summary(figures: Figures) -> Iterator[Block]:
    scores = figures["scores"]
    yield Text(figures["how"])
    yield Text(
        f"In brackets stand 95 % intervals, from {figures['bootstrap']['resamples']:,} bootstrap samples of letters:"
        " answers of one letter are not independent, so letters are drawn, not answers."
    )
    yield _stance_table(figures)
    rows = tuple((SCORE_NAMES[name], _score(scores, name)) for name in _OVERALL)
    yield Table(f"Over all answers, {_n(figures)}", ("score", "value"), rows)
    if figures.get("warning"):
        yield Text(figures["warning"])


def _score(scores: Mapping[str, Any], name: str) -> str:
    digits = 3 if name == "calibration_error" else 2
    return told(scores[name], percent=name in ("right_sets", "primary_right"), digits=digits)


def _data(figures: Figures) -> Iterator[Block]:
    data = figures["data"]
    yield Text(
        f"{data['answers']:,} answers of {data['letters']:,} letters, {data['sentences']:,} sentences; half of the"
        f" answers have {data['words']['quartiles'][0]:.0f} to {data['words']['quartiles'][1]:.0f} words (median"
        f" {data['words']['median']:.0f}). The reader doubted {data['unsure']:,} of them."
    )
    rows = tuple((*_counted(one), _SAMPLES.get(one["name"], "")) for one in data["samples"])
    yield Table("Samples that are scored", ("sample", *_COUNTED, "how sampled"), rows)
    counts = tuple((name, f"{data['stances'].get(name, 0):,}") for name in PRIMARIES)
    yield Table("Answers that take each stance (several are possible)", ("stance", "answers"), counts)
    for matter in ("level", "period", "body", "format"):
        if len(data[matter]) > 1:
            yield Table(f"Answers by {matter}", (matter, *_COUNTED), tuple(map(_counted, data[matter])))
    if figures.get("learned"):
        rows = tuple(
            (name, f"{one['answers']:,}", f"{one['letters']:,}", _SAMPLES.get(name, ""))
            for name, one in figures["learned"].items()
        )
        yield Table("What the model learns from", ("sample", "answers", "letters", "how sampled"), rows)
    left_out = figures.get("left_out")
    if left_out:
        more = "" if len(left_out) <= _SHOWN else f"; and {len(left_out) - _SHOWN} more, in `report.json`"
        yield Text(f"{len(left_out)} gold answers could not be scored: {'; '.join(left_out[:_SHOWN])}{more}.")


_COUNTED: Final = ("letters", "answers", "sentences")


def _counted(one: Mapping[str, Any]) -> tuple[str, ...]:
    return (one["name"], *(f"{one[column]:,}" for column in _COUNTED))


_SAMPLES: Final = {
    "letters": "every answer of whole letters, as they were found; all but a few of ministers",
    "modern": "single pairs of a public data set, 2021-2024; a block of neighbouring rows stands in for the letter",
    "kvr": "chosen because a rare stance was likely, 1995-2008: learned from, never scored",
    "kvr-chosen": "chosen for an earlier model's doubt, 1995-2008: learned from, never scored",
    "kvr-random": "drawn at random, 1995-2008",
    "kvr-rest": "the other answers of these letters, 1995-2008: learned from, never scored",
    "examples": "composed letters, not real",
    "own": "your own",
}


def _agreement(figures: Figures) -> Iterator[Block]:
    found = figures.get("agreement")
    if not found:
        return
    yield Text(
        "Answers read a second time, independently of the first: what no model can be expected to exceed. Source:"
        f" {found['where']}. The readers were language models working by `annotations/GUIDELINES.md`; no human coder"
        " has checked the labels yet."
    )
    rounds = found["rounds"]
    rows = [
        ("same set of stances", *(_percent(one["same_stances"]) for one in rounds)),
        ("same primary", *(_percent(one["same_primary"]) for one in rounds)),
        ("F1 of one reading against the other, macro", *(number(one["macro_f1"]) for one in rounds)),
        ("the same over evidence sentences", *(number(one["evidence_f1"]) for one in rounds)),
        *((f"Cohen's kappa, {name}", *(number(one["kappa"][name]) for one in rounds)) for name in STANCES),
    ]
    columns = (f"{one['what']}, n = {one['answers']}" for one in rounds)
    yield Table("Two readings of the same answers", ("agreement", *columns), tuple(rows))


def _segmentation(figures: Figures) -> Iterator[Block]:
    found = figures.get("segmentation")
    if not found:
        return
    yield Text(
        "How the letters are cut into questions and answers. The rules were built on these letters, so this is no"
        " promise for others; `benchmarks/README.md` has figures for other layouts. An exchange is exact when its"
        " numbers, its questions and its answer are right, letters and digits only. Boundaries are the places where a"
        " question or an answer begins. Pk (Beeferman and others 1999) and WindowDiff (Pevzner and Hearst 2002) are"
        " errors: 0 is best."
    )
    rows = tuple(
        (
            name,
            str(one["letters"]),
            str(one["exchanges"]),
            _percent(one["exact"]),
            _percent(one["numbers"]),
            _percent(one["boundary_precision"]),
            _percent(one["boundary_recall"]),
            number(one["pk"], 3),
            number(one["windowdiff"], 3),
            f"{one['kind_right']} of {one['letters']}",
        )
        for name, one in found.items()
    )
    head = (
        "format",
        "letters",
        "exchanges",
        "exact",
        "numbers",
        "boundaries right",
        "boundaries found",
        "Pk",
        "WindowDiff",
    )
    yield Table("Segmentation by format", (*head, "kind of document right"), rows)


def _stances(figures: Figures) -> Iterator[Block]:
    yield PlotOf("f1")
    yield PlotOf("confusion")
    for side, text in (("missed", "Missed stances"), ("false_alarms", "False alarms")):
        rows = tuple(
            (name, str(one["n"]), *(str(one["instead"][other]) if other != name else MISSING for other in PRIMARIES))
            for name, one in figures["mistaken"][side].items()
        )
        what = "told in its place" if side == "missed" else "in truth in its place"
        yield Table(f"{text}, and what is {what} (answers)", (text.lower(), "n", *PRIMARIES), rows)


def _shown(figures: Figures) -> Iterator[Block]:
    found = figures["evidence"]
    if not found:
        return
    yield Text(
        "Which sentences show a stance: a sentence counts as shown where evidence covers more than half of it. Scores"
        " are over (answer, stance, sentence), so a stance told wrongly costs here too; over all stances the F1 is"
        f" {told(figures['scores']['evidence_f1'])}."
    )
    rows = tuple(
        (name, f"{one['n']:,}", f"{one['told']:,}", *(told(one[score]) for score in ("precision", "recall", "f1")))
        for name, one in found.items()
    )
    head = ("stance", "gold sentences", "told sentences", "precision", "recall", "F1")
    yield Table(f"Evidence, {_n(figures)}", head, rows)


def _curves(figures: Figures) -> Iterator[Block]:
    yield PlotOf("precision-recall")
    yield Text("The marks are the thresholds in use.")
    yield PlotOf("calibration")
    error = _score(figures["scores"], "calibration_error")
    yield Text(
        f"Expected calibration error over all stances, in ten bins of equal width: {error}. Points on the line mean"
        " that of the answers told a probability of 30 %, 30 % take the stance."
    )
    found = figures.get("thresholds")
    if found:
        rows = tuple(
            (name, number(one["model"], 3), f"{number(one['lowest'], 3)} to {number(one['highest'], 3)}")
            for name, one in found.items()
        )
        yield Text(
            "An answer takes a stance from its threshold on. Thresholds are chosen inside the training data, on"
            " letters held out there: each is the mean of the one with the best F1 and of half the best F1, which is"
            " the best one for calibrated probabilities (Lipton, Elkan and Naryanaswamy 2014). Those of the folds'"
            " models show how far the choice wavers."
        )
        yield Table("Thresholds", ("stance", "model", f"models of the {len(found[STANCES[0]]['folds'])} folds"), rows)


def _review(figures: Figures) -> Iterator[Block]:
    found = figures["review"]
    if not found:
        return
    yield Text(
        f"The model flags {found['flagged']:,} of {_n(figures)[4:]} ({_percent(found['share_flagged'])}) as those a"
        f" person should read first. They hold {found['caught']:,} of the {found['wrong']:,} answers whose stances are"
        f" wrong: {told(found['recall'], percent=True)} of the errors. Of the flagged,"
        f" {told(found['precision'], percent=True)} are wrong; of the others,"
        f" {told(found['right_sets_without'], percent=True)} have exactly their stances."
    )


def _learning(figures: Figures) -> Iterator[Block]:
    if figures.get("learning_curve"):
        yield PlotOf("learning-curve")
        yield Text(
            "Each point learns from so many letters, always more of the same, and is scored on the same answers out"
            " of fold. The last point is the model of this report; the others are of five folds."
        )


def _slices(figures: Figures) -> Iterator[Block]:
    if not figures["slices"]:
        return
    small = figures["small"]
    yield Text(
        f"A slice of fewer than {small['answers']} answers or {small['letters']} letters is marked small: its scores"
        " say little. Macro F1 is over the stances that occur in the slice."
    )
    yield PlotOf("slices")
    for matter, rows in figures["slices"].items():
        shown = tuple(
            (
                one["name"],
                f"{one['answers']:,}",
                f"{one['letters']:,}",
                "small" if one["small"] else "",
                told(one["right_sets"], percent=True),
                told(one["macro_f1"]),
                *(f"{number(f1['value'])} ({f1['n']})" for f1 in one["f1"].values()),
            )
            for one in rows
        )
        f1s = tuple(f"F1 {name} (n)" for name in STANCES)
        yield Table(f"By {matter}", (matter, "answers", "letters", "", "exactly right", "macro F1", *f1s), shown)


def _older(figures: Figures) -> Iterator[Block]:
    found = figures.get("older")
    if not found:
        return
    yield Text(
        f"The model also learns from letters of 1995-2008. On {found['answers']:,} answers of {found['letters']:,} of"
        " those letters, drawn at random and judged out of fold too:"
    )
    rows = [
        *((f"F1 {name} (n = {one['n']})", told(one["f1"])) for name, one in found["stances"].items()),
        *((SCORE_NAMES[name], _score(found, name)) for name in ("macro_f1", *_OVERALL)),
    ]
    yield Table(f"Letters of 1995-2008, n = {found['answers']:,} answers", ("score", "value"), tuple(rows))


def _baselines(figures: Figures) -> Iterator[Block]:
    systems = figures.get("systems") or {}
    if len(systems) < 2:
        return
    yield Text(
        "Systems that anyone would try first, in the same folds: always `answers`; a list of expressions written"
        " beforehand (`evaluating/keywords.txt`); logistic regression on TF-IDF of words and word pairs of the whole"
        " answer; spaCy's bag-of-words text categoriser. The last two learn from the same answers, with thresholds"
        " chosen for F1 on letters held out. The last column is the difference to answerstance, the same letters"
        " drawn for both; the plot under Stances has the intervals of each F1."
    )
    rows = []
    for name, one in systems.items():
        scores, behind = one["scores"], one["behind"]
        gap = behind["macro_f1"] if behind else None
        rows.append(
            (
                SYSTEM_NAMES.get(name, name),
                *(number(scores["stances"][stance]["f1"]["value"]) for stance in STANCES),
                told(scores["macro_f1"]),
                told(scores["micro_f1"]),
                told(scores["macro_average_precision"]),
                told(scores["primary_macro_f1"]),
                difference(gap) if gap else MISSING,
            )
        )
    f1s = tuple(f"F1 {name}" for name in STANCES)
    head = ("system", *f1s, "macro F1", "micro F1", "average precision", "primary, macro F1", "difference in macro F1")
    yield Table(f"Baselines, {_n(figures)}", head, tuple(rows))


def difference(one: Mapping[str, Any]) -> str:
    """A paired difference with its sign and interval."""
    bounds = f" ({_signed(one['interval'][0])} to {_signed(one['interval'][1])})" if one["interval"] else ""
    return _signed(one["difference"]) + bounds


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value), 3)}"


def _random_split(figures: Figures) -> Iterator[Block]:
    found = figures.get("random_split")
    if not found:
        return
    folds = figures["made"]["parts"]["folds"]["folds"]
    yield Text(
        "Much published work deals answers over folds at random. Answers of one letter share topic, writer and whole"
        " sentences, so a model that has seen the others of a letter is asked something easier than it will be asked"
        f" by a new letter. This report deals letters ({folds} folds), and keeps letters together that share twelve"
        f" words in a row. The same model scored by {found['folds']} random folds, although it learns from fewer"
        " answers then:"
    )
    rows = tuple(
        (
            SCORE_NAMES[name],
            told(figures["scores"][name], percent=name == "right_sets"),
            told(found["scores"][name], percent=name == "right_sets"),
            difference(found["flatters"][name]),
        )
        for name in ("macro_f1", "micro_f1", "macro_average_precision", "primary_macro_f1", "evidence_f1", "right_sets")
    )
    head = ("score", "by letter", "at random", "difference")
    yield Table(f"Grouped and random folds, {_n(figures)}", head, rows)
    gap = found["flatters"]["macro_f1"]
    if gap["interval"] and gap["interval"][0] <= 0:
        yield Text(
            "Here the difference in macro F1 cannot be told from 0: the model judges by wording more than by topic,"
            " and most of what it learns from are letters of which one or two answers were read."
        )


def _prevalence(figures: Figures) -> Iterator[Block]:
    found = figures.get("prevalence")
    if not found:
        return
    yield Text(
        "Who counts stances per party, body or year wants shares, and a plain count of verdicts counts errors too:"
        " rare stances come out too common and common ones too rare. `answerstance summarise` corrects for the known"
        " errors: the adjusted mean probability (Forman 2008; Bella and others 2010), damped where the gap to the"
        " plain count may be chance; expectation-maximisation is that of Saerens, Latinne and Decaestecker 2002. All"
        f" were tried here on letters held out from those the errors are learned from, over {found['turns']} halvings:"
        " on whole letters as they come, and on samples drawn so that one class has a share from 0 to 60 %."
    )
    for kind, title in (("letters", "whole letters as they come"), ("shifted", "shares shifted from 0 to 60 %")):
        rows = tuple(
            (f"{size} answers", *(number(100 * by_name[name], 1) for name in METHOD_NAMES))
            for size, by_name in found["errors"][kind].items()
        )
        head = ("sample", *METHOD_NAMES.values())
        yield Table(f"Mean absolute error of a share, in percentage points: {title}", head, rows)
    yield PlotOf("prevalence")
    yield Text(
        f"The 95 % intervals of `summarise` held the true share in {_percent(found['covered']['letters'])} of the"
        f" samples of whole letters and in {_percent(found['covered']['shifted'])} of the shifted ones. The correction"
        " takes it that only the shares differ from the letters it learned the errors from, not how bodies word a"
        " stance."
    )
    older = figures.get("older_shares")
    if older:
        rows = tuple(
            (name, *(_percent(one[column]) for column in ("true", "share", "corrected")), _bounds(one["interval"]))
            for name, one in older.items()
        )
        head = ("class", "true share", "plain count", "corrected", "95 % interval")
        yield Text(
            "A trial where that does not hold: shares in the letters of 1995-2008, with the errors learned on the"
            f" letters of today. Mean absolute error: plain {_points(older, 'share')}, corrected"
            f" {_points(older, 'corrected')} percentage points."
        )
        yield Table("Shares in the letters of 1995-2008", head, rows)


def _bounds(interval: Sequence[float]) -> str:
    return f"{_percent(interval[0])} to {_percent(interval[1])}"


def _points(shares: Mapping[str, Any], column: str) -> str:
    return number(100 * sum(abs(one[column] - one["true"]) for one in shares.values()) / len(shares), 1)


def _against(figures: Figures) -> Iterator[Block]:
    found = figures.get("against")
    if not found:
        return
    yield Text(
        f"“One” is {found['names'][0]}, “other” {found['names'][1]}. Differences are one less the other, the same"
        " letters drawn for both; an interval without 0 is a difference that is no chance of these letters."
    )
    rows = tuple(
        (
            SCORE_NAMES.get(name, name.replace("f1", "F1")),
            number(gap["one"], 3),
            number(gap["other"], 3),
            difference(gap),
        )
        for name, gap in found["differences"].items()
    )
    yield Table(f"Paired differences, n = {found['answers']:,} answers", ("score", "one", "other", "difference"), rows)
    p = MISSING if found["p"] is None else number(found["p"], 3)
    yield Text(
        f"They tell different stances of {len(found['flipped'])} answers: {found['won']} only one has right,"
        f" {found['lost']} only the other (exact McNemar test, p = {p})."
    )
    rows = tuple(
        (flip["id"], _names(flip["gold"]), _names(flip["one"]), _names(flip["other"]), flip["better"] or "neither")
        for flip in found["flipped"]
    )
    if rows:
        yield Table("Answers that flipped", ("answer", "gold", "one", "other", "right"), rows)


def _errors(figures: Figures) -> Iterator[Block]:
    if not figures["errors"]:
        return
    note = (
        "This report contains text of letters: do not pass it on where the letters may not go."
        if figures["contains_text"]
        else "Texts are left out; `--text` shows them where the letters are at hand."
    )
    yield Text(
        f"The {len(figures['errors'])} answers with wrong stances that the model was surest of. Sentences count from"
        f" 1; sureness is the probability that all stances are rightly told. {note}"
    )
    rows = tuple(
        (
            one["id"],
            _names(one["gold"]) + _where(one["gold_evidence"]),
            _names(one["told"]) + _where(one["told_evidence"]),
            number(one["sureness"]),
            ", ".join(f"{name} {number(p)}" for name, p in one["probabilities"].items()),
            str(one["sentences"]),
            "unsure" if one["unsure"] else "",
        )
        for one in figures["errors"]
    )
    head = ("answer", "gold (evidence)", "told (evidence)", "sureness", "probabilities", "sentences", "reader")
    yield Table("The surest errors", head, rows)
    for one in figures["errors"]:
        if one["text"] is not None:
            gold, said = ({at for _, at in one[side]} for side in ("gold_evidence", "told_evidence"))
            marks = [
                "both" if at in gold & said else "gold" if at in gold else "told" if at in said else ""
                for at in range(len(one["text"]))
            ]
            title = f"{one['id']}: gold {_names(one['gold'])}, told {_names(one['told'])}"
            yield Quoted(title, one["question"], tuple(zip(one["text"], marks, strict=True)))


def _names(stances: Sequence[str]) -> str:
    return ", ".join(stances) or ANSWERS


def _where(evidence: Sequence[Sequence[Any]]) -> str:
    places = sorted({at + 1 for _, at in evidence})
    return f" ({', '.join(map(str, places))})" if places else ""


def _made(figures: Figures) -> Iterator[Block]:
    made = figures.get("made")
    yield Text(figures["again"])
    if not made:
        return
    model, parts = made["model"], made["parts"]
    rows = [
        (
            "learned from",
            f"{model['answers']:,} answers of {model['letters']:,} letters, {model['exercises']:,} exercises",
        ),
        ("features", f"{model['features']:,}"),
        ("parameters", ", ".join(f"{name} {value}" for name, value in model["parameters"].items())),
        ("made with", ", ".join(f"{name} {value}" for name, value in model["made_with"].items())),
        ("gold labels", model["data_fingerprint"][:16]),
        *(
            (part, f"code {one['code'][:16]}, gold {one['data'][:16]}, {one['folds']} folds, seed {one['seed']}")
            for part, one in parts.items()
        ),
    ]
    yield Table("Model, code and data", ("what", "which"), tuple(rows))


_SECTIONS: Final = (
    ("summary", "Summary", _summary),
    ("data", "Data", _data),
    ("agreement", "Agreement of readers", _agreement),
    ("segmentation", "Segmentation", _segmentation),
    ("stances", "Stances", _stances),
    ("evidence", "Evidence", _shown),
    ("thresholds", "Curves, calibration, thresholds", _curves),
    ("review", "What to read first", _review),
    ("baselines", "Baselines", _baselines),
    ("split", "Folds at random", _random_split),
    ("learning", "Learning curve", _learning),
    ("slices", "Slices", _slices),
    ("older", "Older letters", _older),
    ("prevalence", "Counting stances", _prevalence),
    ("against", "Against another model", _against),
    ("errors", "Errors", _errors),
    ("made", "How this was made", _made),
)
