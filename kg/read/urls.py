"""Documents at a URL (s3, gs, hdfs, https and what else fsspec reads), fetched into a folder that the caller owns."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from kg.errors import SourceError


def is_url(source: str | Path) -> bool:
    """Tell whether a source is a URL.

    >>> is_url("s3://hansard/2017/*.xml"), is_url("debates/2017")
    (True, False)
    """
    return isinstance(source, str) and "://" in source


def fetched(url: str, folder: Path) -> Iterator[tuple[Path, str]]:
    """Fetch a file, all of a folder, or what a glob matches into `folder`; yield where each lies now, and its URL.

    Raises SourceError where fsspec or its part for this protocol is not installed, and where there is nothing.
    """
    with _reached(url):
        system, path = _system(url)
        names = system.find(path) if system.isdir(path) else sorted(system.glob(path))
        root = path if system.isdir(path) else str(PurePosixPath(path).parent)
        for name in names:
            if not system.isdir(name):
                to = folder.joinpath(*PurePosixPath(name).parts[len(PurePosixPath(root).parts) :])
                to.parent.mkdir(parents=True, exist_ok=True)
                system.get_file(name, str(to))
                yield to, system.unstrip_protocol(name)
    if not names:
        raise SourceError("there is nothing", where=url, mend="check the URL")


def put(url: str, content: bytes) -> None:
    """Write a file at a URL, in a folder that is made where it is not there. Raises SourceError where that fails."""
    with _reached(url):
        system, path = _system(url)
        system.makedirs(str(PurePosixPath(path).parent), exist_ok=True)
        system.pipe_file(path, content)


def taken(url: str) -> bytes:
    """Return what the file at a URL holds, and remove it. Raises SourceError where that fails."""
    with _reached(url):
        system, path = _system(url)
        content: bytes = system.cat_file(path)
        system.rm_file(path)
        return content


def _system(url: str) -> Any:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        mend = "pip install 'hansard-kg[cluster]', or give a path"
        raise SourceError("URLs need fsspec, which is not installed", where=url, mend=mend) from error
    return url_to_fs(url)


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """Raise SourceError for whatever a protocol's library raises: their errors have no base in common."""
    try:
        yield
    except SourceError:
        raise
    except Exception as error:
        what = str(error) or type(error).__name__
        raise SourceError(f"cannot be reached: {what}", where=url, mend="check the URL and your permissions") from error
