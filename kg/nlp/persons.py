"""Persons: LAC's names repaired by surnames, and names that posts, by-lines and lists make certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.identity import mint_id
from kg.model import Entity
from kg.nlp.annotations import Candidate, Word
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.person_borders import extended, repeated, surnamed_after, transcribed_after, trimmed
from kg.nlp.view import PROVINCES, View, overlaps

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SAYING = "说称道讲"
_PLURAL = frozenset({"", "领导", "省领导", "市领导", "县领导", "区领导", "州领导", "记者", "通讯员", "实习生"})
"""What stands before several names, too; "" is no word for a person."""
_NO_NAME = frozenset({"v", "vd", "p", "c", "u", "d", "w", "xc", "r", "m", "q", "TIME", "ad"})
_BYLINE = re.compile(r"(?:记者|通讯员|实习生|摄影报道|摄影|摄|编辑|撰文)[：:\s]*(?=[\u4e00-\u9fff])")
_LIST_MARKS = "、 "
_SPEECH = frozenset(
    {
        "介绍",
        "说",
        "表示",
        "告诉",
        "告诉记者",
        "介绍说",
        "坦言",
        "感慨",
        "笑着",
        "称",
        "道",
        "率",
        "带领",
        "率队",
        "率团",
        "指出",
        "强调",
        "认为",
        "提醒",
        "说道",
    }
)
_NAME_ENDS = "，。、；：！？（）()”“ \n"


@cache
def surnames() -> frozenset[str]:
    """All family names, of one and of two characters."""
    return words_of("surnames", "single") | words_of("surnames", "double")


@cache
def cue_pattern() -> re.Pattern[str]:
    """What stands right before a name: a post (局长) or a word for a person (村民)."""
    cues = (
        words_of("titles", "posts") | words_of("titles", "persons") | words_of("titles", "heads_of_regions")
    )
    return re.compile(alternatives(cues | words_of("titles", "leaders")))


def has_surname(name: str) -> bool:
    """Whether a string opens with a family name and leaves one or two characters for the given name."""
    if name[:2] in words_of("surnames", "double"):
        return len(name) in (3, 4)
    return name[:1] in words_of("surnames", "single") and len(name) in (2, 3)


def person(name: str) -> Entity:
    """A person as an entity; two of one name in one article are taken for one."""
    return Entity(mint_id("PERSON", name), "PERSON", name)


def find_persons(view: View) -> list[Candidate]:
    """Persons, every place where one of the names found stands again included."""
    blocked = [c for c in view.found if c.type == "ORG" and c.source != "names.lac"]
    spans: dict[tuple[int, int], str] = {}
    for start, end, source in (*_by_lac(view), *_after_cues(view), *_bylines(view)):
        if not overlaps(start, end, blocked) and not _is_place(view, start, end):
            spans.setdefault((start, end), source)
    _complete(view, spans)
    blocked += [r for r in view.regions if not any(a < r.start and r.end <= b for a, b in spans)]
    _lists(view, spans, blocked)
    _drop_shorter(spans)
    found = [
        Candidate(a, b, "PERSON", source, 0.9, person(view.text[a:b])) for (a, b), source in spans.items()
    ]
    return [*found, *_again(view, found, blocked), *_honoured(view, found, blocked)]


def _is_place(view: View, start: int, end: int) -> bool:
    """Whether a region holds the range; 邱洪江 and 周洪江 only end like one and stay persons."""
    return any(
        r.start < end
        and start < r.end
        and not (start < r.start and r.end <= end and view.text[r.end - 1] not in "省市县区镇乡")
        for r in view.regions
    )


def _complete(view: View, spans: dict[tuple[int, int], str]) -> None:
    """A name of two characters that the text always goes on with a third is a name of three."""
    short = {view.text[a:b] for a, b in spans if b - a == 2 and has_surname(view.text[a:b])}
    longer = repeated(view.text, iter(sorted(short)))
    for (a, b), source in list(spans.items()):
        if view.text[a:b] in longer and b - a == 2:
            del spans[a, b]
            spans[a, b + 1] = source


def _drop_shorter(spans: dict[tuple[int, int], str]) -> None:
    """Of two readings of one place (陈远, 陈远征) the longer stays."""
    for a, b in sorted(spans, key=lambda span: span[0] - span[1]):
        for c, d in list(spans):
            if (c, d) != (a, b) and a < d and c < b and d - c <= b - a and (a, b) in spans:
                del spans[c, d]


def _by_lac(view: View) -> Iterator[tuple[int, int, str]]:
    """LAC's persons: two of them that touch are one long name, or two if both open with a family name."""
    words = [
        w for w in view.words if w.tag == "PER" and not cue_pattern().fullmatch(view.text, w.start, w.end)
    ]
    number = 0
    while number < len(words):
        start, end = words[number].start, words[number].end
        number += 1
        if end - start == 1 and _cue_before(view, end):
            continue  # the 理 of 总经|理|王某
        single = True
        while (
            number < len(words)
            and words[number].start == end
            and not (
                has_surname(view.text[start:end])
                and has_surname(view.text[words[number].start : words[number].end])
            )
        ):
            end = words[number].end
            number += 1
            single = False
        for a, b in _parted(view, *_dotted(view, _uncued(view, start, end), end), single):
            a, b = extended(view, a, trimmed(view, a, b), _cue_end(view, a))
            if _is_person(view, a, b):
                yield a, b, "names.person.lac"


