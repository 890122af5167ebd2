"""What a page copy with names holds, counted by its lines alone."""

import re
from pathlib import Path

PHOTO = re.compile(r"^\s*Photo of ", re.MULTILINE)
PORTRAIT = re.compile(r"^\s*\S.{2,60}? Portrait ", re.MULTILINE)


def count(path: Path) -> int:
    """Return how many contributions a page of TheyWorkForYou or Parallel Parliament holds: a photograph each."""
    text = path.read_text("utf-8")
    return len(PHOTO.findall(text)) + len(PORTRAIT.findall(text))
