"""Documents one after another into the blocks of the output: what each says, as people corrected it, then what all say together.

Nothing is read, corrected or written out anew that the ledger or the last output has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.blocks import BlockWriter
from kg.corrections import Applied, Corrections
from kg.fusion import Fusion, Gist, gist
from kg.i18n import language
from kg.intake import Entry
from kg.ledger import Broken, Ledger, key_of
from kg.model import Extraction, Issue
from kg.rendering import document_block


class Assembly:
    """Puts the output of one build together, block by block; afterwards it has the numbers.

    `documents` there are; `counts` is what they say.
    """

    def __init__(
        self, ledger: Ledger, writer: BlockWriter, corrections: Corrections, base: str, shaping: str
    ) -> None:
        self._ledger = ledger
        self._writer = writer
        self._corrections = corrections
        self._fusion = Fusion(base, shaping)
        self._base = base
        # Messages of decisions are in the user's language.
        self._state = (base, shaping, *((corrections.everywhere, language()) if corrections else ()))
        self._names: list[tuple[str, str]] = []
        self._written: Counter[str] = Counter()

    def write(self, entries: Iterable[Entry]) -> list[Issue]:
        """Write everything that follows from these documents; what a person should look at."""
        for entry in entries:
            self._document(entry)
        for number, applied in enumerate(self._corrections.own()):
            self._put(key_of("own", *self._state, number, repr(self._corrections.entries)), [applied])
        for kind, key, make in self._fusion.blocks():
            self._written[kind] += self._writer.put(key, make) > 0
        return self._corrections.unmatched(self._fusion.decisions, self._names)

    @property
    def documents(self) -> int:
        """How many documents there were."""
        return len(self._names)

    @property
    def counts(self) -> dict[str, int]:
        """How many of what there is, by the names of kg.build's report."""
        fusion = self._fusion
        return {
            "documents": self.documents,
            "articles": fusion.articles,
            "entities": fusion.entities,
            "statements": fusion.statements,
            "metrics": fusion.metrics,
            "partnerships": self._written["partnership"],
            "quads": self._writer.lines,
        }

    def _document(self, entry: Entry) -> None:
        self._names.append((entry.name, entry.path))
        touching = self._corrections.touching(entry.name, entry.path) if self._corrections else ""
        key = key_of("document", entry.key, *self._state, touching)
        known = self._ledger.get("blocks", key) if self._writer.has(key) else None
        if known is not None:
            self._writer.put(key, dict)
            self._fusion.add(Gist(*known))
        else:
            applied = [self._corrections.apply(extraction) for extraction in self._read(entry)]
            self._ledger.put("blocks", key, tuple(self._put(key, applied)))

    def _put(self, key: bytes, applied: Sequence[Applied]) -> Gist:
        found = gist(applied)
        self._writer.put(key, lambda: document_block(applied, self._base))
        self._fusion.add(found)
        return found

    def _read(self, entry: Entry) -> list[Extraction]:
        """What a document says, which the ledger knows since it was read."""
        found: list[Extraction] | None = self._ledger.get("readings", entry.key)
        if found is None:
            raise Broken(f"{entry.path}: not read")
        return found


__all__ = ["Assembly"]
