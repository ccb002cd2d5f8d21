"""Each format: what it gives, and what it must leave out; then what must be refused, and how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from answerstance.errors import ReadError
from answerstance.letters import read
from answerstance.reading.source import Source, source_from_bytes
from answerstance.records import Piece
from answerstance.segmenting.furniture import find_furniture
from build_office import build_docx, build_odt, build_zip, paragraph, run, table
from build_pdf import Placed, build_pdf, column
from conftest import golds, shown, wanted


def source(data: bytes | str, name: str) -> Source:
    return source_from_bytes(data.encode() if isinstance(data, str) else data, name)


def pieces(found: Source) -> list[tuple[str, str]]:
    return [(piece.name, found.text[piece.start : piece.end]) for piece in found.pieces]


def exchanges(data: bytes | str, name: str, folder: Path) -> list[tuple[tuple[str, ...], str, str]]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return [(e.numbers, e.questions[0].text, e.answer.text) for e in read(path).exchanges]


# -- PDF ---------------------------------------------------------------------------------------------------------------

PAGES = [
    [
        *column(
            [
                "Vraag 1",
                "",
                "",
                "Antwoord 1",
                "Ja, die brug is ons bekend. Wij hebben hem in het voorjaar laten onder-",
                "zoeken en verwachten binnenkort het verslag van de provincie Noord-",
                "Holland, de burger- en de schoolcommissie. De CO uitstoot daalt.",
                "Een tweede alinea begint hier, want de vorige regel hield vroeg op.",
                "De zin loopt door op de volgende",
            ]
        ),
        Placed(70, 688, "Kent u de brug bij Molendam?", tail=(("1", 6, 3.5),)),
        Placed(
            70, 146, "", 8, tail=(("1 ", 5, 2.5), ("Gemeenteblad 2031, nummer 12, over de brug bij Molendam", 8, 0))
        ),
        Placed(70, 60, "Gemeente Molendam, antwoord op vragen, blad 1", 8),
    ],
    [
        *column(
            [
                "bladzijde van deze brief.",
                "",
                "Vraag 2",
                "Wat kost dat?",
                "",
                "Antwoord 2",
                "Vijf euro per m van het dek.",
            ]
        ),
        Placed(70, 60, "Gemeente Molendam, antwoord op vragen, blad 2", 8),
    ],
    [
        *column(["Vraag 3", "En daarna?", "", "Antwoord 3", "Daarna niets meer dan gewoon onderhoud."]),
        Placed(70, 60, "Gemeente Molendam, antwoord op vragen, blad 3", 8),
    ],
]


def test_pdf_gives_lines_notes_feet_and_joined_words():
    found = source(build_pdf(PAGES), "brief.pdf")
    assert found.format == "pdf"
    assert found.text.startswith(
        "Vraag 1\nKent u de brug bij Molendam?1\n\nAntwoord 1\n"
        "Ja, die brug is ons bekend. Wij hebben hem in het voorjaar laten onderzoeken"
        " en verwachten binnenkort het verslag van de provincie Noord-Holland, de burger- en de schoolcommissie."
    )
    assert pieces(found) == [
        ("footnote mark", "1"),
        ("footnote", "1 Gemeenteblad 2031, nummer 12, over de brug bij Molendam"),
        ("page furniture", "Gemeente Molendam, antwoord op vragen, blad 1"),
        ("page furniture", "Gemeente Molendam, antwoord op vragen, blad 2"),
        ("page furniture", "Gemeente Molendam, antwoord op vragen, blad 3"),
    ]


def test_pdf_headings_at_the_top_of_pages_are_no_running_heads(tmp_path):
    pages = [
        column([f"Vraag {n}", "Hoe staat het ermee?", "", f"Antwoord {n}", f"Goed, voor de {n}e keer."])
        for n in (1, 2, 3)
    ]
    found = exchanges(build_pdf(pages), "brief.pdf", tmp_path)
    assert found == [((str(n),), "Hoe staat het ermee?", f"Goed, voor de {n}e keer.") for n in (1, 2, 3)]


def test_pdf_exchanges_run_over_pages(tmp_path):
    first, second, third = exchanges(build_pdf(PAGES), "brief.pdf", tmp_path)
    assert first[1] == "Kent u de brug bij Molendam?"
    assert first[2].endswith("De zin loopt door op de volgende bladzijde van deze brief.")
    assert second == (("2",), "Wat kost dat?", "Vijf euro per m van het dek.")
    assert third[2] == "Daarna niets meer dan gewoon onderhoud."


def test_pdf_reads_columns_one_after_the_other():
    left = [
        "De eerste kolom vult zijn breedte",
        "met regels die doorlopen tot aan",
        "het einde van de linker kolom en",
        "die daar ook ophouden.",
    ]
    right = [
        "De tweede kolom komt daarna pas",
        "en hoort dus niet tussen de regels",
        "van de eerste kolom te staan, ook",
        "al staan zij op een hoogte.",
    ]
    title = Placed(70, 740, "Een titel die over de volle breedte van beide kolommen op de bladzijde loopt", 10)
    found = source(build_pdf([[title, *column(left, 70), *column(right, 310)]]), "brief.pdf")
    assert found.text.split("\n")[2:] == [*left, "", *right, ""]


def test_pdf_reads_rows_of_a_table_across():
    rows = [("Wijk", "2030", "2031"), ("Noord", "12", "14"), ("Zuid", "3", "6"), ("West", "22", "41")]
    page = [
        Placed(x, 700 - 12 * at, cell)
        for at, row in enumerate(rows)
        for x, cell in zip((70, 250, 400), row, strict=True)
    ]
    found = source(build_pdf([page]), "tabel.pdf")
    assert found.text == "Wijk\t2030\t2031\nNoord\t12\t14\nZuid\t3\t6\nWest\t22\t41\n"


def test_pdf_names_small_type_in_the_margin():
    body = column(
        [
            "De tekst van deze brief staat links en is tamelijk breed gezet,",
            "zodat er rechts een smalle kolom overblijft voor het adres",
            "van de afdeling die de brief heeft opgesteld en voor het",
            "kenmerk dat bij beantwoording vermeld moet worden.",
        ],
        lead=14,
    )
    margin = column(["Afdeling Bruggen", "Ons kenmerk", "ZK-2031-44"], x=460, top=695, lead=9, size=7)
    assert pieces(source(build_pdf([[*body, *margin]]), "brief.pdf")) == [
        ("letterhead", "Afdeling Bruggen\nOns kenmerk\nZK-2031-44")
    ]


def test_pdf_keeps_lowered_and_raised_numbers_of_words():
    page = [
        Placed(70, 700, "De CO", tail=(("2", 6, -2), ("-uitstoot op vijf m", 10, 0), ("2", 6, 3.5), (" dak.", 10, 0)))
    ]
    found = source(build_pdf([page]), "brief.pdf")
    assert found.text == "De CO2-uitstoot op vijf m2 dak.\n"
    assert found.pieces == ()


def test_pdf_shows_emphasis():
    found = source(
        build_pdf([[Placed(70, 700, "Is dit vet gezet?", 10, 1), Placed(70, 680, "Ja, en dit schuin.", 10, 2)]]),
        "brief.pdf",
    )
    assert [found.text[slice(*span)] for span in found.bold] == ["Is dit vet gezet?"]
    assert [found.text[slice(*span)] for span in found.italic] == ["Ja, en dit schuin."]


# -- Word --------------------------------------------------------------------------------------------------------------

NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Vraag %1"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
"""


