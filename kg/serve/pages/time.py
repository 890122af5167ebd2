"""The page of a chart over time: of up to four things, or of words, how many contributions name them month by month."""

from starlette.requests import Request
from starlette.responses import Response

from kg import iris
from kg.errors import QueryError
from kg.serve.pages import sayings
from kg.serve.pages.asker import Asker
from kg.serve.pages.chart import bars
from kg.serve.pages.render import render, response
from kg.serve.pages.table import Shown, show

AT_MOST = 4
PATTERNS = {
    "issue": sayings.RAISED,
    "constituency": sayings.SPOKEN_FOR,
    "person": sayings.SPOKEN,
    "party": sayings.SPOKEN_OF_PARTY,
}
"""By the first part of a path, what concerns it; anything else is counted where it is named."""

FIRST = ("county lines", "National Crime Agency")
EVERYTHING = "?debate a hkg:Debate . ?contribution dcterms:isPartOf ?debate ; a hkg:Contribution ."


async def page(request: Request) -> Response:
    """Answer with the charts of what ?about names: labels or paths."""
    ask = Asker(request.app.state.pool, request.app.state.base)
    asked = [one.strip()[:200] for one in request.query_params.getlist("about") if one.strip()][:AT_MOST]
    found: list[Shown] = []
    notes: list[str] = []
    for about in asked:
        try:
            found.append(await _of(ask, about))
        except QueryError as error:
            notes.append(str(error))
    if not asked:
        found = [await show(ask, sayings.by_month("All contributions, by month", EVERYTHING, {}))]
    values = [sayings.values_of(shown) for shown in found]
    reach = max((count for several in values for _, count in several), default=0)
    drawn = [(bars(shown.table.title, several, reach), shown) for shown, several in zip(found, values, strict=True)]
    fields = (*asked, "")[:AT_MOST]
    return response(
        render("time.html", ask.base, section="/time", drawn=drawn, notes=notes, fields=fields, examples=FIRST)
    )


async def _of(ask: Asker, about: str) -> Shown:
    terms = await ask.terms(about)
    kind = iris.relative(terms[0].strip("<>"), ask.base).partition("/")[0]
    return await show(ask, sayings.by_month(f"{about}, by month", PATTERNS.get(kind, sayings.NAMED), {"thing": terms}))
