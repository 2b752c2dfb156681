"""A session of `kg review` on a pseudo-terminal: keys go in, corrections.yml comes out, and what was decided is never lost."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from made import EXTRACTION, corrections, lines

from kg.cli.marking import sentence
from kg.review.queue import facts

PATIENCE = 30
"""Seconds before a test gives up on a process that should answer at once."""


START = (
    "import fcntl, runpy, signal, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "  # so that Ctrl-C reaches it,
    "signal.signal(signal.SIGINT, signal.default_int_handler); "  # also where the tests run in the background
    "runpy.run_module('kg', run_name='__main__', alter_sys=True)"
)


class Terminal:
    """kg review on a terminal of its own."""

    def __init__(self, graph: Path, *args: str) -> None:
        self.fd, other = pty.openpty()
        env = {**os.environ, "KG_LANG": "zh", "TERM": "xterm", "PYTHONUTF8": "1", "KG_GRAPH": str(graph)}
        command = [sys.executable, "-c", START, "review", "--by", "张三", "--corrections", str(graph.parent / "corrections.yml"), *args]
        self.process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, env=env, start_new_session=True)
        os.close(other)
        self.seen = ""

    def until(self, text: str) -> str:
        """What is shown until `text` comes; it is taken off."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert time.monotonic() < end, f"no {text!r} in {self.seen!r}"
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:  # the other side is closed
                    data = b""
                assert data, f"ended without {text!r}: {self.seen!r}"
                self.seen += re.sub(r"\x1b\[[0-9;]*m", "", data.decode())
        shown, _, self.seen = self.seen.partition(text)
        return shown

    def press(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def wait(self) -> int:
        with contextlib.suppress(AssertionError):
            self.until("\0")  # never comes: read to the end
        return self.process.wait(PATIENCE)


@pytest.fixture
def terminal(graph: Path) -> Iterator[Terminal]:
    made = Terminal(graph)
    yield made
    made.process.kill()
    made.process.wait()
    os.close(made.fd)


def written(graph: Path) -> list[dict[str, object]]:
    return yaml.safe_load((graph.parent / "corrections.yml").read_text(encoding="utf-8")) or []


def kinds(graph: Path) -> list[str]:
    return [next(k for k in entry if k in ("accept", "reject", "edit", "same")) for entry in written(graph)]


def test_five_keys(terminal, graph):
    """Yes, no, skip, back over the skipped one, quit: two decisions stand in the file, in order."""
    first = terminal.until("q 结束")
    assert "第 1/6 条，已写 0 项" in first and "关岭布依族苗族自治县(地区) —协作→ 东山区(地区)" in first
    assert "东山区将与关岭协作" in first and "day.txt:" in first
    terminal.press("y")
    assert "福建省/泉州市(地区) —协作→ 贵州省" in terminal.until("q 结束")
    terminal.press("n")
    third = terminal.until("q 结束")
    terminal.press("s")
    assert "第 4/6 条，已写 2 项" in terminal.until("q 结束")
    terminal.press("b")
    assert terminal.until("q 结束").partition("项")[2] == third.partition("项")[2]
    terminal.press("q")
    assert terminal.wait() == 0
    assert kinds(graph) == ["accept", "reject"]
    for entry in written(graph):
        assert entry["by"] == "张三" and str(entry["date"])[:2] == "20"
    text = (graph.parent / "corrections.yml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    applied = corrections(text).apply(EXTRACTION)
    assert [d.outcome for d in applied.decisions] == ["applied", "applied"]
    assert "关岭布依族苗族自治县 partners_with 东山区 (planned 0.99 confirmed)" in lines(applied.extraction)


def test_an_edit_and_its_removal(terminal, graph):
    terminal.until("q 结束")
    terminal.press("e")
    assert "放弃" in terminal.until("放弃") + "放弃"
    terminal.press("r")
    options = terminal.until("选一个")
    assert "合作" in options and "1 帮扶" in options
    terminal.press("1")
    terminal.until("→ relation: assists")
    terminal.until("放弃")
    terminal.press("2")
    places = terminal.until("选一个")
    assert "1 黑龙江省/鹤岗市/东山区" in places and "2 广东省/广州市/越秀区" in places
    terminal.press("\r")
    terminal.until("放弃")
    terminal.press("y")
    terminal.until("已写 1 项")
    (entry,) = written(graph)
    assert (entry["to"], entry["was"]) == ({"relation": "assists"}, {"relation": "partners_with"})
    made = corrections((graph.parent / "corrections.yml").read_text(encoding="utf-8")).apply(EXTRACTION)
    assert "关岭布依族苗族自治县 assists 东山区 (planned 0.99 edited)" in lines(made.extraction)
    terminal.until("q 结束")
    terminal.press("b")
    terminal.until("已写 0 项")
    assert written(graph) == []
    terminal.press("q")
    assert terminal.wait() == 0


def test_two_things_are_one(terminal, graph):
    while "云岭茶(产品)" not in terminal.until("q 结束"):
        terminal.press("s")
    terminal.press("m")
    assert "云岭茶叶系列" in terminal.until("选一个")
    terminal.press("1")
    assert "1 保留“云岭茶”" in terminal.until("选一个")
    terminal.press("1")
    terminal.until("已写 1 项")
    terminal.until("q 结束")
    terminal.press("q")
    terminal.wait()
    made = corrections((graph.parent / "corrections.yml").read_text(encoding="utf-8")).apply(EXTRACTION)
    assert "云岭茶业公司 produces 云岭茶 (done 0.6)" in lines(made.extraction)


@pytest.mark.parametrize("how", ["key", "signal", "kill"])
def test_nothing_is_lost_on_the_way_out(terminal, graph, how):
    (graph.parent / "corrections.yml").write_text("# 我们的记录\n\n# 末行没有换行", encoding="utf-8")
    terminal.until("q 结束")
    terminal.press("y")
    terminal.until("已写 1 项")
    if how == "key":
        terminal.until("q 结束")
        terminal.press("\x03")
    else:
        terminal.process.send_signal(signal.SIGINT if how == "signal" else signal.SIGKILL)
    code = terminal.wait()
    assert kinds(graph) == ["accept"] and (code == 0 or how == "kill")
    assert (graph.parent / "corrections.yml").read_text(encoding="utf-8").startswith("# 我们的记录\n\n# 末行没有换行\n\n- accept:")


def test_what_is_decided_does_not_come_again(terminal, graph):
    terminal.until("q 结束")
    terminal.press("y")
    terminal.until("q 结束")
    terminal.press("q")
    terminal.wait()
    again = Terminal(graph)
    try:
        assert "第 1/5 条" in again.until("q 结束")
    finally:
        again.process.kill()
        again.process.wait()
        os.close(again.fd)


def test_names_of_the_ends_are_marked_in_their_sentence(store):
    row = next(row for row in facts(store) if getattr(row, "predicate", "") == "assists")
    shown = sentence(row, row.evidence[0])
    assert "\x1b[36m\x1b[1m\x1b[4m花都区" in shown.replace("广州市", "") and "\x1b[33m" in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == row.evidence[0].quote
