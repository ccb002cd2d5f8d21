"""What was found is kept, as texts repeat their words and their turns."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

_MOST = 50_000

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Kept(dict[K, T]):
    """Values of a function; ``kept[key]`` finds and keeps them.

    A plain look-up takes half the time of `functools.lru_cache`, which also notes what was asked last: here all is
    forgotten when too much is kept.

    Parameters
    ----------
    function : callable
        Of one key that has a length, such as a word.
    longest : int, default 60
        Letters of a word, parts of a tuple; values of longer keys are not kept: a text without spaces is one huge word.
    """

    def __init__(self, function: Callable[[K], T], longest: int = 60) -> None:
        self._function = function
        self._longest = longest

    def __reduce__(self) -> tuple[type[Kept[K, T]], tuple[Callable[[K], T], int]]:
        return Kept, (self._function, self._longest)  # a copy has yet to find what it keeps

    def __missing__(self, key: K) -> T:
        found = self._function(key)
        if len(key) <= self._longest:  # type: ignore[arg-type]
            if len(self) >= _MOST:
                self.clear()
            self[key] = found
        return found
