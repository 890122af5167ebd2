"""Write a network as one page that needs nothing else: to zoom, search, filter, and click through to the words."""

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import networkx as nx

from kg.errors import GraphError
from kg.network.page.data import by_weight, embedded, page_data, strongest, unit_of
from kg.network.projections import PROJECTIONS
from kg.network.source import Source
from kg.network.words import Said, Words, words

HERE = Path(__file__).parent
SCRIPTS = ("network", "people", "view", "drawing", "pointing", "choice", "panel", "search", "filters", "begin")
ROWS = 200
"""As many edges as the table shows."""


def page(source: Source, made: "nx.Graph[str]", to: Path) -> None:
    """Write a network as a page, with the words that `source` has for the edges that are shown."""
    write_page(made, to, words(source, strongest(made)))


def write_page(made: "nx.Graph[str]", to: Path, words: Words) -> None:
    """Write a network as a page with these words. Raises GraphError where the disk refuses.

    The page holds no more than the strongest edges, and says so. It loads nothing: its policy (CSP level 3) lets only its
    own script and style run, by their hashes. Equal networks give equal bytes.
    """
    try:
        to.write_text(page_text(made, words), "utf-8", newline="\n")
    except OSError as error:
        raise GraphError(
            f"cannot be written: {error.strerror or error}", where=str(to), mend="choose another path"
        ) from error


def page_text(made: "nx.Graph[str]", words: Words) -> str:
    """Return the page of a network."""
    shown = strongest(made)
    style, script = (HERE / "network.css").read_text("utf-8"), script_text()
    name = str(made.graph.get("name", ""))
    title = str(made.graph.get("title") or name or "network")
    parts = {
        "policy": f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'",
        "title": _escaped(title[:1].upper() + title[1:]),
        "style": style,
        "script": script,
        "data": embedded(page_data(shown, words, made)),
        "size": _escaped(_size(shown, made)),
        "notes": "".join(f"<p>{_escaped(note)}</p>" for note in _notes(made)),
        "caption": f"The strongest {min(ROWS, shown.number_of_edges()):,} of {made.number_of_edges():,} edges",
        "ends": _ends(made),
        "rows": "\n".join(_row(shown, edge, words.get(edge, ())) for edge in by_weight(shown)[:ROWS]),
    }
    text = (HERE / "network.html").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], text)


def script_text() -> str:
    """Return the script: its parts, in the order of `SCRIPTS`, in one scope that nothing else sees."""
    parts = ((HERE / "script" / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _escaped(text: object) -> str:
    """Return text for HTML, without characters that it cannot hold (HTML Standard, 13.2.3.5)."""
    return html.escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\N{REPLACEMENT CHARACTER}", str(text)))


def _size(shown: "nx.Graph[str]", made: "nx.Graph[str]") -> str:
    days = sorted(day for said in made.edges(data=True) for day in (said[2]["first"], said[2]["last"]))
    parts = [
        _of(shown.number_of_nodes(), made.number_of_nodes(), "nodes"),
        _of(shown.number_of_edges(), made.number_of_edges(), "edges"),
        *([" to ".join(dict.fromkeys((_day(days[0]), _day(days[-1]))))] if days else []),
    ]
    return " · ".join(parts)


def _of(shown: int, every: int, what: str) -> str:
    return f"{every:,} {what}" if shown == every else f"{shown:,} of {every:,} {what}"


def _day(day: str) -> str:
    return f"{(on := date.fromisoformat(day)).day} {on:%B %Y}"


def _notes(made: "nx.Graph[str]") -> Iterable[str]:
    projection = PROJECTIONS.get(made.graph.get("name", ""))
    if projection:
        yield projection.explanation
    if (weight := made.graph.get("weight", "count")) != "count":
        yield f"Edges weigh by {weight}; the count of {unit_of(made)}s stands beside it."
    if left_out := made.graph.get("left_out"):
        yield f"{left_out:,} contributions whose speaker is not known are left out."


def _ends(made: "nx.Graph[str]") -> str:
    ends = ("From", "To") if made.is_directed() else ("One end", "Other end")
    return "".join(f'<th scope="col">{end}</th>' for end in ends)


def _row(shown: "nx.Graph[str]", edge: tuple[str, str], said: Sequence[Said]) -> str:
    known = shown.edges[edge]
    ends = "".join(f"<td><bdi>{_escaped(shown.nodes[end]['label'])}</bdi></td>" for end in edge)
    weight = known["weight"]
    number = f"{weight:,}" if isinstance(weight, int) else f"{weight:.3g}"
    days = " – ".join(dict.fromkeys((known["first"], known["last"])))
    words = "".join(map(_said, said))
    details = f"<details><summary>{len(said)} shown</summary>{words}</details>" if said else ""
    return f'<tr>{ends}<td class="number">{number}</td><td>{days}</td><td>{details}</td></tr>'


def _said(one: Said) -> str:
    pieces = (
        f"<mark>{_escaped(piece)}</mark>" if number % 2 else _escaped(piece) for number, piece in enumerate(one.pieces)
    )
    where = " · ".join(_escaped(part) for part in (one.speaker, _day(one.day), one.debate) if part)
    link = ""
    if re.match(r"https?://", one.url):
        link = f' · <a rel="noopener" href="{_escaped(one.url)}">source</a>'
    return f"<blockquote><p>{''.join(pieces)}</p><footer>{where}{link}</footer></blockquote>"
