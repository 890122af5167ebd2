"""The docs are true: the README's commands run, its Python runs, every docstring's example runs."""

import doctest
import importlib
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.read import READERS

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
MODULES = [m.name for m in pkgutil.walk_packages(kg.__path__, "kg.") if not m.name.startswith("kg.cli")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_docstrings_run(name: str) -> None:
    if name == "kg.serve.mcp.server":
        pytest.importorskip("mcp", reason="the SDK is not installed: pip install '.[test,mcp]'")
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_commands_of_the_readme_run(tmp_path: Path, seed: Path) -> None:
    shutil.copy(seed, tmp_path)
    commands = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]
    assert len(commands) >= 10
    for command in commands:
        words = [sys.executable, "-m", "kg.cli", *shlex.split(command)[1:]]
        result = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert result.returncode == 0, f"{command}: {result.stderr}"


def test_the_python_of_the_readme_runs(tmp_path: Path, seed: Path) -> None:
    shutil.copy(seed, tmp_path)
    (block,) = blocks("python")
    result = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "Will Quince\n"), result.stderr


def test_the_readme_names_every_form_that_is_read() -> None:
    assert [reader.title for reader in READERS if reader.title not in README] == []


def test_what_is_public_is_pinned() -> None:
    assert sorted(kg.__all__) == ["Answer", "KgError", "OpenGraph", "Report", "build", "open"]


def test_the_demo_prints_nine_contributions_and_writes_a_network(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "kg.cli", "demo"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert re.findall(r"^(\d)\. (Answer|Question)", result.stdout, re.MULTILINE) == [
        (str(n), "Answer" if n % 2 else "Question") for n in range(1, 10)
    ]
    assert (tmp_path / "hansard-demo.agency-issue.gexf").stat().st_size > 1000
