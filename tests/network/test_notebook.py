"""The notebook of the examples runs and answers its questions: on the shipped debate, and on six days where they are."""

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from kg.build import build

NOTEBOOK = Path(__file__).parents[2] / "examples" / "networks.ipynb"


def answers(monkeypatch: pytest.MonkeyPatch, graph: Path) -> dict[str, object]:
    """Run the notebook on a graph, and return what its last cell prints."""
    monkeypatch.setenv("HANSARD_GRAPH", str(graph))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    figures = [
        output for cell in notebook.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})
    ]
    assert len(figures) == 1
    found: dict[str, object] = json.loads(notebook.cells[-1].outputs[0].text)
    return found


def test_no_outputs_are_stored() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_the_shipped_debate_answers_what_it_can(monkeypatch: pytest.MonkeyPatch, seed_path: Path) -> None:
    found = answers(monkeypatch, seed_path)
    assert "hubs" not in found
    assert all(found[question] for question in ("ties", "words", "bridges"))


def test_six_days_answer_three_questions(monkeypatch: pytest.MonkeyPatch, samples: Path, tmp_path: Path) -> None:
    build([samples / "hansard" / "twfy"], tmp_path / "six.kg")
    found = answers(monkeypatch, tmp_path / "six.kg")
    assert [len(found[question]) for question in ("hubs", "ties", "bridges")] == [10, 10, 10]
    assert -1 < found["ei"] < 1
    assert found["words"]
