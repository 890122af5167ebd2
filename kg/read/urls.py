"""Documents at a URL (s3, gs, hdfs, https and what else fsspec reads), fetched into a folder that the caller owns."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
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

    Hidden ones are left out, as in folders on disk. Raises SourceError where fsspec or its part for this protocol is not
    installed, where there is nothing, and where a name climbs out of its folder.
    """
    with _reached(url):
        system, path = _system(url)
        is_one = system.isfile(path)
        root, names = (_parent(path), [path]) if is_one else _listed(system, path)
    if not names:
        raise SourceError("there is nothing", where=url, mend="check the URL")
    for name in names:
        own = PurePosixPath(name).parts[len(PurePosixPath(root).parts) :]
        if ".." in own:
            raise SourceError(f"its name {name!r} climbs out of the folder", where=url, mend="rename it")
        to = folder.joinpath(*own)
        to.parent.mkdir(parents=True, exist_ok=True)
        with _reached(url):
            system.get_file(name, str(to))
        yield to, url if is_one else system.unstrip_protocol(name)


def _listed(system: Any, path: str) -> tuple[str, list[str]]:
    """Return the files that a folder holds or a glob matches, hidden ones apart, and the folder that all of them lie in."""
    plain = list(takewhile(lambda part: not set(part) & set("*?["), PurePosixPath(path).parts))
    root, found = (path, system.find(path)) if system.isdir(path) else (str(PurePosixPath(*plain)), system.glob(path))
    below = {name: PurePosixPath(name).parts[len(PurePosixPath(root).parts) :] for name in found}
    shown = (name for name, parts in below.items() if not any(_is_hidden(part) for part in parts))
    return root, sorted(name for name in shown if system.isfile(name))


def _is_hidden(part: str) -> bool:
    return part.startswith(".") and part != ".."


def _parent(path: str) -> str:
    return str(PurePosixPath(path).parent)


def put(url: str, content: bytes) -> None:
    """Write a file at a URL, in a folder that is made where it is not there. Raises SourceError where that fails."""
    with _reached(url):
        system, path = _system(url)
        system.makedirs(_parent(path), exist_ok=True)
        system.pipe_file(path, content)


def taken(url: str) -> bytes:
    """Return what the file at a URL holds, and remove it. Raises SourceError where that fails."""
    with _reached(url):
        system, path = _system(url)
        content: bytes = system.cat_file(path)
        system.rm_file(path)
        return content


def remove_folder(url: str) -> None:
    """Remove the folder at a URL and all in it, where it is there. Raises SourceError where that fails."""
    with _reached(url):
        system, path = _system(url)
        if system.exists(path):
            system.rm(path, recursive=True)


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
