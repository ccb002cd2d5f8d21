"""Letters to exchanges: the composed letters, the corpus, and single layouts with their look-alikes."""

import pytest

import answerstance
from answerstance import read, read_text
from conftest import EXAMPLES, golds, plain, shown, wanted

EXAMPLE_GOLDS = golds(EXAMPLES / "gold")
SEEDS = {
    "000_ab616893f7dddd1b.txt": ("answers", 11),
    "001_d6de8fe4828f3e60.txt": ("article", 0),
    "002_6326523557dd2610.txt": ("answers", 10),
    "003_46c00c3a674011b0.txt": ("letter", 0),
    "004_d065a5b8accc0534.txt": ("answers", 7),
}


@pytest.mark.parametrize("name", EXAMPLE_GOLDS)
def test_example_letters_are_exact(name):
    gold = EXAMPLE_GOLDS[name]
    letter = read(EXAMPLES / "letters" / name)
    assert letter.kind == gold["kind"]
    assert shown(letter.exchanges) == wanted(gold)
    assert [list(e.refers_to) for e in letter.exchanges] == [e["refers_to"] for e in gold["exchanges"]]


@pytest.mark.parametrize("name", EXAMPLE_GOLDS)
def test_example_answers_read_as_the_gold_does(name):
    """White space, marks and hyphens too, so that evidence offsets mean the same in both."""
    letter = read(EXAMPLES / "letters" / name)
    answers = [" ".join(e.answer.text.split()) for e in letter.exchanges]
    assert answers == [e["answer"] for e in EXAMPLE_GOLDS[name]["exchanges"]]


@pytest.mark.parametrize("name", SEEDS)
def test_seed_documents_are_exact(name, corpus):
    kind, exchanges = SEEDS[name]
    letter = read(corpus / "letters" / name)
    assert (letter.kind, len(letter.exchanges)) == (kind, exchanges)
    assert shown(letter.exchanges) == wanted(golds(corpus / "segmentation")[name])


def test_text_letters_of_the_corpus_are_exact(corpus):
    wrong, total = set(), 0
    for name, gold in golds(corpus / "segmentation").items():
        if not name.endswith((".txt", ".md")):
            continue
        letter = read(corpus / "letters" / name)
        assert letter.kind == gold["kind"], name
        total += len(gold["exchanges"])
        found = shown(letter.exchanges)
        wrong |= {(name, tuple(want[0])) for want in wanted(gold) if want not in found}
        assert len(found) == len(gold["exchanges"]), name
    assert total == 252
    assert not wrong


def test_reference_of_seed_letter_to_two_answers(corpus):
    exchanges = answerstance.segment(corpus / "letters" / "002_6326523557dd2610.txt")
    assert {e.numbers: e.refers_to for e in exchanges}[("10",)] == ("8", "9")


def exchanges_of(text):
    return [
        ("+".join(e.numbers), " / ".join(q.text for q in e.questions), e.answer.text if e.answer else None)
        for e in read_text(text).exchanges
    ]


