"""What the tests share: where the example letters and the corpus are."""

import json
import os
import re
from pathlib import Path

import pytest

from answerstance.annotating import corpus_folder
from answerstance.evaluating import stored_report

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"


def plain(text):
    """Letters and digits only: how segmentation is compared."""
    return "".join(re.findall(r"[^\W_]", (text or "").lower()))


def golds(folder):
    """The gold segmentations in a folder, by the name of the letter."""
    return {
        path.name.removesuffix(".json"): json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))
    }


def shown(exchanges):
    """Exchanges in the form of the gold, ready to compare: numbers, plain questions, plain answer."""
    return [
        (
            list(exchange.numbers),
            [plain(question.text) for question in exchange.questions],
            plain(exchange.answer.text) if exchange.answer else None,
        )
        for exchange in exchanges
    ]


def wanted(gold):
    """The gold in the same form."""
    return [
        (exchange["numbers"], [plain(question) for question in exchange["questions"]], plain(exchange["answer"]))
        for exchange in gold["exchanges"]
    ]


@pytest.fixture(scope="session")
def corpus():
    """The corpus folder. Without it a test is skipped, but in CI it fails: green must mean tested."""
    folder = corpus_folder()
    if folder is None:
        reason = "the corpus is not here: set ANSWERSTANCE_CORPUS or place it as annotations/README.md says"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def shipped_figures():
    """All figures of the shipped model's report, from what is stored beside it."""
    return stored_report()
