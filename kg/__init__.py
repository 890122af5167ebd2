"""hansard-kg: what is said in the UK Parliament, as a graph in which every statement leads back to its words.

import kg

report = kg.build(["debates/", "page.txt"], "hansard.kg")
with kg.open("hansard.kg") as graph:
    answer = kg.query(graph, "SELECT ?name WHERE { ?contribution hkg:speaker/rdfs:label ?name }")
    dataset = graph.dataset()           # an rdflib Dataset over the same store
    network = kg.network(graph, "references")   # a networkx graph
"""

from kg.build import Report, build
from kg.errors import KgError
from kg.network import network
from kg.query import Answer
from kg.query import run as query
from kg.store import Graph
from kg.store import open_graph as open  # noqa: A004 (kg.open reads as what it does)

__all__ = ["Answer", "Graph", "KgError", "Report", "build", "network", "open", "query"]