def _uncued(view: View, start: int, end: int) -> int:
    """竹农|毛仕莲, 老师傅|辛元彬: where the name starts that the network joined to the word for a person before it."""
    whole = has_surname(view.text[start:end])
    for first in (start,) if whole else (start, start - 1, start - 2):
        cue = cue_pattern().match(view.text, max(first, 0), end)
        if cue is not None and cue.end() > start and has_surname(view.text[cue.end() : end]):
            return cue.end()
    return start


def _cue_end(view: View, start: int) -> int:
    """Where the word for a person ends that stands at most three characters before a position; else the position."""
    return next((at for at in range(start - 1, max(start - 4, 0), -1) if _cue_before(view, at)), start)


def _parted(view: View, start: int, end: int, single: bool) -> Iterator[tuple[int, int]]:
    """陈立欧阳远 as two, 陈立说 without the verb, 陈远|征 with its last character.

    What LAC takes for one name (`single`) behind a word for one person (医生边巴卓玛) is one.
    """
    name = view.text[start:end]
    alone = single and _cue_before(view, start) not in _PLURAL
    if len(name) in (4, 5, 6) and "·" not in name and not has_surname(name) and not alone:
        for cut in (3, 2):
            if has_surname(name[:cut]) and has_surname(name[cut:]):
                yield start, start + cut
                yield start + cut, end
                return
    if len(name) == 3 and name[-1] in _SAYING and view.text[end : end + 1] in _NAME_ENDS + "：":
        yield start, end - 1
        return
    yield start, _completed(view, start, end)


def _dotted(view: View, start: int, end: int) -> tuple[int, int]:
    """热娜·吐尔逊: the words on both sides of a dot, which LAC may take into the first."""
    if view.text[end - 1] in "·•":
        end -= 1
    if view.text[end : end + 1] in ("·", "•") and _is_part(
        view, after := view.word_at(end + 1), start=end + 1
    ):
        return _dotted(view, start, after.end if after else end)
    if view.text[start - 1 : start] in ("·", "•") and _is_part(
        view, before := view.word_at(start - 2), end=start - 1
    ):
        return _dotted(view, before.start if before else start, end)
    return start, end


def _is_part(view: View, word: Word | None, start: int = -1, end: int = -1) -> bool:
    """Whether a word at that border can be a part of a dotted name."""
    if word is None or word.tag == "w" or not _HAN.fullmatch(view.text, word.start, word.end):
        return False
    return word.start == start or word.end == end


def _is_person(view: View, start: int, end: int) -> bool:
    name = view.text[start:end]
    if "·" in name or "•" in name:
        return len(name) >= 4
    if not _HAN.fullmatch(name) or name in words_of("surnames", "not_names"):
        return False
    cue = _cue_before(view, start)
    if all(char in PROVINCES for char in name) and not cue:
        return False  # 鲁渝, 苏陕: two provinces side by side
    if has_surname(name):
        return not (len(name) == 2 and not cue and _familiar(view, name))
    if cue:
        return 2 <= len(name) <= 6
    return len(name) in (3, 4, 5) and not _familiar(view, name)


def _familiar(view: View, name: str) -> bool:
    """Whether a name without family name is more likely an ordinary compound: LAC itself once read it otherwise."""
    return any(
        word.tag not in ("PER", "nr") and view.text[word.start : word.end] == name for word in view.words
    )


def _cue_before(view: View, start: int) -> str:
    before = view.text[max(0, start - 6) : start].rstrip(" ")
    for width in range(len(before), 0, -1):
        if cue_pattern().fullmatch(before[-width:]):
            return before[-width:]
    return ""


def _completed(view: View, start: int, end: int) -> int:
    """王伟|中，: a second given character that LAC cut off, when the name cannot go on as a word after it."""
    if end - start != 2 or not has_surname(view.text[start:end]) or view.region_after(end) is not None:
        return end
    word = view.word_at(end)
    if (
        word is None
        or word.end - word.start != 1
        or word.tag in ("w", "u")
        or view.text[end] in _SAYING + "等率任在是"
    ):
        return end
    strictly = word.tag in ("c", "p", "v", "d") and not _cue_before(view, start)
    return word.end if _closes(view, word.end, strictly) else end


def _closes(view: View, end: int, strictly: bool) -> bool:
    """Whether a name can end here: before a mark, or (not strictly) before a verb."""
    if view.text[end : end + 1] in ("", *_NAME_ENDS):
        return True
    after = view.word_at(end)
    if after is None or after.start != end:
        return False
    return view.text[end : after.end] in _SPEECH or (not strictly and after.tag in ("v", "d", "ad", "vd"))


