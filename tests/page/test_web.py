"""The page's TypeScript: its types are sound, its own tests pass, and the bundle that ships is what the sources give."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "kg" / "web"


def npm(*command: str) -> None:
    """Run a script of kg/web/package.json.

    Skips where its packages are not installed (`npm ci` in kg/web puts them there).
    """
    if shutil.which("npm") is None or not (WEB / "node_modules" / ".package-lock.json").exists():
        pytest.skip("kg/web has no node_modules: run npm ci there")
    done = subprocess.run(
        ["npm", "run", "--silent", *command], cwd=WEB, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_are_sound():
    npm("check")


def test_the_modules_pass_their_tests():
    npm("test")


def test_the_bundle_is_what_the_sources_give(tmp_path: Path):
    bundle = tmp_path / "explorer.js"
    npm("build", "--", f"--outfile={bundle}")
    assert bundle.read_bytes() == (ROOT / "kg" / "data" / "page" / "explorer.js").read_bytes()


def test_the_sources_stay_out_of_the_wheel():
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert [name for name in setup["packages"] if "web" in name] == []
    assert [p for p in setup["package-data"]["kg"] if not p.startswith(("py.typed", "data/"))] == []


def test_no_file_outgrows_its_noun():
    long = {p.name: n for p in WEB.glob("*/*.ts") if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}
