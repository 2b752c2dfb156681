"""What a page of HTML says, without its markup."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """Text, marks and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.marks: list[str] = []
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "mark":
            self.marks.append("")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "mark" and self.marks and not self.marks[-1]:
            self.marks[-1] = data
        self.words += data
