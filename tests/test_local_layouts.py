"""Letters as municipalities, provinces and water boards lay them out; each composed here, body and all."""

import pytest

from answerstance import read_text

LAYOUTS = {
    "sub-questions 1a and 1b each with a bare answer": (
        """\
Geachte raad,

Hieronder leest u onze antwoorden.

1a. Hoeveel laadpalen staan er in Veenhuis?

Antwoord:
Er staan er veertien.

1b. Hoeveel komen er dit jaar bij?

Antwoord:
Wij plaatsen er zes bij.

2. Kunnen inwoners zelf een plek voorstellen?

Antwoord:
Dat kan via het meldpunt.

3a. Wat kost een laadpaal de gemeente?

Antwoord:
Niets, de exploitant betaalt.

3b. Geldt dat ook voor de grond?

Antwoord:
Ja, wij vragen geen vergoeding voor de grond.

Hoogachtend,

het college van burgemeester en wethouders
""",
        [
            ("1a", "Hoeveel laadpalen staan er in Veenhuis?", "Er staan er veertien."),
            ("1b", "Hoeveel komen er dit jaar bij?", "Wij plaatsen er zes bij."),
            ("2", "Kunnen inwoners zelf een plek voorstellen?", "Dat kan via het meldpunt."),
            ("3a", "Wat kost een laadpaal de gemeente?", "Niets, de exploitant betaalt."),
            ("3b", "Geldt dat ook voor de grond?", "Ja, wij vragen geen vergoeding voor de grond."),
        ],
    ),
    "introduction, all questions, all answers under titles": (
        """\
Inleiding vragensteller

De fractie Dorpslijst maakt zich zorgen over de bomen langs de Lange Laan. Zij ziet dat er takken afbreken.

Vragen

1. Worden de bomen elk jaar nagekeken?
2. Hoeveel bomen zijn er ziek?
3. Is het college bereid zieke bomen te vervangen?
4. Wanneer hoort de raad hierover?

Antwoorden

1. De bomen worden eens per drie jaar nagekeken.
2. Bij de laatste ronde waren dat er elf.
3. Ja, wij planten voor elke zieke boom een nieuwe.
4. Wij sturen de raad in november een brief.
""",
        [
            ("1", "Worden de bomen elk jaar nagekeken?", "De bomen worden eens per drie jaar nagekeken."),
            ("2", "Hoeveel bomen zijn er ziek?", "Bij de laatste ronde waren dat er elf."),
            (
                "3",
                "Is het college bereid zieke bomen te vervangen?",
                "Ja, wij planten voor elke zieke boom een nieuwe.",
            ),
            ("4", "Wanneer hoort de raad hierover?", "Wij sturen de raad in november een brief."),
        ],
    ),
    "unnumbered pairs under party names": (
        """\
Technische vragen bij het voorstel Sporthal

Fractie Dorpslijst

Vraag: Hoe groot wordt de hal?
Antwoord: De hal wordt 1.200 vierkante meter.

Vraag: Past er een tribune in?
Antwoord: Ja, met tachtig plaatsen.

Fractie Groen Veen

Vraag: Komen er zonnepanelen op het dak?
Antwoord: Het dak wordt daarvoor sterk genoeg gemaakt.

Vraag: Hoe wordt de hal verwarmd?
Antwoord: Met een warmtepomp.
""",
        [
            ("1", "Hoe groot wordt de hal?", "De hal wordt 1.200 vierkante meter."),
            ("2", "Past er een tribune in?", "Ja, met tachtig plaatsen."),
            ("3", "Komen er zonnepanelen op het dak?", "Het dak wordt daarvoor sterk genoeg gemaakt."),
            ("4", "Hoe wordt de hal verwarmd?", "Met een warmtepomp."),
        ],
    ),
    "questions in capitals": (
        """\
VRAAG 1
IS DE SLUIS BIJ DE BREDE VLIET VEILIG?

ANTWOORD 1
Ja, de sluis is in maart nagekeken.

VRAAG 2
HOE OUD ZIJN DE DEUREN?

ANTWOORD 2
De deuren zijn van 1988.

VRAAG 3
WORDEN ZIJ VERVANGEN?

ANTWOORD 3
Zij worden in 2028 vervangen.

VRAAG 4
WAT KOST DAT?

ANTWOORD 4
De raming is 300.000 euro.

HOOGACHTEND,

HET DAGELIJKS BESTUUR VAN WATERSCHAP DE BREDE VLIET
""",
        [
            ("1", "IS DE SLUIS BIJ DE BREDE VLIET VEILIG?", "Ja, de sluis is in maart nagekeken."),
            ("2", "HOE OUD ZIJN DE DEUREN?", "De deuren zijn van 1988."),
            ("3", "WORDEN ZIJ VERVANGEN?", "Zij worden in 2028 vervangen."),
            ("4", "WAT KOST DAT?", "De raming is 300.000 euro."),
        ],
    ),
    "beantwoording vraag 1": (
        """\
Vraag 1:
Hoeveel fietsers gebruiken de tunnel?

Beantwoording vraag 1:
Dat zijn er ongeveer 900 per dag.

Vraag 2:
Is de tunnel verlicht?

Beantwoording vraag 2:
Ja, dag en nacht.

Vraag 3:
Staat er wel eens water in?

Vraag 4:
Wat doet de gemeente daaraan?

Beantwoording vragen 3 en 4:
Na zware regen staat er water. De pomp wordt vervangen.

Wij vertrouwen erop uw vragen hiermee te hebben beantwoord.
""",
        [
            ("1", "Hoeveel fietsers gebruiken de tunnel?", "Dat zijn er ongeveer 900 per dag."),
            ("2", "Is de tunnel verlicht?", "Ja, dag en nacht."),
            (
                "3+4",
                "Staat er wel eens water in? / Wat doet de gemeente daaraan?",
                "Na zware regen staat er water. De pomp wordt vervangen.",
            ),
        ],
    ),
    "questions in quotation marks above their answers": (
        """\
Vraag 1
“Kent het college de plannen voor de molen?”

Antwoord
Ja, wij kennen de plannen.

Vraag 2
“Is de molen een monument?”

Antwoord
De molen is een gemeentelijk monument.

Vraag 3
“Mag er een terras bij?”

Antwoord
Daarvoor is een vergunning nodig.

Vraag 4
“Is die aangevraagd?”

Antwoord
Nog niet.
""",
        [
            ("1", "“Kent het college de plannen voor de molen?”", "Ja, wij kennen de plannen."),
            ("2", "“Is de molen een monument?”", "De molen is een gemeentelijk monument."),
            ("3", "“Mag er een terras bij?”", "Daarvoor is een vergunning nodig."),
            ("4", "“Is die aangevraagd?”", "Nog niet."),
        ],
    ),
    "a member of the college answers by name": (
        """\
Vraag 1: Rijdt de buurtbus nog?
Antwoord wethouder Ten Kate: Ja, op werkdagen.

Vraag 2: Zijn er genoeg chauffeurs?
Antwoord wethouder Ten Kate: Er zijn er drie te weinig.

Vraag 3: Is de burgemeester bereid een oproep te doen?
Antwoord burgemeester Olde Bolhaar: Dat doe ik graag.

Vraag 4: Wat kost een rit?
Antwoord wethouder Ten Kate: Een rit kost twee euro.
""",
        [
            ("1", "Rijdt de buurtbus nog?", "Ja, op werkdagen."),
            ("2", "Zijn er genoeg chauffeurs?", "Er zijn er drie te weinig."),
            ("3", "Is de burgemeester bereid een oproep te doen?", "Dat doe ik graag."),
            ("4", "Wat kost een rit?", "Een rit kost twee euro."),
        ],
    ),
    "a short list of one-line questions, each with its answer on the next line": (
        """\
Vragen en antwoorden parkeren Veenhuis

1. Geldt het betaald parkeren ook op zondag?
Nee, alleen van maandag tot en met zaterdag.
2. Wat kost een vergunning?
Een vergunning kost dertig euro.
3. Krijgen mantelzorgers korting?
Ja, zij betalen niets.
4. Komen er meer plaatsen bij het station?
Nee, daar is geen ruimte.
""",
        [
            ("1", "Geldt het betaald parkeren ook op zondag?", "Nee, alleen van maandag tot en met zaterdag."),
            ("2", "Wat kost een vergunning?", "Een vergunning kost dertig euro."),
            ("3", "Krijgen mantelzorgers korting?", "Ja, zij betalen niets."),
            ("4", "Komen er meer plaatsen bij het station?", "Nee, daar is geen ruimte."),
        ],
    ),
    "a cover letter with numbered points of its own": (
        """\
Geachte leden van de Staten,

Vooraf merken wij het volgende op.

1. De gegevens zijn van vorig jaar.
2. De bedragen zijn zonder btw.
3. Wij spreken hierna van de weg.

Hierna leest u de antwoorden.

1. Hoe druk is de weg?

Antwoord:
Er rijden 8.000 auto's per dag.

2. Hoeveel ongelukken waren er?

Antwoord:
Er waren er vijf.

3. Komt er een rotonde?

Antwoord:
Dat onderzoeken wij dit najaar.

4. Wat kost een rotonde?

Antwoord:
Ongeveer een miljoen euro.

Hoogachtend,

Gedeputeerde Staten van Midden-IJsselland
""",
        [
            ("1", "Hoe druk is de weg?", "Er rijden 8.000 auto's per dag."),
            ("2", "Hoeveel ongelukken waren er?", "Er waren er vijf."),
            ("3", "Komt er een rotonde?", "Dat onderzoeken wij dit najaar."),
            ("4", "Wat kost een rotonde?", "Ongeveer een miljoen euro."),
        ],
    ),
    "fields of an official gazette, a note of the asker, numbers and answer lines": (
        """\
Gemeenteblad
Schriftelijke vragen
Jaar 2026
Afdeling 1
Nummer 117
Datum indiening 3 maart 2026
Datum akkoord 31 maart 2026

Onderwerp
Beantwoording schriftelijke vragen van het lid Abbink inzake de veerpont.

Aan de gemeenteraad

Toelichting door vragensteller:

De pont voer in de winter minder vaak. Reizigers wisten dat niet.

Het lid Abbink heeft de volgende vragen gesteld:

1. Waarom voer de pont minder vaak?

Antwoord:
Er waren te weinig schippers.

2. Zijn reizigers vooraf ingelicht?

Antwoord:
Alleen met een bord op de kade.

3. Hoe worden zij volgende winter ingelicht?

Antwoord:
Ook via de website.

4. Zijn er intussen genoeg schippers?

Antwoord:
Ja, er zijn er vier aangenomen.

Burgemeester en wethouders van Oudewaterveen

Olde Bolhaar, burgemeester
Ter Horst, gemeentesecretaris
""",
        [
            ("1", "Waarom voer de pont minder vaak?", "Er waren te weinig schippers."),
            ("2", "Zijn reizigers vooraf ingelicht?", "Alleen met een bord op de kade."),
            ("3", "Hoe worden zij volgende winter ingelicht?", "Ook via de website."),
            ("4", "Zijn er intussen genoeg schippers?", "Ja, er zijn er vier aangenomen."),
        ],
    ),
    "a joint answer with an ampersand, a space before the colon": (
        """\
Vraag 1:
Hoeveel bevers leven er langs de Brede Vliet?

Vraag 2 :
Hoeveel burchten zijn er?

Antwoord 1 & 2:
Er zijn zes burchten met ongeveer twintig bevers.

Vraag 3 :
Graven zij in de kade?

Antwoord 3 :
Op twee plaatsen.

Vraag 4:
Wat doet het waterschap dan?

Antwoord 4:
Wij brengen gaas aan.
""",
        [
            (
                "1+2",
                "Hoeveel bevers leven er langs de Brede Vliet? / Hoeveel burchten zijn er?",
                "Er zijn zes burchten met ongeveer twintig bevers.",
            ),
            ("3", "Graven zij in de kade?", "Op twee plaatsen."),
            ("4", "Wat doet het waterschap dan?", "Wij brengen gaas aan."),
        ],
    ),
    "numbers with a bracket, GS in the heading of the answer": (
        """\
1) Is de markt verplaatst?

Antwoord GS: Nee, de markt staat waar hij stond.

2) Hoeveel kramen staan er?

Antwoord GS: Er staan er dertig.

3) Zijn er lege plekken?

Antwoord GS: Er zijn er vier.

4) Wie deelt die uit?

Antwoord GS: De marktmeester.
""",
        [
            ("1", "Is de markt verplaatst?", "Nee, de markt staat waar hij stond."),
            ("2", "Hoeveel kramen staan er?", "Er staan er dertig."),
            ("3", "Zijn er lege plekken?", "Er zijn er vier."),
            ("4", "Wie deelt die uit?", "De marktmeester."),
        ],
    ),
    "general remarks with capital letters before the first question": (
        """\
Op 11 mei ontvingen wij uw brief met vragen op grond van artikel 33 van het Reglement van Orde.

Vooraf maken wij twee opmerkingen.

A. Wij schreven u hierover eerder op 8 april.

B. Niet alles wat in de krant stond, klopt.

Vraag 1
Heeft het bedrijf een vergunning?

Antwoord
Ja, van 2019.

Vraag 2
Is er gecontroleerd?

Antwoord
Vorig jaar drie keer.

Vraag 3
Zijn er overtredingen gezien?

Antwoord
Eén keer stond een deur open.

Vraag 4
Wat is daaraan gedaan?

Antwoord
Het bedrijf kreeg een waarschuwing.

Met vriendelijke groet,

namens burgemeester en wethouders,
C. Abbink, teamleider
""",
        [
            ("1", "Heeft het bedrijf een vergunning?", "Ja, van 2019."),
            ("2", "Is er gecontroleerd?", "Vorig jaar drie keer."),
            ("3", "Zijn er overtredingen gezien?", "Eén keer stond een deur open."),
            ("4", "Wat is daaraan gedaan?", "Het bedrijf kreeg een waarschuwing."),
        ],
    ),
    "V and A without numbers": (
        """\
V: Is de brug over de Vliet te smal?
A: Voor landbouwverkeer wel.

V: Komt er een bredere brug?
A: Niet voor 2030.

V: Wat is het alternatief?
A: De route over Veenhuis.

V: Is die route veilig?
A: Er liggen vrije fietspaden.
""",
        [
            ("1", "Is de brug over de Vliet te smal?", "Voor landbouwverkeer wel."),
            ("2", "Komt er een bredere brug?", "Niet voor 2030."),
            ("3", "Wat is het alternatief?", "De route over Veenhuis."),
            ("4", "Is die route veilig?", "Er liggen vrije fietspaden."),
        ],
    ),
    "numbered questions, the college reacts": (
        """\
1. Is het college bekend met de stank bij de zuivering?

Reactie college:
Ja, wij kennen de klachten.

2. Is het waterschap daarop aangesproken?

Reactie college:
Wij spraken het waterschap op 9 juni.

3. Wat komt daaruit?

Reactie college:
Het waterschap plaatst een filter.

4. Wanneer is dat klaar?

Reactie college:
Voor de winter.

Hoogachtend,
Burgemeester en wethouders van Oudewaterveen,
""",
        [
            ("1", "Is het college bekend met de stank bij de zuivering?", "Ja, wij kennen de klachten."),
            ("2", "Is het waterschap daarop aangesproken?", "Wij spraken het waterschap op 9 juni."),
            ("3", "Wat komt daaruit?", "Het waterschap plaatst een filter."),
            ("4", "Wanneer is dat klaar?", "Voor de winter."),
        ],
    ),
    "questions in bold, answers in plain type": (
        """\
# Beantwoording vragen fietsenstalling

**1. Is de stalling 's nachts bewaakt?**

Nee, na elf uur is er geen toezicht.

**2. Hoeveel fietsen worden er gestolen?**

Vorig jaar 34 fietsen.

Dat is minder dan het jaar ervoor.

**3. Komen er camera's?**

De camera's hangen er in juli.

**4. Wie kijkt naar de beelden?**

De beheerder van het station.
""",
        [
            ("1", "Is de stalling 's nachts bewaakt?", "Nee, na elf uur is er geen toezicht."),
            (
                "2",
                "Hoeveel fietsen worden er gestolen?",
                "Vorig jaar 34 fietsen.\n\nDat is minder dan het jaar ervoor.",
            ),
            ("3", "Komen er camera's?", "De camera's hangen er in juli."),
            ("4", "Wie kijkt naar de beelden?", "De beheerder van het station."),
        ],
    ),
    "a table with who asks, the question and who answers": (
        """\
| Nr. | Fractie | Vraag | Antwoord | Portefeuillehouder |
|---|---|---|---|---|
| 1 | Dorpslijst | Is de haven te ondiep? | Op twee plaatsen. | Ten Kate |
| 2 | Dorpslijst | Wordt er gebaggerd? | In oktober. | Ten Kate |
| 3 | Groen Veen | Leven er vissen? | Dat is niet onderzocht. | Olde Bolhaar |
| 4 | Groen Veen | Wie betaalt? | De provincie betaalt de helft. | Ten Kate |
""",
        [
            ("1", "Is de haven te ondiep?", "Op twee plaatsen."),
            ("2", "Wordt er gebaggerd?", "In oktober."),
            ("3", "Leven er vissen?", "Dat is niet onderzocht."),
            ("4", "Wie betaalt?", "De provincie betaalt de helft."),
        ],
    ),
    "look-alikes: the last item of a list is no title, a place and a date inside an answer close nothing": (
        """\
Beantwoording vragen over de markt

Vraag 1
Waar staat de markt?

Antwoord 1
De markt staat op drie plekken, namelijk:

het Kerkplein

de Lange Laan

Kolkzicht

Vraag 2
Wanneer is de vergunning gegeven?

Antwoord 2
Op het stuk staat:

Oudewaterveen, 12 mei 2026

Dat is ook de dag van het besluit.

Vraag 3
Zijn er bezwaren?

Antwoord 3
Eén bezwaar.
Reageren kon tot juni.

Vraag 4
Van wie?

Antwoord 4
Dat is niet openbaar.
""",
        [
            (
                "1",
                "Waar staat de markt?",
                "De markt staat op drie plekken, namelijk:\n\nhet Kerkplein\n\nde Lange Laan\n\nKolkzicht",
            ),
            (
                "2",
                "Wanneer is de vergunning gegeven?",
                "Op het stuk staat:\n\nOudewaterveen, 12 mei 2026\n\nDat is ook de dag van het besluit.",
            ),
            ("3", "Zijn er bezwaren?", "Eén bezwaar. Reageren kon tot juni."),
            ("4", "Van wie?", "Dat is niet openbaar."),
        ],
    ),
    "look-alikes: sentences that begin with a word of the headings": (
        """\
Vraag 1: Is er antwoord gekomen op de brief van de dorpsraad?
Antwoord 1: Nee.
Antwoord van de dorpsraad op onze vragen volgt nog.

Vraag 2: Is er veel vraag naar woningen?
Antwoord 2: Ja.
Vraag en aanbod lopen uiteen.

Vraag 3: Wat vroeg de dorpsraad?
Antwoord 3: De dorpsraad vroeg het volgende.
“Is er veel vraag naar woningen?”

Vraag 4: Wat is uw reactie?
Antwoord 4: Wij antwoorden de dorpsraad in juli.
Wij antwoorden per brief als volgt: eerst de cijfers, dan de plannen.
""",
        [
            (
                "1",
                "Is er antwoord gekomen op de brief van de dorpsraad?",
                "Nee. Antwoord van de dorpsraad op onze vragen volgt nog.",
            ),
            ("2", "Is er veel vraag naar woningen?", "Ja. Vraag en aanbod lopen uiteen."),
            ("3", "Wat vroeg de dorpsraad?", "De dorpsraad vroeg het volgende. “Is er veel vraag naar woningen?”"),
            (
                "4",
                "Wat is uw reactie?",
                "Wij antwoorden de dorpsraad in juli. Wij antwoorden per brief als volgt: eerst de cijfers, dan de plannen.",
            ),
        ],
    ),
    "look-alikes: a table with tabs and a bulleted question inside an answer": (
        """\
1. Hoeveel bezoekers had het museum?

Antwoord:
De aantallen zijn:
Jaar\tBezoekers
2024\t12.000
2025\t14.000

2. Wat willen bezoekers weten?

Antwoord:
Zij vragen vaak:

• Is er een lift?

• Is er koffie?

3. Zijn die er?

Antwoord:
Beide zijn er.

4. Is de entree verhoogd?

Antwoord:
Nee.
""",
        [
            (
                "1",
                "Hoeveel bezoekers had het museum?",
                "De aantallen zijn: Jaar Bezoekers 2024 12.000 2025 14.000",
            ),
            ("2", "Wat willen bezoekers weten?", "Zij vragen vaak:\n\n• Is er een lift?\n\n• Is er koffie?"),
            ("3", "Zijn die er?", "Beide zijn er."),
            ("4", "Is de entree verhoogd?", "Nee."),
        ],
    ),
    "party behind the question's number, the college in the answer's heading": (
        """\
Gemeente Oudewaterveen

Onderwerp: beantwoording vragen artikel 36 RvO

Vraag 1 (fractie Dorpslijst): Is de steiger bij de Kolk afgesloten?
Antwoord college: Ja, sinds 4 mei.

Vraag 2 (fractie Groen Veen): Wie betaalt het herstel?
Antwoord college: Het herstel komt ten laste van het onderhoudsbudget.

Vraag 3 (fractie Dorpslijst): Zijn er klachten ontvangen?
Antwoord college: Wij hebben zeven meldingen ontvangen.

Vraag 4 (fractie Groen Veen): Wanneer gaat de steiger open?
Antwoord college: Wij verwachten in september.

Met vriendelijke groet,

burgemeester en wethouders van Oudewaterveen
""",
        [
            ("1", "Is de steiger bij de Kolk afgesloten?", "Ja, sinds 4 mei."),
            ("2", "Wie betaalt het herstel?", "Het herstel komt ten laste van het onderhoudsbudget."),
            ("3", "Zijn er klachten ontvangen?", "Wij hebben zeven meldingen ontvangen."),
            ("4", "Wanneer gaat de steiger open?", "Wij verwachten in september."),
        ],
    ),
    "bullets for questions, an answer heading behind each": (
        """\
Aan de gemeenteraad

De fractie Groen Veen stelde de volgende vragen.

• Is het zwembad deze zomer open?

Antwoord: Ja, vanaf 1 mei.

• Wat kost een kaartje voor kinderen?

Antwoord: Een kaartje kost vier euro.

• Wordt het water met de zon verwarmd?

Antwoord: Nee, het bad heeft nog een gasketel.

• Komt er een nieuwe glijbaan?

Antwoord: Daarvoor is geen geld begroot.
""",
        [
            ("1", "Is het zwembad deze zomer open?", "Ja, vanaf 1 mei."),
            ("2", "Wat kost een kaartje voor kinderen?", "Een kaartje kost vier euro."),
            ("3", "Wordt het water met de zon verwarmd?", "Nee, het bad heeft nog een gasketel."),
            ("4", "Komt er een nieuwe glijbaan?", "Daarvoor is geen geld begroot."),
        ],
    ),
    "numbering that begins again under each party's name": (
        """\
Beantwoording technische vragen begroting

Fractie Dorpslijst

Vraag 1
Waarom daalt de post groen?
Antwoord
Het maaien is opnieuw aanbesteed.

Vraag 2
Hoeveel is er over?
Antwoord
Er resteert 40.000 euro.

Fractie Groen Veen

Vraag 1
Waarom stijgt de post wegen?
Antwoord
De prijs van asfalt is gestegen.

Vraag 2
Welke wegen worden gedaan?
Antwoord
De Lange Laan en de Kolkweg.

VVO

Vraag 1
Is er een reserve?
Antwoord
Ja, de algemene reserve.
""",
        [
            ("1", "Waarom daalt de post groen?", "Het maaien is opnieuw aanbesteed."),
            ("2", "Hoeveel is er over?", "Er resteert 40.000 euro."),
            ("1", "Waarom stijgt de post wegen?", "De prijs van asfalt is gestegen."),
            ("2", "Welke wegen worden gedaan?", "De Lange Laan en de Kolkweg."),
            ("1", "Is er een reserve?", "Ja, de algemene reserve."),
        ],
    ),
    "lettered sections, one an asker and a date": (
        """\
Hieronder staan de antwoorden op de vragen bij de kadernota.

A. Vragen Dorpslijst d.d. 28 mei 2026

Vraag 1: Waarop is de raming van post 9 gebaseerd?

Antwoord: Op de uitgaven van vorig jaar.

Vraag 2: Is er een buffer?

Antwoord: Ja, van vijf procent.

B. Vragen Groen Veen d.d. 2 juni 2026

Vraag 1: Hoeveel huizen komen er bij?

Antwoord: Dat zijn er tachtig.

Vraag 2: Zijn die betaalbaar?

Antwoord: De helft valt in de sociale huur.
""",
        [
            ("1", "Waarop is de raming van post 9 gebaseerd?", "Op de uitgaven van vorig jaar."),
            ("2", "Is er een buffer?", "Ja, van vijf procent."),
            ("1", "Hoeveel huizen komen er bij?", "Dat zijn er tachtig."),
            ("2", "Zijn die betaalbaar?", "De helft valt in de sociale huur."),
        ],
    ),
    "question and answer columns parted by tabs": (
        """\
Nr.\tVraag\tAntwoord
1\tHoeveel meldingen over ratten waren er?\tEr waren 85 meldingen.
2\tIn welke wijk de meeste?\tIn de wijk Kolkzicht.
3\tWordt er gif gebruikt?\tNee, wij zetten klemmen.
4\tWat kost de bestrijding?\tVorig jaar 12.000 euro.
""",
        [
            ("1", "Hoeveel meldingen over ratten waren er?", "Er waren 85 meldingen."),
            ("2", "In welke wijk de meeste?", "In de wijk Kolkzicht."),
            ("3", "Wordt er gif gebruikt?", "Nee, wij zetten klemmen."),
            ("4", "Wat kost de bestrijding?", "Vorig jaar 12.000 euro."),
        ],
    ),
    "all questions, then ad 1 with a text line": (
        """\
U vroeg ons het volgende.

1. Hoeveel bushaltes zijn er in Veenhuis?
2. Hoeveel daarvan hebben een afdak?
3. Wie onderhoudt de afdaken?
4. Komt er een halte bij het station?

Wij antwoorden als volgt.

Ad 1
Er zijn negentien haltes.

Ad 2
Twaalf haltes hebben een afdak.

Ad 3 en 4
De vervoerder onderhoudt de afdaken en beslist ook over de halte.

Hoogachtend,

Gedeputeerde Staten van Midden-IJsselland
""",
        [
            ("1", "Hoeveel bushaltes zijn er in Veenhuis?", "Er zijn negentien haltes."),
            ("2", "Hoeveel daarvan hebben een afdak?", "Twaalf haltes hebben een afdak."),
            (
                "3+4",
                "Wie onderhoudt de afdaken? / Komt er een halte bij het station?",
                "De vervoerder onderhoudt de afdaken en beslist ook over de halte.",
            ),
        ],
    ),
    "re 1": (
        """\
Uw vragen luiden:

1. Is de ijsbaan verkocht?
2. Voor welk bedrag?
3. Is de raad gehoord?
4. Wie is de koper?

Onze reactie:

Re 1: Nee, de ijsbaan is verhuurd.

Re 2: De huur is 500 euro per jaar.

Re 3: De raad is in april gehoord.

Re 4: Er is geen koper.
""",
        [
            ("1", "Is de ijsbaan verkocht?", "Nee, de ijsbaan is verhuurd."),
            ("2", "Voor welk bedrag?", "De huur is 500 euro per jaar."),
            ("3", "Is de raad gehoord?", "De raad is in april gehoord."),
            ("4", "Wie is de koper?", "Er is geen koper."),
        ],
    ),
    "your question and our answer": (
        """\
Uw vraag 1
Mogen honden los op het strandje?

Ons antwoord
Alleen in de winter.

Uw vraag 2
Wie ziet daarop toe?

Ons antwoord
De boa's komen er elke dag langs.

Uw vraag 3
Hoeveel boetes waren er?

Ons antwoord
Vorig jaar waren het er negen.

Uw vraag 4
Komt er een hek?

Ons antwoord
Nee, een hek past niet in het landschap.
""",
        [
            ("1", "Mogen honden los op het strandje?", "Alleen in de winter."),
            ("2", "Wie ziet daarop toe?", "De boa's komen er elke dag langs."),
            ("3", "Hoeveel boetes waren er?", "Vorig jaar waren het er negen."),
            ("4", "Komt er een hek?", "Nee, een hek past niet in het landschap."),
        ],
    ),
    "roman numerals": (
        """\
Vraag I
Is het gemaal Kolkzicht buiten bedrijf?

Antwoord I
Ja, sinds februari.

Vraag II
Wat is de oorzaak?

Antwoord II
Een lager is gebroken.

Vraag III
Is er wateroverlast geweest?

Antwoord III
Nee, een noodpomp heeft het werk overgenomen.

Vraag IV
Wanneer draait het gemaal weer?

Antwoord IV
In juni.
""",
        [
            ("1", "Is het gemaal Kolkzicht buiten bedrijf?", "Ja, sinds februari."),
            ("2", "Wat is de oorzaak?", "Een lager is gebroken."),
            ("3", "Is er wateroverlast geweest?", "Nee, een noodpomp heeft het werk overgenomen."),
            ("4", "Wanneer draait het gemaal weer?", "In juni."),
        ],
    ),
    "one heading for question and answer": (
        """\
Vraag 1 en antwoord

Heeft de school een tweede uitgang?

Ja, aan de kant van het plein.

Vraag 2 en antwoord

Is die uitgang vrij?

De brandweer heeft dat in mei gezien.

Vraag 3 en antwoord

Wordt er geoefend?

De school oefent twee keer per jaar.

Vraag 4 en antwoord

Is het alarm vernieuwd?

Het alarm is van 2021.
""",
        [
            ("1", "Heeft de school een tweede uitgang?", "Ja, aan de kant van het plein."),
            ("2", "Is die uitgang vrij?", "De brandweer heeft dat in mei gezien."),
            ("3", "Wordt er geoefend?", "De school oefent twee keer per jaar."),
            ("4", "Is het alarm vernieuwd?", "Het alarm is van 2021."),
        ],
    ),
    "signatures, copies and appendices behind the last answer": (
        """\
Vraag 1: Is het strand schoon?
Antwoord: Ja.

Vraag 2: Wie ruimt het op?
Antwoord: Een groep vrijwilligers.

Vraag 3: Hoe vaak?
Antwoord: Elke maand.

Vraag 4: Kan de gemeente helpen?
Antwoord: Wij leveren zakken en handschoenen.

Oudewaterveen, 12 mei 2026

Burgemeester en wethouders van Oudewaterveen,

de secretaris,          de burgemeester,
A. ter Horst            mr. B. Vlietstra

cc: de griffie, team Openbare Ruimte

Bijlagen:
1. Kaart van het strand
2. Rooster van de vrijwilligers
""",
        [
            ("1", "Is het strand schoon?", "Ja."),
            ("2", "Wie ruimt het op?", "Een groep vrijwilligers."),
            ("3", "Hoe vaak?", "Elke maand."),
            ("4", "Kan de gemeente helpen?", "Wij leveren zakken en handschoenen."),
        ],
    ),
    "copies and appendices right behind the last answer": (
        """\
Vraag 1
Is de speeltuin gekeurd?

Antwoord 1
Ja, in maart.

Vraag 2
Door wie?

Antwoord 2
Door een erkend bureau.

Vraag 3
Zijn er gebreken?

Antwoord 3
Eén schommel is weggehaald.

Vraag 4
Komt die terug?

Antwoord 4
Na de zomer.

cc: de griffie, team Openbare Ruimte

Bijlage(n): keuringsrapport
""",
        [
            ("1", "Is de speeltuin gekeurd?", "Ja, in maart."),
            ("2", "Door wie?", "Door een erkend bureau."),
            ("3", "Zijn er gebreken?", "Eén schommel is weggehaald."),
            ("4", "Komt die terug?", "Na de zomer."),
        ],
    ),
    "a question number with a chapter, then labels without colons": (
        """\
PROGRAMMA 1 BESTUUR

Vraagnr. A-1
Blz. 6 (reserve)\tFractie Dorpslijst
Vraag\tIs de reserve groot genoeg?
Antwoord\tDe reserve voldoet aan de norm.

Vraagnr. A-2
Blz. 8\tFractie Groen Veen
Vraag\tWanneer is de controle klaar?
Antwoord\tVolgende week.

PROGRAMMA 2 VEILIGHEID

Vraagnr. B-1
Blz. 12\tFractie Dorpslijst
Vraag\tHoeveel boa's zijn er?
Antwoord\tEr zijn er zeven.

Vraagnr. B-2
Blz. 14\tFractie Dorpslijst
Vraag\tIs dat genoeg?
Antwoord\tJa.
""",
        [
            ("a-1", "Is de reserve groot genoeg?", "De reserve voldoet aan de norm."),
            ("a-2", "Wanneer is de controle klaar?", "Volgende week."),
            ("b-1", "Hoeveel boa's zijn er?", "Er zijn er zeven."),
            ("b-2", "Is dat genoeg?", "Ja."),
        ],
    ),
    "labels without colons, the text behind a tab": (
        """\
Vraag 1\tWordt de dijk verhoogd?
Antwoord\tJa, met veertig centimeter.

Vraag 2\tIs de weg dan dicht?
Antwoord\tAlleen voor auto's.

Vraag 3\tHoe lang duurt het werk?
Antwoord\tTien weken.

Vraag 4\tKrijgen omwonenden een brief?
Antwoord\tZij krijgen in april een brief.
""",
        [
            ("1", "Wordt de dijk verhoogd?", "Ja, met veertig centimeter."),
            ("2", "Is de weg dan dicht?", "Alleen voor auto's."),
            ("3", "Hoe lang duurt het werk?", "Tien weken."),
            ("4", "Krijgen omwonenden een brief?", "Zij krijgen in april een brief."),
        ],
    ),
    "the word question, a number glued to its text, the word answer": (
        """\
Geachte mevrouw Vlietstra,

Wij hebben besloten u als volgt te antwoorden.

Vraag

1.Hoe vaak is de Brede Vliet gebaggerd?

Antwoord

In de laatste tien jaar twee keer.

Vraag

2. Waar gaat de bagger heen?

Antwoord

Naar het depot in Veenhuis.

Vraag

3. Is de bagger vervuild?

Antwoord

Licht vervuild.

Vraag

4.Kan dat niet dichterbij?

Antwoord

Zie het antwoord op vraag 2.

Hoogachtend,

dijkgraaf en heemraden van De Brede Vliet
""",
        [
            ("1", "Hoe vaak is de Brede Vliet gebaggerd?", "In de laatste tien jaar twee keer."),
            ("2", "Waar gaat de bagger heen?", "Naar het depot in Veenhuis."),
            ("3", "Is de bagger vervuild?", "Licht vervuild."),
            ("4", "Kan dat niet dichterbij?", "Zie het antwoord op vraag 2."),
        ],
    ),
    "supplementary questions": (
        """\
Aanvullende vraag 1:
Waarom is de stuw nog dicht?

Antwoord:
De vispassage is niet klaar.

Aanvullende vraag 2:
Wanneer is die klaar?

Antwoord:
In augustus.

Aanvullende vraag 3:
Is er een boete afgesproken?

Antwoord:
Nee.

Aanvullende vraag 4:
Waarom niet?

Antwoord:
De aannemer kon er niets aan doen.
""",
        [
            ("1", "Waarom is de stuw nog dicht?", "De vispassage is niet klaar."),
            ("2", "Wanneer is die klaar?", "In augustus."),
            ("3", "Is er een boete afgesproken?", "Nee."),
            ("4", "Waarom niet?", "De aannemer kon er niets aan doen."),
        ],
    ),
    "name, party and answering member around the number": (
        """\
Memorie van antwoord bij de begroting

CDL Kuipers Vraag 66 Pelgrim

Is het budget voor natuur op?

Antwoord

Er is nog twee ton over.

CDL Kuipers Vraag 67 Van Dijken

Wordt er dit jaar gekapt?

Antwoord

Alleen zieke bomen.

GV Michels Vraag 68 Pelgrim

Hoeveel bos komt er bij?

Antwoord

Tien hectare.

GV Heijmans Vraag 69 Pelgrim

Waar komt dat bos?

Antwoord

Bij Veenhuis.
""",
        [
            ("66", "Is het budget voor natuur op?", "Er is nog twee ton over."),
            ("67", "Wordt er dit jaar gekapt?", "Alleen zieke bomen."),
            ("68", "Hoeveel bos komt er bij?", "Tien hectare."),
            ("69", "Waar komt dat bos?", "Bij Veenhuis."),
        ],
    ),
    "all questions listed, then each repeated above its answer": (
        """\
De fractie stelde de volgende vragen:

1. Is de kerk verkocht?
2. Wie is de eigenaar?
3. Komen er woningen in?
4. Blijft de toren staan?

Hieronder volgen de vragen met onze antwoorden.

1. Is de kerk verkocht?

Antwoord:
Ja, in april.

2. Wie is de eigenaar?

Antwoord:
Een stichting.

3. Komen er woningen in?

Antwoord:
Er komen twaalf woningen in.

4. Blijft de toren staan?

Antwoord:
Ja, de toren blijft staan.
""",
        [
            ("1", "Is de kerk verkocht?", "Ja, in april."),
            ("2", "Wie is de eigenaar?", "Een stichting."),
            ("3", "Komen er woningen in?", "Er komen twaalf woningen in."),
            ("4", "Blijft de toren staan?", "Ja, de toren blijft staan."),
        ],
    ),
    "all questions listed, then a heading with the question repeated above each answer": (
        """\
Uw vragen:

Vraag 1: Is er een wachtlijst voor de volkstuinen?
Vraag 2: Hoe lang is die?
Vraag 3: Komen er tuinen bij?
Vraag 4: Wat kost een tuin?

Beantwoording:

Vraag 1: Is er een wachtlijst voor de volkstuinen?
Antwoord: Ja.

Vraag 2: Hoe lang is die?
Antwoord: Er staan veertig namen op.

Vraag 3: Komen er tuinen bij?
Antwoord: Er komen tien tuinen bij.

Vraag 4: Wat kost een tuin?
Antwoord: Een tuin kost zestig euro per jaar.
""",
        [
            ("1", "Is er een wachtlijst voor de volkstuinen?", "Ja."),
            ("2", "Hoe lang is die?", "Er staan veertig namen op."),
            ("3", "Komen er tuinen bij?", "Er komen tien tuinen bij."),
            ("4", "Wat kost een tuin?", "Een tuin kost zestig euro per jaar."),
        ],
    ),
    "subject titles between the exchanges": (
        """\
Beantwoording schriftelijke vragen zwerfafval

Kosten

Vraag 1
Wat kost het opruimen?

Antwoord 1
Ongeveer een ton per jaar.

Vraag 2
Wie betaalt dat?

Antwoord 2
De gemeente.

Handhaving

Vraag 3
Hoeveel boetes zijn er uitgedeeld?

Antwoord 3
Geen.

Vraag 4
Waarom niet?

Antwoord 4
De daders zijn zelden bekend.
""",
        [
            ("1", "Wat kost het opruimen?", "Ongeveer een ton per jaar."),
            ("2", "Wie betaalt dat?", "De gemeente."),
            ("3", "Hoeveel boetes zijn er uitgedeeld?", "Geen."),
            ("4", "Waarom niet?", "De daders zijn zelden bekend."),
        ],
    ),
    "an arrow opens the answer": (
        """\
Vragen Dorpslijst over de markthal

1. Is de hal open?
-> Ja, op vrijdag.

2. Wie verhuurt de hal?
-> De stichting Markthal.

3. Is er subsidie gegeven?
-> In 2024, eenmalig.

4. Komt er meer?
-> Nee.
""",
        [
            ("1", "Is de hal open?", "Ja, op vrijdag."),
            ("2", "Wie verhuurt de hal?", "De stichting Markthal."),
            ("3", "Is er subsidie gegeven?", "In 2024, eenmalig."),
            ("4", "Komt er meer?", "Nee."),
        ],
    ),
    "the answer of dijkgraaf and heemraden": (
        """\
Vraag 1
Is de kade bij Kolkzicht verzakt?

Antwoord dijkgraaf en heemraden
Ja, met acht centimeter.

Vraag 2
Is dat gevaarlijk?

Antwoord dijkgraaf en heemraden
Nee, de kade is nog hoog genoeg.

Vraag 3
Wordt er gemeten?

Antwoord dijkgraaf en heemraden
Elke maand.

Vraag 4
Krijgen wij de metingen?

Antwoord dijkgraaf en heemraden
Die sturen wij u toe.
""",
        [
            ("1", "Is de kade bij Kolkzicht verzakt?", "Ja, met acht centimeter."),
            ("2", "Is dat gevaarlijk?", "Nee, de kade is nog hoog genoeg."),
            ("3", "Wordt er gemeten?", "Elke maand."),
            ("4", "Krijgen wij de metingen?", "Die sturen wij u toe."),
        ],
    ),
    "question 1 of 4": (
        """\
Vraag 1 van 4
Is het dorpshuis rolstoelvriendelijk?

Antwoord op vraag 1 van 4
Ja, sinds de verbouwing.

Vraag 2 van 4
Is er een lift?

Antwoord op vraag 2 van 4
Nee, het dorpshuis heeft één verdieping.

Vraag 3 van 4
Is het toilet aangepast?

Antwoord op vraag 3 van 4
Ja.

Vraag 4 van 4
Staat dat op de website?

Antwoord op vraag 4 van 4
Wij zetten het erop.
""",
        [
            ("1", "Is het dorpshuis rolstoelvriendelijk?", "Ja, sinds de verbouwing."),
            ("2", "Is er een lift?", "Nee, het dorpshuis heeft één verdieping."),
            ("3", "Is het toilet aangepast?", "Ja."),
            ("4", "Staat dat op de website?", "Wij zetten het erop."),
        ],
    ),
    "roman numerals before the questions": (
        """\
I. Is de bibliotheek op zaterdag open?

Antwoord:
Ja, van tien tot drie uur.

II. Hoeveel leden zijn er?

Antwoord:
Er zijn 3.100 leden.

III. Groeit dat aantal?

Antwoord:
Vorig jaar kwamen er tachtig bij.

IV. Is er een bus naar de dorpen?

Antwoord:
Die rijdt op woensdag.
""",
        [
            ("1", "Is de bibliotheek op zaterdag open?", "Ja, van tien tot drie uur."),
            ("2", "Hoeveel leden zijn er?", "Er zijn 3.100 leden."),
            ("3", "Groeit dat aantal?", "Vorig jaar kwamen er tachtig bij."),
            ("4", "Is er een bus naar de dorpen?", "Die rijdt op woensdag."),
        ],
    ),
    "who asks behind the word question, no numbers": (
        """\
Vraag mevrouw Abbink (Groen Veen):
Komt er een dierenweide?

Antwoord:
Het plan ligt bij de ontwerper.

Vraag de heer Ter Horst (Dorpslijst):
Wie gaat de weide beheren?

Antwoord:
Een stichting van bewoners.

Vraag fractie Dorpslijst:
Wat kost het beheer?

Antwoord:
Achtduizend euro per jaar.

Vraag fractie Groen Veen:
Mogen er geiten lopen?

Antwoord:
Ja, en ook schapen.
""",
        [
            ("1", "Komt er een dierenweide?", "Het plan ligt bij de ontwerper."),
            ("2", "Wie gaat de weide beheren?", "Een stichting van bewoners."),
            ("3", "Wat kost het beheer?", "Achtduizend euro per jaar."),
            ("4", "Mogen er geiten lopen?", "Ja, en ook schapen."),
        ],
    ),
    "numbers with a point inside, under numbered subjects": (
        """\
1. Kosten

1.1 Wat kost de nieuwe brug?

Antwoord: De raming is twee miljoen euro.

1.2 Is dat geld er?

Antwoord: De helft is begroot.

2. Planning

2.1 Wanneer begint het werk?

Antwoord: In het voorjaar.

2.2 Hoe lang duurt het?

Antwoord: Een jaar.
""",
        [
            ("1.1", "Wat kost de nieuwe brug?", "De raming is twee miljoen euro."),
            ("1.2", "Is dat geld er?", "De helft is begroot."),
            ("2.1", "Wanneer begint het werk?", "In het voorjaar."),
            ("2.2", "Hoe lang duurt het?", "Een jaar."),
        ],
    ),
    "a passage of the asker before each question": (
        """\
De fractie leest in de nota dat er minder zwaluwen zijn.

Vraag 1: Klopt dat?

Antwoord vraag 1:
Ja, de telling laat dat zien.

De fractie leest ook dat oevers worden bekleed met steen.

Vraag 2: Is dat nodig?

Antwoord vraag 2:
Langs vaarwegen wel.

De fractie leest ten slotte over nestkasten onder bruggen.

Vraag 3: Kan dat hier ook?

Antwoord vraag 3:
Wij gaan dat bij drie bruggen doen.

Vraag 4: Wat kost een nestkast?

Antwoord vraag 4:
Ongeveer honderd euro.
""",
        [
            ("1", "Klopt dat?", "Ja, de telling laat dat zien."),
            ("2", "Is dat nodig?", "Langs vaarwegen wel."),
            ("3", "Kan dat hier ook?", "Wij gaan dat bij drie bruggen doen."),
            ("4", "Wat kost een nestkast?", "Ongeveer honderd euro."),
        ],
    ),
}