def test_docx_prints_automatic_numbers():
    body = (
        paragraph("Kent u dit plan?", number=(1, 0))
        + paragraph("Het eerste deel?", number=(1, 1))
        + paragraph("Het tweede deel?", number=(1, 1))
        + paragraph("Wat kost het?", number=(1, 0))
        + paragraph("Opnieuw geteld?", number=(2, 0))
        + paragraph("De kop zelf", number=(3, 0))
        + paragraph("Zonder nummer.", number=(0, 0))
    )
    found = source(build_docx(body, numbering=NUMBERING), "brief.docx")
    assert found.text.split("\n\n") == [
        "1. Kent u dit plan?", "a) Het eerste deel?", "b) Het tweede deel?", "2. Wat kost het?", "1. Opnieuw geteld?",
        "Vraag 1 De kop zelf", "Zonder nummer.\n",
    ]  # fmt: skip


def test_docx_takes_numbers_and_looks_from_styles():
    styles = """
    <w:style w:type="paragraph" w:styleId="Basis"><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Vraag"><w:basedOn w:val="Basis"/>
      <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    """
    body = paragraph("Is dit vet?", style="Vraag") + paragraph("Dit niet.", '<w:b w:val="0"/>', "Basis")
    found = source(build_docx(body, styles=styles, numbering=NUMBERING), "brief.docx")
    assert found.text == "1. Is dit vet?\n\nDit niet.\n"
    assert [found.text[slice(*span)] for span in found.bold] == ["1. Is dit vet?"]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        pytest.param(run("Ja.") + '<w:r><w:footnoteReference w:id="1"/></w:r>', "Ja.", id="footnote"),
        pytest.param('<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>' + run("Ja."), "Ja.", id="own mark"),
        pytest.param(run("Ja") + "<w:del><w:r><w:delText> nee</w:delText></w:r></w:del>" + "<w:ins>" + run(", zeker.") + "</w:ins>", "Ja, zeker.", id="tracked change"),
        pytest.param("<w:moveFrom>" + run("weg") + "</w:moveFrom><w:moveTo>" + run("hier") + "</w:moveTo>", "hier", id="moved"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>' + run("verborgen opdracht")
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("3 mei 2031") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("."),
            "3 mei 2031.", id="field",
        ),
        pytest.param(run("geheim ", "<w:vanish/>") + run("Zichtbaar."), "Zichtbaar.", id="hidden"),
        pytest.param("<w:r><w:t>een</w:t><w:tab/><w:t>twee</w:t><w:br/><w:t>Noord</w:t><w:noBreakHyphen/><w:t>Holland</w:t></w:r>", "een\ttwee\nNoord-Holland", id="breaks"),
        pytest.param('<w:hyperlink r:id="x">' + run("een adres") + "</w:hyperlink><w:sdt><w:sdtContent>" + run(" en meer") + "</w:sdtContent></w:sdt>", "een adres en meer", id="link"),
    ],
)  # fmt: skip
def test_docx_shows_what_word_prints(inside, shown):
    assert source(build_docx(f"<w:p>{inside}</w:p>"), "brief.docx").text == shown + "\n"


