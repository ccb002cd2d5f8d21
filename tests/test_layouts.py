"""Letters composed in the layouts of real bodies: every exchange of each, but for what is said here to go wrong."""

import pytest

from answerstance import read, read_text
from conftest import ROOT, golds, plain

LAYOUTS = ROOT / "tests" / "layouts"
GOLDS = golds(LAYOUTS / "segmentation")
KNOWN = {
    "a-gemeente-02.txt": "in a table without bars a question that does not end in asking",
    "a-pdf-03.txt": "the foot of one page only",
    "a-pdf-05.txt": "a sentence of the answer behind a page break",
    "a-provincie-02.txt": "why a question gets no answer yet is taken for its answer",
    "a-provincie-05.txt": "the mark of a note in superior figures",
    "a-provincie-07.txt": "in a table without bars a question that does not end in asking",
    "a-rijk-02.txt": "a note below the questions whose page foot is lost",
    "a-rijk-06.txt": "questions in one letter, answers in another",
    "a-rijk-08.txt": "a running head on one page only",
    "a-web-03.html": "letters of sub-questions that the page numbers itself",
    "a-web-09.txt": "questions by letters that begin again, answers told by their colour only",
    "a-web-10.txt": "a sentence between two parts of a memo",
    "a-word-01.docx": "the letter of a sub-question that the document numbers itself",
    "b-geen-03.txt": "a letter of questions in running text is called a letter",
    "b-gemeente-04.txt": "a running head that differs from page to page",
    "b-gemeente-08.txt": "a title that may stand in an answer too",
    "b-provincie-01.txt": "a running head on one page only",
    "b-provincie-06.txt": "in a table without bars a question that does not end in asking",
    "b-provincie-09.txt": "what leads in questions that are answered later",
    "b-rijk-04.txt": "two numbers in a row above a question",
    "b-rijk-05.txt": "questions in one letter, answers in another",
    "b-rijk-09.txt": "numbers such as A1",
    "b-word-03.docx": "fields of a form between the questions and the answers",
    "c-gemeente-02.txt": "the mark of a note without its note",
    "c-gemeente-08.txt": "a note in an indented text",
    "c-overheden-01.txt": "a word of the margin in the middle of an answer",
    "c-overheden-05.txt": "one question of a party without a number where the others have one",
    "c-overheden-07.txt": "notes behind the last page",
    "c-overheden-09.txt": "a signature without a closing",
    "c-word-04.docx": "a table of its own for each question",
    "c-word-06.html": "a question that is told, in a page without numbers and marks",
    "c-word-07.html": "a title that may stand in an answer too",
    "c-word-08.txt": "what leads in questions that are answered later",
    "c-word-09.txt": "in a table without bars a question that does not end in asking",
    "c-word-10.txt": "a page foot whose number differs from page to page",
    "d-web-03.html": "what leads in questions, in the type of a question",
    "e-overheden-06.txt": "a sentence that closes a memo without the words of a closing",
    "e-web-05.txt": "a sentence that closes a memo without the words of a closing",
}


def _marked(name):
    return pytest.param(name, marks=pytest.mark.xfail(reason=KNOWN[name], strict=True) if name in KNOWN else ())


def _shown(pairs):
    """Comparable, in one order: a question without an answer stands where it is asked."""
    return sorted(
        (list(numbers), plain(" ".join(text or "" for text in asked)), plain(said)) for numbers, asked, said in pairs
    )


@pytest.mark.parametrize("name", [_marked(name) for name in GOLDS])
def test_composed_letters_are_exact(name):
    letter, gold = read(LAYOUTS / "letters" / name), GOLDS[name]
    found = [(e.numbers, [q.text for q in e.questions], e.answer.text if e.answer else "") for e in letter.exchanges]
    assert letter.kind == gold["kind"]
    assert _shown(found) == _shown([(e["numbers"], e["questions"], e["answer"]) for e in gold["exchanges"]])


