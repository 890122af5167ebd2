"""Hostile archives: one line, soon, in little memory and little disk; nothing outside the folder is touched."""

import gzip
import io
import os
import struct
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.read import Document, find_documents
from kg.read.containers import AT_ONCE, LARGEST

GOOD = b"Badgers\n\nVolume 640: debated on Thursday 24 May 2018\n\nThe first has a hundred setts.\n"


def refused(path: Path, spool: Path) -> list[str]:
    """Return the errors of a hostile archive, each a line; whatever of it is read lies in the spool."""
    spool.mkdir()
    found = list(find_documents([path], spool))
    for item in found:
        if isinstance(item, Document):
            assert item.path == path or item.path.resolve().is_relative_to(spool.resolve())
    errors = [str(item) for item in found if isinstance(item, SourceError)]
    assert not any("\n" in error for error in errors)
    return errors


def tar_of(*members: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for member in members:
            member.size = len(GOOD) if member.isreg() else 0
            archive.addfile(member, io.BytesIO(GOOD))
    return out.getvalue()


def member(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tarfile.TarInfo:
    one = tarfile.TarInfo(name)
    one.type, one.linkname = kind, to
    return one


def zip_of(name: str, content: bytes = GOOD, change: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        change(info)
        archive.writestr(info, content)
    return out.getvalue()


def link(info: zipfile.ZipInfo) -> None:
    info.create_system, info.external_attr = 3, 0o120777 << 16


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]


def encrypted(raw: bytes) -> bytes:
    at = raw.rfind(b"PK\1\2")
    return raw[:6] + b"\1" + raw[7 : at + 8] + b"\1" + raw[at + 9 :]


HOSTILE = {
    "zip climbs": (zip_of("../../climbs.txt"), "climbs out of the archive"),
    "zip climbs by backslash": (zip_of("..\\climbs.txt"), "climbs out of the archive"),
    "zip absolute": (zip_of("/etc/passwd"), "absolute"),
    "zip of a drive": (zip_of("C:\\windows\\a.txt"), "absolute"),
    "zip control character": (zip_of("a\x1b[31m.txt"), "cannot be printed"),
    "zip line feed": (zip_of("a\nb.txt"), "cannot be printed"),
    "zip long name": (zip_of("a" * 3000), "too long"),
    "zip deep name": (zip_of("a/" * 3000 + "b"), "too long"),
    "zip link": (zip_of("a", change=link), "is a link or a device"),
    "zip encrypted": (encrypted(zip_of("a.txt")), "is encrypted"),
    "zip wrong checksum": (flipped(zip_of("a.txt"), 60), "Bad CRC"),
    "zip cut off": (zip_of("a.txt")[:-30], "cannot be unpacked"),
    "zip is a mark alone": (b"PK\3\4" + b"\0" * 100, "cannot be unpacked"),
    "zip unknown method": (zip_of("a.txt").replace(b"\0\0" + b"\0\0\x21\0", b"\x63\0" + b"\0\0\x21\0"), "cannot be unpacked"),
    "tar climbs": (tar_of(member("../climbs.txt")), "climbs out of the archive"),
    "tar absolute": (tar_of(member("/etc/cron.d/x")), "absolute"),
    "tar symbolic link": (tar_of(member("a", tarfile.SYMTYPE, "/etc/passwd")), "is a link"),
    "tar hard link": (tar_of(member("a", tarfile.LNKTYPE, "/etc/passwd")), "is a link"),
    "tar device": (tar_of(member("a", tarfile.CHRTYPE)), "a device"),
    "tar pipe": (tar_of(member("a", tarfile.FIFOTYPE)), "is a link, a device"),
    "tar cut off": (tar_of(member("a.txt"))[:540], "cannot be unpacked"),
    "gzip cut off": (gzip.compress(os.urandom(5000))[:3000], "cannot be unpacked"),
    "gzip wrong checksum": (flipped(gzip.compress(GOOD), -6 % len(gzip.compress(GOOD))), "cannot be unpacked"),
    "xz is a mark alone": (b"\xfd7zXZ\0" + b"\0" * 50, "cannot be unpacked"),
    "bzip2 is a mark alone": (b"BZh9" + b"\0" * 50, "cannot be unpacked"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_in_a_line(tmp_path: Path, name: str) -> None:
    content, reason = HOSTILE[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in/hostile").write_bytes(content)
    began = time.monotonic()
    assert any(reason in error for error in refused(tmp_path / "in/hostile", tmp_path / "spool"))
    assert time.monotonic() - began < 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "spool"]


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_a_truncated_archive_says_so(tmp_path: Path, kind: str, tenth: int) -> None:
    out = io.BytesIO()
    words = os.urandom(4000).hex().encode()
    if kind == "zip":
        out.write(zip_of("a.txt", words))
    else:
        with tarfile.open(fileobj=out, mode="w:gz") as archive:
            one = tarfile.TarInfo("a.txt")
            one.size = len(words)
            archive.addfile(one, io.BytesIO(words))
    path = tmp_path / "cut"
    path.write_bytes(out.getvalue()[: len(out.getvalue()) * tenth // 10])
    assert refused(path, tmp_path / "spool")


def test_every_changed_byte_of_an_archive_is_read_or_refused(tmp_path: Path) -> None:
    for kind, raw in (("zip", zip_of("a.txt")), ("tar", tar_of(member("a.txt"))[:1600])):
        for at in range(0, len(raw), 1 if kind == "zip" else 7):
            path = tmp_path / f"{kind}{at}"
            path.write_bytes(flipped(raw, at))
            refused(path, tmp_path / f"spool-{kind}-{at}")


MEASURED = """
import re, sys, time
from pathlib import Path
from kg.errors import SourceError
from kg.read import find_documents
began = time.process_time()
spool = Path(sys.argv[2]); spool.mkdir()
errors = [str(e) for e in find_documents([sys.argv[1]], spool) if isinstance(e, SourceError)]
left = sum(p.stat().st_size for p in spool.rglob("*") if p.is_file())
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) >> 10
print(int(time.process_time() - began), peak, left >> 20)
print(errors[0] if errors else "")
"""


def measured(path: Path) -> tuple[int, int, int, str]:
    """Return seconds of work, MB of memory, MB left on the disk and the first error, in a process of its own."""
    words = [sys.executable, "-c", MEASURED, str(path), str(path.with_suffix(".spool"))]
    lines = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
    seconds, memory, disk = map(int, lines[0].split())
    return seconds, memory, disk, lines[1]


def gzip_bomb(path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(1100):
            file.write(bytes(1 << 20))


def zip_bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("a.xml", "w") as file,
    ):
        for _ in range(1100):
            file.write(bytes(1 << 20))


def quoted_zip_bomb(path: Path) -> None:
    """Many members that share one compressed kernel: they lie over one another."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(30 << 20))
        for number in range(1000):
            info = zipfile.ZipInfo(f"b{number}")
            first = archive.getinfo("a")
            info.header_offset, info.compress_type = first.header_offset, first.compress_type
            info.CRC, info.compress_size, info.file_size = first.CRC, first.compress_size, first.file_size
            archive.filelist.append(info)
        archive._didModify = True  # type: ignore[attr-defined]


def tar_bomb(path: Path) -> None:
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for number in range(11):
            one = tarfile.TarInfo(f"{number}.xml")
            one.size = 100 << 20
            archive.addfile(one, io.BufferedReader(Zeros(one.size)))  # type: ignore[arg-type]


class Zeros(io.RawIOBase):
    def __init__(self, left: int) -> None:
        self.left = left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def, override]
        size = min(len(buffer), self.left)
        buffer[:size] = bytes(size)
        self.left -= size
        return size


def header_bomb(path: Path) -> None:
    """A pax header of 1 GB, which `tarfile` alone takes into memory."""
    one = tarfile.TarInfo("pax")
    one.type, one.size = tarfile.XHDTYPE, LARGEST
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(one.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(LARGEST >> 20):
            file.write(bytes(1 << 20))


def directory_bomb(path: Path) -> None:
    """A zip whose directory is said to be larger than any archive of Hansard."""
    size = AT_ONCE * 4
    with path.open("wb") as file:
        file.write(b"PK\3\4" + bytes(26))
        file.seek(size + 30)
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, size, 30, 0))


BOMBS: dict[str, tuple[Callable[[Path], None], str]] = {
    "gzip": (gzip_bomb, "unpacks to more than any Hansard does"),
    "zip": (zip_bomb, "unpacks to more than any Hansard does"),
    "zip whose members lie over one another": (quoted_zip_bomb, ""),
    "tar": (tar_bomb, "unpacks to more than any Hansard does"),
    "tar header": (header_bomb, "larger than any archive of Hansard"),
    "zip directory": (directory_bomb, "larger than any archive of Hansard"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_stopped(tmp_path: Path, name: str) -> None:
    make, reason = BOMBS[name]
    make(tmp_path / "bomb")
    seconds, memory, disk, error = measured(tmp_path / "bomb")
    assert reason in error != ""
    assert seconds < 10
    assert memory < 300
    assert disk < 700
