"""The seven types of names beside regions: each family is a function over one `View`, listed in FAMILIES.

Families only propose; `kg.nlp.mentions` decides among overlapping candidates by their score.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.agreements import find_agreements
from kg.nlp.annotations import Candidate, register, text_of
from kg.nlp.events import find_events
from kg.nlp.organisations import find_organisations
from kg.nlp.parks import find_parks
from kg.nlp.persons import find_persons
from kg.nlp.posts import find_posts
from kg.nlp.products import find_products
from kg.nlp.projects import find_projects
from kg.nlp.view import View

Family = Callable[[View], list[Candidate]]

FAMILIES: tuple[Family, ...] = (
    find_organisations,
    find_persons,
    find_agreements,
    find_parks,
    find_products,
    find_projects,
    find_events,
)
"""In order: a family may look at what earlier ones found (`View.found`)."""


def propose(view: View) -> list[Candidate]:
    """Run all families over a text; the candidates stand in `view.found` too."""
    for family in FAMILIES:
        view.found = [*view.found, *family(view)]
    return view.found


@Language.factory(
    "kg_names",
    requires=["doc._.words", "doc._.candidates", "doc._.values"],
    assigns=["doc._.candidates"],
)
class Names:
    """Adds the candidates of all families to `doc._.candidates`, and posts to `doc.user_data["posts"]`."""

    def __init__(self, nlp: Language, name: str) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        regions = [c for c in doc._.candidates if c.type == "REGION" and c.entity is not None]
        view = View(text_of(doc), doc._.words, sorted(regions, key=lambda c: (c.start, -c.end)), doc._.values)
        found = propose(view)
        persons = [c for c in found if c.type == "PERSON"]
        # The 洪江 of a person called 邱洪江 is no city.
        kept = [
            c
            for c in doc._.candidates
            if c.type != "REGION" or not any(p.start < c.start and c.end <= p.end for p in persons)
        ]
        doc._.candidates = [*kept, *found]
        doc.user_data["posts"] = find_posts(view)
        return doc
