"""What all tests share: where real Hansard lies, if it lies anywhere."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real Hansard and real registers: HANSARD_SAMPLES, or ../shared/data beside the checkout."""
    folder = Path(os.environ.get("HANSARD_SAMPLES", ROOT / "../shared/data")).resolve()
    if not (folder / "hansard").is_dir():
        pytest.skip(f"no real Hansard at {folder}: set HANSARD_SAMPLES to the folder that holds it")
    return folder


@pytest.fixture(scope="session")
def seed() -> Path:
    """The shipped debate: Regional Organised Crime Units, Commons, 20 November 2017, without names."""
    return ROOT / "examples" / "regional-organised-crime-units.txt"
