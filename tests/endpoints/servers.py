"""SPARQL servers on this machine, for loopback alone, each with a folder of its own and our N-Quads in it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

Server = Callable[[Path, Path, Path], AbstractContextManager[str]]
"""Serves a graph, given as it is on the disk and as N-Quads, from a folder; yields the address of its endpoint."""

INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
CheckpointInterval = 0
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000
"""
"""The least that Virtuoso needs; it cuts answers where Debian's own settings do."""

LOAD = "log_enable(2, 1); DB.DBA.TTLP_MT(file_open('{dump}'), '', 'urn:none', 512, 2);"
"""Without a log; 512 stands for N-Quads, 2 for threads."""


def program(name: str, package: str) -> str:
    """Return the path of a program. Skips the test where it is not installed."""
    found = shutil.which(name, path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
    if found is None:
        pytest.skip(f"{name} is not installed: {package}")
    return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: Sequence[str], folder: Path, is_ready: Callable[[], object]) -> Iterator[None]:
    """Run a server in a folder until the block ends; the block begins once `is_ready` raises no OSError."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                assert process.poll() is None, f"{command[0]} does not start"
                try:
                    is_ready()
                    break
                except OSError:
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def opened(url: str) -> Callable[[], object]:
    def is_ready() -> object:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read()

    return is_ready


@contextmanager
def virtuoso(_: Path, dump: Path, folder: Path) -> Iterator[str]:
    server, client = (program(name, "apt install virtuoso-opensource-7-bin") for name in ("virtuoso-t", "isql-vt"))
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(sql=sql, http=http, folder=folder), encoding="utf-8")
    shutil.copy(dump, folder / "dump.nq")
    load = f"exec={LOAD.format(dump=folder / 'dump.nq')}"
    with running(
        [server, "-f", "-c", "virtuoso.ini"], folder, opened(f"http://127.0.0.1:{http}/sparql?query=ASK+%7B%7D")
    ):
        said = subprocess.run(
            [client, f"127.0.0.1:{sql}", "dba", "dba", load], capture_output=True, text=True, check=True
        )
        assert "Error" not in said.stdout + said.stderr, said
        yield f"http://127.0.0.1:{http}/sparql"


@contextmanager
def oxigraph(_: Path, dump: Path, folder: Path) -> Iterator[str]:
    server, port = program("oxigraph", "pip install oxigraph"), free_port()
    subprocess.run([server, "load", "-l", "store", "-f", str(dump)], cwd=folder, capture_output=True, check=True)
    command = [server, "serve-read-only", "-l", "store", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with running(command, folder, opened(f"http://127.0.0.1:{port}/")):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def kg_serve(graph: Path, _: Path, folder: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", str(graph), "--port", str(port)]
    with running(command, folder, opened(f"http://127.0.0.1:{port}/health")):
        yield f"http://127.0.0.1:{port}/sparql"


SERVERS: Mapping[str, Server] = {"virtuoso": virtuoso, "oxigraph": oxigraph, "kg serve": kg_serve}
