"""Members of an office document (a zip archive), read with care: its sizes and its XML may lie."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from answerstance.errors import ReadError

MOST_BYTES = 64 * 1024 * 1024
"""Unpacked, of one member. The text of a thick book is a tenth of it."""
_MOST_MEMBERS = 20_000


def open_archive(data: bytes, what: str) -> zipfile.ZipFile:
    """Open an archive from its bytes.

    Parameters
    ----------
    data : bytes
    what : str
        The format's name, for messages.

    Raises
    ------
    ReadError
        It is damaged, or has more members than an office document needs.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError(f"this {what} is damaged ({error}); open it in an office program and save it anew") from error
    if len(archive.namelist()) > _MOST_MEMBERS:
        raise ReadError(
            f"this {what} has more than {_MOST_MEMBERS} parts, which no letter has; save it anew and read that"
        )
    return archive


def read_member(archive: zipfile.ZipFile, name: str, what: str) -> bytes | None:
    """Unpack one member, None where the archive has none of that name.

    Raises
    ------
    ReadError
        It is damaged, encrypted, or unpacks to more than `MOST_BYTES`.
    """
    try:
        with archive.open(name) as member:
            data = member.read(MOST_BYTES + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise ReadError(
            f"this {what} is damaged in {name} ({error}); open it in an office program and save it anew"
        ) from error
    except (RuntimeError, NotImplementedError) as error:  # how zipfile says: encrypted, or packed in an unknown way
        raise ReadError(
            f"this {what} is packed in a way that cannot be read ({error}); save it anew without a password"
        ) from error
    if len(data) > MOST_BYTES:
        raise ReadError(
            f"this {what} unpacks to more than {MOST_BYTES >> 20} MB in {name}, which no letter does; save it anew"
        )
    return data


def parse_xml(data: bytes, what: str) -> etree._Element:
    """Parse XML without entities, document types, network access or trees of unbounded depth.

    Raises
    ------
    ReadError
        It is no XML, or it declares entities: texts of letters need none, and some such files are built to do harm.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"this {what} holds no readable XML ({error}); save it anew") from error
    undefined = next(root.iter(etree.Entity), None)
    declared = root.getroottree().docinfo.internalDTD
    if undefined is not None or (declared is not None and any(True for _ in declared.iterentities())):
        raise ReadError(
            f"this {what} declares XML entities, which is not safe to read; save it without its document type"
        )
    return root
