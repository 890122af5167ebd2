"""The tools: what each answers. Their docstrings are what a model reads."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg import iris
from kg.errors import QueryError
from kg.query import bind, named_queries, plain, with_values
from kg.serve import index
from kg.serve.mcp import finding
from kg.serve.mcp.citing import citations, without_empty
from kg.serve.mcp.finding import fields
from kg.serve.pages import DEBATE
from kg.serve.pages.asker import Asker, Row
from kg.serve.pages.person import HELD
from kg.serve.pages.sayings import RAISED
from kg.serve.pages.turns import CLAIMS, FIGURES, NAMED
from kg.serve.pool import Pool
from kg.serve.results import Limits
from kg.serve.worker import Job

Answer = dict[str, object]

PASSAGE, WHOLE, OF_A_ROW = 1_000, 50_000, 400
"""Characters of words: of one contribution among several, of one alone, of one that a row of an answer names."""

PAGE, MOST_HELD = 10, 20
"""Contributions of a page; seats, parties and offices of a person."""

MOST_ROWS, MOST_BYTES, MOST_CITED = 500, 200_000, 20
"""Rows and bytes of an answer to SPARQL; contributions that are cited beside it."""

TURNS_OF = "SELECT ?contribution WHERE { ?contribution dcterms:isPartOf ?debate ; schema:position ?position } ORDER BY ?position ?contribution"
SPOKEN = """
SELECT DISTINCT ?contribution ?date ?debate ?position WHERE {
  ?contribution hkg:speaker ?thing ; dcterms:isPartOf ?debate ; schema:position ?position .
  ?debate dcterms:date ?date FILTER(?since <= ?date && ?date <= ?until)
} ORDER BY DESC(?date) ?debate ?position
"""
ABOUT = SPOKEN.replace("?contribution hkg:speaker", RAISED.replace("?thing", "?about") + " ?contribution hkg:speaker")


@dataclass(frozen=True)
class Tools:
    """The tools over the graph that a pool answers for, whose IRIs begin with `base`."""

    pool: Pool
    base: str

    async def search(self, words: str, page: int = 1) -> Answer:
        """Search Hansard: people, constituencies, public bodies, issues, places and debates by name, contributions by their words.

        All words must occur; "in quotes" they must stand so; a star ends the beginning of a word; a minus before a word
        leaves it out. Ten of each a page; `page` counts from 1.

        Every contribution comes with what is to be cited: debate, House, date, speaker, how the speaker is known
        (speaker_status: stated, inferred, ambiguous or unknown), the words, its IRI, and the page of the source where there is one.
        """
        ask = Asker(self.pool, self.base)
        file = await finding.index_of(ask)
        number = min(max(page, 1), 500)
        found = await asyncio.to_thread(index.search, file, finding.short(words), number, PAGE)
        cited = await citations(ask, [said.iri for said in found.said], PASSAGE)
        passages = {said.iri: re.sub(f"[{index.BEGIN}{index.END}]", "", said.snippet) for said in found.said}
        return {
            "things": [_thing(one) for one in found.things],
            "contributions": [{"passage": passages[str(one["contribution"])], **one} for one in cited],
            **without_empty({"more": found.more_things or found.more_said, "note": found.note}),
        }

    async def contribution(self, id: str) -> Answer:  # noqa: A002 (what clients call it)
        """Read one contribution whole, with what is to be cited, what it names, the figures it gives and the claims it makes.

        `id` is its IRI, or the path of that: "debate/commons/2017-11-20/regional-organised-crime-units/2". Mentions say what
        the words mean and whether the text states that or it was inferred. Figures and claims are the speaker's, not facts.
        """
        ask = Asker(self.pool, self.base)
        iri = finding.contribution(ask, id)
        found = await citations(ask, [iri], WHOLE)
        if not found:
            raise QueryError(f"there is no contribution {id}", mend="search for one")
        bound = {"contribution": [str(ox.NamedNode(iri))]}
        mentions, figures, claims = [list(await ask.answer(sparql, bound)) for sparql in (NAMED, FIGURES, CLAIMS)]
        words = str(found[0]["words"])
        return {
            **found[0],
            "mentions": [_mention(row, words) for row in mentions],
            "figures": [
                fields(row, "words", "value", "unit", "currency", "measures", "period", "concernsLabel")
                for row in figures
            ],
            "claims": [fields(row, "subject", "relation", "object", "modality", "polarity", "words") for row in claims],
        }

    async def debate(self, id: str, first: int = 1, count: int = PAGE) -> Answer:  # noqa: A002
        """Read a debate in order: its contributions from the `first`, as many as `count` (20 at the most), each with what is to be cited.

        `id` is the IRI or path of the debate, or its title; where several debates have that title they are listed instead.
        """
        ask = Asker(self.pool, self.base)
        debates = await finding.debates(ask, id)
        if len(debates) != 1:
            return {"debates": debates, "note": "Several debates have this title: ask for one by its IRI."}
        iri = debates[0]["iri"]
        turns = [row["contribution"] for row in await ask.answer(TURNS_OF, {"debate": [str(ox.NamedNode(iri))]})]
        start, size = max(first, 1) - 1, min(max(count, 1), 20)
        return {
            **debates[0],
            "contributions_in_all": len(turns),
            "contributions": await citations(ask, turns[start : start + size], PASSAGE),
            "more": start + size < len(turns),
        }

    async def person(self, who: str, about: str = "", since: str = "", until: str = "", page: int = 1) -> Answer:
        """Find what somebody said, about what: the latest first, ten contributions a page, each with what is to be cited.

        `who` is a name ("Ben Wallace"), or the IRI or path of a person ("person/1539"); where several people are called so they
        are listed instead, and no words are given. `about` is the name, IRI or path of an issue (what is narrower counts), a public body,
        a place, a constituency or a person; without it everything counts. `since` and `until` are days, YYYY-MM-DD, both included.

        Contributions whose speaker could not be told are never among these.
        """
        ask = Asker(self.pool, self.base)
        people = await finding.people(ask, who)
        if len(people) != 1:
            return {"people": people, "note": "Several people are called so: ask for one by its IRI."}
        [one] = people
        thing = [str(ox.NamedNode(one["iri"]))]
        bound = {
            "thing": thing,
            "since": [finding.day(since, "0001-01-01")],
            "until": [finding.day(until, "9999-12-31")],
        }
        meant = await finding.things(ask, about) if about else []
        rows = await ask.answer(ABOUT if about else SPOKEN, {**bound, **({"about": meant} if about else {})})
        said = [row["contribution"] for row in rows]
        start = (max(page, 1) - 1) * PAGE
        held = [] if about else list(await ask.answer(HELD, {"thing": thing}))[:MOST_HELD]
        return {
            "person": one | without_empty({"held": [fields(row, "held", "what", "from", "until") for row in held]}),
            **without_empty({"about": await finding.labelled(ask, meant)}),
            "contributions_in_all": len(said),
            "contributions": await citations(ask, said[start : start + PAGE], PASSAGE),
            "more": start + PAGE < len(said),
        }

    async def named_query(self, query: str, parameters: Mapping[str, str] | None = None, limit: int = 50) -> Answer:
        """Answer one of the questions that are shipped with the graph; contributions in the rows are cited beside them.

        A parameter is a name, a path ("issue/county-lines"), an IRI or a day. `limit` is as many rows at the most (500).
        The questions, with their parameters:
        """
        ask = Asker(self.pool, self.base)
        given = {key: finding.short(value) for key, value in (parameters or {}).items()}
        sparql, terms = await asyncio.to_thread(bind, ask.from_thread(), query, given, self.base)
        return {"question": named_queries()[query].title, **await self._asked(ask, with_values(sparql, terms), limit)}

    async def sparql(self, query: str, limit: int = 50) -> Answer:
        """Answer a SPARQL 1.1 query over the graph: SELECT, ASK, CONSTRUCT or DESCRIBE; read-only, bounded in time and size.

        The usual prefixes are known (hkg, schema, nif, itsrdf, org, skos, dcterms, foaf, owl, rdfs, xsd); the default graph is the union
        of all. Mind: hkg:speaker stands on contributions alone where the attribution is stated or inferred (hkg:attribution/hkg:status).
        `limit` is as many rows at the most (500). Contributions in the rows are cited beside them: select ?contribution.
        """
        return await self._asked(Asker(self.pool, self.base), query, limit)

    async def _asked(self, ask: Asker, sparql: str, limit: int) -> Answer:
        limits = Limits(rows=min(max(limit, 1), MOST_ROWS), size=MOST_BYTES)
        written = await self.pool.ask(Job(sparql, limits=limits))
        if "sparql-results" not in written.media_type:
            return {"graph": written.body.decode()} | without_empty({"cut": written.cut or ""})
        found = ox.parse_query_results(written.body, format=ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean):
            return {"answer": bool(found)}
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        rows = [{name: _text(row[name]) for name in names if row[name] is not None} for row in found]
        cited = await citations(ask, self._contributions(rows), OF_A_ROW)
        cut = f"cut at {written.cut}" if written.cut else ""
        return {"variables": names, "rows": rows} | without_empty({"cut": cut, "citations": cited})

    def _contributions(self, rows: Sequence[Row]) -> list[str]:
        """Return the contributions that rows name, themselves or by a span of theirs."""
        pattern = re.compile(rf"({re.escape(self.base)}{DEBATE}/\d+)(?:#.*)?")
        met = (pattern.fullmatch(value) for row in rows for value in row.values())
        return list(dict.fromkeys(match[1] for match in met if match))[:MOST_CITED]


def described_queries() -> str:
    """Return the shipped questions in lines: name, title, parameters."""
    return "\n".join(
        f"- {query.name}({', '.join(_parameter(name, default) for name, (_, default) in query.parameters.items())}): {query.title}"
        for query in named_queries().values()
    )


def _parameter(name: str, default: str | None) -> str:
    return name if default is None else f"{name}={default!r}"


def _text(term: object) -> str:
    return plain(term) if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _thing(found: index.Thing) -> Answer:
    return without_empty(
        {"iri": found.iri, "kind": found.kind, "name": found.label, "note": found.note, "also": found.also}
    )


def _mention(row: Row, words: str) -> dict[str, str]:
    return {
        "words": words[int(row["begin"]) : int(row["end"])],
        "kind": row["kind"].removeprefix(iris.ONTOLOGY),
        "status": row["status"].removeprefix(iris.ONTOLOGY).lower(),
        **fields(row, "label", "meant"),
    }