def _after_cues(view: View) -> Iterator[tuple[int, int, str]]:
    """局长王某某: after a post whatever looks like a name, up to a verb or mark."""
    for match in cue_pattern().finditer(view.text):
        start = match.end()
        while view.text[start : start + 1] == " ":
            start += 1
        end = _name_end(view, start) or transcribed_after(view, start) or surnamed_after(view, start)
        if end is not None:
            yield start, end, "names.person.post"


def _name_end(view: View, start: int) -> int | None:
    """Where a name of two to four characters that starts here ends, None if none does."""
    first = view.word_at(start)
    if first is None or first.start != start or first.tag in ("w", "u", "TIME", "LOC", "ORG", "m"):
        return None
    if first.tag == "PER" and first.end - start > 1:
        return None  # LAC's own persons are read elsewhere
    for length in (3, 2, 4):
        end = start + length
        name = view.text[start:end]
        # At the end of a text three characters may be two.
        if end > len(view.text) or not _HAN.fullmatch(name) or not has_surname(name) or not view.word_ends_at(end):
            continue
        words = list(view.words_in(start, end))
        whole = len(words) == 1
        if whole and words[0].tag not in ("nr", "nz") and length != 3:
            continue
        if not whole and first.end - start > 1:
            continue
        if name in words_of("titles", "posts") or cue_pattern().search(name):
            continue
        unlikely = any(w.tag in _NO_NAME for w in words)
        if _closes(view, end, unlikely) or (
            not unlikely and (after := view.word_at(end)) and after.tag in ("p", "c", "vn")
        ):
            return end
    return None


def _bylines(view: View) -> Iterator[tuple[int, int, str]]:
    """（记者 甲 乙 通讯员 丙）: names parted by blanks."""
    for match in _BYLINE.finditer(view.text):
        position = match.end()
        while name := re.compile(r"[\u4e00-\u9fff]{2,4}(?=[\s、，。）)/]|$)").match(view.text, position):
            if not has_surname(name.group()):
                break
            yield name.start(), name.end(), "names.person.byline"
            gap = re.compile(r"[ 、]+").match(view.text, name.end())
            if gap is None:
                break
            position = gap.end()


def _lists(view: View, spans: dict[tuple[int, int], str], blocked: list[Candidate]) -> None:
    """领导甲、乙、丙和丁: what a 顿号 joins to a person is one, if it can be."""
    queue = sorted(spans)
    while queue:
        _, end = queue.pop()
        if view.text[end : end + 1] not in ("、", "和", "与"):
            continue
        start = end + 1
        for length in (3, 2, 4):
            stop = start + length
            if view.text[stop : stop + 1] and view.text[stop] not in _NAME_ENDS + "和与等":
                continue
            if not has_surname(view.text[start:stop]) or not _HAN.fullmatch(view.text[start:stop]):
                continue
            if not view.word_ends_at(stop) or overlaps(start, stop, blocked) or (start, stop) in spans:
                continue
            if cue_pattern().search(view.text, start, stop):
                continue
            spans[start, stop] = "names.person.list"
            queue.append((start, stop))
            break


def _again(view: View, found: list[Candidate], blocked: list[Candidate]) -> Iterator[Candidate]:
    """The same name elsewhere in the text."""
    names = {
        view.text[c.start : c.end] for c in found if c.end - c.start >= 3 or c.source != "names.person.post"
    }
    if not names:
        return
    for match in re.finditer(alternatives(names), view.text):
        if not overlaps(match.start(), match.end(), [*found, *blocked]):
            yield Candidate(
                match.start(), match.end(), "PERSON", "names.person.again", 0.85, person(match.group())
            )


def _honoured(view: View, found: list[Candidate], blocked: list[Candidate]) -> Iterator[Candidate]:
    """陈女士, 老陈: the one person of that family name, or a person known by no more than this."""
    honorifics = alternatives(words_of("titles", "honorifics"))
    single = "".join(sorted(words_of("surnames", "single")))
    named = {view.text[c.start : c.end] for c in found}
    for match in re.finditer(
        rf"(?P<a>[{single}])(?P<h>{honorifics})|(?P<o>[老小])(?P<b>[{single}])(?![\u4e00-\u9fff])", view.text
    ):
        start, end = match.span()
        if not view.word_starts_at(start) or overlaps(start, end, [*found, *blocked]):
            continue
        surname = match["a"] or match["b"]
        bearers = sorted(name for name in named if name.startswith(surname))
        if len(bearers) == 1:
            yield Candidate(start, end, "PERSON", "names.person.honoured", 0.7, person(bearers[0]))
        elif match["h"] in ("女士", "先生"):
            yield Candidate(start, end, "PERSON", "names.person.honoured", 0.7, person(match.group()))
