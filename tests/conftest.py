"""What all tests share: where real Hansard lies, the shipped debate, what is known, and a graph of that debate."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.build import build, knowledge
from kg.extract import Knowledge
from kg.model import Contribution, Turn, Venue
from kg.store import Graph, open_graph
from tests.chromium import Page, chromium, executable

ROOT = Path(__file__).parent.parent
SAMPLES = Path(os.environ.get("HANSARD_SAMPLES", ROOT / "../shared/data")).resolve()
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real Hansard and real registers: HANSARD_SAMPLES, or ../shared/data beside the checkout."""
    folder = SAMPLES
    if not (folder / "hansard").is_dir():
        pytest.skip(f"no real Hansard at {folder}: set HANSARD_SAMPLES to the folder that holds it")
    return folder


@pytest.fixture(scope="session")
def seed() -> Path:
    """The shipped debate: Regional Organised Crime Units, Commons, 20 November 2017, without names."""
    return ROOT / "examples" / "regional-organised-crime-units.txt"


@pytest.fixture(scope="session")
def known() -> Knowledge:
    return knowledge()


@pytest.fixture(scope="session")
def seed_path(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a graph of the shipped debate."""
    path = tmp_path_factory.mktemp("seed") / "hansard.kg"
    build([seed], path, generated=MOMENT)
    return path


@pytest.fixture
def seed_graph(seed_path: Path) -> Iterator[Graph]:
    with open_graph(seed_path) as graph:
        yield graph


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    """A headless Chromium; tests skip where there is none."""
    path = executable()
    if not path:
        pytest.skip("no Chromium here: install the package chromium")
    with chromium(path) as opened:
        yield opened


def said(
    text: str, on: str = "2017-11-20", turn: Turn = Turn.CONTRIBUTION, venue: Venue = Venue.COMMONS
) -> Contribution:
    """Return a contribution of these words."""
    return Contribution(1, venue, datetime.fromisoformat(on).date(), turn, text)
