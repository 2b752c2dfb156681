"""Relations: runs the patterns of kg/data/relations over the clause view and settles what was found.

`find_relations` is the pure core; the component only stores its result in `doc._.statements`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Entity
from kg.nlp.annotations import Draft, register
from kg.nlp.frame_lists import RESPECTIVELY, Pair, is_compound, meet, opposed, paired_off, series, split
from kg.nlp.frames import Frame, Member, Slot, is_local, kind_of, level, read_frames, within
from kg.nlp.patterns import classes_in, load_words
from kg.nlp.regionroles import helps, rank
from kg.nlp.relattrs import attributes
from kg.nlp.relcompose import derived, misplaced, named_after
from kg.nlp.reldirection import directed
from kg.nlp.reldiscourse import earlier, near, topic
from kg.nlp.relfacts import SYMMETRIC, Fact, settle
from kg.nlp.relfiles import Relations, Rule, load_relations
from kg.nlp.reliability import bounded
from kg.nlp.relparties import parties
from kg.nlp.relposts import positions
from kg.nlp.reltitles import titled
from kg.nlp.relvenues import placed

_BEHIND = 4
"""Characters behind a match in which 分别 still tells how its lists pair up."""
_LEADING = re.compile(r"^[，。；！？：、\s]+")


def find_relations(
    doc: Doc, relations: Relations | None = None, frames: tuple[Frame, Frame] | None = None
) -> list[Draft]:
    """All relations of one Doc with mentions, entities and values, in the order of their evidence.

    Args:
        doc: What the components up to `kg_mentions` made; `doc.user_data["posts"]` is used where it is there.
        relations: The rules; by default those of kg/data/relations.
        frames: The clause view of the Doc, and the one that spells names out, where they are read already.

    Raises:
        RuleError: a rule file is wrong.
    """
    rules = relations or load_relations()
    frame, spelled = frames or read_frames(doc)
    facts = [f for rule, view in _possible(rules, frame, spelled) for f in _run(view, rule)]
    facts += positions(doc, frame, rules)
    facts += named_after(frame, list(facts), rules)
    facts += titled(frame, facts)
    facts += placed(frame, facts)
    facts += derived(frame, facts, rules)
    facts += directed(spelled, facts, rules)
    return bounded(doc, settle(frame, facts, rules))


def _possible(rules: Relations, frame: Frame, spelled: Frame) -> Iterator[tuple[Rule, Frame]]:
    """The wordings whose words and types the text has, each with the view it reads."""
    said = classes_in(frame.code)
    views = {False: (frame, said), True: (spelled, said if spelled is frame else classes_in(spelled.code))}
    passed: dict[int, bool] = {}
    for rule in rules.rules:
        view, classes = views[rule.relation.inside]
        if rule.screen not in passed:
            lacks = any(map(view.chars.isdisjoint, rule.compiled.needs))
            passed[rule.screen] = not lacks and rule.compiled.classes <= classes
        if passed[rule.screen]:
            yield rule, view


def _run(frame: Frame, rule: Rule) -> Iterator[Fact]:
    """Every fact one wording shows."""
    code = frame.code
    position = 0
    while match := rule.compiled.regex.search(code, position):
        position = match.start() + 1
        if rule.pattern.unless and _compiled(rule.pattern.unless).search(match[0]):
            continue
        yield from _facts(frame, rule, match)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the rules. `re` itself keeps 512, which the names of a few articles push out."""
    return re.compile(pattern)


