"""hansard-kg: what is said in the UK Parliament, as a graph in which every statement leads back to its words.

import kg

graph = kg.build(["debates/", "page.txt"], "hansard.kg")
for row in graph.query("SELECT ?name WHERE { ?contribution hkg:speaker/rdfs:label ?name }"):
    print(row["name"])

graph = kg.open("hansard.kg")
dataset = graph.dataset()                # an rdflib Dataset over the same store
network = graph.network("references")    # a networkx graph
"""

from kg.api import OpenGraph, build
from kg.api import open_at as open  # noqa: A004 (kg.open reads as what it does)
from kg.build import Report
from kg.errors import KgError
from kg.query import Answer

__all__ = ["Answer", "KgError", "OpenGraph", "Report", "build", "open"]
