"""Files that lie elsewhere, by address: s3://, hdfs://, https:// … whatever fsspec knows. fsspec is imported when one is named.

Credentials and endpoints come from where fsspec and the libraries under it look for them (environment, configuration files).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from kg.errors import InputError
from kg.readers.formats import SUFFIXES

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_WEB = ("http://", "https://")
"""There a folder is an address that ends in /, whose page lists the files: any other page has links, too."""
_DEEPEST = 16
"""Folders within folders; the listing of a web site need never end."""


def is_address(path: str) -> bool:
    """Is it an address, not a path of this machine?"""
    return _ADDRESS.match(path) is not None


def list_address(address: str, own: str) -> Iterator[tuple[str, bool]]:
    """The files at an address, sorted, and whether each was given by name: itself, or what a folder holds, as of a local one.

    Args:
        address: as given; what lies under it keeps this form.
        own: a folder that holds a file of this name is passed over.

    Raises:
        InputError: it cannot be reached, is not there, or holds nothing to read.
    """
    try:
        system, base = _open(address)
        web = address.lower().startswith(_WEB)
        folder = address.endswith("/") if web else system.info(base)["type"] == "directory"
        if not folder:
            yield address, True
            return
        if web:
            system.ls(base)  # which tells why it cannot be read; `find` would find nothing
        files = [_readable(str(file)) if web else str(file) for file in system.find(base, maxdepth=_DEEPEST)]
        base = _readable(base) if web else base
    except FileNotFoundError as exc:
        raise InputError(f"{address}: no such file or folder") from exc
    except InputError:
        raise
    except Exception as exc:  # every library under fsspec has errors of its own
        raise InputError(f"{address}: cannot be read: {_words(exc)}") from exc
    below = sorted(PurePosixPath(file[len(base) :].lstrip("/")) for file in files if file.startswith(base))
    passed = {path.parent for path in below if path.name == own}
    found = [path for path in below if _wanted(path) and not passed.intersection(path.parents)]
    if not found:
        raise InputError(f"{address}: no {', '.join(f'*{suffix}' for suffix in SUFFIXES)} in this folder")
    for path in found:
        yield f"{address.rstrip('/')}/{path}", False


def read_address(address: str, limit: int) -> bytes:
    """The first bytes of a file, no more than `limit`.

    Raises:
        InputError: it cannot be read.
    """
    try:
        system, path = _open(address)
        # A web server need not know how to answer with a part.
        stream = {"block_size": 0} if address.lower().startswith(_WEB) else {}
        with system.open(path, "rb", **stream) as file:
            data: bytes = file.read(limit)
    except FileNotFoundError as exc:
        raise InputError(f"{address}: cannot be read: no such file") from exc
    except InputError:
        raise
    except Exception as exc:  # every library under fsspec has errors of its own
        raise InputError(f"{address}: cannot be read: {_words(exc)}") from exc
    return data


def _open(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as exc:
        raise InputError(f'{address}: addresses need fsspec: pip install "kg[remote]"') from exc
    if "::" in address:
        raise InputError(f"{address}: addresses within addresses are not read")
    system, path = fsspec.core.url_to_fs(address)
    return system, str(path)


def _readable(address: str) -> str:
    """%E7%94%B2.txt → 甲.txt, where it is the same address to whoever asks for it."""
    plain = unquote(address)
    return address if any(sign in plain for sign in "%?#\ufffd") else plain


def _wanted(path: PurePosixPath) -> bool:
    hidden = any(step.startswith(".") for step in path.parts)
    return not hidden and path.suffix.lower() in SUFFIXES


def _words(error: Exception) -> str:
    lines = str(error).split("\n", 1)[0].split()
    return " ".join(lines) or type(error).__name__
