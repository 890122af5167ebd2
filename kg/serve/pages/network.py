"""The page of networks: each projection of the graph, to download in the forms that other programs read, or to see."""

import asyncio
import tempfile
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.network import FORMATS, PROJECTIONS, network_at, of_graph, write_network
from kg.network.filters import EVERYTHING
from kg.serve.pages.render import HEADERS, render, response
from kg.serve.sandbox import ended_with, limit_memory, no_network, yield_to_others
from kg.store import open_graph

TYPES: Mapping[str, tuple[str, str]] = {
    "html": ("text/html; charset=utf-8", "html"),
    "gexf": ("application/gexf+xml", "gexf"),
    "graphml": ("application/graphml+xml", "graphml"),
    "json": ("application/json", "json"),
    "cytoscape": ("application/json", "cyjs"),
    "pajek": ("text/plain; charset=utf-8", "net"),
    "dot": ("text/vnd.graphviz; charset=utf-8", "gv"),
    "csv": ("text/csv; charset=utf-8", "csv"),
}
"""The forms that are offered, where they can be written: the media type and how the name of a file ends."""

SECONDS, MEMORY = 60.0, 2_000_000_000
_one_at_a_time = asyncio.Semaphore(1)


def forms() -> list[str]:
    """Return the forms that can be written, the page to see first."""
    return [form for form in TYPES if form in FORMATS]


async def page(request: Request) -> Response:
    """Answer with the list of networks."""
    base = request.app.state.base
    return response(render("network.html", base, section="/network", projections=PROJECTIONS.values(), forms=forms()))


async def download(request: Request) -> Response:
    """Answer with a network in a form: made in a process of its own, one at a time, and ended when its time is up."""
    name, form, base = request.path_params["name"], request.path_params["form"], request.app.state.base
    if name not in PROJECTIONS or form not in forms():
        return response(_message(base, "There is no such network", "The list of networks is at /network."), 404)
    if _one_at_a_time.locked():
        return response(
            _message(base, "Another network is being made", "Ask again in a minute."), 503, {"Retry-After": "60"}
        )
    async with _one_at_a_time:
        made = await asyncio.to_thread(_made, request.app.state.pool.path, name, form)
    if isinstance(made, str):
        return response(_message(base, "The network could not be made", made), 503, {"Retry-After": "300"})
    media_type, ending = TYPES[form]
    headers = {"X-Content-Type-Options": "nosniff"}
    if form == "html":
        headers |= {"Referrer-Policy": HEADERS["Referrer-Policy"], "Content-Security-Policy": "frame-ancestors 'none'"}
    else:
        headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return Response(made, 200, headers, media_type)


def _message(base: str, title: str, words: str) -> str:
    return render("message.html", base, title=title, words=words)


def _made(graph: Path, name: str, form: str) -> bytes | str:
    """Return the bytes of a network, or why there are none."""
    context = get_context("forkserver")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_make, args=(there, graph, name, form), daemon=True)
    process.start()
    there.close()
    try:
        made: bytes | str = (
            here.recv() if here.poll(SECONDS) else f"It takes more than {SECONDS:g} seconds: make it with kg network."
        )
    except EOFError:
        made = "It needs more memory than it may have: make it with kg network."
    finally:
        process.kill()
        process.join()
    return made


def _make(pipe: Connection, graph: Path, name: str, form: str) -> None:
    yield_to_others()
    no_network()
    limit_memory(MEMORY)
    with ended_with(pipe.fileno()):
        made = _bytes(graph, name, form)
    pipe.send(made)


def _bytes(graph: Path, name: str, form: str) -> bytes | str:
    try:
        with open_graph(graph) as opened, tempfile.TemporaryDirectory() as folder:
            source, to = of_graph(opened), Path(folder) / "network"
            write_network(network_at(source, name, EVERYTHING), form, to, source)
            return to.read_bytes()
    except KgError as error:
        return str(error)