NOT_YET = {
    "a question number with a chapter, then labels without colons": "numbers such as A-1 are not read",
    "name, party and answering member around the number": "a heading that begins with names is not found",
}
"""What does not come out yet, and why."""


def _exchanges_of(text):
    return [
        ("+".join(e.numbers), " / ".join(q.text for q in e.questions), e.answer.text if e.answer else None)
        for e in read_text(text).exchanges
    ]


EACH = [
    pytest.param(layout, marks=[pytest.mark.xfail(strict=True, reason=NOT_YET[layout])] if layout in NOT_YET else [])
    for layout in LAYOUTS
]


@pytest.mark.parametrize("layout", EACH)
def test_local_layouts(layout):
    text, expected = LAYOUTS[layout]
    assert read_text(text).kind == "answers"
    assert _exchanges_of(text) == expected


@pytest.mark.parametrize("layout", EACH)
def test_local_layouts_with_windows_line_ends(layout):
    text, expected = LAYOUTS[layout]
    assert _exchanges_of(text.replace("\n", "\r\n")) == expected


@pytest.mark.parametrize(
    ("ends", "left_out"),
    [
        (("Ja, dat is zo.\n\nBeheer", "Wij overleggen.\n\nToezicht", "Nee."), True),
        (("Ja, dat is zo.\n\nBeheer", "Wij overleggen.", "Nee."), False),
        (("Ja, dat is zo.\n\nBeheer", "Wij overleggen met:\n\nGemeente Bork", "Nee."), False),
        (("Ja, dat is zo.\n\nTabel 1", "Wij overleggen.\n\nBron CBS", "Nee."), False),
        (("Ja.\n\nWij sturen uw raad in mei een brief", "Nee.\n\nHet college heeft hier geen rol in", "Nee."), False),
    ],
)
def test_short_lines_before_a_question_are_titles_where_there_are_several(ends, left_out):
    text = "\n\n".join(f"Vraag {n}\nKlopt dat?\n\nAntwoord {n}\n{end}" for n, end in enumerate(ends, 1))
    found = [" ".join(answer.split()) for _, _, answer in _exchanges_of(text)]
    assert found == [" ".join((end.split("\n\n")[0] if left_out else end).split()) for end in ends]


