"""`holds_position` from the posts that the names component read next to persons."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.nlp.frames import Frame
from kg.nlp.relfacts import Fact
from kg.nlp.relfiles import Relations

RULE = "holds_position.post"
CONFIDENCE = 0.9


def positions(doc: Doc, frame: Frame, relations: Relations) -> Iterator[Fact]:
    """One fact a post whose person and organ are both entities of the text."""
    for post in doc.user_data.get("posts", ()):
        person, organ = post.person_entity, post.entity
        if person.id not in frame.entities or organ.id not in frame.entities:
            continue
        attrs = {"title": post.title}
        if post.is_seconded:
            attrs["kind"] = "挂职"
        yield Fact(
            "holds_position", person, organ, RULE, CONFIDENCE, post.evidence, (post.person[0], 0), attrs, sure=True
        )  # fmt: skip
