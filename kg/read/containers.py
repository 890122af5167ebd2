"""Containers: compressed files and archives, unpacked into a folder that the caller owns.

A container is told by its content. `gzip`, `bz2`, `lzma`, `tarfile` and `zipfile` read them, as streams; what they are not
guarded against is guarded here: how much comes out, and how much a header may ask to have in memory at once.
"""

import bz2
import errno
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import IO, BinaryIO, cast

from kg.errors import SourceError

BLOCK = 1 << 20
LARGEST = 1 << 30
"""Bytes of one document: a day of debates has 10 MB at the most, a volume of historic Hansard less than 100."""
MOST = 16 << 30
"""Bytes of all that one container unpacks to: as many as all of Hansard since 1803 has as XML."""
FREE, RATIO = 64 << 20, 100
"""What unpacks to more than so many times its size, and these bytes besides, is a bomb: XML packs about 10 to 1."""
MEMBERS = 100_000
"""Members of one container: every day of every section since 1803 is fewer files."""
AT_ONCE = 32 << 20
"""Bytes that a header or a directory may ask for at once: a directory of all those members has less."""
NESTED = 2
"""Containers inside one another."""

COMPRESSED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\0", lzma.open))
ZIP = (b"PK\3\4", b"PK\5\6")
OFFICE = (b"[Content_Types].xml", b"mimetype", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/")
"""What the first member of an office document is called: it is a zip, and yet one document."""
NAME_AT = 30
SUFFIXES = (".gz", ".bz2", ".xz")
BROKEN = (
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    RuntimeError,
    zlib.error,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
)
"""What the libraries raise on an archive that is broken, cut off, encrypted or of a kind they do not read."""
MEND = "unpack it yourself, and give the Hansard in it"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file that came out of a container: where it lies, and how it is called in what is said of it."""

    path: Path
    where: str


class BombError(SourceError):
    """A container that unpacks to more than is borne: nothing more of it is read."""


def is_container(head: bytes) -> bool:
    """Tell from the first 512 bytes whether this is a compressed file or an archive that is unpacked."""
    return _opener(head) is not None or is_tar(head) or is_zip(head)


def is_zip(head: bytes) -> bool:
    return head.startswith(ZIP) and not head[NAME_AT:].startswith(OFFICE)


def is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def unpack(path: Path, where: str, folder: Path) -> Iterator[Unpacked | SourceError]:
    """Unpack the container at `path` into `folder`; yield its files, and an error for each member that is refused.

    A file that is only compressed is called as its container is, the member of an archive "archive: member". Below a
    numbered folder members keep their own paths, so that a file finds what lies beside it. Hidden members are passed
    over, as hidden files in folders are.
    """
    yield from _Unpacking(folder, path.stat().st_size).unpack(path, where, 0)


class _Unpacking:
    """One container on its way into a folder, with those inside it."""

    def __init__(self, folder: Path, packed: int) -> None:
        self.folder = folder
        self.left = min(MOST, FREE + RATIO * packed)
        self.members = self.shelves = 0

    def unpack(self, path: Path, where: str, depth: int) -> Iterator[Unpacked | SourceError]:
        """Yield what a container holds; one that breaks on the way is an error after what came before."""
        try:
            with path.open("rb") as packed:
                head = packed.read(512)
                packed.seek(0)
                if is_zip(head):
                    yield from self._of_zip(cast("BinaryIO", Guarded(packed)), where, depth)
                elif opener := _opener(head):
                    with opener(packed, "rb") as stream:
                        yield from self._of_stream(cast("BinaryIO", stream), path, where, depth)
                else:
                    yield from self._of_tar(packed, where, depth)
        except SourceError as error:
            yield error
        except BROKEN as error:
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                yield SourceError("the disk is full", where=where, mend="free space")
            else:
                yield _broken(error, where)

    def _of_stream(self, stream: BinaryIO, path: Path, where: str, depth: int) -> Iterator[Unpacked | SourceError]:
        """Yield what a compressed file holds: a tar, or one file."""
        head = stream.read(512)
        stream.seek(0)
        if is_tar(head):
            yield from self._of_tar(stream, where, depth)
        else:
            yield from self._file(stream, (path.stem if path.suffix in SUFFIXES else path.name,), where, depth)

    def _of_tar(self, stream: IO[bytes], where: str, depth: int) -> Iterator[Unpacked | SourceError]:
        guarded = Guarded(stream)
        guarded.allow(AT_ONCE)
        with tarfile.open(fileobj=cast("BinaryIO", guarded), mode="r|", errorlevel=2) as archive:
            while True:
                guarded.allow(AT_ONCE)
                member = archive.next()
                guarded.allow(None)
                archive.members = []  # type: ignore[attr-defined]  # else it keeps every member, and memory grows with the archive
                if member is None:
                    return
                if member.isdir():
                    continue
                content = archive.extractfile(member) if member.isreg() and not member.issparse() else None
                refused = None if content else "is a link, a device or a sparse file"
                yield from self._member(content, member.name, refused, where, depth)

    def _of_zip(self, file: BinaryIO, where: str, depth: int) -> Iterator[Unpacked | SourceError]:
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                if member.is_dir():
                    continue
                kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == 3 else 0
                refused = "is a link or a device" if kind not in (0, stat.S_IFREG) else None
                refused = "is encrypted" if member.flag_bits & 1 else refused
                try:
                    content = None if refused else archive.open(member)
                except BROKEN as error:
                    yield _broken(error, f"{where}: {shown(member.filename)}")
                    continue
                yield from self._member(content, member.filename, refused, where, depth)

    def _member(
        self, content: IO[bytes] | None, name: str, refused: str | None, where: str, depth: int
    ) -> Iterator[Unpacked | SourceError]:
        self.members += 1
        if self.members > MEMBERS:
            raise BombError(f"has more than {MEMBERS:,} members", where=where, mend=MEND)
        called, fault = f"{where}: {shown(name)}", fault_of(name) or refused
        if not fault and is_hidden(parts_of(name)):
            return
        if fault or content is None:
            yield SourceError(fault or "is no file", where=called, mend=MEND)
            return
        try:
            yield from self._file(content, parts_of(name), called, depth)
        except BombError:
            raise
        except BROKEN as error:
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                raise
            yield _broken(error, called)

    def _file(
        self, content: IO[bytes], parts: tuple[str, ...], where: str, depth: int
    ) -> Iterator[Unpacked | SourceError]:
        """Write a file to its shelf; where it is a container itself, yield what is in that instead."""
        path = self._written(content, parts, where)
        with path.open("rb") as file:
            head = file.read(512)
        if not is_container(head):
            yield Unpacked(path, where)
            return
        if depth + 1 >= NESTED:
            yield SourceError(f"is a container inside {NESTED} others", where=where, mend=MEND)
        else:
            yield from self.unpack(path, where, depth + 1)
        path.unlink()

    def _written(self, content: IO[bytes], parts: tuple[str, ...], where: str) -> Path:
        path, size = self._shelf(parts), 0
        try:
            with path.open("wb") as file:
                while block := content.read(BLOCK):
                    size += len(block)
                    self.left -= len(block)
                    if size > LARGEST or self.left < 0:
                        raise BombError("unpacks to more than any Hansard does", where=where, mend=MEND)
                    file.write(block)
        except (SourceError, *BROKEN):
            path.unlink(missing_ok=True)
            raise
        return path

    def _shelf(self, parts: tuple[str, ...]) -> Path:
        """Return where a file may be made by this path: on the first shelf that has none of it."""
        for shelf in range(self.shelves + 2):
            path = self.folder.joinpath(str(shelf), *parts)
            if not path.exists() and not any(above.is_file() for above in path.parents):
                self.shelves = max(self.shelves, shelf)
                path.parent.mkdir(parents=True, exist_ok=True)
                return path
        raise AssertionError("the last shelf is empty")


class Guarded(io.RawIOBase):
    """A stream that refuses to give more than is borne at once: `tarfile` and `zipfile` take a header or a directory of
    any length into memory. While an allowance stands, it is for all that is read together.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.left: int | None = None

    def allow(self, allowance: int | None) -> None:
        self.left = allowance

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > AT_ONCE:
            raise BombError("has a directory larger than any archive of Hansard", mend=MEND)
        block = self.stream.read(-1 if size is None else size)
        if self.left is not None:
            self.left -= len(block)
            if self.left < 0:
                raise BombError("has a header larger than any archive of Hansard", mend=MEND)
        return block

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        return self.stream.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def _opener(head: bytes):  # type: ignore[no-untyped-def]  # gzip.open and its like, each with overloads of its own
    return next((opener for mark, opener in COMPRESSED if head.startswith(mark)), None)


def _broken(error: BaseException, where: str) -> SourceError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return SourceError(f"cannot be unpacked: {shown(reason)}", where=where, mend="copy or download it again")


def shown(words: str) -> str:
    """Return words of an archive as they may be printed: plain characters alone, and not too many."""
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in words)
    return plain if len(plain) <= 200 else f"{plain[:200]}…"


def parts_of(name: str) -> tuple[str, ...]:
    r"""Return the folders and the file of a member's name; a backslash is taken for a slash, as unzip(1) has it.

    >>> parts_of("./2017\\a.xml")
    ('2017', 'a.xml')
    """
    return tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))


def fault_of(name: str) -> str | None:
    r"""Return why no file may be made by this name; None where one may.

    >>> fault_of("../../etc/passwd"), fault_of("C:\\a.xml"), fault_of("2017/a.xml")
    ('its path climbs out of the archive', 'its path is absolute', None)
    """
    parts = parts_of(name)
    if not name.isprintable():
        return "its name has a character that cannot be printed"
    if name.startswith(("/", "\\")) or PureWindowsPath(name).drive:
        return "its path is absolute"
    if ".." in parts:
        return "its path climbs out of the archive"
    if not parts or len(parts) > 64 or any(len(part.encode("utf-8", "replace")) > 255 for part in parts):
        return "its path is empty or too long"
    return None


def is_hidden(parts: tuple[str, ...]) -> bool:
    """Tell whether a path is passed over, as hidden files in folders are, and what macOS adds to archives."""
    return any(part.startswith(".") for part in parts) or "__MACOSX" in parts
