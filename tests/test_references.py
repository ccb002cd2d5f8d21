"""References inside a letter, and what only looks like one."""

import pytest

from answerstance.segmenting.references import find_references

KNOWN = {str(number): str(number - 1) if number > 1 else None for number in range(1, 11)}


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        ("Zie het antwoord op vraag 8.", "8"),
        ("Zie de antwoorden op vraag 8 en 9.", "8 9"),
        ("Ik verwijs u naar wat ik schreef bij de vragen 2 t/m 4.", "2 3 4"),
        ("Ja. Zie ook vraag 2.", "2"),
        ("Wij verwijzen u naar ons antwoord op vraag 1 en vraag 3.", "1 3"),
        ("Zie 4.", "4"),
        ("Zie het antwoord op vraag 3.12", "3"),  # 12 marks a footnote
        ("Idem.", "4"),
        ("Zie vorig antwoord.", "4"),
        ("Zie hierboven.", "4"),
    ],
)
def test_references(answer, numbers):
    assert find_references(answer, ["5"], KNOWN) == tuple(numbers.split())


def test_a_reference_to_a_number_with_a_point():
    assert find_references("Zie het antwoord op vraag 1.2.", ["2.1"], {"1.1": None, "1.2": "1.1", "2.1": "1.2"}) == (
        "1.2",
    )


@pytest.mark.parametrize(
    "answer",
    [
        "Zie het antwoord op vraag 5.",  # itself
        "Zie het antwoord op vraag 12.",  # not in this letter
        "Zie het antwoord op vraag 3 van de Kamervragen van het lid Bos.",
        "Ik verwijs naar het antwoord op vraag 2 in Aanhangsel Handelingen 2020-2021, nr. 12.",
        "Zie mijn brief van 3 mei 2021.",
        "Er zijn 3 vragen binnengekomen, zie bijlage 2.",
        "Ja.",
    ],
)
def test_what_refers_to_nothing_in_this_letter(answer):
    assert find_references(answer, ["5"], KNOWN) == ()


def test_the_first_answer_has_none_before_it():
    assert find_references("Idem.", ["1"], KNOWN) == ()
