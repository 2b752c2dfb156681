"""The page for queries: its types are sound, the bundle that ships is what the sources give, and it asks no other host."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "kg" / "server" / "web"
STATIC = ROOT / "kg" / "server" / "static"


def npm(*command: str) -> None:
    """Run a script of kg/server/web/package.json.

    Skips where its packages are not installed (`npm ci` in kg/server/web puts them there).
    """
    if shutil.which("npm") is None or not (WEB / "node_modules" / ".package-lock.json").exists():
        pytest.skip("kg/server/web has no node_modules: run npm ci there")
    done = subprocess.run(["npm", "run", "--silent", *command], cwd=WEB, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_are_sound():
    npm("check")


@pytest.mark.parametrize("name", ["console.js", "console.css"])
def test_the_bundle_is_what_the_sources_give(tmp_path: Path, name: str):
    npm("build", "--", str(tmp_path))
    assert (tmp_path / name).read_bytes() == (STATIC / name).read_bytes()


def test_the_lists_of_others_are_cut_out():
    script = (STATIC / "console.js").read_text(encoding="utf-8")
    assert "madsrdf" not in script  # the first of the prefixes of prefix.cc
    style = (STATIC / "console.css").read_text(encoding="utf-8")
    assert re.findall(r"@import|url\((?!['\"]?data:)[^)]*\)", style) == []


def test_the_sources_stay_out_of_the_wheel_and_the_rest_goes_in():
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert "kg.server" in setup["packages"]
    assert setup["package-data"]["kg.server"] == ["templates/*", "static/*"]
    assert {path.suffix for path in STATIC.iterdir()} == {".css", ".js", ".svg"}


def test_every_package_is_pinned_and_none_by_address():
    lock = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
    assert lock.count('"integrity"') > 30
