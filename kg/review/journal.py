"""corrections.yml while a person works: an entry is appended and safe on disk at once, and what people wrote stays as it is."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from kg.corrections import Entry, parse_corrections
from kg.corrections.reading import checked
from kg.errors import InputError
from kg.i18n import t

_FIRST = re.compile(r"^( *)- ", re.MULTILINE)


class Journal:
    """A file of corrections that is written entry by entry; there need not be one yet."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            InputError, RuleError: what stands there cannot be read, or makes no sense.
        """
        self.path = path
        text = self._read()
        self.entries: list[Entry] = list(checked(parse_corrections(text, path.as_posix())))
        """The entries that stood there when it was opened."""
        self._written: list[tuple[str, list[Entry]]] = []

    @property
    def decided(self) -> set[str]:
        """Ids (statement/…, metric/…) of facts that entries name, those of this session left out."""
        facts = [entry.fact for entry in self.entries]
        return {f"{'metric' if fact.metric else 'statement'}/{fact.id}" for fact in facts if fact and fact.id}

    def append(self, *entries: Mapping[str, Any]) -> None:
        """Write entries behind all others, all of them or none.

        Raises:
            InputError: the file cannot be written.
            RuleError: they contradict what stands there.
        """
        text = self._read()
        added = "".join(self._piece(text, entry) for entry in entries)
        if text and not text.endswith("\n"):
            added = "\n" + added
        start = text or t("corrections.header")
        # Nothing is kept that the next build would refuse. The whole is read once, in case it is written in another style.
        new = parse_corrections(added if self._written else start + added, self.path.as_posix())[-len(entries) :]
        checked([*self.entries, *(entry for _, more in self._written for entry in more), *new])
        self._write(start + added)
        self._written.append((added, new))

    def take_back(self) -> bool:
        """Remove what was appended last, if it still stands at the end; whether there was something to remove.

        Raises:
            InputError: the file was changed by someone else in the meantime, or cannot be written.
        """
        if not self._written:
            return False
        text = self._read()
        if not text.endswith(self._written[-1][0]):
            raise InputError(t("review.changed", place=self.path.as_posix()))
        self._write(text.removesuffix(self._written.pop()[0]))
        return True

    def _piece(self, text: str, entry: Mapping[str, Any]) -> str:
        first = _FIRST.search(text)
        indent = first[1] if first else ""
        return "\n" + "".join(f"{indent}{line}" for line in piece(entry).splitlines(keepends=True))

    def _read(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        except UnicodeDecodeError as exc:
            raise InputError(f"{self.path.as_posix()}: {t('corrections.utf8')}") from exc
        except OSError as exc:
            raise InputError(f"{self.path.as_posix()}: {exc.strerror or exc}") from exc

    def _write(self, text: str) -> None:
        """A new file in the place of the old one: whoever looks, and whenever the power goes, finds one of the two."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
            temporary = Path(name)
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                    stream.write(text)
                    stream.flush()
                    os.fsync(stream.fileno())
                temporary.chmod(self.path.stat().st_mode & 0o777 if self.path.exists() else 0o644)
                temporary.replace(self.path)
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as exc:
            raise InputError(f"{self.path.as_posix()}: {exc.strerror or exc}") from exc


def piece(entry: Mapping[str, Any]) -> str:
    """One entry as a list of one in YAML."""
    text: str = yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, width=10**6)
    return text
