"""docs/scale.md: what 10⁷ and 10⁹ articles would take, worked out from what benchmarks/results.json measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CHARACTERS = 1000
"""Characters of an article: an assumption."""
USABLE = 0.8
"""Share of a core's time that is spent on documents: an assumption; the rest is start, waiting, repeats."""
CORE_HOUR, GB_MONTH, DISK_MONTH = 0.04, 0.02, 0.08
"""Dollars for a core hour, a GB of object storage and a GB of SSD a month: assumptions, the order of what clouds ask."""
PACKED = 20
"""How many times smaller zstd makes graph.nq: 24 and 29 times were measured, of the seeds and of generated articles."""
TEXT = 1.5
"""Bytes of a character of Chinese text, compressed: an assumption."""
NEW_A_DAY = {10**7: 5_000, 10**9: 500_000}
"""Articles a day that come to a collection of that size: an assumption."""


@dataclass(frozen=True, slots=True)
class Units:
    """Costs of one unit, as measured.

    rate: characters a core second, whole `kg build`. quads: of an article of CHARACTERS. file, store: bytes of a quad in graph.nq and
    in the store. rows: bytes an article of the other files, the ledger included. worker: MiB of a process that reads. load: quads a second into the
    embedded store, send: onto a server. assemble: core seconds an article that one process spends on putting the output together. gist: KiB
    an article that it holds. change: core seconds an article that a build with one changed article takes.
    """

    rate: float
    quads: float
    file: float
    store: float
    rows: float
    worker: float
    load: float
    send: float
    assemble: float
    gist: float
    change: float


def units(found: dict[str, Any]) -> Units:
    """The costs, from the largest sizes that were measured; slopes where something grows from a fixed part."""
    whole = found["throughput"]["found"]
    read = whole[max(whole, key=int)]
    builds = found["builds"]["found"]
    size = max(builds, key=int)
    first = builds[size]["first build"]
    stores = found["stores"]["found"]
    largest = max(stores.values(), key=lambda one: one["quads"])["engines"]
    quads = max(one["quads"] for one in stores.values())
    disk = first["disk"]
    other = sum(amount for name, amount in disk.items() if name not in ("graph.nq", "store"))
    return Units(
        rate=read["characters"] / read["one"]["cpu"],
        quads=read["one"]["quads"] / read["characters"] * CHARACTERS,
        file=disk["graph.nq"] / first["quads"],
        store=disk["store"] / first["quads"],
        rows=other / int(size),
        worker=read["two"]["peak"],
        load=quads / largest["kg"]["load"]["seconds"],
        send=quads / largest["oxigraph serve"]["load"]["seconds"],
        assemble=_slope(builds, "first build", "cpu"),
        gist=_slope(builds, "first build", "peak") * 1024,
        change=_slope(builds, "one article changed", "cpu"),
    )


def _slope(builds: dict[str, Any], what: str, key: str) -> float:
    """Cost of one more article, between the smallest and the largest number that was measured."""
    points = sorted((int(n), one[what][key]) for n, one in builds.items())
    (n, y), (m, z) = points[0], points[-1]
    return (z - y) / (m - n) if m > n else y / n


def _figure(value: float) -> str:
    """Two digits that mean something, and a name for what is large."""
    for size, name in ((1e12, " T"), (1e9, " billion"), (1e6, " million")):
        if value >= size:
            return f"{float(f'{value / size:.2g}'):,g}{name}"
    return f"{float(f'{value:.2g}'):,g}"


def _bytes(value: float) -> str:
    for size, name in ((1e15, "PB"), (1e12, "TB"), (1e9, "GB"), (1e6, "MB")):
        if value >= size:
            return f"{float(f'{value / size:.2g}'):,g} {name}"
    return f"{value:,.0f} B"


