"""A file, or a file of an archive, on its way to becoming documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kg.model import Document, Metadata


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes with the path and name of what they hold; `file` is the path of the file, "" if they are it."""

    data: bytes
    path: str
    name: str
    media_type: str
    file: str = ""
    depth: int = 0
    """How many archives it stands in."""

    def document(
        self,
        text: str,
        encoding: str,
        start: int = 0,
        whole: bool = False,
        hard: bool = False,
        metadata: tuple[Metadata, ...] = (),
    ) -> Document:
        """The document that all of these bytes are."""
        return Document(
            name=self.name,
            path=self.path,
            media_type=self.media_type,
            encoding=encoding,
            sha256=hashlib.sha256(self.data).hexdigest(),
            text=text,
            start=start,
            whole=whole,
            hard=hard,
            metadata=metadata,
            file=self.file,
        )
