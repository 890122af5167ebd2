"""Nine in ten titles of debates find an issue, titles of procedure aside. A fall below is a defect."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kg.extract import Knowledge

TOOL = Path(__file__).parent.parent.parent / "tools" / "title_coverage.py"
LEAST = {"twfy": (0.97, 0.98), "twfy-2009": (0.92, 0.94)}
"""The share of distinct titles with an issue, and with any concept, by folder: six days of 2016 and 2020, a week of 2009."""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    if not TOOL.is_file():
        pytest.skip("the tool that measures titles is not part of what is installed")
    spec = importlib.util.spec_from_file_location("title_coverage", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.samples
@pytest.mark.parametrize("folder", LEAST)
def test_titles_find_an_issue_and_a_concept(folder: str, samples: Path, known: Knowledge, tool: ModuleType) -> None:
    titles = tool.titles_of(sorted((samples / "hansard" / folder).rglob("*.xml")))
    found = tool.coverage(titles, known)
    assert found.counted > 100
    assert found.issues >= LEAST[folder][0], (*found.with_other, *found.without)
    assert found.concepts >= LEAST[folder][1], found.without
