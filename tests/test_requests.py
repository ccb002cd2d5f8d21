"""What questions ask for: how they are cut into requests, and what these are taken for."""

import pytest

from answerstance.annotating import INVENTED, load_invented, load_present
from answerstance.annotating.requests import learn, read_requests
from answerstance.dutch.requests import CONDITIONS, KINDS, features, kinds, probabilities, requests, rows_of
from answerstance.errors import AnnotationError


def asked(question):
    return [(one.condition, " ".join(one.words)) for one in requests(rows_of(question))]


def likeliest(question):
    return [likely[0] for likely, _ in kinds(requests(rows_of(question)))]


CUT = [
    ("Kent u het bericht?", [("", "kent u het bericht ?")]),
    ("Vorig jaar brandde de hal af. Komt er een nieuwe?", [("", "komt er een nieuwe ?")]),
    ("Klopt dit? Zo ja, wat gaat u doen?", [("", "klopt dit ?"), ("ja", "wat gaat u doen ?")]),
    ("Klopt dit? Zo neen, waarom niet?", [("", "klopt dit ?"), ("nee", "waarom niet ?")]),
    ("Indien niet, bent u bereid dit te doen?", [("nee", "bent u bereid dit te doen ?")]),
    ("Als dat zo is, wat betekent dat dan?", [("", "als dat zo is , wat betekent dat dan ?")]),
    ("Zo ja welke maatregelen neemt u?", [("ja", "welke maatregelen neemt u ?")]),
    ("Zo nee waarom niet?", [("nee", "waarom niet ?")]),
    ("Zo, neen waarom niet?", [("nee", "waarom niet ?")]),
    (
        "Zo nee waarom niet, en bent u bereid dit te doen?",
        [("nee", "waarom niet ,"), ("nee", "bent u bereid dit te doen ?")],
    ),
    ("Zo, wat gaat u doen, en wanneer?", [("zo", "wat gaat u doen , en wanneer ?")]),
    ("Zo ja en zo nee, waarom?", [("ja", "waarom ?")]),
    ("Zo, ja", [("ja", "ja")]),
    ("Indien niet wordt voldaan aan de norm, wat doet u?", [("nee", "wat doet u ?")]),
    ("Zo ja?", [("ja", "?")]),
    ("Zo nodig wanneer gaat u dit doen?", [("zo", "nodig wanneer gaat u dit doen ?")]),
    ("Indien nee: waarom niet?", [("nee", "waarom niet ?")]),
    ("Indien ja welke?", [("ja", "welke ?")]),
    ("Indien u dat niet doet waarom niet?", [("nee", "indien u dat niet doet waarom niet ?")]),
    ("Als u niet bereid bent wie betaalt dan de brug?", [("nee", "als u niet bereid bent wie betaalt dan de brug ?")]),
    (
        "Wat is de oorzaak van de brand en bent u bereid die te onderzoeken?",
        [("", "wat is de oorzaak van de brand"), ("", "bent u bereid die te onderzoeken ?")],
    ),
    (
        "Is de brug al dicht, en is het college bereid die te openen?",
        [("", "is de brug al dicht ,"), ("", "is het college bereid die te openen ?")],
    ),
    (
        "Wordt de brug gesloten en kent de minister de gevolgen daarvan?",
        [("", "wordt de brug gesloten"), ("", "kent de minister de gevolgen daarvan ?")],
    ),
    (
        "Wat is de oorzaak van de brand en kunnen gedeputeerde staten die onderzoeken?",
        [("", "wat is de oorzaak van de brand"), ("", "kunnen gedeputeerde staten die onderzoeken ?")],
    ),
    (
        "Is de brug al dicht en is het bestuurlijk akkoord getekend?",
        [("", "is de brug al dicht en is het bestuurlijk akkoord getekend ?")],
    ),
    ("Wanneer en hoe gaat u dit doen?", [("", "wanneer en hoe gaat u dit doen ?")]),
    ("Klopt dit? Zo nodig, wat gaat u doen?", [("", "klopt dit ?"), ("zo", "wat gaat u doen ?")]),
    ("Wordt de brug gesloten (of de weg?)", [("", "wordt de brug gesloten of de weg ?")]),
    ("Graag een toelichting", [("", "graag een toelichting")]),
    ("", []),
    ("…", []),
]


@pytest.mark.parametrize(("question", "expected"), CUT, ids=[question or "-" for question, _ in CUT])
def test_a_question_is_cut_into_requests(question, expected):
    assert asked(question) == expected


