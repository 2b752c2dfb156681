"""What was measured → docs/benchmarks.md. Ratios first: seconds are those of one machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from growth import Growth, fit

SYSTEMS = {
    "lac": "raw LAC network, batched and decoded",
    "jieba": "jieba.posseg",
    "cnn": "spaCy CNN NER, pkuseg's words",
    "zh_core_web_sm": "zh_core_web_sm (NER)",
    "jionlp": "jionlp: places, times, amounts",
    "kg": "**kg**: all of it",
}
SETS = {"seeds": "seeds", "labelled": "tests/labelled", "generated": "generated articles"}
NOT_RUN = "not run here"
STEEP = (
    "Questions list all answers in the graph and sort them; with more articles there are more answers, more facts a region and a part of the store that the processor's caches no longer hold. "
    "Where a curve stays steep when it is measured on an idle machine, look at the order of the patterns in its question: what is OPTIONAL goes last, and VALUES beside VALUES multiply."
)
STEEPER = 1.5
"""Slope from which on a curve that fits n² best counts as steeper than n log n: points scatter by a quarter."""
HEAD = """# Benchmarks

Written by `make bench` (`make bench QUICK=1`: small sizes, a few minutes); `benchmarks/` has the scripts, `benchmarks/results.json` what was measured.

- What is compared was run in turn on the same machine, each as a process of its own; numbers are medians of the rounds.
- *Core seconds* are time of the processor, which other programs on the machine disturb less than the clock; where several processes
  work at once (two workers, a server) only the clock tells, and the machine did other work, too.