def test_docx_joins_paragraphs_whose_mark_is_deleted():
    body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("Een zin die ") + "</w:p>" + paragraph("doorloopt.")
    assert source(build_docx(body), "brief.docx").text == "Een zin die doorloopt.\n"


def test_docx_names_raised_marks_and_boxes_but_not_square_metres():
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>" + paragraph("Retouradres") + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox><w:txbxContent>" + paragraph("Retouradres") + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )  # fmt: skip
    raised = '<w:vertAlign w:val="superscript"/>'
    found = source(
        build_docx("<w:p>" + run("Ja.") + run("3", raised) + box + "</w:p>" + paragraph("Nee.")), "brief.docx"
    )
    assert found.text == "Ja.3\n\nRetouradres\n\nNee.\n"
    assert pieces(found) == [("footnote mark", "3"), ("text box", "Retouradres")]
    assert source(build_docx("<w:p>" + run("Vijf m") + run("2", raised) + "</w:p>"), "brief.docx").pieces == ()


def test_docx_of_the_strict_variant():
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{usual}"><w:body>{paragraph("Een brief.")}</w:body></w:document>'
    strict = body.replace(usual, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert source(build_zip({"word/document.xml": strict}), "brief.docx").text == "Een brief.\n"


def test_docx_names_the_letterhead_of_the_first_page():
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    section = '<w:sectPr><w:headerReference w:type="first" r:id="r7"/><w:headerReference w:type="default" r:id="r8"/><w:titlePg/></w:sectPr>'
    found = source(
        build_zip(
            {
                "word/document.xml": f"<w:document {names}><w:body>{paragraph('Een brief.')}{section}</w:body></w:document>",
                "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Id="r7" Target="header1.xml"/><Relationship Id="r8" Target="header2.xml"/></Relationships>',
                "word/header1.xml": f"<w:hdr {names}>{paragraph('Ons kenmerk 2031-44')}</w:hdr>",
                "word/header2.xml": f"<w:hdr {names}>{paragraph('Bladzijde 2')}</w:hdr>",
            }
        ),
        "brief.docx",
    )
    assert found.text == "Ons kenmerk 2031-44\n\nEen brief.\n"
    assert pieces(found) == [("letterhead", "Ons kenmerk 2031-44")]


def test_docx_tables(tmp_path):
    data = table([["Nr.", "Vraag", "Antwoord"], ["1", "Kan dit | dat?", "Ja."], ["2", "Wanneer dan?", "Morgen."]])
    assert exchanges(build_docx(data), "tabel.docx", tmp_path) == [
        (("1",), "Kan dit | dat?", "Ja."), (("2",), "Wanneer dan?", "Morgen."),
    ]  # fmt: skip
    placing = table([["Datum:", "3 mei 2031"], ["Onderwerp:", "De brug"]])
    assert source(build_docx(placing), "brief.docx").text == "Datum:\n\n3 mei 2031\n\nOnderwerp:\n\nDe brug\n"


# -- other formats -----------------------------------------------------------------------------------------------------

ODT_STYLES = """
<style:style style:name="Vet" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Weg" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Op" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>
"""


def test_odt_prints_numbers_and_leaves_out_notes_and_deletions():
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    inner = "<text:list>" + item.format("Het deel?", "") + "</text:list>"
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:list text:style-name="L">' + item.format("Kent u dit?", inner) + item.format("Wat nu?", "") + "</text:list>"
        '<text:p>Tussen.</text:p><text:list text:style-name="L" text:continue-numbering="true">' + item.format("En dan?", "") + "</text:list>"
        '<text:p>Ja<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Bron</text:p></text:note-body></text:note>,\n'
        '<text:span text:style-name="Vet">zeker</text:span><text:span text:style-name="Weg"> geheim</text:span>.<text:span text:style-name="Op">2</text:span></text:p>'
    )  # fmt: skip
    found = source(build_odt(body, ODT_STYLES), "brief.odt")
    assert found.text == "1. Kent u dit?\n\na) Het deel?\n\n2. Wat nu?\n\nTussen.\n\n3. En dan?\n\nJa, zeker.2\n"
    assert [found.text[slice(*span)] for span in found.bold] == ["zeker"]
    assert pieces(found) == [("footnote mark", "2")]


