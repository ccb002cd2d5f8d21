"""The plots of a report, each from its figures: SVG, the same bytes for the same figures, and PNG."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from answerstance.colours import COLOURS
from answerstance.errors import AnswerStanceError
from answerstance.evaluating.names import METHOD_NAMES, SYSTEM_NAMES
from answerstance.stances import ANSWERS, PRIMARIES, STANCES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from answerstance.evaluating.figures import Figures

_COLOURS = {**COLOURS, ANSWERS: "#999999"}  # markers and lines differ beside them
_MARKERS = {"commits": "o", "defers": "s", "lacks_data": "^", "declines": "D", ANSWERS: "v"}
_LINES = {"commits": "-", "defers": "--", "lacks_data": "-.", "declines": ":"}
_OTHERS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
_INK = "#1b1c1d"  # becomes the colour of the text around where a plot stands inside a page
_WIDTH = 5.2  # inches: so that the print is still legible on a telephone
_LOOKS = {
    "svg.hashsalt": "answerstance",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "both",
    "grid.color": "#8888884d",
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "figure.constrained_layout.use": True,
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), _INK),
}


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot as files hold it."""

    name: str
    title: str
    alt: str
    """What it shows, in words, with the figures that matter."""
    svg: str
    png: bytes

    @property
    def inline(self) -> str:
        """The SVG to stand inside a page: its ink is that of the page, its ids are its own."""
        body = self.svg[self.svg.index("<svg") :].replace(_INK, "currentColor")
        body = re.sub(r'\bid="', f'id="{self.name}-', body)
        body = re.sub(r'(url\(#|href="#)', rf"\g<1>{self.name}-", body)
        body = re.sub(r'\s(width|height)="[\d.]+pt"', "", body, count=2)
        return body.replace("<svg", f'<svg role="img" aria-labelledby="{self.name}-alt"', 1)


def plots(figures: Figures) -> list[Plot]:
    """All plots that the figures allow, in the order of the report.

    Raises
    ------
    AnswerStanceError
        matplotlib is not installed.
    """
    drawn = []
    for name, (title, draw) in _PLOTS.items():
        with _figure() as figure:
            alt = draw(figure, figures)
            if alt:
                drawn.append(_plot(name, title, alt, figure))
    return drawn


def shares_plot(rows: Sequence[Mapping[str, Any]], by: Sequence[str]) -> Plot:
    """Corrected shares with their intervals, one panel a stance, one row a group; `rows` as `summarise` gives them."""
    groups = list(dict.fromkeys(_group_name(row) for row in rows))
    with _figure(2.2 * _WIDTH, max(2.2, 0.34 * len(groups) + 1.2)) as figure:
        panels = figure.subplots(1, len(PRIMARIES), sharey=True)
        for panel, name in zip(panels, PRIMARIES, strict=True):
            mine = [row for row in rows if row["stance"] == name]
            places = [groups.index(_group_name(row)) for row in mine]
            _rows(
                panel,
                places,
                [row["corrected"] for row in mine],
                [row["interval"] for row in mine],
                _COLOURS[name],
                _MARKERS[name],
            )
            panel.plot([row["share"] for row in mine], places, "|", color=_INK, markersize=9, label="plain count")
            panel.set_title(name, fontsize=10)
            panel.set_xlim(-0.05, 1.05)
            panel.set_xticks([0, 0.5, 1], ["0", ".5", "1"])
        counts = {_group_name(row): row["answers"] for row in rows}
        panels[0].set_yticks(
            range(len(groups)), [textwrap.fill(f"{name} (n\u00a0=\u00a0{counts[name]})", 40) for name in groups]
        )
        panels[0].set_ylabel(", ".join(by))
        panels[0].invert_yaxis()
        figure.supxlabel("share of answers (0 to 1), corrected, with 95 % interval", fontsize=10)
        marks, names = panels[0].get_legend_handles_labels()
        figure.legend(marks[:1], names[:1], loc="outside lower right")
        alt = "; ".join(
            f"{_group_name(row)}: {row['stance']} {row['corrected']:.0%} ({row['interval'][0]:.0%} to"
            f" {row['interval'][1]:.0%})"
            for row in rows
        )
        return _plot("shares", "Share of answers by stance, corrected for known errors, 95 % intervals", alt, figure)


