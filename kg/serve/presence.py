"""Whether a client is still there: nobody's query burns for somebody who has gone."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request

from kg.serve.pool import QUICK

Answer = TypeVar("Answer")


async def while_there(request: Request, asking: Coroutine[object, object, Answer]) -> Answer:
    """Await an answer for as long as the client does, and QUICK seconds besides, within which nothing is worth ending.

    Raises ClientDisconnect where the client goes; what was asked is cancelled then.
    """
    asked = asyncio.ensure_future(asking)
    gone = None
    try:
        await asyncio.wait({asked}, timeout=QUICK)
        if not asked.done():
            gone = asyncio.ensure_future(_gone(request))
            await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            raise ClientDisconnect
        return asked.result()
    finally:
        asked.cancel()
        if gone:
            gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
