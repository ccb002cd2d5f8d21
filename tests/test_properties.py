"""What holds for any text at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from answerstance import read, read_text
from conftest import EXAMPLES

WORDS = [
    "Vraag 1", "Vraag 2", "Antwoord 1", "Antwoord op vraag 2 en 3", "Antwoord:", "1.", "2)", "3", "Ja.", "Nee, waarom?",
    "Kunt u dat doen?", "**", "*", "#", "<sup>1</sup>", "[^1]", "| a | b |", "| Vraag | Antwoord |", "|---|---|",
    "1De Krant, 2 mei 2020", "Zie het antwoord op vraag 1.", "Hoogachtend,", "Pagina 2 van 3", "t/m", "\f", "\r\n", "\n",
    "\n\n", "\u00a0", "\u00ad", "e\u0301", "Postbus 12", "T 0500 12 34 00", "1234 AB Plaats", "Toelichting", "<br>",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=60).map("\n".join),
)


def check(letter):
    used = []
    for exchange in letter.exchanges:
        parts = [*exchange.questions, *([exchange.answer] if exchange.answer else [])]
        for part in parts:
            assert part.spans
            assert part.text
            assert list(part.spans) == sorted(part.spans)
            used += part.spans
    everything = sorted([*used, *(piece[:2] for piece in letter.pieces)])
    at = 0
    for start, end in everything:
        assert start == at, "stretches touch and do not overlap"
        assert end > start
        at = end
    assert at == len(letter.text), "nothing of the letter vanishes"


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_disjoint_spans_that_cover_it(text):
    check(read_text(text))


def test_example_letters_are_covered_whole():
    for path in sorted((EXAMPLES / "letters").iterdir()):
        check(read(path))