def write(found: dict[str, Any]) -> str:
    """The page."""
    u = units(found)
    return TEMPLATE.format(
        units=_units(u),
        columns=_columns(u),
        thousands=_figure(64e9 / (u.gist * 1024)),
        gist=_figure(u.gist),
        change=_figure(3 / u.change),
        reprint=_figure(CHARACTERS / u.rate),
        about=found["machine"]["processor"],
        core=CORE_HOUR,
        gb=GB_MONTH,
        ssd=DISK_MONTH,
        usable=f"{USABLE:.0%}",
        characters=f"{CHARACTERS:,}",
        fresh7=f"{NEW_A_DAY[10**7]:,}",
        fresh9=f"{NEW_A_DAY[10**9]:,}",
        load=_figure(3e8 / u.load / 3600),
        send=_figure(3e8 / u.send / 3600),
    )


def _units(u: Units) -> str:
    rows = [
        ("reading, whole `kg build`", f"{_figure(u.rate)} characters a core second", "throughput"),
        (f"quads of an article of {CHARACTERS:,} characters", _figure(u.quads), "throughput"),
        ("a quad in graph.nq; in the store", f"{u.file:.0f} B; {u.store:.0f} B", "builds"),
        ("rows and ledger", f"{_bytes(u.rows)} an article", "builds"),
        ("memory of a process that reads", f"{u.worker:.0f} MiB, whatever the number of articles", "throughput"),
        ("loading the embedded store; sending to `oxigraph serve`", f"{_figure(u.load)}; {_figure(u.send)} quads a second", "stores"),
        ("putting the output together, one process", f"{_figure(1000 * u.assemble)} core ms an article", "builds"),
        ("memory of that process, loading the store included", f"at most {_figure(u.gist)} KiB an article", "builds"),
        ("a build in which one article changed", f"{_figure(1e6 * u.change)} core µs an article that is there", "builds"),
    ]
    return "".join(f"| {what} | {cost} | {where} |\n" for what, cost, where in rows)


def _columns(u: Units) -> str:
    def line(what: str, how: str, make: Any) -> str:
        return f"| {what} | {how} | {make(10**7)} | {make(10**9)} |\n"

    def hours(n: float) -> float:
        return n * CHARACTERS / u.rate / USABLE / 3600

    def quads(n: float) -> float:
        return n * u.quads

    def kept(n: float) -> float:
        return quads(n) * u.file / PACKED + n * CHARACTERS * TEXT

    def served(n: float) -> float:
        return quads(n) * u.store

    return "".join(
        [
            line("characters", f"n × {CHARACTERS:,}", lambda n: _figure(n * CHARACTERS)),
            line("core hours of reading", f"characters ÷ {_figure(u.rate)} ÷ {USABLE} ÷ 3600", lambda n: _figure(hours(n))),
            line("on 64 cores; on 2,000", "hours ÷ cores", lambda n: f"{_figure(hours(n) / 64)} h; {_figure(hours(n) / 2000)} h"),
            line("money for that, once", f"hours × ${CORE_HOUR}", lambda n: f"${_figure(hours(n) * CORE_HOUR)}"),
            line("memory on 64 cores", f"64 × {u.worker:.0f} MiB", lambda n: f"{64 * u.worker / 1024:.0f} GiB"),
            line("quads", f"n × {_figure(u.quads)}", lambda n: _figure(quads(n))),
            line(f"graph.nq, plain; compressed {PACKED} to one", f"quads × {u.file:.0f} B", lambda n: f"{_bytes(quads(n) * u.file)}; {_bytes(quads(n) * u.file / PACKED)}"),
            line("store in RocksDB", f"quads × {u.store:.0f} B", lambda n: _bytes(served(n))),
            line("kept, a month", f"(compressed graph + texts at {TEXT} B a character) × ${GB_MONTH} a GB", lambda n: f"${_figure(kept(n) / 1e9 * GB_MONTH)}"),
            line("served from SSD, a month", f"store × ${DISK_MONTH} a GB", lambda n: f"${_figure(served(n) / 1e9 * DISK_MONTH)}"),
            line("shards of 10 billion quads", "quads ÷ 10¹⁰", lambda n: f"{max(1, round(quads(n) / 1e10)):,}"),
            line("loading, one process", f"quads ÷ {_figure(u.load)} ÷ 86400", lambda n: f"{_figure(quads(n) / u.load / 86400)} days"),
            line("putting together in one process", f"n × {_figure(1000 * u.assemble)} ms; n × {_figure(u.gist)} KiB", lambda n: f"{_figure(n * u.assemble / 3600)} h; {_bytes(n * u.gist * 1024)} of memory"),
            line("one changed article, as it is today", f"n × {_figure(1e6 * u.change)} µs", lambda n: f"{_figure(n * u.change / 60)} min"),
            line("new articles a day, core hours", "new × characters ÷ rate", lambda n: _figure(hours(NEW_A_DAY[n]))),
        ]
    )


