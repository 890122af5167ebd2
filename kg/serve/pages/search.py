"""The page of what is found: things by their names, then contributions by their words."""

import asyncio
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from kg.serve import index, indexing
from kg.serve.pages.render import render, response
from kg.serve.pool import RETRY_AFTER, BusyError

PATIENCE = 5.0
"""Seconds that a page waits for an index that is being made."""

MAKING = "The index of words is being made; it will be there in a while."
LONGEST, LAST_PAGE = 200, 500
_at_once = asyncio.Semaphore(16)
_being_made: dict[tuple[Path, str], "asyncio.Future[Path]"] = {}


async def ready(graph: Path, patience: float = PATIENCE) -> Path | None:
    """Return where the index of a graph is; None where it is still being made, in a process of its own."""
    to = indexing.place(graph)
    if indexing.is_current(graph, to):
        return to
    key = graph, indexing.version(graph)
    if key not in _being_made:
        _being_made[key] = asyncio.ensure_future(_made(graph, to))
        _being_made[key].add_done_callback(lambda _: _being_made.pop(key, None))
    done, _ = await asyncio.wait({_being_made[key]}, timeout=patience)
    return to if done else None


async def _made(graph: Path, to: Path) -> Path:
    with ProcessPoolExecutor(1, mp_context=get_context("forkserver")) as executor:
        return await asyncio.get_running_loop().run_in_executor(executor, indexing.build, graph, to)


async def page(request: Request) -> Response:
    """Answer with what is found for ?q, its page ?page."""
    words = request.query_params.get("q", "")[:LONGEST].replace("\x00", " ")
    said = request.query_params.get("page", "1")
    number = min(int(said), LAST_PAGE) if re.fullmatch(r"[1-9]\d{0,3}", said) else 1
    base, found = request.app.state.base, index.Found()
    if words.strip():
        file = await ready(request.app.state.pool.path)
        found = await _found(file, words, number) if file else index.Found(note=MAKING)
    return response(render("search.html", base, section="/search", q=words, found=found, number=number, marked=marked))


async def _found(file: Path, words: str, number: int) -> index.Found:
    """Search in a thread. Raises BusyError where so many are searching that one would wait for a thread."""
    if _at_once.locked():
        raise BusyError(RETRY_AFTER)
    async with _at_once:
        return await asyncio.to_thread(index.search, file, words, number)


def marked(snippet: str) -> Markup:
    """Return a snippet, escaped, with the words that were found marked.

    >>> marked("a " + index.BEGIN + "<b>" + index.END)
    Markup('a <mark>&lt;b&gt;</mark>')
    """
    return Markup(str(escape(snippet)).replace(index.BEGIN, "<mark>").replace(index.END, "</mark>"))
