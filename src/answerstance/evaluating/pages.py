"""Lay out what a report says: a page, a text, a model card, and the folder that holds them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import answerstance
from answerstance.errors import AnswerStanceError
from answerstance.evaluating.content import Section, Table, Text, sections
from answerstance.evaluating.figures import Figures
from answerstance.evaluating.plots import Plot, plots

CARD: Final = "README.md"
"""The model card's file in a model's folder."""

_IN_CARD = ("summary", "review", "older", "agreement")
_TABLES_IN_CARD = {
    "stances": ("Missed", "False alarms"),
    "slices": ("By level", "By length", "By doubt"),
}
_TITLES = {"stances": "How it fails"}
_CODE = re.compile(r"`([^`]+)`")
_PERCENT = re.compile(r"(?<=\d) %")  # a number and its sign stay on one line


def write_report(figures: Figures, folder: str | Path) -> list[Path]:
    """Write ``report.html``, ``report.md``, ``report.json`` and ``plots/`` with each plot as SVG and PNG.

    Parameters
    ----------
    figures : dict
        As `answerstance.evaluating.figures` gives them.
    folder : path
        Made where it is not there; files of the same names are overwritten.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    AnswerStanceError
        matplotlib or jinja2 is not installed, or the folder cannot be written.
    """
    drawn = plots(figures)
    place = Path(folder)
    whole: dict[Path, str | bytes] = {
        place / "report.html": page(figures, drawn),
        place / "report.md": text(figures, drawn),
        place / "report.json": json.dumps(figures, indent=1, ensure_ascii=False, allow_nan=False) + "\n",
    }
    for plot in drawn:
        whole[place / "plots" / f"{plot.name}.svg"] = plot.svg
        whole[place / "plots" / f"{plot.name}.png"] = plot.png
    try:
        (place / "plots").mkdir(parents=True, exist_ok=True)
        for path, content in whole.items():
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    except OSError as error:
        raise AnswerStanceError(f"{folder}: cannot be written ({error.strerror}); choose another folder") from error
    return list(whole)


def page(figures: Figures, drawn: Sequence[Plot]) -> str:
    """The report as one HTML page that needs nothing beside it."""
    style = files("answerstance.evaluating").joinpath("templates/report.css").read_text(encoding="utf-8")
    return _rendered("report.html.j2", figures, sections(figures), drawn, style=style)


def text(figures: Figures, drawn: Sequence[Plot], images: str = "plots/") -> str:
    """The report as Markdown; `images` is put before the name of each plot's file."""
    return _rendered("report.md.j2", figures, sections(figures), drawn, images=images)


def card(figures: Figures) -> str:
    """The model card as Markdown, with the figures of the report."""
    kept = []
    for section in sections(figures):
        shown = [one for one in section.blocks if isinstance(one, Text | Table)]
        if section.id in _TABLES_IN_CARD:
            wanted = _TABLES_IN_CARD[section.id]
            shown = [one for one in shown if isinstance(one, Text) or one.caption.startswith(wanted)]
        if section.id in (*_IN_CARD, *_TABLES_IN_CARD):
            kept.append(Section(section.id, _TITLES.get(section.id, section.title), shown))
    return _rendered("card.md.j2", figures, kept, [], model=figures["made"]["model"])


def _rendered(name: str, figures: Figures, shown: Sequence[Section], drawn: Sequence[Plot], **more: Any) -> str:
    environment = _environment(escaped=name.endswith(".html.j2"))
    blocks: list[Mapping[str, Any]] = [
        {
            "id": section.id,
            "title": section.title,
            "blocks": [{"kind": type(one).__name__, "block": one} for one in section.blocks],
        }
        for section in shown
    ]
    whole = environment.get_template(name).render(
        title=figures["title"],
        version=answerstance.__version__,
        contains_text=figures["contains_text"],
        sections=blocks,
        plots={plot.name: plot for plot in drawn},
        **more,
    )
    return whole.rstrip() + "\n"


def _environment(escaped: bool) -> Any:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
        from markupsafe import Markup, escape
    except ImportError as error:
        raise AnswerStanceError("reports need jinja2: pip install 'answerstance[report]'") from error
    environment = Environment(
        loader=PackageLoader("answerstance.evaluating"), autoescape=escaped, undefined=StrictUndefined
    )
    environment.filters["code"] = lambda value: Markup(
        _PERCENT.sub("\u00a0%", _CODE.sub(r"<code>\1</code>", str(escape(value))))
    )
    environment.filters["cell"] = lambda value: str(value).replace("|", r"\|").replace("\n", " ")
    return environment