def _facts(frame: Frame, rule: Rule, match: re.Match[str]) -> Iterator[Fact]:
    start, end = frame.locate(match.start(), match.end())
    ends = _ends(frame, rule, match)
    if ends is None:
        return
    attrs = attributes(frame, rule, match)
    if rule.pattern.change == "span" and "until" not in attrs:
        return
    wording = frame.code[match.start() : match.end() + _BEHIND]
    pairs = list(_pairs(frame, rule, ends, wording))
    if rule.pattern.mutual:
        pairs += [(tail, head) for head, tail in pairs]
    for head, tail in pairs:
        subject, object_ = level(head, tail) if rule.relation.inside else (head.entity, tail.entity)
        if rule.pattern.regions:
            one, other = _acting(frame, subject), _acting(frame, object_)
            if one is None or other is None:
                continue
            subject, object_ = one, _county(frame, other, one) if rule.pattern.roles else other
        if subject.id == object_.id:
            continue
        if rule.relation.never and any(end.name.endswith(rule.relation.never) for end in (subject, object_)):
            continue
        if rule.pattern.tail_in and not object_.name.endswith(load_words()[rule.pattern.tail_in]):
            continue
        if rule.relation.places and misplaced(frame, rule.pattern, subject, object_):
            continue
        if rule.relation.apart and not _apart(rule, head.entity, subject, object_):
            continue
        if rule.pattern.roles and not _in_role(rule, subject, object_):
            continue
        first = min(start, ends[0].start) if rule.pattern.head == "slot" else start
        last = max(end, tail.end) if rule.pattern.tail == "slot" else end  # a member further down a list belongs to its quote
        evidence = (first, last)
        yield Fact(
            rule.relation.predicate, subject, object_, rule.pattern.id, rule.pattern.confidence,
            _trimmed(frame.text, *evidence), (head.start, tail.start), attrs, rule.pattern.sure,
            over=rule.pattern.change in ("until", "over", "span"),
        )  # fmt: skip


def _acting(frame: Frame, entity: Entity) -> Entity | None:
    """The region itself, or the one an organ of government acts for."""
    if entity.type == "REGION":
        return entity
    return frame.regions_of.get(entity.id) if kind_of(entity) == "ORG.gov" else None


def _county(frame: Frame, region: Entity, other: Entity) -> Entity:
    """The county of a town that meets a region above the towns, if the text names that county."""
    if not is_local(region) or is_local(other):
        return region
    above = region.path.rpartition("/")[0]
    return next((e for e in frame.entities.values() if e.type == "REGION" and e.path == above), region)


def _apart(rule: Rule, named: Entity, subject: Entity, object_: Entity) -> bool:
    """Whether neither end lies in the other, or a city itself (not an organ of its) turns to a county of its own."""
    if within(subject, object_):
        return False
    return not within(object_, subject) or (rule.pattern.parts and named.type == "REGION" and not is_local(object_))


def _in_role(rule: Rule, subject: Entity, object_: Entity) -> bool:
    """Whether the provinces are helper and helped one; the order says nothing in a symmetric relation."""
    return helps(subject, object_) or (rule.relation.predicate in SYMMETRIC and helps(object_, subject))


def _ends(frame: Frame, rule: Rule, match: re.Match[str]) -> tuple[Slot, Slot | None] | None:
    """The slots of head and tail; the tail is None where one coordination holds both."""
    if "pair" in rule.compiled.slots and match["pair"] is not None:
        return frame.slots[match.start("pair")], None
    if "sides" in rule.compiled.slots and match["sides"] is not None:
        slot = frame.slots[match.start("sides")]
        return (slot, None) if opposed(slot) else None
    spoken: Slot | None = None
    if wanted := rule.compiled.types("parties"):
        spoken = parties(frame, *match.span("parties"))
        if spoken is None or any(kind_of(member.entity) not in wanted for member in spoken.members):
            return None
        if "tail" not in rule.compiled.slots:
            return spoken, None
    found: list[Slot] = [spoken] if spoken is not None else []
    for name, how, kinds in (
        ("head", rule.pattern.head, rule.heads),
        ("tail", rule.pattern.tail, rule.tails),
    ):
        if name == "head" and spoken is not None:
            continue
        end: Slot | None
        if how == "topic":
            end = topic(frame, match.start(), kinds | _organs(rule))
            if end is not None and paired_off(end):
                return None  # A与甲、B与乙 are so many pairs, and no one subject for what follows
        elif how == "earlier":
            end = earlier(frame, match.start(), kinds, rule.pattern.noun)
        elif how == "near":
            end = near(frame, match.start(), kinds)
        elif how == "helped":
            end = _only_helped(frame, match.start(), found[0])
        else:
            end = _slot(frame, rule, match, name)
        if end is None:
            return None
        found.append(end)
    if rule.pattern.head == "topic" and rule.relation.inside and opposed(found[1]):
        return None  # 粤黔协作 has both its parties; what the text is about is no third
    return found[0], found[1]


