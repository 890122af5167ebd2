"""Whole outputs, byte for byte: what the shipped debate becomes. A change here is meant, or a defect.

To accept a change: kg build examples/regional-organised-crime-units.txt -o a.kg, then
kg export a.kg --debate "Regional Organised Crime Units" --to nq -o tests/golden/regional-organised-crime-units.nq
"""

from pathlib import Path

from kg.export import Selection, export
from kg.store import Graph

GOLDEN = Path(__file__).parent / "golden" / "regional-organised-crime-units.nq"


def test_the_shipped_debate_is_these_quads(seed_graph: Graph, tmp_path: Path) -> None:
    export(seed_graph, "nq", tmp_path / "a.nq", Selection(debate="Regional Organised Crime Units"))
    assert (tmp_path / "a.nq").read_bytes() == GOLDEN.read_bytes()