TEMPLATE = """# Ten million articles, a thousand million

Worked out by `benchmarks/scale.py` from what `make bench` measured ([benchmarks.md](benchmarks.md)); on paper only: nothing of this size was run.

## Units

| cost | measured | where |
| --- | --- | --- |
{units}
Measured on: {about}; another processor changes the rates and not the shapes. Assumed: {characters} characters an article; {usable} of a core's time spent on documents;
${core} a core hour, ${gb} a GB and month of object storage, ${ssd} of SSD (the order of what clouds ask; put your own in `benchmarks/scale.py`); {fresh7} new articles
a day in a collection of 10⁷, {fresh9} in one of 10⁹; texts compress to 1.5 bytes a character.

## The sums

| what | how | 10⁷ articles | 10⁹ articles |
| --- | --- | --- | --- |
{columns}
Reading is never the difficulty: it is the same for each article, knows no other, and so needs twice the cores for twice the articles. Money, too, is in keeping and serving
the graph, month after month, more than in reading it once.

## What breaks first, and who takes over

1. **One process puts the output together.** It goes through what each article has to do with others and copies files that grow with them: the three seconds that one
   changed article may cost are over at about {change} articles. It holds that in memory and loads the
   store, at most {gist} KiB an article together: 64 GB are full at about {thousands} articles at the earliest.
   Until then: one machine, `kg build --workers N`, the embedded store.
2. **Loading**: a store of 3 × 10⁸ quads takes the embedded engine {load} h and a server {send} h to fill. From some 10⁸ quads on, questions of more than one hop also take longer than people wait
   (times by size in benchmarks.md). Then split by year or province into several output folders, each a build of its own, each article in one of them; ask them through a server each. Reports,
   partnerships and conflicts across folders are missing then.
3. **10⁷ articles**: reading by Dask on many machines ([distributed.md](distributed.md)). What several articles say together becomes a job over the statement files as
   Parquet (`kg export parquet`): DuckDB on one large machine is enough for joins of that many rows; entities, reports (MinHash bands as a join key) and partnerships are group-bys by a key that is in the rows already. The quads go to an
   engine made for some 10⁹ to 10¹⁰ of them on one machine: QLever (an index built from N-Quads or Turtle; built anew rather than updated) for questions, Virtuoso where updates matter. Both take what `kg` writes: RDF 1.1, and SPARQL 1.1 for `-g http://…`
   (Virtuoso 7 is tested with kg at small sizes, QLever is not).
4. **10⁹ articles**: no single store. Statements as Parquet on object storage, partitioned by relation and year, are the truth; Spark does what DuckDB did, in the same group-bys. Duplicates go first: reprints of one text
   need not be read at all (a hash of the text before extraction; each saves {reprint} core seconds and its quads). Who wants the graph of a province or a year gets it cut out as Parquet or N-Quads into a store of the kind of step 2 or 3;
   one store over all, sharded, is what Virtuoso's cluster edition and others sell; we know of no open engine that is proven for it.
5. **People**: at 10⁹ articles corrections can no longer be a file that one person reads; by what `kg stats` reckons from a sample per rule and source, a few thousand reviewed facts still tell the precision of each.

What would move the first limits, in order: keep gists in the ledger's SQLite and join there instead of in memory; write blocks of what several articles say by partition, so that one changed article touches some of
them; leave the quotes with their places, half of all quads, out of the store and in the rows.
"""

__all__ = ["Units", "units", "write"]
