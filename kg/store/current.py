"""`CURRENT` in a graph's folder: which generation counts, its base and its profile; and what else of ours lies there."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from kg.errors import GraphError

FORMAT = 1
CURRENT = "CURRENT"
COMPACT = "compact"
LOCK = "LOCK"
WORK, PARTS = "working", "parts"


def is_compact(path: str | Path) -> bool:
    """Tell whether there is a graph of the compact profile."""
    current = current_of(Path(path))
    return current is not None and says_compact(current)


def says_compact(current: Mapping[str, str]) -> bool:
    return current.get("profile") == COMPACT


def is_graph(path: str | Path) -> bool:
    """Tell whether there is a graph. Raises GraphError where something else is there."""
    return current_of(Path(path)) is not None


def current_of(folder: Path) -> dict[str, str] | None:
    """Return what CURRENT says, or None where there is no graph. Raises GraphError where it is not ours."""
    try:
        said = json.loads((folder / CURRENT).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        if folder.exists() and (folder.is_file() or any(not ours(p) for p in folder.iterdir())):
            raise GraphError("is there and is no graph of ours", where=str(folder), mend="give another path") from None
        return None
    except (OSError, ValueError) as error:
        raise GraphError(
            f"cannot be read: {error}", where=str(folder / CURRENT), mend="build the graph again"
        ) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT or not {"base", "generation"} <= said.keys():
        raise GraphError("was made by another version", where=str(folder), mend="build it again")
    return said


def ours(path: Path) -> bool:
    return path.name.startswith(("generation-", CURRENT)) or path.name in (LOCK, WORK)


def check_fits(path: str | Path, base: str, compact: bool) -> None:
    """Raise GraphError where the graph at `path` has another base or another profile than what is to come in."""
    folder = Path(path)
    current = current_of(folder)
    if current and current["base"] != base:
        mend = f"build with --base-iri {current['base']}"
        raise GraphError(f"its base is {current['base']}", where=str(folder), mend=mend)
    if current and says_compact(current) != compact:
        its, way = ("full", "without") if compact else ("compact", "with")
        raise GraphError(f"its profile is {its}", where=str(folder), mend=f"build {way} --profile compact")


def point_to(folder: Path, said: Mapping[str, str]) -> None:
    """Let CURRENT say which generation counts, once all of it is on the disk."""
    for path in (*(folder / said["generation"]).iterdir(), folder / said["generation"]):
        sync(path)
    beside = folder / f"{CURRENT}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, **said}, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / CURRENT)
    sync(folder)


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
