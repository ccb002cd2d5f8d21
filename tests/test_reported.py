"""What a text says, and what it reports that others say."""

import pytest

from answerstance.dutch.reported import own_words
from answerstance.dutch.sentences import sentences


def own(text):
    """What is left of the text, its white space collapsed."""
    return " ".join(" ".join(own_words(text, sentences(text))).split())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("De GGD stelt dat zij zal blijven meten.", "De GGD stelt"),
        ("Bewoners vroegen ons of wij de schade zullen vergoeden.", "Bewoners vroegen"),
        ("De aannemer heeft ons gemeld dat hij in mei begint.", "De aannemer heeft ons gemeld"),
        ("De club heeft aangekondigd in beroep te zullen gaan.", "De club heeft aangekondigd"),
        ("De motie verzoekt ons: een fonds in te stellen.", "De motie verzoekt"),
        ("U vroeg ons de norm te verlagen.", "U vroeg"),
        ("Volgens de provincie is niet bekend hoeveel bomen er staan.", ""),
        ("Wij zullen in mei beginnen, aldus de directeur.", ""),
        (
            "De bewoners vrezen dat de laan verdwijnt, maar wij kappen niet.",
            "De bewoners vrezen , maar wij kappen niet.",
        ),
        ("De GGD meldt dat zij zal meten; wij wachten dat af.", "De GGD meldt ; wij wachten dat af."),
    ],
)
def test_what_others_say_is_cut(text, left):
    assert own(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Wij stellen dat de brug veilig is.",
        "Het college zegt toe dat er een hek komt.",
        "Wethouder Jansen heeft toegezegd dat hij de raad in mei zal informeren.",
        "Wij hebben de GGD gevraagd om in mei te meten.",
        "Wij hebben met de politie afgesproken dat wij in mei gaan controleren.",
        "Zoals gemeld heeft de raad in mei besloten om te bouwen.",
        "Wij zullen de provincie vragen of zij meebetaalt.",
        "Het valt niet te zeggen of de brug veilig is.",
        "In het akkoord is afgesproken dat er geld komt.",
        "Het kabinet stelt extra geld beschikbaar.",
        "Volgens planning leggen wij het plan in mei voor.",
        "Wij zien geen aanleiding om de norm volgens de oude methode te berekenen.",
    ],
)
def test_own_words_stay(text):
    assert own(text) == text


@pytest.mark.parametrize("marks", ["“”", "„”", "«»", "‘’", '""', "''"])
def test_quotations_of_others_are_cut_with_any_marks(marks):
    text = f"{marks[0]}Wij gaan in mei naar de rechter{marks[1]}, zegt voorzitter Kok."
    assert own(text) == ", zegt voorzitter Kok."


@pytest.mark.parametrize(
    "text",
    [
        "“We gaan in mei de lift vervangen”, zegt wethouder Anna Wierda.",
        'Gedeputeerde Van Osch: "Wij zullen het plan in juli vaststellen."',
        "Dit is een ‘dark figure’.",  # a term
        "De auto's van 's ochtends staan er 's avonds nog.",
    ],
)
def test_words_of_a_member_of_the_body_and_terms_stay(text):
    assert own(text) == text


def test_what_a_member_said_before_is_cut():
    assert own("“Wij gaan in mei de lift vervangen”, zei wethouder Wierda.") == ", zei wethouder Wierda."


def test_each_sentence_keeps_its_length():
    text = "De GGD stelt dat zij zal meten. Wij wachten dat af."
    spans = sentences(text)
    assert [len(said) for said in own_words(text, spans)] == [end - start for start, end in spans]


def test_a_pronoun_is_who_was_named_before():
    text = "De wethouder was aanwezig. Hij belooft dat er een hek komt."
    assert own(text) == text
    assert own("De aannemer was aanwezig. Hij belooft dat er een hek komt.") == "De aannemer was aanwezig. Hij belooft"
