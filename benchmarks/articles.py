"""Articles in any number for benchmarks: paragraphs of tests/labelled put together anew with other names, and the facts in them.

usage: python benchmarks/articles.py COUNT FILE.jsonl      one article a line: title, date, publisher, text, facts
       python benchmarks/articles.py COUNT FOLDER          COUNT files, a thousand to a folder

Article i is the same in every run and whatever the count, so that runs may be compared and articles made in many processes.
Lengths are those of county news, 150 to 1,500 characters. `facts` are the labels of the paragraphs taken whose both ends are named
in one of them: [subject, relation, object] in the words of the text.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from marked_pieces import pieces  # noqa: E402
from swap_names import Renamer  # noqa: E402

SIZES = (150, 1500)
"""Characters of the shortest and of the longest article."""
OUTLETS = ("日报", "晚报", "融媒体中心", "人民政府网")
A_FOLDER = 1000


class Articles:
    """Makes article number i; reading the labelled texts takes a second, an article a millisecond."""

    def __init__(self, folder: Path = ROOT / "tests" / "labelled") -> None:
        self.texts = [piece for path in sorted(folder.glob("*.txt")) for piece in pieces(path)]
        self.renamer = Renamer(self.texts)

    def article(self, number: int) -> dict[str, Any]:
        """Title, date, publisher, text and facts of article `number`."""
        chance = random.Random(f"kg article {number}")
        # Few articles are long: the product of two even chances leans to the short end.
        size = SIZES[0] + (SIZES[1] - SIZES[0]) * chance.random() * chance.random()
        paragraphs: list[str] = []
        facts: list[list[str]] = []
        title = ""
        while sum(map(len, paragraphs)) < size:
            piece = self.renamer.variant(chance.choice(self.texts), chance)
            lines = list(_lines(piece["text"]))
            if not title:
                title = piece["text"][slice(*lines[0])]
                lines = lines[1:] or lines
            start, end = chance.choice(lines)
            paragraphs.append(piece["text"][start:end])
            facts += _facts(piece, start, end)
        return {
            "title": title,
            "date": f"20{chance.randint(17, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "publisher": chance.choice(self.renamer.units["市"]) + chance.choice(OUTLETS),
            "text": "\n".join(paragraphs),
            "facts": facts,
        }

    def __call__(self, count: int) -> Iterator[dict[str, Any]]:
        """The first `count` articles."""
        return map(self.article, range(count))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _facts(piece: dict[str, Any], start: int, end: int) -> Iterator[list[str]]:
    named = {id_: piece["text"][a:b] for a, b, id_ in reversed(piece["spans"]) if start <= a and b <= end}
    for relation in piece["relations"]:
        if relation["head"] in named and relation["tail"] in named:
            yield [named[relation["head"]], relation["type"], named[relation["tail"]]]


def main() -> None:
    if len(sys.argv) != 3 or not sys.argv[1].isdecimal():
        sys.exit(__doc__)
    count, target = int(sys.argv[1]), Path(sys.argv[2])
    articles = Articles()
    if target.suffix == ".jsonl":
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            for article in articles(count):
                stream.write(json.dumps(article, ensure_ascii=False) + "\n")
        return
    for number, article in enumerate(articles(count)):
        folder = target / f"{number // A_FOLDER:04}"
        folder.mkdir(parents=True, exist_ok=True)
        text = f"{article['title']}\n{article['date']} 来源：{article['publisher']}\n{article['text']}\n"
        (folder / f"{number:07}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
