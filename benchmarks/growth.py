"""How reading time grows with the length of a text: composed letters repeated, and repetitions made to be hostile.

Usage: python benchmarks/growth.py [--largest] [--limit SECONDS] [--text NAME] [--ceiling EXPONENT]

A text of n characters that takes n ** 1 time has the growth exponent 1. It is taken between the two largest sizes that
were read; a row stops at the size that takes longer than the limit, and its exponent is then at least the one shown.
Needs a system with SIGALRM.
"""

from __future__ import annotations

import argparse
import datetime
import math
import platform
import signal
import sys
import time
from collections.abc import Sequence

import answerstance

_SIZES = (10_000, 100_000, 1_000_000)
_LARGEST = 10_000_000
_NOISE = 0.02  # seconds: below it a measurement says nothing about growth

_HEADED = """Geachte voorzitter,

Hierbij bied ik u de antwoorden aan op de vragen van het lid Van Rossum over de brug bij Hoogveen.

Vraag 1
Kent u het bericht over de brug bij Hoogveen?1

Antwoord 1
Ja.

Vraag 2
Deelt u de mening dat de brug te smal is? Zo nee, waarom niet?

Vraag 3
Wanneer begint het herstel?

Antwoord op vragen 2 en 3
De brug is in 2019 nagemeten. Zie het antwoord op vraag 1. Het herstel begint in het voorjaar; de provincie
houdt de raad op de hoogte van de voort-
gang.

Hoogachtend,
De minister van Verkeer

1 Zie ook www.nieuws.example/brug

"""
_NUMBERED = """Onderwerp: beantwoording schriftelijke vragen

1. Kent u het bericht over de zwemvijver?

Ja, wij kennen dat bericht.

2. Bent u bereid het water te laten meten?

Het waterschap meet het water elke week. De uitkomsten staan op de kaart van de provincie.

Met vriendelijke groet,

"""
_MARKED = """# Beantwoording

**Vraag 1**
*Hoeveel bomen zijn er geplant?*[^1]

**Antwoord:**
Er zijn 300 bomen geplant, zie [de kaart](https://kaart.example/bomen).

| Vraag | Antwoord |
|---|---|
| 2. Waar? | In het park. |

[^1]: Bericht van 3 mei 2021

"""
_LETTERS = {"letter, headings": _HEADED, "letter, numbers": _NUMBERED, "letter, markdown": _MARKED}
_HOSTILE = (
    "woord ",
    "1. ",
    "1.\n",
    "zie ",
    "Antwoord",
    "Antwoord\n",
    "Antwoord 1\n",
    "Vraag 1\n",
    "|",
    "| a | b |\n",
    "*",
    "**a",
    "_",
    "[^1]\n",
    "<sup>1</sup>",
    "(",
    "?",
    "-\n",
    "\n",
    "a.b",
    "1 Zie 2020\n",
    "Pagina 1\n",
    "T 0500 12 34 00\n",
    "vragen van de leden ",
    "3a en b, ",
    "https://",
)
# what is asked far from what answers it: each unit fills its half, so that pairing has all of them open at once
_HALVES = {
    "all asked, then answers": ("Vraag\nWat?\n", "Antwoord\nJa.\n"),
    "all answered, then asked": ("Antwoord 1\n", "Vraag 1\n"),
    "no answer matches": ("Vraag 1\nWat?\n", "Antwoord 2\nJa.\n"),
    "chains of two": ("1. Is dit zo?\n2. Wat?\nJa.\n", "Antwoord\nJa.\n"),
}
TEXTS = {name: (unit,) for name, unit in _LETTERS.items()} | {repr(unit): (unit,) for unit in _HOSTILE} | _HALVES
"""What is repeated, by the name of its row; of several units each fills an equal share."""


class TooLong(BaseException):
    """A text took longer than the limit; no `Exception`, so that nothing on the way catches it."""


def seconds(units: Sequence[str], size: int, limit: float) -> float | None:
    """The time to read about `size` characters of repeated units; None where it takes longer than the limit."""
    share = size // len(units)
    text = "".join((unit * (share // len(unit) + 1))[:share] for unit in units)
    signal.setitimer(signal.ITIMER_REAL, limit)
    begin = time.perf_counter()
    try:
        answerstance.read_text(text)
        return time.perf_counter() - begin
    except TooLong:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def exponent(sizes: Sequence[int], times: Sequence[float]) -> float | None:
    """The growth between the last two sizes; None where there are not two, or both are too short to tell."""
    if len(times) < 2 or times[-1] < _NOISE:
        return None
    at = len(times) - 1
    return math.log(times[at] / times[at - 1]) / math.log(sizes[at] / sizes[at - 1])


def _stop(*_: object) -> None:
    raise TooLong


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; returns 1 if the worst exponent is above the ceiling."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--largest", action="store_true", help="also 10 MB")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a row stops (default: 60)")
    parser.add_argument("--text", choices=TEXTS, action="append", help="only this text; may be repeated")
    parser.add_argument("--ceiling", type=float, default=math.inf, help="exit with 1 if an exponent is above it")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGALRM, _stop)
    answerstance.read_text("Vraag 1\nKlopt dat?\nAntwoord 1\nJa.")  # word lists and expressions are made on first use
    sizes = (*_SIZES, _LARGEST) if options.largest else _SIZES
    print(f"{datetime.date.today()}, {platform.machine()}, Python {platform.python_version()}, one process; seconds")
    print(f"{'text':25}" + "".join(f"{size // 1000:>8} kB" for size in sizes) + "   exponent")
    worst: tuple[float, str] | None = None
    for name in options.text or TEXTS:
        times: list[float] = []
        cells: list[str] = []
        for size in sizes:
            taken = seconds(TEXTS[name], size, options.limit)
            if taken is None:
                cells.append(f">{options.limit:.0f}")
                break
            times.append(taken)
            cells.append(f"{taken:.3f}")
        stopped = len(times) < len(sizes)
        growth = exponent(sizes, times)
        shown = "–" if growth is None else f"{'≥' if stopped else ''}{growth:.2f}"
        cells += [""] * (len(sizes) - len(cells))
        print(f"{name:25}" + "".join(f"{cell:>11}" for cell in cells) + f"   {shown:>8}", flush=True)
        if growth is not None and (worst is None or growth > worst[0]):
            worst = (growth, name)
    print(f"worst exponent: {worst[0]:.2f} ({worst[1]})" if worst else "nothing took long enough to tell")
    return int(worst is not None and worst[0] > options.ceiling)


if __name__ == "__main__":
    sys.exit(main())
