"""Bytes to text, and what is refused with which words."""

import codecs

import pytest

import answerstance
from answerstance import ReadError, read

LETTER = "Vraag 1\nKent u de brug – «de Ré» – van € 3 mln.?\n\nAntwoord 1\nJa, reeds één jaar.\n"


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode("utf-8"),
        codecs.BOM_UTF8 + LETTER.encode("utf-8"),
        LETTER.encode("cp1252"),
        codecs.BOM_UTF16_LE + LETTER.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be"),
        LETTER.encode("utf-16-le"),
        LETTER.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + LETTER.encode("utf-32-le"),
    ],
    ids=[
        "utf-8",
        "utf-8 marked",
        "cp1252",
        "utf-16 LE",
        "utf-16 BE",
        "utf-16 LE unmarked",
        "utf-16 BE unmarked",
        "utf-32",
    ],
)
def test_encodings(tmp_path, data):
    path = tmp_path / "letter.txt"
    path.write_bytes(data)
    assert read(path).text == LETTER


def test_line_ends_are_kept_so_that_offsets_fit_the_file(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_bytes(LETTER.replace("\n", "\r\n").encode())
    letter = read(path)
    assert letter.text == LETTER.replace("\n", "\r\n")
    (exchange,) = letter.exchanges
    assert [letter.text[a:b] for a, b in exchange.answer.spans] == ["Ja, reeds één jaar."]


def test_what_a_letter_says_of_its_file(tmp_path):
    path = tmp_path / "brief.md"
    path.write_text(LETTER, "utf-8")
    letter = read(str(path))
    assert (letter.path, letter.format, letter.kind) == (str(path), "md", "answers")
    assert letter.sha256 == __import__("hashlib").sha256(LETTER.encode()).hexdigest()


def test_missing_file():
    with pytest.raises(ReadError, match=r"nergens\.txt: there is no such file"):
        read("nergens.txt")


def test_folder(tmp_path):
    with pytest.raises(ReadError, match="this is a folder; name the letters in it"):
        read(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", codecs.BOM_UTF8])
def test_empty_file(tmp_path, data):
    path = tmp_path / "leeg.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"leeg\.txt: the file holds no text"):
        read(path)


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), b"\0" * 100])
def test_no_text(tmp_path, data):
    path = tmp_path / "plaatje.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"plaatje\.txt: this is no text"):
        read(path)


def test_unreadable_file(tmp_path, monkeypatch):
    path = tmp_path / "dicht.txt"
    path.write_text(LETTER)

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(ReadError, match=r"dicht\.txt: cannot be read \(Permission denied\)"):
        read(path)


def test_one_family_of_errors():
    assert issubclass(ReadError, answerstance.AnswerStanceError)
