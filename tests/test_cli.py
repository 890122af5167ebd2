"""The command line: its help is true, its errors are one line, its exit codes are as promised."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app

COMMANDS = ["build", "expand", "evaluate", "show", "query", "export", "network", "validate", "demo", "serve", "mcp"]


def kg(*words: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg.cli", *words],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command", [*COMMANDS, "register find", "register info", "register compile", "vocabulary suggest"]
)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [*command.split(), "--help"])
    assert result.exit_code == 0
    assert f"Example: kg {command}" in result.output


def bad(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


BAD = {
    "empty": b"",
    "pdf": b"%PDF-1.7 rest",
    "binary": bytes(range(256)) * 10,
    "truncated": b"<publicwhip><major-heading id='uk.org.publicwhip/debate/2018-06-04a.1.0'>T",
    "undated": b"A page\n\nWith words.\n",
    "impossible": b"A page\n\nVolume 631: debated on Monday 31 November 2017\n\nWords.\n",
}


def test_a_wrong_profile_or_cluster_is_one_line(tmp_path: Path, seed: Path) -> None:
    out = ("-o", str(tmp_path / "a.kg"))
    calls = {
        ("build", str(seed), "--profile", "tiny", *out): 2,
        ("build", str(seed), "--parts", "s3://x/y", *out): 2,
        ("expand", str(tmp_path / "b.kg"), *out): 1,
    }
    for words, code in calls.items():
        result = kg(*words)
        assert (result.returncode, len(result.stderr.splitlines())) == (code, 1), result.stderr
    assert kg("build", str(seed), "--profile", "compact", *out).returncode == 0
    assert kg("expand", str(tmp_path / "a.kg"), "-o", str(tmp_path / "b.kg")).stdout.endswith(" quads\n")
    assert "kg expand" in kg("show", str(tmp_path / "a.kg")).stderr


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_exit_1(tmp_path: Path, name: str) -> None:
    result = kg("build", bad(tmp_path, name, BAD[name]), "-o", str(tmp_path / "a.kg"))
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("kg: ")
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "a.kg").exists()


def test_of_several_bad_sources_each_has_its_line(tmp_path: Path) -> None:
    sources = [bad(tmp_path, name, content) for name, content in BAD.items()]
    result = kg("build", *sources, "-o", str(tmp_path / "a.kg"))
    assert (result.returncode, len(result.stderr.splitlines())) == (1, len(BAD))


def test_paths_that_hold_nothing_are_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for source in (tmp_path / "folder", tmp_path / "absent", tmp_path / "*.none"):
        result = kg("build", str(source), "-o", str(tmp_path / "a.kg"))
        assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)


def test_a_date_outside_the_register_names_nobody(tmp_path: Path) -> None:
    page = bad(tmp_path, "old.txt", b"Tea\n\nVolume 5: debated on Monday 4 May 1931\n\nI ask for tea.\n")
    assert kg("build", page, "-o", str(tmp_path / "a.kg")).returncode == 0
    shown = json.loads(kg("show", str(tmp_path / "a.kg"), "Tea", "--json").stdout)
    assert shown[0]["contributions"][0]["reasons"] == ["is of 1931-05-04, which the register does not cover"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "absent.kg"], 1),
        (["query", "absent.kg", "ASK {}"], 1),
        (["export", "absent.kg", "--to", "nq", "-o", "x"], 1),
        (["validate", "absent.kg"], 1),
        (["register", "find", "Nobody Atall"], 1),
        (["register", "find", "Ben Wallace", "--on", "yesterday"], 2),
        (["network", "a.kg"], 2),
        (["build"], 2),
        (["build", "x", "-o", "y", "--base-iri", "not an iri"], 2),
        (["query"], 2),
        (["nothing"], 2),
    ],
)
def test_errors_have_their_exit_codes_and_no_traceback(tmp_path: Path, words: list[str], code: int) -> None:
    result = kg(*words, cwd=tmp_path)
    assert result.returncode == code
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("kg: ")


def test_a_version_is_said() -> None:
    result = kg("--version")
    assert (result.stdout, result.returncode) == (f"kg {version('hansard-kg')}\n", 0)


def test_a_call_without_words_is_answered_with_the_help() -> None:
    result = kg("register")
    assert result.returncode == 2
    assert result.stderr.startswith("Usage: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_one_line(seed_path: Path) -> None:
    result = kg("export", str(seed_path), "--to", "nq", "-o", "/dev/full")
    assert result.returncode == 1
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_build_reports_what_it_did(tmp_path: Path, seed: Path) -> None:
    result = kg("build", str(seed), "-o", str(tmp_path / "a.kg"), "--json")
    report = json.loads(result.stdout)
    assert report["contributions"] == {"in": 9, "out": 9, "rejected": 0}
    assert report["mentions"]["Agency"] > 15
    assert report["failures"] == []


def test_ask_prints_true_and_exits_0(seed_path: Path) -> None:
    result = kg("query", str(seed_path), "ASK { ?s a hkg:Debate }")
    assert (result.stdout, result.returncode) == ("true\n", 0)
    assert kg("query", str(seed_path), "ASK { ?s a hkg:Division }").stdout == "false\n"


def test_the_register_answers(tmp_path: Path) -> None:
    (row,) = json.loads(kg("register", "find", "Home Secretary", "--on", "2017-11-20", "--json").stdout)
    assert row["person"] == "person/3983"
    assert (
        "Ben Wallace, Wyre and Preston North (Conservative)"
        in kg("register", "find", "Ben Wallace", "--on", "2017-11-20").stdout
    )


def test_networks_are_listed_without_a_graph() -> None:
    rows = json.loads(kg("network", "--list", "--json").stdout)
    assert {"name", "title", "directed", "kinds", "explanation"} == set(rows[0])


def test_what_networks_and_servers_need_is_loaded_with_them_alone() -> None:
    heavy = ("matplotlib", "networkit", "networkx", "polars", "scipy", "starlette")
    told = f"import sys, kg, kg.cli; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout == "[]\n"
