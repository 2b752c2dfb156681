"""Bytes to text, strictly: no replacement characters, no guess that cannot be defended."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter

from kg.errors import InputError

_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a RIFF file (WebP, WAV …)"),
    (b"PK\x03\x04", "a ZIP file (docx, epub …)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (doc, xls …)"),
    (b"{\\rtf", "an RTF file"),
)

# In Chinese text in GB18030 about 99 of 100 characters beyond ASCII are of level 1 of GB 2312 or its punctuation;
# in UTF-8, Big5, Shift-JIS or Latin-1 misread as GB18030 fewer than two in three are.
_COMMON = 0.85
_SAMPLE = 200_000


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Decode a file's bytes; return the text without its byte-order mark, and the encoding's name.

    UTF-8 (with or without mark), UTF-16 with mark, and GB18030 where that decodes strictly and reads as Chinese.

    Raises:
        InputError: another format, a NUL, or none of these encodings; names the byte at which it failed.
    """
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise InputError(f"{where}: {name}, not plain text; convert it to UTF-8 text first")
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _utf16(data, mark, encoding, where), "utf-16"
    if (nul := data.find(b"\x00")) >= 0:
        raise InputError(f"{where}: a binary file (NUL at byte {nul}), not plain text")
    skipped = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[skipped:].decode("utf-8"), "utf-8-sig" if skipped else "utf-8"
    except UnicodeDecodeError as exc:
        failed = exc.start + skipped
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as exc:
        raise InputError(
            f"{where}: not UTF-8 (byte {failed}) and not GB18030 (byte {exc.start}); convert it to UTF-8 first"
        ) from exc
    if not _reads_as_chinese(text):
        raise InputError(f"{where}: not UTF-8 (byte {failed}), and as GB18030 it reads as no Chinese")
    return text, "gb18030"


def _utf16(data: bytes, mark: bytes, encoding: str, where: str) -> str:
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as exc:
        raise InputError(f"{where}: not UTF-16 (byte {exc.start + len(mark)})") from exc
    if (nul := text.find("\x00")) >= 0:
        raise InputError(f"{where}: a binary file (NUL at byte {len(mark) + 2 * nul}), not plain text")
    return text


def _reads_as_chinese(text: str) -> bool:
    counts = Counter(text[:_SAMPLE])
    beyond = {char: n for char, n in counts.items() if char > "\x7f"}
    known = sum(n for char, n in beyond.items() if _is_common(char))
    odd = sum(
        n
        for char, n in counts.items()
        if unicodedata.category(char) in ("Cc", "Co") and char not in "\t\n\r\f"
    )
    return known >= _COMMON * sum(beyond.values()) and odd == 0


def _is_common(char: str) -> bool:
    """Is it punctuation (rows 1–9) or one of the 3,755 most used characters (rows 16–55) of GB 2312?"""
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return char in "—·…〇"  # written as in GB 18030, which Python's gb2312 maps elsewhere
    return lead <= 0xA9 or 0xB0 <= lead <= 0xD7
