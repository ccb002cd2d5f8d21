"""Acts in the plain present tense, each beside what only looks like one."""

import pytest

from answerstance.dutch.plain_acts import is_of_this_letter, schedules, takes_up, turns_down


@pytest.mark.parametrize(
    "text",
    [
        "In september leggen wij het plan aan u voor.",
        "Wij starten na de zomer met de aanleg.",
        "Zodra de cijfers er zijn, sturen wij u die toe.",
        "Vanaf 1 oktober plaatst het college extra borden.",
    ],
)
def test_a_step_with_its_time_is_scheduled(text):
    assert schedules(text)


@pytest.mark.parametrize(
    "text",
    [
        "In september legt de aannemer het plan voor.",  # another's act
        "In september hebben wij het plan voorgelegd.",  # done
        "In mei beschikken wij niet over cijfers.",  # no act, and denied
        "Wij leggen het plan aan u voor.",  # no time
        "Zoals wij u in september schreven, is de brug veilig.",
        "Wij hopen in september meer te weten.",
        "Wij weten dat de aannemer in september begint.",  # the time of another clause
        "Per 1 januari is in Nederland een wet van kracht.",
    ],
)
def test_what_only_looks_scheduled(text):
    assert not schedules(text)


@pytest.mark.parametrize("text", ["Deze motie voeren wij uit.", "Het kabinet neemt de aanbeveling over."])
def test_taken_up(text):
    assert takes_up(text)
    assert not turns_down(text)


@pytest.mark.parametrize(
    "text",
    [
        "Deze motie voeren wij niet uit.",
        "Een fonds stellen wij niet in.",
        "Het kabinet neemt deze aanbeveling niet over.",
        "Daarvoor trekt het college geen geld uit.",
        "Van een verlaging zien wij af.",
        "De plas doorspoelen doen we niet.",
        "Wij achten dat niet wenselijk.",
    ],
)
def test_turned_down(text):
    assert turns_down(text)
    assert not takes_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "De aannemer voert de motie niet uit.",
        "Wij herkennen dat beeld niet.",
        "Wij hebben geen cijfers.",
        "Wij stellen vast dat de brug niet veilig is, en zetten die af.",
    ],
)
def test_what_only_looks_turned_down(text):
    assert not turns_down(text)


def test_what_a_letter_does_by_being_written():
    assert is_of_this_letter("In deze brief informeren wij u over de aanpak.")
    assert is_of_this_letter("Hierbij zenden wij u het plan.")
    assert not is_of_this_letter("Hierbij zal ook de veiligheid worden bezien.")
    assert not is_of_this_letter("Wij schrijven u in mei een nieuwe brief.")