def _only_helped(frame: Frame, index: int, helper: Slot) -> Slot | None:
    """The last mention before an index of the one region that can be whom the helper helps: in a part of the country
    that the helper's helps, no higher than the helper and no town. None where the text names several such regions."""
    givers = [_acting(frame, member.entity) for member in helper.members]
    if len(givers) != 1 or (giver := givers[0]) is None:
        return None
    takers = {
        slot: taker
        for _, slot in frame.slots_in(0, len(frame.code))
        for member in slot.members
        if (taker := _acting(frame, member.entity)) is not None
        and helps(giver, taker) and rank(giver) <= rank(taker) and not is_local(taker)
    }  # fmt: skip
    if len({taker.id for taker in takers.values()}) != 1:
        return None
    before = [slot for _, slot in frame.slots_in(0, index) if slot in takers and len(slot.members) == 1]
    return before[-1] if before else None


def _slot(frame: Frame, rule: Rule, match: re.Match[str], end: str) -> Slot:
    """The slot of an end, with its neighbours in an enumeration where the pattern asks for them."""
    index = match.start(end)
    if rule.pattern.series not in (end, "both"):
        return frame.slots[index]
    if end == "tail":
        return series(frame, index, rule.tails, 1)
    before = series(frame, index, rule.heads, -1)
    # 主办方是甲局和乙园: heads behind the noun are listed from the first on.
    return before if before is not frame.slots[index] else series(frame, index, rule.heads, 1)


def _organs(rule: Rule) -> frozenset[str]:
    return frozenset({"ORG.gov"}) if rule.pattern.regions else frozenset()


def _pairs(frame: Frame, rule: Rule, ends: tuple[Slot, Slot | None], wording: str) -> Iterable[Pair]:
    head, tail = ends
    if tail is None:
        return split(head, wording)
    if rule.pattern.roles and is_compound(head) and not all(
        helps(one.entity, other.entity) for one in head.members for other in tail.members
    ):
        return ()  # 粤黔协作资金 is no money of 粤 that goes to whoever is named next
    if rule.relation.inside and is_compound(tail):
        return ()  # in 援建的粤黔产业园 the two are one name, not two that are helped
    if len(head.members) != len(tail.members) and RESPECTIVELY.search(wording) and _goes_on(frame, ends):
        return ()  # 分别帮扶甲、X: the list holds a name that is no mention, so that nothing pairs off
    heads, tails = _members(rule, head, "head"), _members(rule, tail, "tail")
    return meet(heads, tails, wording, rule.relation.lists == "product")


def _goes_on(frame: Frame, ends: tuple[Slot, Slot | None]) -> bool:
    """Whether the text lists something on either side of a coordination that is not in it."""
    return any(
        slot is not None and (frame.text[slot.end : slot.end + 1] == "、" or frame.text[slot.start - 1 : slot.start] == "、")
        for slot in ends
    )


def _members(rule: Rule, slot: Slot, end: str) -> tuple[Member, ...]:
    """Of a coordination of several kinds (甲公司与乙县商务局) those that the pattern asks for."""
    wanted = rule.compiled.types(end) or (rule.heads if end == "head" else rule.tails)
    kinds = frozenset() if rule.pattern.series else wanted
    return tuple(m for m in slot.members if kind_of(m.entity) in kinds) or slot.members


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without punctuation and blanks at the start, blanks at the end."""
    if leading := _LEADING.match(text[start:end]):
        start += leading.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@Language.factory(
    "kg_relations",
    requires=["doc.spans", "doc._.entities", "doc._.values"],
    assigns=["doc._.statements"],
)
class RelationFinder:
    """Sets `doc._.statements`, and `doc.user_data["frames"]` (see `read_frames`), which `kg_pairs` uses up."""

    def __init__(self, nlp: Language, name: str) -> None:
        register()
        load_relations()

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data["frames"] = read_frames(doc)
        doc._.statements = find_relations(doc, frames=doc.user_data["frames"])
        return doc