@contextmanager
def _figure(width: float = _WIDTH, height: float = 3.6) -> Iterator[Figure]:
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as error:
        raise AnswerStanceError("plots need matplotlib: pip install 'answerstance[report]'") from error
    with matplotlib.rc_context(_LOOKS):
        yield Figure(figsize=(width, height))


def _plot(name: str, title: str, alt: str, figure: Figure) -> Plot:
    vector, pixels = io.StringIO(), io.BytesIO()
    figure.savefig(vector, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    figure.savefig(pixels, format="png", dpi=200, facecolor="white", metadata={"Software": None})
    return Plot(name, title, alt, vector.getvalue(), pixels.getvalue())


def _rows(
    axes: Axes,
    places: Sequence[float],
    values: Sequence[float],
    intervals: Sequence[Sequence[float] | None],
    colour: str,
    marker: str = "o",
    label: str | None = None,
) -> None:
    """Points with intervals along the x axis."""
    for place, bounds in zip(places, intervals, strict=True):
        if bounds:
            axes.plot(bounds, [place, place], "-", color=colour, linewidth=1.6)
    axes.plot(values, places, marker, color=colour, markersize=5.5, label=label)


def _f1_by_system(figure: Figure, figures: Figures) -> str | None:
    systems = figures.get("systems") or {"answerstance": {"scores": figures["scores"]}}
    axes = figure.subplots()
    names = list(systems)
    step = 0.8 / len(names)
    for number, name in enumerate(names):
        scores = systems[name]["scores"]
        told = [*(scores["stances"][stance]["f1"] for stance in STANCES), scores["macro_f1"]]
        known = [(place, one) for place, one in enumerate(told) if one["value"] is not None]
        _rows(
            axes,
            [place + (number - (len(names) - 1) / 2) * step for place, _ in known],
            [one["value"] for _, one in known],
            [one["interval"] for _, one in known],
            _OTHERS[number % len(_OTHERS)],
            "os^Dv*"[number % 6],
            SYSTEM_NAMES.get(name, name),
        )
    counts = [figures["scores"]["stances"][stance]["n"] for stance in STANCES]
    labels = [f"{stance}\n(n = {count})" for stance, count in zip(STANCES, counts, strict=True)]
    axes.set_yticks(range(5), [*labels, "macro"])
    axes.invert_yaxis()
    axes.set_ylabel("stance (n: answers that take it)")
    axes.set_xlabel(f"F1 (0 to 1), 95 % interval; {_sample(figures)}")
    axes.set_xlim(-0.03, 1)
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.2), ncols=2)
    figure.set_size_inches(_WIDTH, 4.6)
    return "F1, macro over the stances: " + "; ".join(
        f"{SYSTEM_NAMES.get(name, name)} {_value(systems[name]['scores']['macro_f1'])}" for name in names
    )


def _precision_recall(figure: Figure, figures: Figures) -> str | None:
    axes = figure.subplots()
    told = []
    for name, curve in figures["precision_recall"].items():
        if not curve:
            continue
        scores = figures["scores"]["stances"][name]
        label = f"{name} (n = {scores['n']})"
        axes.plot(*zip(*curve, strict=True), _LINES[name], color=_COLOURS[name], linewidth=2, label=label)
        if scores["precision"]["value"] is not None:
            point = scores["recall"]["value"], scores["precision"]["value"]
            axes.plot(*point, _MARKERS[name], color=_COLOURS[name], markersize=8, markeredgecolor=_INK)
        told.append(f"{name} {_value(scores['average_precision'])}")
    axes.set_xlabel(f"recall (share of gold answers found, 0 to 1); {_sample(figures)}")
    axes.set_ylabel("precision (share of told answers right, 0 to 1)")
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    if told:
        axes.legend(loc="lower left")
    figure.set_size_inches(_WIDTH, 4.2)
    return "Average precision, the area under each curve: " + "; ".join(told) if told else None


