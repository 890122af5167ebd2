"""What comes to the sources of a graph, or changes there, from now on."""

import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import Change, DefaultFilter, watch

from kg.errors import UsageError

SOON = 200
"""Milliseconds after which what came is told, and the first of which shows that the watch has begun."""


def changed(sources: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield `sources` once they are watched, then the files below them that came or changed, until the process is asked to end.

    Hidden files are left out, as in reading. What changes while something yielded is worked on comes next. Raises
    UsageError where a source is no file or folder.
    """
    for source in sources:
        if not Path(source).exists():
            raise UsageError(f"{source} cannot be watched", mend="give files and folders that are there")
    ended = Event()
    before = signal.signal(signal.SIGTERM, lambda *_: ended.set())
    try:
        told = watch(
            *sources,
            watch_filter=_Readable(),
            stop_event=ended,
            raise_interrupt=False,
            rust_timeout=SOON,
            yield_on_timeout=True,
        )
        if next(told, None) is not None:
            yield sources
        for batch in told:
            if paths := sorted(
                {path for change, path in batch if change is not Change.deleted and Path(path).is_file()}
            ):
                yield paths
    finally:
        signal.signal(signal.SIGTERM, before)


class _Readable(DefaultFilter):
    """Changes but those of hidden files and folders, which reading leaves out."""

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and not Path(path).name.startswith(".")