def test_odt_tables_and_boxes():
    cells = [["Vraag", "Antwoord"], ["1. Mag dit?", "Ja."]]
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in cells
    )
    box = "<text:p>Tekst.<draw:frame><draw:text-box><text:p>Adres</text:p></draw:text-box></draw:frame></text:p>"
    found = source(build_odt(f"<table:table>{rows}</table:table>{box}"), "brief.odt")
    assert found.text == "| Vraag | Antwoord |\n| 1. Mag dit? | Ja. |\n\nTekst.\n\nAdres\n"
    assert pieces(found) == [("text box", "Adres")]


def test_rtf():
    data = (
        r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Arial;}}{\info{\title Titel}}{\header kop\par}\pard {\b Vraag 1}\par "
        r"{\listtext 1.\tab}Kent u caf\'e9 {\i De Zon}{\footnote bron}, van \u8364?12?{\v geheim}\super 3\nosupersub\par"
        "\r\n" r"{\deleted weg}Noord\_Holland \endash  ja.\line Nieuwe regel{\field{\*\fldinst DATE}{\fldrslt 3 mei}}\par"
        r"\trowd\pard\intbl Vraag\cell Antwoord\cell\row\trowd\pard\intbl 1. Mag dit?\cell Ja.\cell\row\pard Slot.\par}"
    )  # fmt: skip
    found = source(data, "brief.rtf")
    assert found.text == (
        "Vraag 1\n\n1.\tKent u café De Zon, van €12?3\n\nNoord-Holland – ja.\nNieuwe regel3 mei\n\n"
        "| Vraag | Antwoord |\n| 1. Mag dit? | Ja. |\n\nSlot.\n"
    )
    assert pieces(found) == [("footnote mark", "3")]
    assert [found.text[slice(*span)] for span in found.bold] == ["Vraag 1"]


