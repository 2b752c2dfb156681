"""What docs/distributed/ holds can be read by what it is for, and starts builds that the command takes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from kg.cli.build import command

ROOT = Path(__file__).parents[1]
FILES = ROOT / "docs" / "distributed"
ADDRESS = "tcp://host:8786"


def takes(words: list[str]) -> None:
    assert words[:2] == ["kg", "build"]
    with command.make_context("build", words[2:]) as context:
        assert (context.params["engine"], context.params["scheduler"].partition("://")[0]) == ("dask", "tcp")


def test_the_cluster_and_the_build_fit_together() -> None:
    cluster, job = yaml.safe_load_all((FILES / "kubernetes.yaml").read_text(encoding="utf-8"))
    assert (cluster["kind"], job["kind"]) == ("DaskCluster", "Job")
    (worker,) = cluster["spec"]["worker"]["spec"]["containers"]
    assert worker["args"][worker["args"].index("--nthreads") + 1] == "1"
    (build,) = job["spec"]["template"]["spec"]["containers"]
    takes(build["command"])
    name, port = cluster["metadata"]["name"], cluster["spec"]["scheduler"]["service"]["ports"][0]["port"]
    assert build["command"][-1] == f"tcp://{name}-scheduler:{port}"
    assert build["image"] == worker["image"]


def test_the_image_is_made_of_what_is_there() -> None:
    text = (FILES / "Dockerfile").read_text(encoding="utf-8")
    extras = re.search(r"/src\[([\w,]+)\]", text)
    assert extras and "-c /src/constraints.txt" in text
    known = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(f"\n{extra} = [" in known for extra in extras[1].split(","))


def test_slurm() -> None:
    text = (FILES / "slurm.py").read_text(encoding="utf-8")
    compile(text, "slurm.py", "exec")
    call = re.search(r'\["kg", "build", \*arguments, (.*), cluster\.scheduler_address\]', text)
    assert call
    takes(["kg", "build", "news", *re.findall(r'"([^"]+)"', call[1]), ADDRESS])


@pytest.mark.skipif(not shutil.which("sh"), reason="there is no sh here")
def test_yarn() -> None:
    file = FILES / "yarn.sh"
    subprocess.run(["sh", "-n", str(file)], check=True)
    assert "--nthreads 1" in file.read_text(encoding="utf-8")
    takes(["kg", "build", "news", "-o", "out", "--engine", "dask", "--scheduler", ADDRESS])
    assert '/kg" build "$@" --engine dask --scheduler "$address"' in file.read_text(encoding="utf-8")
