"""A few lines that write a PDF: text at given places, in three types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

FONTS = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")


class Placed(NamedTuple):
    x: float
    y: float
    text: str
    size: float = 10
    font: int = 0
    tail: tuple[tuple[str, float, float], ...] = ()
    """What goes on behind it: text, its size and how much it is raised."""


def column(lines: Sequence[str], x: float = 70, top: float = 700, lead: float = 12, size: float = 10) -> list[Placed]:
    """Lines under each other; an empty one leaves white."""
    return [Placed(x, top - lead * at, line, size) for at, line in enumerate(lines) if line]


def build_pdf(pages: Sequence[Sequence[Placed]], locked: bool = False) -> bytes:
    """Write pages of A4; a locked file asks for a password that nobody knows."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    for font in FONTS:
        objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % font.encode())
    kids = []
    for page in pages:
        content = b"\n".join(_draw(placed) for placed in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        fonts = b" ".join(b"/F%d %d 0 R" % (at, at + 3) for at in range(len(FONTS)))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << %s >> >> >>"
            % (len(objects), fonts)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    trailer = b"/Root 1 0 R /Size %d" % (len(objects) + 1)
    if locked:
        key = b"0123456789abcdef" * 2
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >>" % (key, key))
        trailer += b" /Encrypt %d 0 R /ID [(0123456789abcdef) (0123456789abcdef)]" % len(objects)
    data = b"%PDF-1.4\n"
    starts = []
    for number, body in enumerate(objects, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer << %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
        trailer,
        len(data),
    )


def _draw(placed: Placed) -> bytes:
    shown = b""
    for text, size, rise in ((placed.text, placed.size, 0.0), *placed.tail):
        encoded = text.encode("cp1252")
        for sign in (b"\\", b"(", b")"):
            encoded = encoded.replace(sign, b"\\" + sign)
        shown += b" /F%d %g Tf %g Ts (%s) Tj" % (placed.font, size, rise, encoded)
    return b"BT 1 0 0 1 %g %g Tm%s ET" % (placed.x, placed.y, shown)