LAYOUTS = {
    "headings on their own lines": (
        "Vraag 1\nKent u de brug?\n\nAntwoord 1\nJa.\n\nVraag 2\nIs zij veilig?\n\nAntwoord 2\nZij is gekeurd.\n",
        [("1", "Kent u de brug?", "Ja."), ("2", "Is zij veilig?", "Zij is gekeurd.")],
    ),
    "text behind the heading": (
        "Vraag 1: Kent u de brug?\nAntwoord 1: Ja.\nVraag 2: Is zij veilig?\nAntwoord 2: Zij is gekeurd.\n",
        [("1", "Kent u de brug?", "Ja."), ("2", "Is zij veilig?", "Zij is gekeurd.")],
    ),
    "joint answer to numbered questions": (
        "1. Kent u de brug?\n\nAntwoord vraag 1:\nJa.\n\n2. Is zij veilig?\n\n3. Wie keurt haar?\n\n"
        "Antwoord vraag 2-3:\nZij is gekeurd door de aannemer.\n",
        [
            ("1", "Kent u de brug?", "Ja."),
            ("2+3", "Is zij veilig? / Wie keurt haar?", "Zij is gekeurd door de aannemer."),
        ],
    ),
    "a range in words": (
        "Vraag 1\nKent u de brug?\nVraag 2\nIs zij veilig?\nVraag 3\nWie keurt haar?\n"
        "Antwoord op de vragen 1 tot en met 3\nDe aannemer keurt haar elk jaar.\n",
        [("1+2+3", "Kent u de brug? / Is zij veilig? / Wie keurt haar?", "De aannemer keurt haar elk jaar.")],
    ),
    "bare numbers and unnumbered answers": (
        "1\nKent u de brug?\n\nAntwoord\nJa.\n\n2\nIs zij veilig?\n\nAntwoord\nZij is gekeurd, namelijk\n\n1. in mei;\n\n"
        "2. in juni.\n\n3\nWie keurt haar?\n\nAntwoord\nDe aannemer.\n",
        [
            ("1", "Kent u de brug?", "Ja."),
            ("2", "Is zij veilig?", "Zij is gekeurd, namelijk\n\n1. in mei;\n\n2. in juni."),
            ("3", "Wie keurt haar?", "De aannemer."),
        ],
    ),
    "questions first, then answers": (
        "1. Kent u de brug?\n\n2. Is zij veilig?\n\n3. Wie keurt haar?\n\n1. Ja.\n\n2. en 3. De aannemer keurt haar.\n",
        [("1", "Kent u de brug?", "Ja."), ("2+3", "Is zij veilig? / Wie keurt haar?", "De aannemer keurt haar.")],
    ),
    "out of order and over a gap": (
        "Vraag 1\nKent u de brug?\nVraag 2\nIs zij veilig?\nVraag 3\nWie keurt haar?\n"
        "Antwoord 2\nZij is gekeurd.\nAntwoord 1 en 3\nJa, dat doet de aannemer.\n",
        [
            ("2", "Is zij veilig?", "Zij is gekeurd."),
            ("1+3", "Kent u de brug? / Wie keurt haar?", "Ja, dat doet de aannemer."),
        ],
    ),
    "a question never answered": (
        "Vraag 1\nKent u de brug?\nAntwoord 1\nJa.\nVraag 2\nIs zij veilig?\nVraag 3\nWie keurt haar?\nAntwoord 3\nNiemand.\n",
        [("1", "Kent u de brug?", "Ja."), ("2", "Is zij veilig?", None), ("3", "Wie keurt haar?", "Niemand.")],
    ),
    "sub-questions answered one by one": (
        "Vraag 1\nOver de brug:\na. Kent u haar?\nb. Is zij veilig?\nAntwoord 1a\nJa.\nAntwoord 1b\nZij is gekeurd.\n",
        [("1a", "Over de brug: a. Kent u haar?", "Ja."), ("1b", "Is zij veilig?", "Zij is gekeurd.")],
    ),
    "the number before the word": (
        "1. Vraag: Kent u de brug?\n1. Antwoord: Ja.\n2. Vraag\nIs zij veilig?\n2. Antwoord\nZij is gekeurd.\n",
        [("1", "Kent u de brug?", "Ja."), ("2", "Is zij veilig?", "Zij is gekeurd.")],
    ),
    "ad 1": (
        "1. Kent u de brug?\n2. Is zij veilig?\n\nAd 1. Ja.\n\nAd 2. Zij is gekeurd.\n",
        [("1", "Kent u de brug?", "Ja."), ("2", "Is zij veilig?", "Zij is gekeurd.")],
    ),
    "who asks and who answers in the headings": (
        "Vraag 1 (D66):\nKent u de brug?\nAntwoord college op vraag 1:\nJa.\n"
        "Vraag 2 (VVD):\nIs zij veilig?\nReactie van het college op uw vraag 2:\nZij is gekeurd.\n",
        [("1", "Kent u de brug?", "Ja."), ("2", "Is zij veilig?", "Zij is gekeurd.")],
    ),
    "ad 2 inside an answer": (
        "Vraag 1\nKent u de brug en de weg?\n\nAntwoord 1\n\nOver beide punten.\n\nAd 1. De brug: ja.\n\n"
        "Ad 2. De weg: nee.\n\nVraag 2\nIs zij veilig?\n\nAntwoord 2\nJa.\n",
        [
            ("1", "Kent u de brug en de weg?", "Over beide punten.\n\nAd 1. De brug: ja.\n\nAd 2. De weg: nee."),
            ("2", "Is zij veilig?", "Ja."),
        ],
    ),
    "a table with two questions in a cell": (
        "| Nr. | Vraag | Antwoord |\n|---|---|---|\n| 1 en 2 | Kent u de brug?<br>Is zij veilig? | Ja.<br>Zij is gekeurd. |\n",
        [("1+2", "Kent u de brug? / Is zij veilig?", "Ja. Zij is gekeurd.")],
    ),
    "one letter for question and answer": (
        "V1: Kent u de brug?\nA1: Ja.\nV2: Is zij veilig?\nA2: Zij is gekeurd.\n",
        [("1", "Kent u de brug?", "Ja."), ("2", "Is zij veilig?", "Zij is gekeurd.")],
    ),
    "an answer whose heading is missing": (
        "Vraag 1\n\nKent u de brug?\n\nAntwoord 1\n\nJa.\n\nVraag 2\n\nIs zij veilig?\n\nWaarom?\n\n"
        "Zij is gekeurd.\n\nZij voldeed.\n\nVraag 3\n\nHoe oud is zij?\n\nAntwoord 3\n\nOud.\n",
        [
            ("1", "Kent u de brug?", "Ja."),
            ("2", "Is zij veilig?\n\nWaarom?", "Zij is gekeurd.\n\nZij voldeed."),
            ("3", "Hoe oud is zij?", "Oud."),
        ],
    ),
    "a misprinted answer number": (
        "Vraag 1\nKent u de brug?\nAntwoord 1\nJa.\nVraag 2\nIs zij veilig?\nAntwoord 1\nZij is gekeurd.\n",
        [("1", "Kent u de brug?", "Ja."), ("2", "Is zij veilig?", "Zij is gekeurd.")],
    ),
    "a heading's look-alike in running text": (
        "Vraag 1\nKent u de brug?\nAntwoord 1\nJa. Het antwoord staat in mijn brief over\nvraag 2 van het vorige debat.\n"
        "Vraag 3 komt daar ook aan bod.\nVraag 2\nIs zij veilig?\nAntwoord 2\nZij is gekeurd.\n",
        [
            (
                "1",
                "Kent u de brug?",
                "Ja. Het antwoord staat in mijn brief over vraag 2 van het vorige debat. Vraag 3 komt daar ook aan bod.",
            ),
            ("2", "Is zij veilig?", "Zij is gekeurd."),
        ],
    ),
    "a closing behind the last answer": (
        "Vraag 1\nKent u de brug?\nAntwoord 1\nJa.\n\nWij gaan ervan uit dat de brug nog jaren meegaat.\n\n"
        "Wij hopen uw vragen hiermee te hebben beantwoord.\n\nHoogachtend,\n\nhet college\n",
        [("1", "Kent u de brug?", "Ja.\n\nWij gaan ervan uit dat de brug nog jaren meegaat.")],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout):
    text, expected = LAYOUTS[layout]
    assert exchanges_of(text) == expected


@pytest.mark.parametrize("layout", LAYOUTS)
def test_windows_line_ends_change_nothing(layout):
    text, expected = LAYOUTS[layout]
    assert exchanges_of(text.replace("\n", "\r\n")) == expected


def test_footnotes_and_page_breaks_are_left_out():
    text = (
        "Vraag 1\nKent u het bericht over de brug?1\nAntwoord 1\nJa. De brug is in 2019 gekeurd.2 Daarna is zij gerepa-\n"
        "1De Brugkrant, 3 maart 2026, «Brug dicht»\n2Kamerstuk 12 345, nr. 6\n"
        "Tweede Kamer, vergaderjaar 2025–2026, Aanhangsel 1\n"
        "reerd op 4 plaatsen.\nVraag 2\nIs zij veilig?\nAntwoord 2\nJa.\nTweede Kamer, vergaderjaar 2025–2026, Aanhangsel 2\n"
    )
    letter = read_text(text)
    assert [e.answer.text for e in letter.exchanges] == [
        "Ja. De brug is in 2019 gekeurd. Daarna is zij gerepareerd op 4 plaatsen.",
        "Ja.",
    ]
    assert letter.exchanges[0].questions[0].text == "Kent u het bericht over de brug?"
    assert [letter.text[a:b] for a, b in letter.exchanges[0].answer.spans] == [
        "Ja. De brug is in 2019 gekeurd.",
        "Daarna is zij gerepa-",
        "reerd op 4 plaatsen.",
    ]
    assert {piece.name for piece in letter.pieces} >= {"footnote", "footnote mark", "page furniture", "heading"}


def test_a_note_below_a_table_is_left_out_with_its_mark():
    table = "Jaar: 2021 2022 2023 2024\nNoord: 1.204 1.311 987 1.020\nZuid: 804 79512.002 655\n"
    note = "1 Vanaf 2023 zijn de cijfers van Zuid zonder de eilanden,\ndie een eigen telling hebben.\n"
    text = f"Vraag 1\nHoeveel bruggen?\nAntwoord 1\nDe aantallen staan hieronder.\n{table}{note}Vraag 2\nHoezo?\nAntwoord 2\nDaarom.\n"
    answers = [e.answer.text for e in read_text(text).exchanges]
    assert answers[0].endswith("Zuid: 804 795 2.002 655")
    assert answers[1] == "Daarom."


def test_a_row_that_numbers_what_follows_a_table_stays():
    table = "Jaar: 2021 2022 2023\nNoord: 1.204 1.311 987\nZuid: 804 791 655\n"
    text = f"Vraag 1\nHoeveel bruggen?\nAntwoord 1\n{table}1 Noord is met de eilanden.\nVraag 2\nHoezo?\nAntwoord 2\nDaarom.\n"
    assert read_text(text).exchanges[0].answer.text.endswith("1 Noord is met de eilanden.")


def test_numbered_points_of_an_answer_are_no_footnotes():
    text = (
        "V1. Kent u de brug?\nA1. Ja.\nV2. Welke eisen gelden?\nA2. Twee soorten eisen, voor het verkeer en voor de bouw:\n"
        "1. De eisen van de Wet op de bruggen 1994 over de breedte;\n2. De eisen van de Wet op de bouw 2000 over het staal.\n"
        "V3. Wie toetst dat?\nA3. De gemeente.\nPagina 1 van 1\n"
    )
    assert [e.numbers for e in read_text(text).exchanges] == [("1",), ("2",), ("3",)]
    assert "over het staal." in read_text(text).exchanges[1].answer.text


def test_numbers_that_are_no_footnote_marks_stay():
    text = "Vraag 1\nHoeveel CO2 stoot de haven uit?\nAntwoord 1\nIn 2024 was dat 12 kton, zie bijlage 3.\n"
    assert exchanges_of(text)[0][1:] == ("Hoeveel CO2 stoot de haven uit?", "In 2024 was dat 12 kton, zie bijlage 3.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "unknown"),
        ("12 34 56", "unknown"),
        ("Vraag 1\nKent u de brug?\n\nVraag 2\nIs zij veilig?\n", "questions_only"),
        (
            "Geachte leden van de raad,\n\nDe brug is vanaf maandag open.\n\nMet vriendelijke groet,\n\nhet college\n",
            "letter",
        ),
    ],
)
def test_kinds(text, kind):
    letter = read_text(text)
    assert (letter.kind, letter.exchanges) == (kind, ())


