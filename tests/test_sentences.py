"""Sentence splitting: each rule with the look-alike that must be left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerstance.dutch.sentences import abbreviations, openers, sentences

# "|" marks the bounds; the text is what is left when it is taken out.
CASES = {
    "plain": "Wij kennen het plan. |Het is goed.",
    "question and exclamation": "Klopt dat? |Ja! |Dat klopt.",
    "yes, then why": "Ja. |Ik zal het doen.",
    "scanned Ik": "Dat klopt. |lk zal het doen.",
    "title": "Het advies van mr.drs. Jansen is ontvangen. |Wij volgen het.",
    "titles apart": "Wij vroegen prof. dr. De Wit om raad.",
    "initials": "De heer J.P. Wassens kwam langs. |Hij vertrok.",
    "one initial": "Aan K. Bakker is een brief gestuurd.",
    "letter as a name, sentence goes on": "Wij kozen plan B. |De kosten vallen mee.",
    "jl. before a name": "De brief van 3 mei jl. Kamerstuk 12 is bekend.",
    "jl. at the end": "Dat stond in de brief van 3 mei jl. |De raad heeft die ontvangen.",
    "enumeration": "1. Wij doen mee. |2. Wij betalen mee.",
    "number at the end": "Er waren er 12. |Dat is meer dan in 2020. |Wij schrokken.",
    "ordinal date": "Op 18 okt. 2017 is besloten. |Daarna niet meer.",
    "month at the end": "Dat was in sept. |Daarna werd het stil.",
    "reference": "Zie Kamerstuk 30 000, nr. 382. |Daar staat het.",
    "article": "Volgens art. 40 RvO mag dat. |Het gebeurt ook.",
    "decimals": "Het kost 1.250,50 euro of 3.5 procent. |Dat is veel.",
    "e.v.": "Zie bladzijde 3 e.v. voor de kosten.",
    "e.v. at the end": "Zie bladzijde 3 e.v. |De kosten staan daar.",
    "c.q.": "De gemeente c.q. het college besluit.",
    "mln.": "Het kost 3 mln. euro.",
    "mln. at the end": "Het kost 3 mln. |Dat is betaald.",
    "ellipsis inside": "Wij wachten … tot het klaar is.",
    "ellipsis at the end": "Wij wachten… |Het duurt lang.",
    "quote after the stop": "Hij zei: “Dat kan niet.” |Wij denken van wel.",
    "question in quotes goes on": "De vraag ‘Mag dat?’ is gesteld.",
    "question closes quotes": "Er stond “Waarom ook niet?” |Dat is geen antwoord.",
    "bracket": "(Dit staat in bijlage 2.) |De rest niet.",
    "note mark": "Dat is onderzocht.[3 ] |De uitkomst volgt.",
    "note mark without space": "Dat is onderzocht.[12] |De uitkomst volgt.",
    "missing space": "Dat gaan wij doen.|Op termijn volgt meer.",
    "missing space after a number": "Dat was in 2019.|Het is nu beter.",
    "missing space, but an abbreviation": "De wet (o.a.Jeugdwet) geldt.",
    "address": "Kijk op www.Voorbeeld.nl of https://voorbeeld.nl/Over.Ons voor meer.",
    "mail": "Stuur een bericht aan info.Balie@voorbeeld.nl alstublieft.",
    "company": "Wij spraken met Voorbeeld N.V. Zuid over het plan.",
    "abbreviation before lower case": "Het gaat om o.a. de jeugd, enz. en verder niets.",
    "ministry": "Dat doet het Ministerie van VWS. |De raad hoort ervan.",
    "blank line": "Antwoord\n\n|Wij doen mee",
    "bullets": "Wij doen:\n|- niets\n|- iets",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_bounds(marked):
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in sentences(text)] == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("text", ["", " ", "\n\t \n"])
def test_blank_text_has_no_sentences(text):
    assert sentences(text) == []


@given(st.text(alphabet='aB1 .?!…\n"”)([]-:,’éZ', max_size=80))
def test_spans_and_white_space_make_the_text(text):
    at = 0
    for start, end in sentences(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.timeout(20)
def test_one_long_run_is_no_trap():
    """Takes hundredths of a second; a search that backs up would take hours, and the limit ends it."""
    sentences("a.B" * 20000 + "." * 50000 + " " * 50000 + "[1" * 20000)


def test_lists_are_lower_case_and_known():
    assert set(abbreviations().values()) == {"bound", "number", "either"}
    assert all(word == word.lower() and not word.endswith(".") for word in abbreviations())
    assert all(word == word.lower() for word in openers())