HTML = """<!DOCTYPE html><html><head><title>Titel</title><meta charset="{charset}"><style>p {{ color: red }}</style></head><body>
<nav><ul><li>Menu</li></ul></nav><main><h2>Vraag 1</h2><p>Kent u het café
 <em>De Zon</em>?<sup>1</sup></p><h2>Antwoord 1</h2><p>Ja, <b>5 m<sup>2</sup></b> groot.<br>Echt.</p>
<ol start="3"><li>Drie</li><li>Vier</li></ol><p style="display: none">geheim</p><div class="voetnoten"><p>1 Bron</p></div></main>
<script>alert(1)</script></body></html>"""


@pytest.mark.parametrize(("charset", "codec"), [("utf-8", "utf-8"), ("iso-8859-1", "latin-1"), ("utf-8", "cp1252")])
def test_html(charset, codec):
    found = source(HTML.format(charset=charset).encode(codec), "brief.html")
    assert found.text == (
        "Vraag 1\n\nKent u het café De Zon?1\n\nAntwoord 1\n\nJa, 5 m2 groot.\nEcht.\n\n3. Drie\n\n4. Vier\n\n1 Bron\n"
    )
    assert pieces(found) == [("footnote mark", "1"), ("footnote", "1 Bron")]


OFFICIAL = """<?xml version="1.0" encoding="UTF-8"?><officiele-publicatie xmlns="urn:x"><metadata><meta name="x" content="weg"/></metadata>
<kamervragen><kamervraagnummer>12</kamervraagnummer><kamervraagomschrijving>Vragen van het lid <naam><achternaam>Jansma</achternaam></naam>
 over <kamervraagonderwerp>de brug</kamervraagonderwerp> (ingezonden 3 mei 2031).</kamervraagomschrijving>
<vraag><nr>Vraag 1</nr><al>Kent u de brug?<noot><noot.nr>1</noot.nr><noot.al>Een krant</noot.al></noot> Zo ja, sinds wanneer?</al></vraag>
<vraag><nr>2</nr><al>Is hij:</al><lijst><li><li.nr>a.</li.nr><al>oud;</al></li><li><li.nr>b.</li.nr><al>veilig?</al></li></lijst></vraag>
<vraag><al>Vraag 3</al><al>Wat kost <nadruk type="vet">dat</nadruk>?</al></vraag>
<antwoord><nr>Antwoord 1</nr><al>Ja.</al><al>Sinds 2012.</al></antwoord>
<antwoord><nr>Antwoord op de vragen 2 en 3</nr><al>Veilig, en het kost niets.</al></antwoord></kamervragen></officiele-publicatie>"""

OLDER = """<vraagdoc><omschr>Vragen over &eacute;&eacute;n brug.</omschr><vragen><vraag><nummer>1</nummer><al>Kent u de brug?</al></vraag></vragen>
<antwoorden><antwoord><nummer>1</nummer><al>Ja.</al></antwoord></antwoorden></vraagdoc>"""

MASHUP = """<kvr><meta><metadata><item attribuut="Bibliografische_omschrijving">Vragen van het lid Jansma (XYZ) over de brug. (Ingezonden 3 mei 1999); Antwoord</item></metadata>
<antwoorddata antwoorddatum="4 juni 1999"><antwoorder functie="minister" ministerie="Bruggen">Pietersen</antwoorder></antwoorddata></meta>
<vragen aantal="3"><vraag nummer="1" voetnoot="1">Kent u de brug? <voetnoot nummer="1"/></vraag><vraag nummer="2">Is hij oud?</vraag><vraag nummer="3">Veilig?</vraag>
<noten><noot nummer="1">Een krant</noot></noten></vragen>
<antwoorden><antwoord nummer="1">Ja.</antwoord><antwoord nummer="2 en 3">Oud maar veilig.</antwoord></antwoorden></kvr>"""