def test_what_could_not_be_paired_is_named():
    text = "Vraag 1\nKent u de brug?\nAntwoord 1\nJa.\nVraag 2\nIs zij veilig?\nVraag 3\nHoe?\nAntwoord 3\nGoed.\nAntwoord 9\nMooi.\n"
    letter = read_text(text)
    assert letter.unpaired == ("2", "9")
    assert [e.rule for e in letter.exchanges] == [
        "headings",
        "question without answer",
        "headings",
        "answer without question",
    ]


def test_segment_takes_a_letter_or_a_path():
    path = EXAMPLES / "letters" / "provincie-fietspad.txt"
    assert answerstance.segment(path) == answerstance.segment(read(path)) != ()


def test_meta_of_a_province_letter():
    meta = read(EXAMPLES / "letters" / "provincie-fietspad.txt").meta
    assert (meta.body, meta.date, meta.reference) == (
        "Gedeputeerde Staten van Midden-IJsselland",
        "2026-04-14",
        "2026-004417",
    )
    assert meta.askers == ("De Weerd", "Abbink (Groen Verbond)")


def test_meta_of_the_corpus(corpus):
    """Who answers and when, in at least 95 % of the letters; one prints "BZ" for the ministry, one leaves out its date."""
    bodies, dates = [], []
    for name, gold in golds(corpus / "segmentation").items():
        if gold["answering"] and not name.endswith(".doc"):
            meta = read(corpus / "letters" / name).meta
            bodies.append(plain(meta.body) == plain(gold["answering"]))
            dates.append(meta.date == gold["received"])
    assert len(bodies) == 45
    assert sum(bodies) >= 43
    assert sum(dates) >= 44
