"""A session of `kg review` at a terminal: a fact with its quote, a key for what a person says of it, written at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from kg.cli import rows
from kg.cli.keys import KeyReader
from kg.cli.marking import sentence
from kg.corrections.entries import ATTRIBUTES
from kg.errors import AmbiguousName, KgError, UnknownName
from kg.i18n import t
from kg.lookups import EntityRow, MetricRow, StatementRow, find
from kg.model import STATUSES
from kg.review import alternatives, entries
from kg.review.entries import Keys, Row, Signer
from kg.review.journal import Journal
from kg.store import ReadStore

_DIGITS = "123456789"
_LEAVE = "\r\n\x1b "
"""Enter, Escape or blank: out of a menu, nothing done."""


class Session:
    """Facts one after another; every decision stands in the file before the next fact is shown."""

    def __init__(self, store: ReadStore, queue: Sequence[Row], journal: Journal, signer: Signer) -> None:
        self._store = store
        self._queue = queue
        self._journal = journal
        self._signer = signer
        self._keys = KeyReader()
        self._behind: list[int] = []
        """Of each fact behind us, how many entries were written for it: none for a skipped one."""
        self._here = 0
        """How many were written for the fact that is shown."""

    @property
    def decisions(self) -> int:
        """How many entries were written."""
        return sum(self._behind) + self._here

    def run(self) -> None:
        """Until all is done, `q`, or Ctrl-C: nothing that was decided is lost either way."""
        try:
            with self._keys:
                while len(self._behind) < len(self._queue) and self._answer(self._queue[len(self._behind)]):
                    pass
        except (KeyboardInterrupt, EOFError, click.Abort):
            click.echo()

    def _answer(self, row: Row) -> bool:
        """Show a fact and deal with one key; False ends the session."""
        self._show(row)
        match self._key(t("review.keys"), "ynemsbq"):
            case "y":
                self._decide(entries.accept(row))
            case "n":
                self._decide(entries.reject(row))
            case "e":
                if to := self._edited(row):
                    self._decide(entries.edit(row, to))
            case "m":
                if pair := self._same(row):
                    self._write(entries.same(*pair))
            case "s":
                self._next()
            case "b":
                self._back()
            case _:
                return False
        return True

    def _decide(self, decision: Mapping[str, Any]) -> None:
        if self._write(decision):
            self._next()

    def _write(self, decision: Mapping[str, Any]) -> bool:
        try:
            self._journal.append(self._signer.sign(decision))
        except KgError as exc:  # it contradicts what stands there: told, and asked again
            click.secho(f"  {exc}", fg="red")
            return False
        self._here += 1
        return True

    def _next(self) -> None:
        self._behind.append(self._here)
        self._here = 0

    def _back(self) -> None:
        """Take back what was written last, and show its fact again; or only go back over a skipped one."""
        if not self._here and self._behind:
            self._here = self._behind.pop()
        if self._here and self._journal.take_back():
            self._here -= 1

    def _show(self, row: Row) -> None:
        place = t("review.place", number=len(self._behind) + 1, count=len(self._queue), written=self.decisions)
        click.echo(f"\n{click.style(place, dim=True)}\n{self._fact(row)}")
        for evidence in row.evidence:
            where = f"{evidence.document}:{evidence.start}-{evidence.end}  {rows.source(row.article)}"
            click.echo(f"  {sentence(row, evidence)}\n  {click.style(where, dim=True)}")
        about = [t(f"status.{row.status}") + rows.reviewed(row), f"{t('label.confidence')} {row.confidence:.2f}", row.rule]
        click.secho(f"  {'  '.join(about)}", dim=True)

    def _fact(self, row: Row) -> str:
        if isinstance(row, MetricRow):
            return f"{self._end(row.subject, 'cyan')} {row.name} {rows.amount(row)}"
        about = rows.details(self._store, row)
        ends = self._end(row.subject, "cyan"), self._end(row.object, "yellow")
        return f"{ends[0]} —{t(f'relation.{row.predicate}')}→ {ends[1]}{f'  ({about})' if about else ''}"

    def _end(self, row: EntityRow, colour: str) -> str:
        return f"{click.style(row.label, fg=colour, bold=True)}({t(f'type.{row.type}')})"

    def _key(self, prompt: str, keys: str) -> str:
        """One of the keys; anything else is asked again without a word."""
        click.echo(f"  {prompt} ", nl=False)
        while True:
            pressed = self._keys.key()
            if pressed and pressed in keys:
                click.echo(pressed if pressed.isprintable() else "")
                return pressed

    def _line(self, prompt: str) -> str:
        """What the reader writes on a line."""
        with self._keys.lines():
            return str(click.prompt(f"  {prompt}", default="", show_default=False)).strip()

    def _edited(self, row: Row) -> Keys:
        """What the reader puts right, one thing after another; {} when nothing, or if they leave."""
        to: Keys = {}
        statement = isinstance(row, StatementRow)
        while True:
            if to:
                click.echo("  → " + "  ".join(f"{key}: {_worded(value)}" for key, value in to.items()))
            keys = "12rdta" if statement else "1vt"
            key = self._key(t("review.edit" if statement else "review.edit.metric"), keys + _LEAVE + ("y" if to else ""))
            if key in _LEAVE:
                return {}
            if key != "y":
                changed = self._change(row, key)
                attrs = {**to.get("attrs", {}), **changed.pop("attrs", {})}
                to = {**to, **changed, **({"attrs": attrs} if attrs else {})}
            elif entries.fits(row, to):
                return to
            else:
                click.secho(f"  {t('review.types')}", fg="red")

    def _change(self, row: Row, key: str) -> Keys:
        if key == "t":
            status = self._choose([t(f"status.{name}") for name in STATUSES])
            return {} if status is None else {"status": STATUSES[status]}
        if key == "1":
            return self._other(row, "subject")
        if isinstance(row, MetricRow):
            value = self._line(t("review.value"))
            return {"value": value} if value else {}
        if key == "2":
            return self._other(row, "object")
        if key == "a":
            chosen = self._choose([t(f"attr.{name}") for name in ATTRIBUTES])
            if chosen is None:
                return {}
            wording = self._line(t("review.wording"))
            return {"attrs": {ATTRIBUTES[chosen]: wording or None}}
        if key == "d":
            if alternatives.turns(row):
                return {"subject": entries.thing(row.object), "object": entries.thing(row.subject)}
            click.secho(f"  {t('review.turns.not')}", fg="red")
            return {}
        relations = alternatives.relations(row)
        chosen = self._choose([t(f"relation.{name}") for name in relations])
        return {} if chosen is None else {"relation": relations[chosen]}

    def _other(self, row: Row, end: str) -> Keys:
        """Another thing at an end: a place of the same name, something of the graph, or a name that is new to it."""
        old: EntityRow = getattr(row, end)
        places = alternatives.places(self._store, old)
        if places:
            chosen = self._choose([*places, t("review.write")])
            if chosen is None:
                return {}
            if chosen < len(places):
                return {end: places[chosen]}
        found = self._named(t("review.name", type=t(f"type.{old.type}")), old.type)
        return {end: found if isinstance(found, str | dict) else entries.thing(found)} if found else {}

    def _same(self, row: Row) -> tuple[EntityRow, EntityRow] | None:
        """The two entities that are one, the one that stays first."""
        one = row.subject
        if isinstance(row, StatementRow):
            chosen = self._choose([row.subject.label, row.object.label])
            if chosen is None:
                return None
            one = (row.subject, row.object)[chosen]
        near = alternatives.namesakes(self._store, one)[: len(_DIGITS) - 1]
        chosen = self._choose([*(other.label for other in near), t("review.write")]) if near else 0
        if chosen is None:
            return None
        other = near[chosen] if chosen < len(near) else self._named(t("review.same", name=one.label), "")
        if not isinstance(other, EntityRow) or other.id == one.id:
            return None
        kept = self._choose([t("review.keeps", name=entity.label) for entity in (one, other)])
        return None if kept is None else ((one, other) if kept == 0 else (other, one))

    def _named(self, prompt: str, type_: str) -> EntityRow | Keys | str | None:
        """What the reader types: an entity of the graph; where `type_` is given, also a new thing, a region by its path."""
        while name := self._line(prompt):
            try:
                found = find(self._store, name)
                click.echo(f"    = {found.label} ({t(f'type.{found.type}')})")
                return found
            except AmbiguousName as exc:
                candidates = exc.candidates[: len(_DIGITS)]
                chosen = self._choose([label for _, label in candidates])
                if chosen is not None:
                    return find(self._store, candidates[chosen][0])
            except UnknownName as exc:
                if type_ and self._choose([t("review.new", name=name)]) == 0:
                    return name if type_ == "REGION" else {"name": name, "type": type_}
                if not type_:
                    click.secho(f"  {exc}", fg="red")
        return None

    def _choose(self, options: Sequence[str]) -> int | None:
        """The number of an option; None when the reader leaves. More than have a key are listed by letters."""
        keys = (_DIGITS + "abcdefghijklmnop")[: len(options)]
        for key, option in zip(keys, options, strict=True):
            click.echo(f"    {key} {option}")
        pressed = self._key(t("review.choose"), keys + _LEAVE)
        return None if pressed in _LEAVE else keys.index(pressed)


def _worded(value: Any) -> str:
    return str(value.get("name", value)) if isinstance(value, dict) else str(value)

