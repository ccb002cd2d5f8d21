"""The process that labels: letters come on standard input, what was found goes back on standard output.

`answerstance.archiving.supervisor` starts and ends it. It holds one model. Whatever a letter does to it, only this
process ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import BinaryIO

from answerstance.archiving.packing import Reply, labeller
from answerstance.classifying import load_model
from answerstance.errors import AnswerStanceError

_IDLE = 600.0  # seconds without a letter, after which nobody is taken to be waiting
_GRACE = 10.0  # seconds beyond a letter's time, after which nobody is taken to be watching


def main() -> None:
    """Label letters until standard input ends."""
    letters, replies = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not pass for a reply
    folder, name, seconds = pickle.load(letters)
    try:
        label = labeller(load_model(folder), name)
    except AnswerStanceError as error:
        _send(replies, Reply(None, str(error)))
        return
    _send(replies, Reply(None, None))
    while True:
        _end_after(_IDLE)
        try:
            letter = pickle.load(letters)
        except EOFError:
            return
        _end_after(seconds + _GRACE if seconds else 0)
        _send(replies, label(*letter))


def _send(replies: BinaryIO, reply: Reply) -> None:
    pickle.dump(reply, replies)
    replies.flush()


def _end_after(seconds: float) -> None:
    """Let the system end this process after a time, should its supervisor be gone; 0 takes that back.

    The alarm ends the process even in the middle of a regular expression, which no thread of ours could.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
