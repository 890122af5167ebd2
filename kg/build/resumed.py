"""Parts that a build had finished before it was killed: the next one takes them up instead of reading their documents again.

What says that a part is finished stands beside its quads, is written last, and holds their digest.
"""

import hashlib
import shutil
from pathlib import Path

from cattrs.errors import BaseValidationError
from cattrs.preconf.json import make_converter

from kg.build.parts import Part
from kg.model import Ref
from kg.read import Document

CODEC = make_converter()
CODEC.register_unstructure_hook(Path, str)
CODEC.register_structure_hook(Path, lambda path, _: Path(path))


def parts_folder(folder: Path, activity: Ref, base: str) -> Path:
    """Return the folder, below one for working files, for the parts that an activity makes under a base; those of others go."""
    own = folder / hashlib.sha256(f"{activity} {base}".encode()).hexdigest()[:16]
    for other in folder.glob("*") if folder.is_dir() else ():
        if other != own:
            shutil.rmtree(other, ignore_errors=True)
    own.mkdir(parents=True, exist_ok=True)
    return own


def finished(document: Document, path: Path) -> Part | None:
    """Return the part of a document whose quads lie at `path`, None where it was not finished or is not whole."""
    try:
        digest, _, said = _sign(path).read_text("utf-8").partition("\n")
        part = CODEC.loads(said, Part) if digest == _digest(path) else None
    except (OSError, ValueError, BaseValidationError):
        return None
    is_its = part and (part.source.path, part.source.sha256) == (document.name, document.sha256)
    return part if is_its else None


def finish(part: Part) -> Part:
    """Say that a part is finished, and return it."""
    sign = _sign(part.path)
    aside = sign.with_suffix(".new")
    aside.write_text(f"{_digest(part.path)}\n{CODEC.dumps(part)}", "utf-8")
    aside.replace(sign)
    return part


def _sign(path: Path) -> Path:
    return path.with_suffix(".json")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