READ = [
    ("Bent u bereid de brug te sluiten?", "act"),
    ("Bent u, gelet op de schade, alsnog bereid de dijk te verhogen?", "act"),
    ("Is het college bereid hierover met de bewoners te praten?", "act"),
    ("Zijn gedeputeerde staten bereid de subsidie te verlengen?", "act"),
    ("Kunt u toezeggen dat de raad het plan voor de zomer ontvangt?", "act"),
    ("Welke maatregelen gaat het dagelijks bestuur nemen?", "plan"),
    ("Deelt het college de mening dat dit onwenselijk is?", "opinion"),
    ("Klopt het dat de brug dicht is?", "yesno"),
    ("Welke maatregelen zijn genomen?", "fact"),
    ("Hoeveel meldingen waren er in 2023?", "figures"),
    ("Kent de minister dit bericht?", "known"),
    ("Waarom is de brug gesloten?", "why"),
    ("Wie is verantwoordelijk voor het onderhoud van de brug?", "who"),
    ("Kunt u deze vragen voor het debat beantwoorden?", "letter"),
]


@pytest.mark.parametrize(("question", "kind"), READ, ids=[question for question, _ in READ])
def test_what_a_request_asks_for(question, kind):
    assert likeliest(question) == [kind]


ADDRESSED = [
    "Is uw college",
    "Is de minister",
    "Is de minister-president",
    "Is GS",
    "Zijn jullie",
    "Is B&W",
    "Zijn B en W",
    "Is het college van B&W",
    "Is het college van dijkgraaf en heemraden",
    "Is het waterschapsbestuur",
]


@pytest.mark.parametrize("addressed", ADDRESSED)
def test_whoever_is_asked_is_you(addressed):
    (one,), (other,) = (requests(rows_of(f"{who} bereid dit te doen?")) for who in (addressed, "Bent u"))
    assert features(one) == features(other)


def test_a_verb_before_you_stays_as_it_is():
    (one,) = requests(rows_of("Welke maatregelen zijn u bekend?"))
    assert features(one)["w"] == ["welke", "maatregelen", "zijn", "u", "bekend"]


def test_probabilities_sum_up_to_one():
    asked = requests(rows_of("Bent u bereid een overzicht te geven? Wanneer?"))
    assert probabilities(asked).sum(axis=1) == pytest.approx([1, 1])
    assert probabilities([]).shape == (0, len(KINDS))


def test_a_request_may_ask_for_several_things():
    [(likely, maybe)] = kinds(requests(rows_of("Bent u bereid een overzicht te geven?")))
    assert {"act", "figures"} <= {*likely, *maybe}
    assert not {*likely} & {*maybe}


def test_requests_are_read_alike_in_any_company():
    asked = requests(rows_of("Bent u bereid de brug te sluiten? Hoeveel bruggen zijn er? Waarom? Klopt dit?"))
    assert kinds(asked) == [kinds([one])[0] for one in asked]
    assert kinds([]) == []


def test_every_annotated_question_has_its_requests():
    told = read_requests()
    assert {kind for pairs in told.values() for _, kind in pairs} == {*KINDS}
    assert {condition for pairs in told.values() for condition, _ in pairs} == {"", *CONDITIONS}
    exercises = {f"{INVENTED}/{one.question}" for one in load_invented()}
    assert exercises <= {*told}
    present = {one.id for one in load_present()[0]}
    assert not present or present | exercises == {*told}


def test_an_unknown_request_is_named(tmp_path):
    (tmp_path / "requests.tsv").write_text("letters/a.txt, answer 1\tact\nletters/a.txt, answer 2\tja:deed\n")
    with pytest.raises(AnnotationError, match=r"line 2: ja:deed is no request; write one of act, plan"):
        read_requests(tmp_path)


def test_weights_are_learned_from_requests():
    others = [("Is dat een goed voorstel?", "proposal"), ("Kan dat?", "possible"), ("Kunt u dit toelichten?", "tell")]
    rows = [(requests(rows_of(question))[0], kind) for question, kind in [*READ, *others]] * 5
    weights = learn(*zip(*rows, strict=True))
    assert {kind for kind, _ in weights} == {*KINDS}
    assert any(weight > 0 and "bent" in feature for (kind, feature), weight in weights.items() if kind == "act")
    assert all(isinstance(weight, int) and weight for weight in weights.values())
