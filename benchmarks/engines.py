"""The same graph in other hands: made with rdflib, and nine shapes of query asked of Oxigraph on disk and in memory, of
rdflib, and, where it is installed, of Virtuoso over HTTP.

    python benchmarks/engines.py [GRAPH [SECONDS]]

Without GRAPH the shipped debate is built. A query that takes an engine longer than SECONDS (30) is left and said. Prints milliseconds (the
median of three) and the ratio to Oxigraph on disk, which `kg` uses. Ratios hold from machine to machine, times do not.
"""

import json
import shutil
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import rdflib

import kg
from kg import iris
from kg.export import export
from kg.store import open_graph

RUNS = 3
SHAPES: Mapping[str, str] = {
    "point": "SELECT ?p ?o { <BASEagency/home-office> ?p ?o }",
    "star": "SELECT ?c ?text ?speaker ?when { ?c a hkg:Answer ; schema:text ?text ; hkg:speaker ?speaker ; dcterms:isPartOf/dcterms:date ?when } LIMIT 100",
    "backwards": "SELECT ?m { ?m itsrdf:taIdentRef <BASEagency/home-office> }",
    "chain": "SELECT DISTINCT ?name { ?m itsrdf:taIdentRef <BASEagency/home-office> ; nif:referenceContext/hkg:speaker/rdfs:label ?name }",
    "tree": "SELECT (COUNT(*) AS ?n) { ?issue skos:broader+ <BASEissue/crime> . ?c hkg:raises ?issue }",
    "aggregate": "SELECT ?issue (COUNT(DISTINCT ?c) AS ?n) { ?c hkg:raises ?issue } GROUP BY ?issue ORDER BY DESC(?n) LIMIT 20",
    "words": 'SELECT ?c { ?c a hkg:Contribution ; schema:text ?text FILTER(CONTAINS(LCASE(?text), "police")) }',
    "absence": "SELECT (COUNT(*) AS ?n) { ?c a hkg:Contribution FILTER NOT EXISTS { ?c hkg:speaker ?somebody } }",
    "graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a hkg:status hkg:Inferred } }",
}


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def disk(path: Path, _: Path) -> Callable[[str], object]:
    store = ox.Store.read_only(str(path))
    return lambda sparql: list(store.query(sparql, prefixes=iris.PREFIXES, use_default_graph_as_union=True))  # type: ignore[arg-type]


def memory(_: Path, quads: Path) -> Callable[[str], object]:
    store = ox.Store()
    store.load(path=str(quads), format=ox.RdfFormat.N_QUADS)
    return lambda sparql: list(store.query(sparql, prefixes=iris.PREFIXES, use_default_graph_as_union=True))  # type: ignore[arg-type]


def with_rdflib(_: Path, quads: Path) -> Callable[[str], object]:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(quads, format="nquads")
    return lambda sparql: list(dataset.query(sparql, initNs=iris.PREFIXES))


def over_http(address: str, _: Path, __: Path) -> Callable[[str], object]:
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in iris.PREFIXES.items())

    def ask(sparql: str) -> object:
        url = f"{address}?{urllib.parse.urlencode({'query': prefixes + sparql})}"
        asked = urllib.request.Request(url, headers={"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(asked) as answer:
            return json.load(answer)

    return ask


Engine = Callable[[Path, Path], Callable[[str], object]]
HERE: Mapping[str, Engine] = {"Oxigraph, disk": disk, "Oxigraph, memory": memory, "rdflib": with_rdflib}


@contextmanager
def engines(path: Path, quads: Path, folder: Path) -> Iterator[Mapping[str, Engine]]:
    """Give the engines that are here, Virtuoso with the graph loaded, by the server that the tests start."""
    if not shutil.which("virtuoso-t"):
        yield HERE
        return
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from tests.endpoints.servers import virtuoso

    folder.mkdir()
    began = time.perf_counter()
    with virtuoso(path, quads, folder) as address:
        print(f"Virtuoso started, and loaded all in {time.perf_counter() - began:.1f} s")
        yield {**HERE, "Virtuoso, HTTP": partial(over_http, address)}


def work(pipe: Connection, engine: Engine, path: Path, quads: Path, base: str) -> None:
    """Load, then answer each shape by its name with the seconds it took."""
    began = time.perf_counter()
    ask = engine(path, quads)
    pipe.send(time.perf_counter() - began)
    while name := pipe.recv():
        sparql = SHAPES[name].replace("BASE", base)
        pipe.send(statistics.median(timed(lambda sparql=sparql: ask(sparql)) for _ in range(RUNS)))  # type: ignore[misc]


def measured(
    engine: Engine, path: Path, quads: Path, base: str, patience: float
) -> tuple[float, Mapping[str, float | None]]:
    """Return the seconds that an engine takes to load, and to answer each shape, None where it is left."""
    took: dict[str, float | None] = {}
    loaded = 0.0
    here = process = None
    for name in SHAPES:
        if process is None or here is None:
            here, there = get_context("spawn").Pipe()
            process = get_context("spawn").Process(target=work, args=(there, engine, path, quads, base), daemon=True)
            process.start()
            loaded = here.recv()
        here.send(name)
        took[name] = here.recv() if here.poll(RUNS * patience) else None
        if took[name] is None:
            process.kill()
            process = None
    if process and here:
        here.send("")
        process.join()
    return loaded, took


def main(graph: Path | None, patience: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if graph is None:
            graph = Path(folder) / "demo.kg"
            kg.build([Path(__file__).parent.parent / "examples/regional-organised-crime-units.txt"], graph)
        quads = Path(folder) / "graph.nq"
        with open_graph(graph) as opened:
            export(opened, "nq", quads)
            base, count = opened.base, len(opened)
        path = _generation(graph)
        with engines(path, quads, Path(folder) / "virtuoso") as known:
            found = {name: measured(engine, path, quads, base, patience) for name, engine in known.items()}
    print(f"{count} quads; made whole in memory: " + ", ".join(f"{e} {found[e][0]:.1f} s" for e in list(HERE)[1:]))
    first = found["Oxigraph, disk"][1]
    for name in SHAPES:
        print(f"{name:10}" + "".join(_cell(engine, took[name], first[name]) for engine, (_, took) in found.items()))


def _generation(graph: Path) -> Path:
    return next(graph.glob("generation-*"))


def _cell(engine: str, seconds: float | None, first: float | None) -> str:
    if seconds is None:
        return f"  {engine}: left"
    ratio = f" ({seconds / first:.1f})" if first else ""
    return f"  {engine}: {seconds * 1000:.1f} ms{ratio}"


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0]) if given else None, float(given[1]) if len(given) > 1 else 30)
