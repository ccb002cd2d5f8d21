"""Measure how fast the shipped model labels answers of 82 words, on one core.

Run: OMP_NUM_THREADS=1 python benchmarks/label_speed.py
Prints the machine, the date, the time to load the model, and answers a second (best of five).
"""

from __future__ import annotations

import datetime
import platform
import time

from answerstance.classifying import load_model

QUESTION = "Bent u bereid de raad hierover te informeren? Zo nee, waarom niet?"
SENTENCES = [
    "Het college heeft in {0} overlegd met de bewoners van de wijk over de nieuwe brug.",
    "Daaruit kwamen {0} wensen naar voren, die in de bijlage zijn opgenomen.",
    "Wij zullen uw raad hierover in het voorjaar van {0} nader informeren.",
    "Hoeveel fietsers er in {0} over de brug gingen, is ons niet bekend.",
    "Het is aan de politie om op de snelheid toe te zien, zoals in {0} is afgesproken.",
    "Wij zien geen aanleiding om het besluit van {0} te herzien, omdat de cijfers niet zijn veranderd.",
]


def main() -> None:
    """Load, label, print."""
    started = time.perf_counter()
    model = load_model()
    loaded = time.perf_counter() - started
    pairs = [(QUESTION, _answer(number)) for number in range(3000)]
    words = sum(len(answer.split()) for _, answer in pairs) / len(pairs)
    best = min(_seconds(model, pairs) for _ in range(5))
    print(f"{datetime.date.today()}, {platform.machine()}, Python {platform.python_version()}, one process")
    print(f"load {loaded:.2f} s; {len(pairs) / best:.0f} answers/s of {words:.0f} words")


def _answer(number: int) -> str:
    """One of many answers, alike but for their years."""
    return " ".join(one.format(1990 + (number + at) % 40) for at, one in enumerate(SENTENCES))


def _seconds(model: object, pairs: list[tuple[str, str]]) -> float:
    started = time.perf_counter()
    model.label(pairs)  # type: ignore[attr-defined]
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
