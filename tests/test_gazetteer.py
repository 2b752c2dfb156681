"""The shipped region table: what is in it, how its names are found, how it fails."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.resources import REGIONS


def codes(form: str) -> list[str]:
    return [reading.unit.code for reading in load_gazetteer().readings(form)]


def test_levels_are_complete() -> None:
    units = load_gazetteer().units
    by_level = [sum(unit.level == level for unit in units) for level in (1, 2, 3, 4)]
    assert by_level[:3] == [34, 333, 2847]
    assert by_level[3] > 38_000


def test_every_parent_is_there_and_one_level_or_more_above() -> None:
    gazetteer = load_gazetteer()
    for unit in gazetteer.units:
        if unit.parent:
            parent = gazetteer.by_code[unit.parent]
            assert parent.level < unit.level
            assert unit.path == f"{parent.path}/{unit.name}"
        else:
            assert unit.level == 1


@pytest.mark.parametrize(
    ("form", "code", "kind"),
    [
        ("黔南布依族苗族自治州", "522700", "full"),
        ("黔南州", "522700", "variant"),
        ("黔南", "522700", "short"),
        ("三都县", "522732", "variant"),
        ("三都自治县", "522732", "variant"),
        ("关岭自治县", "520424", "variant"),
        ("花都", "440114", "short"),
        ("毕节地区", "520500", "former"),
        ("襄樊市", "420600", "former"),
        ("襄樊", "420600", "short"),
        ("浦东", "310115", "short"),
        ("科右中旗", "152222", "variant"),
        ("普古乡", "520281", "variant"),
    ],
)
def test_forms(form: str, code: str, kind: str) -> None:
    found = [r for r in load_gazetteer().readings(form) if r.unit.code.startswith(code)]
    assert [reading.kind for reading in found] == [kind]


def test_homonyms_keep_all_their_units() -> None:
    assert {"320106", "320302", "350102", "410204"} <= set(codes("鼓楼区"))
    assert len(codes("朝阳")) >= 3


@pytest.mark.parametrize("form", ["州长", "市区", "郊", "行政村", "县委", ""])
def test_what_is_no_name(form: str) -> None:
    assert load_gazetteer().readings(form) == ()


def test_family() -> None:
    gazetteer = load_gazetteer()
    assert [unit.name for unit in gazetteer.ancestors("440605")] == ["佛山市", "广东省"]
    assert gazetteer.is_within("440605", "440000")
    assert not gazetteer.is_within("440605", "440605")
    assert not gazetteer.is_within("440000", "440605")
    assert "南海区" in {unit.name for unit in gazetteer.children("440600")}
    assert len(gazetteer.children("")) == 34
    assert "毕节地区" in gazetteer.former_names("520500")


def test_places_are_longitude_then_latitude() -> None:
    found = load_gazetteer().coordinates("region/522700")
    assert found is not None
    assert 106 < found[0] < 109 and 25 < found[1] < 27.5


@pytest.mark.parametrize("region", ["region/macro-0011aabb", "region/522732-1a2b3c4d", "region/999999", "org/1"])
def test_no_place_is_made_up(region: str) -> None:
    assert load_gazetteer().coordinates(region) is None


def test_match_finds_overlapping_forms_longest_first() -> None:
    text = "黔南州长顺县"
    found = [text[start:end] for start, end in load_gazetteer().match(text)]
    assert found.index("黔南州") < found.index("黔南") < found.index("长顺县") < found.index("长顺")
    assert "州长" not in found


@given(st.text(alphabet="黔南州长顺县广东省佛山市海区鼓楼abc", max_size=30))
def test_match_is_every_form_and_nothing_else(text: str) -> None:
    forms = load_gazetteer().forms
    expected = {
        (a, b) for a in range(len(text)) for b in range(a + 2, len(text) + 1) if text[a:b] in forms
    }
    assert set(load_gazetteer().match(text)) == expected


def test_a_damaged_table_names_file_and_line(tmp_path: Path) -> None:
    shutil.copytree(REGIONS, tmp_path / "regions")
    broken = tmp_path / "regions" / "former_names.tsv"
    broken.write_text("旧名\t110000\n缺列\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"former_names\.tsv:2: 1 columns where 2 were expected"):
        Gazetteer(tmp_path / "regions")


def test_a_missing_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the region table"):
        Gazetteer(tmp_path)
