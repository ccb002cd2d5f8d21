"""One letter labelled, and many."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from answerstance.classifying import StanceClassifier, load_model
from answerstance.errors import AnswerStanceError
from answerstance.labelling.rows import Row, letter_row, rows_of
from answerstance.letters import read
from answerstance.records import Exchange, Letter, Verdict
from answerstance.segmenting import answers_behind
from answerstance.stances import STANCES

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class LabelledLetter:
    """A letter with a verdict on each of its answers."""

    letter: Letter
    exchanges: tuple[Exchange, ...]
    verdicts: tuple[Verdict | None, ...]
    """One an exchange, in the same order; None where a question got no answer."""
    model: str
    """Which model judged: its name and version."""

    def rows(self) -> list[Row]:
        """One flat row an exchange; for a document without exchanges one row that gives its kind."""
        if not self.exchanges:
            return [letter_row(self.letter, self.model)]
        return rows_of(self.letter, self.exchanges, self.verdicts, self.model)

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a data frame.

        Raises
        ------
        AnswerStanceError
            pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise AnswerStanceError("to_frame() needs pandas: pip install 'answerstance[pandas]'") from error
        return pandas.DataFrame(self.rows())


def label(letter: Letter | str | os.PathLike[str], model: StanceClassifier | None = None) -> LabelledLetter:
    """Read a letter, cut it into exchanges and judge every answer.

    Parameters
    ----------
    letter : Letter, str or path-like
        A letter, or the path of one.
    model : StanceClassifier, optional
        The shipped model by default.

    Raises
    ------
    ReadError
        The file cannot be read as a letter.
    """
    letter = letter if isinstance(letter, Letter) else read(letter)
    model = model or load_model()
    answered = [exchange for exchange in letter.exchanges if exchange.answer is not None]
    judged = iter(model.label([(exchange.question, exchange.answer.text) for exchange in answered]))
    verdicts = [next(judged) if exchange.answer is not None else None for exchange in letter.exchanges]
    return LabelledLetter(
        letter, letter.exchanges, tuple(_with_inherited(letter.exchanges, verdicts)), model_name(model)
    )


def model_name(model: StanceClassifier) -> str:
    """What a row says of the model: version and the data it learned from; ``not stored`` for one fresh from `fit`."""
    manifest = getattr(model, "manifest_", None)
    return "not stored" if manifest is None else name_of_model(manifest)


def name_of_model(manifest: Mapping[str, Any]) -> str:
    """The same for a stored model, by its manifest."""
    return f"answerstance {manifest['made_with']['answerstance']} {manifest.get('data_fingerprint', '')[:8]}".strip()


def _with_inherited(exchanges: Sequence[Exchange], verdicts: Sequence[Verdict | None]) -> Iterator[Verdict | None]:
    """Add to each verdict the stances of the answers that its own answer refers to."""
    by_exchange = {id(exchange): verdict for exchange, verdict in zip(exchanges, verdicts, strict=True)}
    for exchange, verdict in zip(exchanges, verdicts, strict=True):
        if verdict is None or not exchange.refers_to:
            yield verdict
            continue
        behind = {
            stance
            for other in answers_behind(exchange, exchanges)
            if (found := by_exchange[id(other)]) is not None
            for stance in found.stances
        }
        yield replace(verdict, inherited=tuple(s for s in STANCES if s in behind and s not in verdict.stances))
