"""A graph that is built anew while it is served: nobody is turned away, and what is new is answered from then on."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.serve.app import Settings, application
from kg.store import open_graph, writing

BUILDS = 6
ASK = "SELECT ?n WHERE { <https://x.org/a> <https://x.org/n> ?n }"


@pytest.fixture
def renew(tmp_path: Path) -> Callable[[int], Path]:
    def renewed(number: int) -> Path:
        lines = tmp_path / "a.nq"
        lines.write_text(f'<https://x.org/a> <https://x.org/n> "{number}" <https://x.org/g> .\n', "utf-8")
        with writing(tmp_path / "a.kg") as writer:
            writer.remove("https://x.org/g")
            writer.load(lines)
        return tmp_path / "a.kg"

    return renewed


def numbers(client: TestClient) -> list[str]:
    answer = client.get("/sparql", params={"query": ASK}, headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200, answer.text
    return [row["n"]["value"] for row in answer.json()["results"]["bindings"]]


def test_no_query_fails_while_the_graph_is_replaced_and_the_next_sees_what_is_new(
    renew: Callable[[int], Path],
) -> None:
    with TestClient(application(Settings(path := renew(0)))) as client:
        seen: list[str] = []
        failed: list[BaseException] = []
        done = threading.Event()

        def ask() -> None:
            while not done.is_set():
                try:
                    seen.extend(numbers(client))
                except BaseException as error:
                    failed.append(error)

        asking = [threading.Thread(target=ask) for _ in range(3)]
        for thread in asking:
            thread.start()
        for number in range(1, BUILDS + 1):
            renew(number)
            assert numbers(client) == [str(number)]
        done.set()
        for thread in asking:
            thread.join()
    assert failed == []
    assert set(seen) <= set(map(str, range(BUILDS + 1)))
    renew(BUILDS + 1)
    assert len(list(path.glob("generation-*"))) == 1


def test_a_generation_stays_as_long_as_it_is_read(renew: Callable[[int], Path]) -> None:
    path = renew(0)
    reader = open_graph(path)
    renew(1)
    renew(2)
    assert len(list(path.glob("generation-*"))) == 2
    assert [quad.object.value for quad in reader.quads("https://x.org/g")] == ["0"]
    del reader
    renew(3)
    assert len(list(path.glob("generation-*"))) == 1
