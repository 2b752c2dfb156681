"""Single keys from a terminal, without Enter. What is typed ahead is not lost, as it is where the mode changes for each key."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import click

_SEQUENCE = re.compile(r"\x1b[\[O][0-9;]*[A-Za-z~]")
"""What arrows and the like send."""


class KeyReader:
    """A terminal that hands over every key at once, while the reader is entered."""

    def __init__(self) -> None:
        self._ahead = ""
        self._usual: list[Any] | None = None

    def __enter__(self) -> KeyReader:
        self._apart()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._back()

    def key(self) -> str:
        """The next key, in lower case; "\\x1b" for Escape. Arrows and the like are passed over.

        Raises:
            EOFError: the terminal is gone.
        """
        if self._usual is None:
            return click.getchar().lower()[:1]
        while True:
            self._ahead = _SEQUENCE.sub("", self._ahead)
            if self._ahead:
                key, self._ahead = self._ahead[0], self._ahead[1:]
                return key.lower()
            data = os.read(sys.stdin.fileno(), 1024)
            if not data:
                raise EOFError
            self._ahead = data.decode("utf-8", "replace")

    @contextlib.contextmanager
    def lines(self) -> Iterator[None]:
        """The terminal as it usually is, for a line with Enter at its end."""
        self._back()
        try:
            yield
        finally:
            self._apart()

    def _apart(self) -> None:
        try:
            import termios
            import tty
        except ImportError:  # Windows: click reads keys there
            return
        self._usual = termios.tcgetattr(sys.stdin)
        tty.setcbreak(sys.stdin, termios.TCSADRAIN)

    def _back(self) -> None:
        if self._usual is not None:
            import termios

            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._usual)