def _calibration(figure: Figure, figures: Figures) -> str | None:
    axes = figure.subplots()
    curve = figures["calibration"]["all"]
    axes.plot([0, 1], [0, 1], "--", color=_INK, linewidth=1, label="perfect")
    for point in curve:
        if point["taken"]["interval"]:
            axes.plot([point["told"]] * 2, point["taken"]["interval"], "-", color="#0072b2", linewidth=1.6)
    told, taken = [point["told"] for point in curve], [point["taken"]["value"] for point in curve]
    axes.plot(told, taken, "o-", color="#0072b2", label="answerstance")
    for point in curve:
        axes.annotate(
            f"{point['n']:,}",
            (point["told"], point["taken"]["value"]),
            textcoords="offset points",
            xytext=(7, -11),
            fontsize=8,
        )
    axes.set_xlabel("probability told (mean of a bin, 0 to 1)")
    axes.set_ylabel("share that takes the stance (0 to 1)")
    axes.set_xlim(-0.02, 1.05)
    axes.set_ylim(-0.02, 1.02)
    axes.legend(loc="upper left", title=f"figures: decisions in the bin\n{_sample(figures)}", title_fontsize=8)
    figure.set_size_inches(_WIDTH, 4.2)
    return "Told and true share in ten bins: " + "; ".join(
        f"{point['told']:.2f} told, {point['taken']['value']:.2f} true (n = {point['n']})" for point in curve
    )


def _learning(figure: Figure, figures: Figures) -> str | None:
    curve = figures.get("learning_curve")
    if not curve:
        return None
    axes = figure.subplots()
    letters = [point["letters"] for point in curve]
    for name in STANCES:
        line = [point["f1"][name]["value"] for point in curve]
        axes.plot(letters, line, _LINES[name] + _MARKERS[name], color=_COLOURS[name], markersize=4.5, label=name)
    macro = [point["macro_f1"] for point in curve]
    axes.plot(letters, [one["value"] for one in macro], "-", color=_INK, linewidth=2.4, label="macro")
    for x, one in zip(letters, macro, strict=True):
        if one["interval"]:
            axes.plot([x, x], one["interval"], "-", color=_INK, linewidth=1.2)
    axes.set_xlabel("letters learned from (number)")
    axes.set_ylabel("F1 (0 to 1)")
    axes.set_xlim(0)
    axes.set_ylim(0, 1)
    axes.legend(ncols=3, loc="lower right", title=_sample(figures), title_fontsize=8)
    return "Macro F1: " + "; ".join(
        f"{_value(point['macro_f1'])} from {point['letters']} letters ({point['answers']} answers)" for point in curve
    )


def _confusion(figure: Figure, figures: Figures) -> str | None:
    axes = figure.subplots()
    table = figures["primary_confusion"]
    rows = [[count / max(1, sum(row)) for count in row] for row in table]
    axes.imshow(rows, cmap="Blues", vmin=0, vmax=1.0, aspect="auto")
    for at, row in enumerate(table):
        for to, count in enumerate(row):
            ink = "#ffffff" if rows[at][to] > 0.55 else "#000000"
            axes.text(to, at, f"{count:,}\n{rows[at][to]:.0%}", ha="center", va="center", color=ink, fontsize=9)
    axes.set_xticks(range(5), PRIMARIES, fontsize=9)
    axes.set_yticks(
        range(5), [f"{name}\n(n = {sum(row)})" for name, row in zip(PRIMARIES, table, strict=True)], fontsize=9
    )
    axes.set_xlabel("told (number of answers, share of the row)")
    axes.set_ylabel("gold primary stance (n answers)")
    axes.grid(visible=False)
    figure.set_size_inches(_WIDTH, 4.4)
    return "Gold primary stance and how many are told rightly: " + "; ".join(
        f"{name} {row[at]} of {sum(row)}" for at, (name, row) in enumerate(zip(PRIMARIES, table, strict=True))
    )


