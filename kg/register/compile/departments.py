"""Which agency a department is: the slug of GOV.UK where GOV.UK lists it, else that of its name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.iris import slug
from kg.register.compile.sources import document, table

CALLED_OTHERWISE = {
    "Department for Exiting the EU": "department-for-exiting-the-european-union",
    "Prime Minister's Office": "prime-ministers-office-10-downing-street",
}
"""Departments that GOV.UK lists under another name."""


def govuk_organisations(folder: Path) -> list[dict[str, Any]]:
    """Return the organisations of GOV.UK as its own API gives them."""
    listed = document(folder, "govuk-orgs/ifg-govuk-organisations-2026-08.json")
    return list(listed)


def department_slugs(folder: Path) -> Mapping[str, str]:
    """Return the slug of each department that the Institute for Government knows, by its name."""
    by_title: dict[str, str] = {}
    taken: set[str] = set()
    for organisation in govuk_organisations(folder):
        title, its_slug = slug(organisation["title"]), organisation["details"]["slug"]
        if title not in by_title or its_slug == title:
            by_title[title] = its_slug
        taken.add(its_slug)
    names = {row["name"] for row in table(folder, "ministers-ifg/organisation.csv")}
    return {name: CALLED_OTHERWISE.get(name) or by_title.get(slug(name)) or _own(name, taken) for name in sorted(names)}


def _own(name: str, taken: set[str]) -> str:
    """Return a slug of our own, which must not be that of a body of another nation."""
    return f"{slug(name)}-uk" if slug(name) in taken else slug(name)