def test_xml_of_official_publications(tmp_path):
    found = source(OFFICIAL, "ah.xml")
    assert pieces(found) == [("footnote mark", "1"), ("footnote", "1 Een krant")]
    assert [found.text[slice(*span)] for span in found.bold] == ["dat"]
    (first, second) = exchanges(OFFICIAL, "ah.xml", tmp_path)
    assert first == (("1",), "Kent u de brug? Zo ja, sinds wanneer?", "Ja.\n\nSinds 2012.")
    assert second == (("2", "3"), "Is hij:\n\na. oud;\n\nb. veilig?", "Veilig, en het kost niets.")


def test_xml_of_older_publications(tmp_path):
    assert source(OLDER, "oud.xml").text == "Vragen over één brug.\n\nVraag 1\n\nKent u de brug?\n\nAntwoord 1\n\nJa.\n"
    assert exchanges(OLDER, "oud.xml", tmp_path) == [(("1",), "Kent u de brug?", "Ja.")]


def test_xml_of_political_mashup(tmp_path):
    path = tmp_path / "kvr.xml"
    path.write_text(MASHUP, encoding="utf-8")
    letter = read(path)
    assert [(e.numbers, e.answer.text) for e in letter.exchanges] == [(("1",), "Ja."), (("2", "3"), "Oud maar veilig.")]
    assert letter.exchanges[0].questions[0].text == "Kent u de brug?"
    assert (letter.kind, letter.meta.date, letter.meta.body) == (
        "answers",
        "1999-06-04",
        "Minister Pietersen (Bruggen)",
    )


# -- what is known and what is guessed ---------------------------------------------------------------------------------


def test_numbers_in_parentheses_are_no_footnote_marks(tmp_path):
    body = "".join(
        map(
            paragraph,
            ["Vraag 1", "Kent u het plan (uit vraag 2)", "en de brug? 1)", "Antwoord 1", "Ja (zie antwoord 2)"],
        )
    )
    assert exchanges(build_docx(body), "brief.docx", tmp_path) == [
        (("1",), "Kent u het plan (uit vraag 2)\n\nen de brug?", "Ja (zie antwoord 2)")
    ]


def test_notes_are_not_guessed_where_the_format_shows_them():
    text = "De CO2-uitstoot daalt.2\n2 Kamerstuk over de brug\n"
    known = [Piece(22, 23, "footnote mark"), Piece(24, len(text) - 1, "footnote")]
    assert find_furniture(text, (), (), known) == []
    assert find_furniture("De CO2-uitstoot daalt.\n", (), ()) == []


@pytest.mark.parametrize("kind", ["pdf", "docx", "doc"])
def test_letters_of_the_corpus(corpus, kind):
    if kind == "doc" and not shutil.which("antiword"):
        pytest.skip("antiword is not installed: apt-get install antiword")
    found, gold = {}, {}
    for name, letter in golds(corpus / "segmentation").items():
        if name.endswith(f".{kind}"):
            gold[name] = (letter["kind"], wanted(letter))
            read_letter = read(corpus / "letters" / name)
            found[name] = (read_letter.kind, shown(read_letter.exchanges))
    assert gold
    assert found == gold


# -- telling formats apart ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        pytest.param(build_pdf(PAGES), "brief.txt", "pdf", id="pdf named txt"),
        pytest.param(build_docx(paragraph("Een brief.")), "brief.doc", "docx", id="docx named doc"),
        pytest.param(build_odt("<text:p>Een brief.</text:p>"), "brief.docx", "odt", id="odt named docx"),
        pytest.param(b"{\\rtf1 Een brief.\\par}", "brief.doc", "rtf", id="rtf named doc"),
        pytest.param(b"<html><body><p>Een brief.</p></body></html>", "brief.doc", "html", id="html named doc"),
        pytest.param(b"<?xml version='1.0'?><kvr><al>Tekst</al></kvr>", "brief.txt", "xml", id="xml named txt"),
        pytest.param("Een brief, gewoon als tekst.", "brief.docx", "txt", id="text named docx"),
        pytest.param("<p>Een tekst met een tag</p>", "brief.md", "md", id="markdown with tags"),
        pytest.param("<Dit> is geen pagina.", "brief.txt", "txt", id="text with angle brackets"),
    ],
)
def test_content_goes_before_suffix(data, name, kind):
    assert source(data, name).format == kind