def _slices(figure: Figure, figures: Figures) -> str | None:
    found = [(matter, one) for matter, rows in figures["slices"].items() if matter != "body" for one in rows]
    found = [(matter, one) for matter, one in found if one["macro_f1"]["value"] is not None]
    if not found:
        return None
    axes = figure.subplots()
    labels, place, last = [], -1.0, None
    for matter, one in found:
        place += 1 if matter == last else 1.7
        last = matter
        labels.append((place, f"{one['name']} ({one['answers']:,})" + (" small" if one["small"] else "")))
        colour, marker = ("#999999", "s") if one["small"] else ("#0072b2", "o")
        _rows(axes, [place], [one["macro_f1"]["value"]], [one["macro_f1"]["interval"]], colour, marker)
    axes.axvline(figures["scores"]["macro_f1"]["value"], color=_INK, linewidth=1, linestyle="--")
    axes.set_yticks([place for place, _ in labels], [name for _, name in labels], fontsize=9)
    axes.set_ylabel("slice (n answers)")
    axes.invert_yaxis()
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel("macro F1 (0 to 1), 95 % interval\ngrey: small; dashed: all answers")
    figure.set_size_inches(_WIDTH, 1.3 + 0.25 * place)
    large = sorted((one["macro_f1"]["value"], f"{matter}: {one['name']}") for matter, one in found if not one["small"])
    told = f"Macro F1 of {len(found)} slices; all figures stand in the tables below"
    for place, (value, name) in zip(("lowest", "highest"), (large[:1] + large[-1:]), strict=False):
        told += f"; {place} of those not small: {name}, {value:.2f}"
    return told


def _prevalence(figure: Figure, figures: Figures) -> str | None:
    found = figures.get("prevalence")
    if not found or not found["curve"]:
        return None
    axes = figure.subplots()
    curve = found["curve"]
    true = [point["true"] for point in curve]
    axes.plot([0, 0.6], [0, 0.6], "--", color=_INK, linewidth=1, label="the truth")
    for number, name in enumerate(METHOD_NAMES):
        line = [point["found"][name] for point in curve]
        axes.plot(true, line, "os^Dv*"[number] + "-", color=_OTHERS[number], markersize=5, label=METHOD_NAMES[name])
    axes.set_xlabel("true share of a stance (0 to 1)")
    axes.set_ylabel("share found (mean, 0 to 1)")
    samples = sum(point["n"] for point in curve)
    axes.legend(loc="upper left", title=f"n = {samples} samples of 200 answers", title_fontsize=8)
    figure.set_size_inches(_WIDTH, 4.2)
    far = curve[-1]
    return f"At a true share of {far['true']:.2f} they find: " + "; ".join(
        f"{METHOD_NAMES[name]} {far['found'][name]:.2f}" for name in METHOD_NAMES
    )


_PLOTS: Final[dict[str, tuple[str, Callable[[Figure, Figures], str | None]]]] = {
    "f1": ("F1 by stance", _f1_by_system),
    "confusion": ("Primary stance: gold and told", _confusion),
    "precision-recall": ("Precision and recall at all thresholds", _precision_recall),
    "calibration": ("Calibration of the probabilities", _calibration),
    "learning-curve": ("Learning curve over letters", _learning),
    "slices": ("Macro F1 by slice", _slices),
    "prevalence": ("Counted and true shares", _prevalence),
}


def _sample(figures: Figures) -> str:
    return f"n = {figures['data']['answers']:,} answers"


def _value(one: Mapping[str, Any]) -> str:
    if one["value"] is None:
        return "none"
    bounds = f" ({one['interval'][0]:.2f} to {one['interval'][1]:.2f})" if one["interval"] else ""
    return f"{one['value']:.2f}{bounds}"


def _group_name(row: Mapping[str, Any]) -> str:
    return " · ".join(row["group"].values()) or "all"
