"""`kg export FORMAT`: the graph in another format, to a file, a folder, a zip or standard output."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

import click

from kg.cli.options import folder_option
from kg.errors import InputError
from kg.i18n import t
from kg.store import open_store

FORMATS = (
    "ttl", "trig", "nq", "jsonld", "graphml", "gexf", "csv", "xlsx", "parquet", "cypher", "neo4j", "ftm", "quickstatements",
)  # fmt: skip
"""The names of `kg.exports.EXPORTERS`, which costs too much to import for a line of help; a test holds them together."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip can hold: an export carries no clock."""


@click.command("export", help=t("export.help"))
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@folder_option
@click.option("-o", "--output", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True),
              default=Path("-"), help=t("export.output"))  # fmt: skip
@click.option("--rdf-star", is_flag=True, help=t("export.star"))
@click.option("--mapping", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), default=None, help=t("export.mapping"))
def command(form: str, graph: Path, output: Path, rdf_star: bool, mapping: Path | None) -> None:
    from kg.exports import EXPORTERS, Options

    exporter = next(e for e in EXPORTERS if e.name == form)
    if rdf_star and not exporter.rdf_star:
        raise _misplaced("--rdf-star", [e.name for e in EXPORTERS if e.rdf_star])
    if mapping and not exporter.mapping:
        raise _misplaced("--mapping", [e.name for e in EXPORTERS if e.mapping])
    _write(exporter.files(open_store(graph), Options(rdf_star=rdf_star, mapping=mapping)), output)


def _misplaced(option: str, formats: Iterable[str]) -> click.UsageError:
    return click.UsageError(t("error.export.option", option=option, formats=", ".join(formats)))


def _write(files: Mapping[str, Iterable[bytes]], output: Path) -> None:
    """One file goes where `output` says; several go into a folder, or a zip when it ends in .zip or is standard output."""
    if str(output) == "-":
        if len(files) > 1:
            stream = io.BytesIO()  # a pipe cannot be sought, and a zip is written with going back
            _pack(files, stream)
            click.echo(stream.getvalue(), nl=False)
            return
        for piece in next(iter(files.values())):
            click.echo(piece, nl=False)
        return
    try:
        if len(files) > 1 and output.suffix.lower() != ".zip":
            for name, pieces in files.items():
                (output / name).parent.mkdir(parents=True, exist_ok=True)
                with (output / name).open("wb") as file:
                    file.writelines(pieces)
        else:
            with output.open("wb") as file:
                if len(files) > 1:
                    _pack(files, file)
                else:
                    file.writelines(next(iter(files.values())))
    except OSError as exc:
        raise InputError(f"{output}: {exc.strerror or exc}") from exc


def _pack(files: Mapping[str, Iterable[bytes]], stream: BinaryIO) -> None:
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with archive.open(entry, "w", force_zip64=True) as file:
                for piece in files[name]:
                    file.write(piece)