def test_importing_loads_no_format():
    code = "import answerstance.letters, sys; print([m for m in ('lxml', 'pypdfium2', 'zipfile') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "[]"


# -- what is refused ---------------------------------------------------------------------------------------------------

ENTITY_BOMB = "<!DOCTYPE a [<!ENTITY b 'bom'><!ENTITY c '&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;'>]>"


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        pytest.param(build_pdf(PAGES, locked=True), "a.pdf", "a.pdf: this PDF needs a password", id="locked pdf"),
        pytest.param(build_pdf([[]]), "a.pdf", "holds no text, only pictures.*ocrmypdf -l nld", id="scanned pdf"),
        pytest.param(b"%PDF-1.7\nniets meer", "a.pdf", "this PDF is damaged", id="damaged pdf"),
        pytest.param(build_docx(paragraph("x"))[:300], "a.docx", "this Word document .* is damaged", id="damaged docx"),
        pytest.param(build_zip({"blad.txt": "x"}), "a.zip", "no Word document .*word/document.xml", id="other zip"),
        pytest.param(build_zip({"word/document.xml": "geen xml"}), "a.docx", "holds no readable XML", id="docx without xml"),
        pytest.param(build_zip({"word/document.xml": b" " * (65 << 20)}), "a.docx", "unpacks to more than 64 MB", id="zip bomb"),
        pytest.param(build_zip({"word/document.xml": ENTITY_BOMB + "<a>&d;</a>"}), "a.docx", "declares XML entities", id="entities in docx"),
        pytest.param(build_odt("", META_INF="") [:-40], "a.odt", "is damaged", id="damaged odt"),
        pytest.param(build_zip({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<encryption-data/>"}), "a.odt", "needs a password", id="locked odt"),
        pytest.param("<?xml version='1.0'?>" + ENTITY_BOMB + "<a>&d;</a>", "a.xml", "declares XML entities", id="entity bomb"),
        pytest.param("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>", "a.xml", "declares XML entities", id="external entity"),
        pytest.param("<?xml version='1.0'?><a>" + "<b>" * 5000, "a.xml", "holds no readable XML", id="deep xml"),
        pytest.param("<?xml version='1.0'?><kvr><vraag", "a.xml", "holds no readable XML", id="damaged xml"),
        pytest.param("{\\rtf1 " + "{" * 5000, "a.rtf", "nests more than 1000 groups", id="deep rtf"),
        pytest.param(b"", "a.html", "holds no text", id="empty html"),
        pytest.param(b"\x00\x01\x02\x03" * 50, "a.bin", "no text in UTF-8.*pdf, docx, doc, odt, rtf, html, xml", id="no format"),
    ],
)  # fmt: skip
def test_refused(data, name, message):
    with pytest.raises(ReadError, match=message):
        source(data, name)


DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def test_doc_without_a_program_says_which_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(
        ReadError, match=r"needs antiword or LibreOffice; install one of them \(apt-get install antiword"
    ):
        source(DOC, "brief.doc")


@pytest.mark.skipif(not shutil.which("antiword"), reason="antiword is not installed: apt-get install antiword")
def test_doc_that_antiword_cannot_read(monkeypatch):
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: which(name) if name == "antiword" else None)
    with pytest.raises(ReadError, match=r"brief.doc: antiword cannot read this Word document .*save it as docx"):
        source(DOC, "brief.doc")


def test_doc_names_the_notes_that_antiword_puts_last():
    from answerstance.reading.doc import _with_notes

    extract = _with_notes(
        "Vraag 1\nKent u het bericht[1] over [9]?\n\n|Jaar |Som |\n|2031 |12 |\n\n" + "-" * 23 + "\n[1] Een krant\n"
    )
    assert extract.text == "Vraag 1\n\nKent u het bericht[1] over [9]?\n\n|Jaar |Som |\n|2031 |12 |\n\n[1] Een krant\n"
    assert [(p.name, extract.text[p.start : p.end]) for p in extract.pieces] == [
        ("footnote mark", "[1]"),
        ("footnote", "[1] Een krant"),
    ]
