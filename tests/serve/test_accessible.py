"""Every kind of page, light and dark, wide and narrow, as axe-core (Deque Systems, MPL-2.0) sees it in a browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chromium import Page
from tests.serve.conftest import serving

DEBATE = "debate/commons/2017-11-20/regional-organised-crime-units"
PAGES = (
    "", "debates", DEBATE, f"{DEBATE}/9", "sitting/commons/2017-11-20", "person/1539", "constituency/3293",
    "agency/regional-organised-crime-units", "issue/", "issue/county-lines", "place/somerset",
    "office/secretary-of-state-for-the-home-department", "party/conservative", "seat/1539/2010-05-06", "search?q=county+lines",
    "time?about=county+lines&about=drugs", "network", "network/agency-issue.html", "sparql", "sparql?name=who-raised&issue=county+lines",
    "sparql?query=DESCRIBE+%3Chttps%3A%2F%2Fw3id.org%2Fhansard-kg%2Fissue%2Fcounty-lines%3E", "sparql?query=SELECT", "ontology", "nothing",
)  # fmt: skip
ALIKE = 6
"""So many elements of one kind beside one another are looked at; thousands of rows take axe minutes."""

THINNED = f"""(() => {{
  for (const parent of document.querySelectorAll("body *")) {{
    const many = {{}};
    for (const child of [...parent.children]) {{
      const kind = `${{child.localName}} ${{child.className}}`;
      many[kind] = (many[kind] || 0) + 1;
      if (many[kind] > {ALIKE} && !["option", "th", "td"].includes(child.localName)) child.remove();
    }}
  }}
}})()"""
FOUND = """axe.run(document, OPTIONS).then((said) => said.violations.map((one) => [one.impact, one.id, one.nodes.map(
  (node) => `${node.target} ${node.html.slice(0, 200)} ${[...node.any, ...node.all, ...node.none].map((check) => check.message)}`)]))"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, from where Node would find it."""
    for folder in os.environ.get("NODE_PATH", "").split(os.pathsep):
        file = Path(folder) / "axe-core" / "axe.min.js"
        if folder and file.is_file():
            return file.read_text("utf-8")
    pytest.skip("no axe-core on NODE_PATH here: npm install --prefix FOLDER axe-core")


@pytest.fixture(scope="module")
def address(seed_path: Path) -> Iterator[str]:
    with serving(seed_path) as address:
        yield address


COLOURS = "{runOnly: ['color-contrast']}"
NARROW = (
    "{runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable', 'label', 'link-name', 'button-name']}"
)
LOOKS = (
    (1280, False, "{resultTypes: ['violations']}"),
    (390, True, NARROW),
    (1280, True, COLOURS),
    (390, False, COLOURS),
)
CHIEF = (
    DEBATE,
    "agency/regional-organised-crime-units",
    "network/agency-issue.html",
    "sparql?name=who-raised&issue=county+lines",
)
"""Pages that are looked at in all four looks; the others wide and light, narrow and dark."""


def test_axe_has_nothing_to_say(browser: Page, address: str, axe: str) -> None:
    """Not even of what is moderate or minor; and no page is wider than its window."""
    found = {}
    for path in PAGES:
        browser.visit(address + path)
        browser.run(f"{THINNED};{axe};0")
        for width, dark, options in LOOKS if path in CHIEF else LOOKS[:2]:
            browser.look(width, dark=dark)
            if said := browser.run(FOUND.replace("OPTIONS", options)):
                found[path, width, dark] = said
            assert browser.run("document.documentElement.scrollWidth") <= width, path
    assert found == {}


def test_keys_alone_lead_through_a_page(browser: Page, address: str) -> None:
    browser.visit(address + DEBATE)
    browser.press("Tab")
    assert browser.run("document.activeElement.className") == "skip"
    browser.press("Enter")
    browser.wait("document.activeElement.id === 'main'")
    browser.press("Tab")
    assert browser.run("document.querySelector('main').contains(document.activeElement)")
    assert browser.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
