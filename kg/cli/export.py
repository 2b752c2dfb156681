"""`kg export FORMAT`: the graph in another format, to a file, a folder, a zip or standard output."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import click

from kg.cli.options import folder_option
from kg.errors import InputError
from kg.i18n import t
from kg.store import open_store

FORMATS = ("ttl", "trig", "nq", "jsonld", "graphml", "gexf", "csv")
"""The names of `kg.exports.EXPORTERS`, which costs too much to import for a line of help; a test holds them together."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip can hold: an export carries no clock."""


@click.command("export", help=t("export.help"))
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@folder_option
@click.option("-o", "--output", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True),
              default=Path("-"), help=t("option.output"))  # fmt: skip
def command(form: str, graph: Path, output: Path) -> None:
    from kg.exports import EXPORTERS

    store = open_store(graph)
    exporter = next(e for e in EXPORTERS if e.name == form)
    _write(exporter.files(store), output)


def _write(files: dict[str, bytes], output: Path) -> None:
    """One file goes where `output` says; several go into a folder, or a zip when it ends in .zip or is standard output."""
    if str(output) == "-":
        click.echo(_single(files), nl=False)
        return
    try:
        if len(files) > 1 and output.suffix.lower() != ".zip":
            output.mkdir(parents=True, exist_ok=True)
            for name, data in files.items():
                (output / name).write_bytes(data)
        else:
            output.write_bytes(_single(files))
    except OSError as exc:
        raise InputError(f"{output}: {exc.strerror or exc}") from exc


def _single(files: dict[str, bytes]) -> bytes:
    if len(files) == 1:
        return next(iter(files.values()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return stream.getvalue()
