"""Questions about the whole graph: asked once, in the background, within a bound; a page does not wait for them, and says so."""

import asyncio
import shutil
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.errors import KgError, QueryError
from kg.serve.app import Settings, application
from kg.serve.pages import home
from kg.serve.pool import Bounds
from kg.serve.results import Written
from kg.serve.whole import Whole
from kg.serve.worker import Job
from kg.store import writing

BROWSER = {"Accept": "text/html"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNTING = "Some counts are left out here"


def test_each_is_asked_once_and_one_at_a_time_for_a_state_of_the_graph() -> None:
    asked: list[str] = []
    states, running, rested = ["first"], [0], list[int]()

    async def ask(job: Job) -> Written:
        running[0] += 1
        assert running[0] == 1
        await asyncio.sleep(0.01)
        running[0] -= 1
        asked.append(job.sparql)
        if job.sparql == "wrong":
            raise QueryError("it took too long")
        return Written(b"", "")

    async def several() -> None:
        whole = Whole(ask, lambda: rested.append(len(asked)), lambda: states[0])
        assert await whole.answer(Job("a"), 0) is None
        assert [await whole.answer(Job(name), 5) is not None for name in "aabab"] == [True] * 5
        for _ in range(2):
            with pytest.raises(KgError):
                await whole.answer(Job("wrong"), 5)
        assert asked == ["a", "b", "wrong"]
        states[0] = "second"
        await whole.answer(Job("a"), 5)
        assert asked == ["a", "b", "wrong", "a"]
        assert rested[:3] == [0, 1, 2]
        whole.close()

    asyncio.run(several())


@pytest.fixture
def path(seed_path: Path, tmp_path: Path) -> Path:
    shutil.copytree(seed_path, tmp_path / "hansard.kg")
    return tmp_path / "hansard.kg"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "COUNTS", (("sittings", home.COUNTS[0][1]), ("stars", ENDLESS)))
    monkeypatch.setattr("kg.serve.pages.asker.PATIENCE", 1.0)


def test_the_first_page_does_not_wait_for_what_takes_long(slow: None, path: Path) -> None:
    with TestClient(application(Settings(path, Bounds(once=2.0))), headers=BROWSER) as client:
        began = time.monotonic()
        page = client.get("/")
        assert time.monotonic() - began < 8
        assert page.headers["cache-control"] == "no-cache"
        assert COUNTING in page.text
        assert "stars" not in page.text
        for _ in range(60):
            if "Regional Organised Crime Units" in (page := client.get("/")).text:
                break
            time.sleep(0.25)
        assert "<dt>sittings</dt><dd>1</dd>" in page.text
        assert "Regional Organised Crime Units" in page.text
        assert COUNTING in page.text


def test_a_graph_built_anew_is_counted_anew(path: Path, tmp_path: Path) -> None:
    with TestClient(application(Settings(path, counting=True)), headers=BROWSER) as client:
        assert "<dt>debates</dt><dd>1</dd>" in client.get("/").text
        (tmp_path / "more.nq").write_text(
            "<https://w3id.org/hansard-kg/debate/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<https://w3id.org/hansard-kg/ontology#Debate> <https://w3id.org/hansard-kg/graph/debate/x> .\n"
        )
        with writing(path) as writer:
            writer.load(tmp_path / "more.nq")
        assert "<dt>debates</dt><dd>2</dd>" in client.get("/").text