- **Ratios count.** Seconds are those of this machine.
"""


def write(found: dict[str, Any], plan: dict[str, list[str]]) -> str:
    """The page; sizes of `plan` that were not measured are marked."""
    parts = [HEAD, _machine(found)]
    for name, part in PARTS.items():
        if name in found:
            note = "*One round.*\n\n" if found[name]["quick"] else ""
            title, text = part(found[name]["found"], plan[name])
            parts.append(f"## {title}\n\n{note}{text}")
    parts.append(_growth(found))
    return "\n".join(parts)


def _sizes(found: dict[str, Any], plan: list[str]) -> list[str]:
    """Sizes that were measured, and those of the plan, which are told as not run."""
    return sorted({*found, *plan}, key=float)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def number(value: float) -> str:
    """Three digits that mean something: 12,300; 1.23; 0.0123."""
    if value >= 100:
        digits = len(str(int(value))) - 3
        return f"{round(value, -digits):,.0f}"
    return f"{value:.3g}"


def _machine(found: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    about = found["machine"]
    return f"Machine: {about['processor']}, {about['memory']}, {about['system']}, Python {about['python']}. {versions}.\n"


def _extraction(found: dict[str, Any], _: list[str]) -> tuple[str, str]:
    sets = found["sets"]
    kinds = [name for name in SETS if name in sets]
    names = [name for name in SYSTEMS if name in sets[kinds[0]]["rate"]]
    rows = [
        [
            SYSTEMS[name],
            *(f"{sets[kind]['rate'][name] / sets[kind]['rate']['lac']:.2f}" for kind in kinds),
            f"{number(sets[kinds[-1]]['rate'][name])}",
            number(found["start"][name]),
            f"{max(sets[kind]['peak'][name] for kind in kinds):.0f}",
        ]
        for name in names
    ]
    sizes = "; ".join(f"{SETS[kind]}: {sets[kind]['texts']} texts, {sets[kind]['characters']:,} characters" for kind in kinds)
    missing = ""
    if "zh_core_web_sm" in found["missing"]:
        missing = (
            "\nspaCy's own `zh_core_web_sm` is not on PyPI and was not installed; a NER of its make (HashEmbedCNN, width 96, depth 4, on pkuseg's words), "
            "trained for some steps on tests/labelled, stands for its speed and says nothing of its quality. jieba, jionlp and the CNN find far less than a graph needs: "
            "the table has what each does when asked for names.\n"
        )
    stages = table(
        ["stage", "of our core seconds"],
        [[name.removeprefix("kg_"), f"{share:.0%}"] for name, share in found["stages"].items()],
    )
    header = ["system", *(f"{SETS[kind]}, times LAC" for kind in kinds), f"{SETS[kinds[-1]]}, characters/core second", "start, core seconds", "peak MiB"]
    return "Extraction on one core", (
        f"Characters a core second, over those of the raw network ({sizes}). Start-up is until the first sentence is read.\n\n{table(header, rows)}{missing}\n"
        f"Stages of ours, on {SETS[kinds[-1]]} (the rest is handing over, and reading articles):\n\n{stages}"
    )


def _throughput(found: dict[str, Any], plan: list[str]) -> tuple[str, str]:
    rows = []
    for size in _sizes(found, plan):
        if size not in found:
            rows.append([f"{int(size):,}", NOT_RUN, *[""] * 4])
            continue
        one, two = found[size]["one"], found[size]["two"]
        rows.append([
            f"{int(size):,}",
            f"{60 * int(size) / one['cpu']:.0f}",
            number(found[size]["characters"] / one["cpu"]),
            f"{one['seconds'] / two['seconds']:.2f}",
            f"{one['peak']:.0f}",
            f"{two['peak']:.0f}",
        ])  # fmt: skip
    header = ["articles", "articles a core minute", "characters a core second", "two workers, times as fast by the clock", "peak MiB, one process", "peak MiB, largest of three processes"]
    return "Whole builds: speed and memory by documents", (
        "`kg build` from nothing over generated articles, as a process, start-up included; `--workers 2` on two cores.\n\n" + table(header, rows)
    )


def _stores(found: dict[str, Any], plan: list[str]) -> tuple[str, str]:
    parts = [
        "The same graph in each engine: generated articles with the facts they are labelled with, through `kg build`. `oxigraph serve` is asked by kg itself "
        "(`-g http://…`, one named graph after another sent by `kg build --store`), the others in their own process. *Open* is what a look-up waits for before the first answer; for rdflib, which keeps nothing, loading. Questions are told in core time, those of the server by the clock; *too long* is more than 30 s by the clock (10 s in a quick run)."
    ]
    for size in _sizes(found, plan):
        if size not in found:
            parts.append(f"### {size} quads\n\n{NOT_RUN}.")
            continue
        here = found[size]
        engines = here["engines"]
        ours = engines["kg"]
        rows = [
            [name, number(here["quads"] / one["load"]["seconds"]), f"{1000 * one['open']:.0f}", f"{one['load']['peak']:.0f}", f"{one['peak']:.0f}"]
            for name, one in engines.items()
        ]
        parts.append(f"### {here['quads']:,} quads ({here['articles']:,} articles)")
        parts.append(table(["engine", "load, quads/s", "open, ms", "peak MiB, load", "peak MiB, questions"], rows))
        others = [name for name in engines if name != "kg"]
        rows = []
        for question, mine in ours["answers"].items():
            cells = [_over(engines[name]["answers"].get(question, ""), mine) for name in others]
            rows.append([question, _milliseconds(mine), *cells])
        parts.append(table(["question", "kg, ms", *(f"{name}, times kg" for name in others)], rows))
        parts.append(_commands(here))
    return "Stores and look-ups", "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _over(theirs: Any, mine: Any) -> str:
    if theirs == "":
        return "–"
    if isinstance(theirs, str):
        return "error"
    if theirs is None:
        return "too long"
    return number(theirs / mine) if isinstance(mine, float) else _milliseconds(theirs) + " ms"


def _milliseconds(seconds: Any) -> str:
    if seconds is None:
        return "too long"
    return seconds if isinstance(seconds, str) else number(1000 * seconds)


def _commands(here: dict[str, Any]) -> str:
    empty = here["cli"]["empty"]
    rows = []
    for name, one in here["cli"].items():
        remote = here.get("cli server", {}).get(name)
        rows.append([
            name if name != "empty" else "an empty click program",
            f"{one['cpu'] / empty['cpu']:.2f}",
            f"{one['seconds'] / empty['seconds']:.2f}",
            f"{1000 * one['cpu']:.0f}",
            f"{one['peak']:.0f}",
            f"{remote['seconds'] / here['cli server']['empty']['seconds']:.2f}" if remote else "–",
        ])  # fmt: skip
    header = ["whole process", "core seconds, times empty", "clock, times empty", "core ms", "peak MiB", "from `oxigraph serve`: clock, times empty"]
    return table(header, rows)


def _builds(found: dict[str, Any], plan: list[str]) -> tuple[str, str]:
    rows = []
    for size in _sizes(found, plan):
        if size not in found:
            rows.append([f"{int(size):,}", NOT_RUN, *[""] * 6])
            continue
        one = found[size]
        first, changed = one["first build"], one["one article changed"]
        disk = first["disk"]
        rows.append([
            f"{int(size):,}",
            f"{first['quads']:,}",
            number(first["seconds"]),
            number(changed["seconds"]),
            number(changed["cpu"]),
            number(one["nothing changed"]["seconds"]),
            f"{first['peak']:.0f}",
            f"{sum(disk.values()) / int(size) / 1024:.0f}",
        ])  # fmt: skip
    header = ["articles", "quads", "first build, s", "one article changed, s", "of these core s", "nothing changed, s", "peak MiB", "disk, KiB an article"]
    size = max((size for size in found), key=int)
    disk = found[size]["first build"]["disk"]
    parts = ", ".join(f"{name} {amount / int(size) / 1024:.1f}" for name, amount in disk.items() if amount > 1024 * int(size) / 20)
    changed = found[size]["one article changed"]["stages"]
    stages = ", ".join(f"{name} {seconds:.2f}" for name, seconds in changed.items())
    return "Builds: from nothing, one article changed, nothing changed", (
        "Extraction left out (a stub gives the labelled facts; ours costs what stands above).\n\n"
        f"{table(header, rows)}\nKiB an article at {int(size):,}: {parts}. One article changed there, seconds: {stages}; the rest is going through "
        "the gists of all documents and copying.\n"
    )


def _page(found: list[dict[str, Any]], _: list[str]) -> tuple[str, str]:
    rows = [[f"{one['nodes']:,}", f"{one['facts']:,}", one["page"], f"{one['mb']:.2f}", one["ready"], one["frames"]] for one in found]
    header = ["nodes", "facts", "page", "MB", "ready, s", "frames/s while dragged"]
    return "The page against plain pyvis, in one browser (software rendering)", table(header, rows)


PARTS: dict[str, Callable[[Any, list[str]], tuple[str, str]]] = {
    "extraction": _extraction,
    "throughput": _throughput,
    "stores": _stores,
    "builds": _builds,
    "page": _page,
}


def _curves(found: dict[str, Any]) -> Iterator[tuple[str, str, list[tuple[float, float]]]]:
    """What grows, with what, and its points."""
    if "throughput" in found:
        some = found["throughput"]["found"]
        yield "kg build, core seconds", "articles", [(int(n), one["one"]["cpu"]) for n, one in some.items()]
        yield "kg build, peak MiB", "articles", [(int(n), one["one"]["peak"]) for n, one in some.items()]
    if "builds" in found:
        some = found["builds"]["found"]
        for what in ("first build", "one article changed", "nothing changed"):
            yield f"{what}, core seconds without extraction", "articles", [(int(n), one[what]["cpu"]) for n, one in some.items()]
        yield "first build, peak MiB", "articles", [(int(n), one["first build"]["peak"]) for n, one in some.items()]
        yield "size on disk", "articles", [(int(n), sum(one["first build"]["disk"].values())) for n, one in some.items()]
    if "stores" in found:
        some = found["stores"]["found"]
        ours = [(one["quads"], one["engines"]["kg"]) for one in some.values()]
        yield "load, core seconds", "quads", [(n, one["load"]["cpu"]) for n, one in ours]
        for name in ours[0][1]["answers"]:
            times = [(n, one["answers"].get(name)) for n, one in ours]
            yield f"{name}, core seconds", "quads", [(n, t) for n, t in times if isinstance(t, float)]
        for name in next(iter(some.values()))["cli"]:
            if name != "empty":
                yield f"{name}, core seconds", "quads", [(one["quads"], one["cli"][name]["cpu"]) for one in some.values()]
    if "page" in found:
        ours = [one for one in found["page"]["found"] if one["page"] == "kg html"]
        yield "page ready, seconds", "nodes", [(one["nodes"], float(one["ready"])) for one in ours if one["ready"][0] != ">"]
        yield "kg html, core seconds", "nodes", [(one["nodes"], one["made"]) for one in ours]


def _growth(found: dict[str, Any]) -> str:
    rows, few, steep = [], [], []
    for name, by, points in _curves(found):
        curve = fit(points)
        if curve is None:
            few.append((name, points))
            continue
        if curve.curve == "n²" and curve.exponent > STEEPER:
            steep.append(name)
        rows.append([name, by, " ".join(f"{n:,.0f}: {number(y)};" for n, y in sorted(points)).rstrip(";"), *_fitted(curve)])
    text = "## How cost grows\n\n"
    if rows:
        text += (
            "a + b·f(n) with a, b ≥ 0 fitted to the points, the flattest f that fits: 1, n, n log n or n²; *slope* is that of the last two points with both axes logarithmic "
            "(1: twice the work, twice the cost). Single points scatter by a quarter, and look-ups are about another region at each size, so a curve counts as more than n log n only where n² fits best "
            f"and the slope is above {STEEPER}.\n\n" + table(["cost", "by", "measured", "f", "slope", "largest error"], rows)
        )
    if rows and not steep:
        text += "\nBy that measure nothing here grows faster than n log n.\n"
    if steep:
        text += f"\nMore than n log n: {', '.join(steep)}. {STEEP}\n"
    sloped = [f"{name} (slope {slope:.2f})" for name, points in few if (slope := _slope(points)) is not None]
    if sloped:
        text += f"\nTwo sizes only, which fit any curve: {'; '.join(sloped)}.\n"
    return text


def _fitted(curve: Growth) -> list[str]:
    return [curve.curve, f"{curve.exponent:.2f}", f"{curve.error:.0%}"]


def _slope(points: list[tuple[float, float]]) -> float | None:
    from math import log

    if len(points) != 2:
        return None
    (n, y), (m, z) = sorted(points)
    return log(z / y) / log(m / n)
