"""A graph for others: serve, mcp; and for whoever comes first: demo."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import GraphPath, source_date
from kg.cli.said import print_line


def serve(
    graph: GraphPath,
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port.")] = 8000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds until a query is ended.")] = 30.0,
    limit: Annotated[int, typer.Option(min=1, help="As many rows of an answer at the most.")] = 100_000,
    memory: Annotated[int, typer.Option(min=100, help="Megabytes that a query may take.")] = 2_000,
    workers: Annotated[int, typer.Option(min=1, help="Queries that are answered at once.")] = 2,
    address: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="The public address, where a proxy stands before the server."),
    ] = None,
    log_queries: Annotated[bool, typer.Option("--log-queries", help="Log the words of queries too.")] = False,
) -> None:
    """Serve a graph: SPARQL at /sparql, linked data and pages at the paths of its things. Read-only, bounded.

    Example: kg serve hansard.kg --port 8000
    """
    from kg.serve.run import serve_graph

    serve_graph(graph, host, port, timeout, limit, memory, workers, address, log_queries)


def serve_models(
    graph: GraphPath,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds until a query is ended.")] = 30.0,
) -> None:
    """Let a language model ask a graph: a server of the Model Context Protocol over standard input and output. Read-only.

    Needs the extra: pip install 'hansard-kg[mcp]'

    Example: kg mcp hansard.kg
    """
    from kg.serve.mcp import serve

    serve(graph, timeout)


def demo(
    out: Annotated[Path, typer.Option("-o", "--output", metavar="GRAPH", help="Where the graph goes.")] = Path(
        "hansard-demo.kg"
    ),
) -> None:
    """Build the shipped debate, show it, ask it a question, export a network.

    Example: kg demo
    """
    from kg.demo import demo_lines

    for line in demo_lines(out, source_date()):
        print_line(line)