LOOK_ALIKES = {
    "an earlier letter": "De brug is slecht.\n\nWij hebben uw raad op 3 maart geïnformeerd. Sindsdien stegen de kosten.\n\nIn mei volgt meer.",
    "sums by party": "De bedragen zijn als volgt.\n\nVVD: € 12.000\n\nCDA: € 9.000\n\nMeer is er niet.",
    "a part of the answer": "Ja.\n\nToelichting op het rapport\nDit is op 3 maart verschenen.",
    "questions of others": "Mochten er veel vragen komen, dan houden wij een avond.\n\nDie is in mei.",
    "the reply of others": "Wij zien de reactie van het ministerie met belangstelling tegemoet.\n\nDaarna beslissen wij.",
    "a numbered list": "Er gelden twee criteria:\n1. De prijs telt voor de helft.\n2. De kwaliteit ook.",
    "two capitals": "Wij kennen twee vormen.\nAI: stelsels die zelf leren.\nICT: al het andere.",
    "a list by letters": "Er gelden drie eisen:\na) De prijs telt mee.\nb) De kwaliteit ook.\nc) De planning niet.",
    "what a body does": "Het college antwoordt op brieven binnen zes weken.\n\nWij antwoorden op deze wijze sinds mei.",
    "roads": "Twee wegen zijn vol.\n\nA2. Hier rijden 90.000 auto's.\n\nB1. Hier rijden er 12.000.",
    "square metres": "Het park meet 300 m².\n\n² van de oude maat is dat weinig.",
    "a theme": "Wij noemen één punt.\n\nThema 2 van de nota\n\nDaarin staat meer.",
    "what is awaited": "Wij zien uit naar de opening.\n\nVoor vragen kunnen bewoners de beheerder bellen.\n\nDe brug is dan klaar.",
    "a share": "De uitkomst is bekend.\nBezwaren gegrond verklaard   3 van 12\nDat is een kwart.",
}


@pytest.mark.parametrize("answer", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_what_looks_like_an_end_stays_in_an_answer(answer):
    text = "".join(f"Vraag {n}\nKlopt dat?\n\nAntwoord {n}\n{answer}\n\n" for n in (1, 2))
    assert [plain(exchange.answer.text) for exchange in read_text(text).exchanges] == [plain(answer)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Antwoord\nVragen\n3",
        "Beantwoording\nVragen\n1 Inleiding\nDe raad heeft om informatie gevraagd.\n",
        "Bent u het eens?\nAntwoord: Bent u het zelf eens?\nWat vindt u?\nAntwoord: Wat vindt u zelf?\n",
        "Nr. Vraag Antwoord\n1 en XXX\nHoeveel?\n1a\nTien?\n2\nElf?\n",
        "11a. Hoe?\n\nJa.\n\n１１. Hoe?\n\nJa.\n",
    ],
)
def test_odd_numbers_and_titles_are_no_errors(text):
    assert read_text(text).text == text


def test_unmarked_questions_are_taken_from_answers_only():
    asked = "Hoeveel bomen staan er in het park?\n\nEr staan er tachtig.\n\nWie heeft die bomen destijds geplant?\n\nEen vereniging.\n"
    assert len(read_text(f"Hieronder beantwoorden wij uw vragen.\n\n{asked}").exchanges) == 2
    assert not read_text(f"In reactie op de motie schrijven wij u over het park.\n\n{asked}").exchanges
    assert not read_text(f"Wij vragen het college deze vragen te beantwoorden.\n\n{asked}").exchanges


def test_wide_tables_stay_small(tmp_path):
    page = tmp_path / "page.html"
    head = "<tr>" + "<th colspan=1000>Vraag antwoord</th>" * 20 + "</tr>"
    page.write_text(f"<table>{head}{'<tr><td>Nee</td></tr>' * 500}</table>", encoding="utf-8")
    assert len(read(page).text) < 10_000


def test_what_a_letter_says_twice_is_no_running_head():
    answers = ["Ja.", *["Ik verwijs hiervoor naar het antwoord op vraag 1."] * 2]
    text = "".join(
        f"Vraag {n}\nKlopt dat?\n\nAntwoord {n}\n{answer}\n\nPagina {n} van 3\n\n"
        for n, answer in enumerate(answers, 1)
    )
    assert [exchange.answer.text for exchange in read_text(text).exchanges] == answers


def test_answers_that_count_on_are_no_page_numbers():
    asked = "1. Kent u dit bericht?\n2. Wat vindt u ervan?\n3. Wat gaat u doen?\n\n"
    found = read_text(f"{asked}Antwoorden\n\n1\tJa.\n2\tZie antwoord 1.\n3\tZie antwoord 1.\n").exchanges
    assert [exchange.answer.text for exchange in found] == ["Ja.", "Zie antwoord 1.", "Zie antwoord 1."]
