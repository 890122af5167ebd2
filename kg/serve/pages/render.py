"""Templates, and the response that a page is sent in: everything escaped, nothing run that stands in the page."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.responses import Response

from kg.serve.pages import chart, links, texts
from kg.serve.pages.words import stressed

HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""What every page is sent with: no inline scripts or styles, nothing from elsewhere, in nobody's frame."""


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "href": _href,
        "here": _here,
        "short": _short,
        "day": texts.day,
        "brief": texts.brief,
        "dated": texts.dated,
        "house": texts.house,
        "month": texts.month,
        "number": texts.number,
        "clock": texts.clock,
        "counted": texts.counted,
        "capital": texts.capital,
        "stressed": stressed,
        "beside": chart.beside,
    }
    return made


@pass_context
def _href(context: Context, iri: str) -> str | None:
    return links.href(iri, context["base"])


@pass_context
def _here(context: Context, iri: str) -> bool:
    return links.is_here(iri, context["base"])


@pass_context
def _short(context: Context, iri: str) -> str:
    return links.short(iri, context["base"])


def render(template: str, base: str, **values: object) -> str:
    """Return a page. `thing` is the path of what it is about, where its data can be had at that path too."""
    return (
        _templates()
        .get_template(template)
        .render(
            base=base, **{"thing": "", "section": "", "q": "", "wide_last": False, "root": links.ROOT.get(), **values}
        )
    )


def response(page: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(page, status, {**HEADERS, **(headers or {})}, "text/html; charset=utf-8")
