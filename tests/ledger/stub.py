"""A reader of one kind of sentence, in place of the pipeline: fast, and without models.

`甲市帮扶乙县。`, `2018年起甲市帮扶乙县。` and `甲公司收入5万元。` give a statement or a metric; names are those of `UNITS` and any that
ends in 公司, also with quotation marks, which are another name of the same thing. As a script it builds with this reader:

python stub.py      runs a build for each line of standard input, {"cwd": …, "args": […], "env": {…}}, each in a process of its own
                    (forked: a new one would spend most of its time on imports); answers with {"pid": …}, and with
                    {"status": …, "out": …, "err": …} when it has ended

    KG_STUB_KILL=n        the build is killed just before its n-th step that changes a folder
    KG_STUB_NOBODY=1      it gives up being root before it begins
    KG_STUB_BYTES=n       no file may grow larger than that
    KG_STUB_WAIT=file     it waits, while it reads, until that file is there
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
import traceback
import types
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.gazetteer import load_gazetteer
from kg.identity import mint_id, region_id
from kg.model import Article, Entity, Evidence, Extraction, Metric, Statement, digest

UNITS = ("广州市", "毕节市", "惠州市", "黔南布依族苗族自治州", "福州市", "固原市", "贵州省", "广东省")
_NAME = rf"{'|'.join(UNITS)}|“?[甲乙丙丁]公司”?"
_HELP = re.compile(rf"(?:(\d{{4}})年起)?({_NAME})帮扶({_NAME})")
_INCOME = re.compile(rf"({_NAME})收入(\d+)万元")


def load() -> None:
    """There is nothing to load."""


def extract(_: object, articles: Iterable[Article]) -> Iterator[Extraction]:
    """As `kg.nlp.extract`."""
    wait = os.environ.get("KG_STUB_WAIT")
    while wait and not Path(wait).exists():
        time.sleep(0.01)
    for article in articles:
        entities: dict[str, Entity] = {}
        statements: dict[str, Statement] = {}
        metrics: dict[str, Metric] = {}
        for found in _HELP.finditer(article.text):
            ends = [_entity(found[2], entities), _entity(found[3], entities)]
            key = digest("statement", article.id, "assists", *ends)
            attrs = {"since": f"{found[1]}年起", "since_iso": found[1]} if found[1] else {}
            quotes = (*(statements[key].evidence if key in statements else ()), _quote(article, found))
            statements[key] = Statement(key, article.id, ends[0], "assists", ends[1], "done", 0.9, "stub", quotes, attrs)
        for found in _INCOME.finditer(article.text):
            end, value = _entity(found[1], entities), Decimal(found[2])
            key = digest("metric", article.id, end, "收入", str(value))
            metrics[key] = Metric(
                key, article.id, end, "收入", value, "万元", "", "", "done", 0.8, "stub", (_quote(article, found),)
            )
        ordered = tuple(entities[key] for key in sorted(entities))
        yield Extraction(article, ordered, (), tuple(statements.values()), tuple(metrics.values()))


def _entity(name: str, entities: dict[str, Entity]) -> str:
    if name in UNITS:
        unit = next(unit for unit in load_gazetteer().by_code.values() if unit.name == name)
        parent = region_id(unit.parent) if unit.parent else ""
        entity = Entity(region_id(unit.code), "REGION", name, path=unit.path, code=unit.code, parent=parent)
    else:
        entity = Entity(mint_id("ORG", name), "ORG", name)
    entities.setdefault(entity.id, entity)
    return entity.id


def _quote(article: Article, found: re.Match[str]) -> Evidence:
    start, end = article.locate(*found.span())
    return Evidence(article.document.name, start, end, article.document.text[start:end])


def _dying(number: int) -> None:
    """Have this process killed just before its `number`-th step that changes a folder."""
    left = number

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        return step

    for name in ("rename", "replace", "rmdir", "mkdir", "unlink"):
        setattr(os, name, counted(getattr(os, name)))


def build(args: list[str]) -> None:
    """`kg build` with what the environment says of it."""
    if limit := os.environ.get("KG_STUB_BYTES"):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    if os.environ.get("KG_STUB_NOBODY") and os.getuid() == 0:
        os.setuid(65534)
    if number := os.environ.get("KG_STUB_KILL"):
        _dying(int(number))
    sys.argv[1:] = ["build", *args]
    kg()


def main() -> None:
    # All that a build imports and reads of its own, once; but no store is opened here, for its threads would not be forked.
    load_gazetteer(), load_ontology(), engine()
    for line in sys.stdin:
        task = json.loads(line)
        pipes = [os.pipe(), os.pipe()]
        pid = os.fork()
        if pid == 0:
            for number, (_, end) in enumerate(pipes, 1):
                os.dup2(end, number)
            sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
            os.chdir(task["cwd"])
            os.environ.update(task["env"])
            try:
                build(task["args"])
            except SystemExit as exc:
                sys.stdout.flush(), sys.stderr.flush()
                os._exit(exc.code if isinstance(exc.code, int) else 0)
            except BaseException:
                traceback.print_exc()
            os._exit(99)
        _say({"pid": pid})
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        said = []
        for start, end in pipes:
            os.close(end)
            with open(start, "rb") as stream:
                said.append(stream.read().decode())
        _say({"status": status, "out": said[0], "err": said[1]})


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    nlp = types.ModuleType("kg.nlp")
    nlp.load, nlp.extract = load, extract  # type: ignore[attr-defined]
    sys.modules["kg.nlp"] = nlp
    import difflib  # noqa: F401 - all that an error may need, before the right to read it is given up

    import click.testing  # noqa: F401

    from kg import assembly, fusion, intake, loading, manifest, publish  # noqa: F401
    from kg.cli import main as kg
    from kg.cli.build import command  # noqa: F401
    from kg.engine import engine
    from kg.ontology import load_ontology

    main()
