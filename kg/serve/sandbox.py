"""What a process that answers queries cannot do, whatever it is asked: reach the network, take all memory, or outlive its server.

Linux only, by seccomp (seccomp(2)): a filter in the kernel lets the call socket(2) fail, for this process and for good. On
another system, or a processor that is not listed, `no_network` says that it could not.
"""

import ctypes
import errno
import fcntl
import os
import platform
import resource
import struct
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, EQUALS, LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EACCES

CALLS: Mapping[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (0xC000003E, (41, 42, 53, 425)),
    "aarch64": (0xC00000B7, (198, 203, 199, 425)),
}
"""By processor: its AUDIT_ARCH, and the numbers of socket, connect, socketpair and io_uring_setup, which opens sockets too."""
OTHER_CALLS = 0x40000000
"""From here on x86_64 numbers the same calls anew (x32)."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def no_network() -> bool:
    """Let every socket fail in this process from now on; tell whether the kernel took it."""
    if not sys.platform.startswith("linux") or platform.machine() not in CALLS:
        return False
    arch, calls = CALLS[platform.machine()]
    lines = [(LOAD, 0, 0, 4), (EQUALS, 1, 0, arch), (RETURN, 0, 0, KILL), (LOAD, 0, 0, 0)]
    lines += [(LEAST, len(calls) + 1, 0, OTHER_CALLS)]
    lines += [(EQUALS, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    lines += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, FAIL)]
    code = b"".join(struct.pack("HBBI", *line) for line in lines)
    program = _Program(len(lines), code)
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(kernel.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def limit_memory(most: int) -> None:
    """Let this process have `most` bytes of memory of its own; beyond them it ends."""
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hush() -> None:
    """Let what native code says as it dies, pages of its stack, go nowhere; Python's own words still go to stderr."""
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)


@contextmanager
def ended_with(pipe: int) -> Iterator[None]:
    """Let this process be ended, whatever it does in this block, when whoever is at the other end of `pipe` is gone.

    By SIGIO (fcntl(2), F_SETOWN), so nothing else may come or go through the pipe meanwhile.
    """
    flags = fcntl.fcntl(pipe, fcntl.F_GETFL)
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        yield
    finally:
        fcntl.fcntl(pipe, fcntl.F_SETFL, flags)


def yield_to_others() -> None:
    """Let this process run when no other wants to."""
    os.nice(19)
