"""`kg serve`: the graph as a read-only site on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import folder_option
from kg.i18n import t


@click.command("serve", help=t("serve.help"))
@folder_option
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help=t("serve.host"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=t("serve.port"))
@click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True, help=t("serve.timeout")
)
@click.option(
    "--memory", type=click.IntRange(64, 1 << 20), default=512, show_default=True, help=t("serve.memory")
)
@click.option("--workers", type=click.IntRange(1, 256), default=4, show_default=True, help=t("serve.workers"))
@click.option("--cors", "origins", metavar="ORIGIN", multiple=True, help=t("serve.cors"))
@click.option("--allow-host", "hosts", metavar="NAME", multiple=True, help=t("serve.allow"))
def command(
    graph: Path,
    host: str,
    port: int,
    timeout: float,
    memory: int,
    workers: int,
    origins: tuple[str, ...],
    hosts: tuple[str, ...],
) -> None:
    from kg.server.limits import MIB, Limits
    from kg.server.run import serve

    limits = Limits(seconds=timeout, memory=memory * MIB, workers=workers)
    serve(
        graph, host, port, limits, hosts, origins, lambda url: click.echo(t("serve.ready", url=url), err=True)
    )
