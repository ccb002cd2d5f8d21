"""From bytes to text, without guessing more than is safe."""

from __future__ import annotations

import codecs

_MARKS = (  # utf-32 first: its little-endian mark begins with that of utf-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_CONTROLS = set("\t\n\r\f\v\x1c\x1d\x1e\x85")
_MOST_CONTROLS = 0.01  # share of control characters above which bytes are no text


def decode(data: bytes) -> str | None:
    """Decode a text file: byte-order mark, else UTF-16 by its zero bytes, else strict UTF-8, else cp1252.

    Returns
    -------
    str or None
        The text without its byte-order mark; None where the bytes are no text in any of these encodings.
    """
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if _is_text(text) else None
    return None


def _candidates(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    # Dutch in UTF-16 has a zero in every other byte, always on the same side.
    sample = data[:4096]
    half = len(sample) // 2
    if half and len(data) % 2 == 0:
        if sample[1::2].count(0) > 0.8 * half and sample[0::2].count(0) < 0.1 * half:
            return ("utf-16-le",)
        if sample[0::2].count(0) > 0.8 * half and sample[1::2].count(0) < 0.1 * half:
            return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _is_text(text: str) -> bool:
    controls = sum(character < " " and character not in _TEXT_CONTROLS for character in text)
    return "\0" not in text and controls <= _MOST_CONTROLS * len(text)
