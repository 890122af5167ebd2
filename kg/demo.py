"""The main job on the shipped debate: built, shown, asked, exported as a network."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from rich.markup import escape

from kg.ask import written
from kg.build import build
from kg.network import network, write_network
from kg.query import run, run_named
from kg.report import report_lines
from kg.show import debate_lines
from kg.store import open_graph

DEBATE = "regional-organised-crime-units.txt"


def example(name: str) -> Path:
    """Return the path of a file of the examples: inside the installed package, or beside it in a checkout."""
    installed = Path(__file__).parent / "examples"
    return (installed if installed.is_dir() else Path(__file__).parent.parent / "examples") / name


def demo_lines(out: Path, generated: datetime | None = None) -> Iterator[str]:
    """Do the main job with the shipped debate, and yield what there is to see, as Rich markup."""
    report = build([example(DEBATE)], out, generated=generated)
    with open_graph(out) as graph:
        for key in graph.debates():
            if key.endswith("/regional-organised-crime-units"):
                yield from debate_lines(graph, key)
        yield ""
        yield "[bold]Which figures were said of the regional organised crime units?[/bold]"
        yield f"[dim]kg query {out} --name figures-about --param agency=agency/regional-organised-crime-units[/dim]"
        answer = run_named(
            lambda sparql, bound: run(graph, sparql, bound=bound),
            "figures-about",
            {"agency": "agency/regional-organised-crime-units"},
            graph.base,
        )
        yield escape(written(answer, "table"))
        made = network(graph, "agency-issue")
    picture = out.with_suffix(".agency-issue.gexf")
    write_network(made, "gexf", picture)
    yield f"The network of agencies and issues, {made.number_of_nodes()} nodes and {made.number_of_edges()} edges, is in {picture}."
    yield f"The graph is in {out}:"
    yield from (f"  {escape(line)}" for line in report_lines(report))