POINTED = {
    "under headings": "Vraag {n}\nKlopt dat?\n\nAntwoord {n}\nJa.\n\n",
    "before answers": "{n} Klopt dat?\n\nAntwoord: Ja.\n\n",
    "by themselves": "{n}. Klopt dat?\nJa, dat klopt.\n\n",
}


@pytest.mark.parametrize("layout", POINTED)
@pytest.mark.parametrize("numbers", [("1.1", "1.2", "2.1", "2.2"), tuple(f"1.{n}" for n in range(1, 12))])
def test_numbers_with_a_point(layout, numbers):
    text = "".join(POINTED[layout].format(n=number) for number in numbers)
    assert [number for number, _, _ in _exchanges_of(text)] == list(numbers)
    assert {question for _, question, _ in _exchanges_of(text)} == {"Klopt dat?"}


def test_what_an_answer_says_of_the_askers_stays_in_it():
    answers = ["Ja.\n\nDe fractie vroeg dit eerder.", "Nee.\n\nDe fractie weet dat."]
    text = "\n\n".join(f"Vraag {n}\nKlopt dat?\n\nAntwoord {n}\n{answer}" for n, answer in enumerate(answers, 1))
    assert [answer for _, _, answer in _exchanges_of(text)] == answers


def test_titles_above_what_leads_in_a_question_are_left_out_too():
    parts = ["{title}\n\nDe fractie las iets.\n\nVraag {n}\nKlopt dat?\n\nAntwoord {n}\nJa, dat is zo."] * 4
    titles = ["Kosten", "Beheer", "Toezicht", "Planning"]
    text = "\n\n".join(
        part.format(n=n, title=title) for n, (part, title) in enumerate(zip(parts, titles, strict=True), 1)
    )
    assert {answer for _, _, answer in _exchanges_of(text)} == {"Ja, dat is zo."}
