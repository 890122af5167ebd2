"""What answers of the Hansard API hold, counted from the JSON alone: nothing of kg is used."""

import json
from collections.abc import Iterator
from pathlib import Path

from lxml import html

Json = dict[str, object]
ROSE = ("—", "–", "-")


def count(path: Path) -> int:
    """Return how many turns the debates hold: items that name somebody and say something, once each."""
    found = 0
    for items in _sections(path):
        asked = False
        for item in items:
            tag = str(item.get("HRSTag") or "").casefold().removeprefix("err_")
            named = bool(item.get("AttributedTo") or (item.get("MemberId") or 0) > 0)
            if tag == "hs_tabledby":
                asked = _words(item).casefold().startswith("asked by") and named
            elif item["ItemType"] not in ("Timestamp", "Division", "Amendment"):
                by_asker = asked and tag == "hs_question" and not named
                found += by_asker or (named and not _is_rising(item))
                asked = asked and not (named or by_asker)
    return found


def count_divisions(path: Path) -> int:
    """Return how many divisions there are, in debates and alone; one in both is one."""
    ids = [i.get("ExternalId") or str(i) for items in _sections(path) for i in items if i["ItemType"] == "Division"]
    alone = [a["ExternalId"] for a in _answers(path) if "AyeMembers" in a]
    return len({str(each).casefold() for each in (*ids, *alone)})


def _is_rising(item: Json) -> bool:
    """Tell whether somebody only rises: "Several hon. Members rose—"."""
    words, who = _words(item), str(item.get("AttributedTo") or "")
    if not words:
        return who.endswith(ROSE)
    if item.get("MemberId") or not words.endswith(ROSE):
        return False
    return "".join(html.fromstring(f"<div>{item['Value']}</div>").xpath("//text()[not(ancestor::em)]")).strip() == ""


def _words(item: Json) -> str:
    tree = html.fromstring(f"<div>{item.get('Value') or ''}</div>")
    for marker in tree.xpath("//span[starts-with(@class, 'column-number')]"):
        marker.drop_tree()
    return str(tree.text_content()).strip()


def _sections(path: Path) -> Iterator[list[Json]]:
    """Yield the items of each debate, each debate and each item once."""
    seen: set[str] = set()
    for answer in _answers(path):
        if "Overview" not in answer:
            continue
        debates = [answer]
        for debate in debates:
            debates += debate.get("ChildDebates") or []
        held: set[object] = set()
        sections = []
        for debate in reversed(debates):
            items = [i for i in debate.get("Items") or [] if (i["ItemType"], i.get("ItemId")) not in held]
            held |= {(i["ItemType"], i["ItemId"]) for i in items if i.get("ItemId")}
            sections.append((str(debate["Overview"].get("ExtId")).casefold(), items))
        for key, items in reversed(sections):
            if key not in seen:
                seen.add(key)
                yield items


def _answers(path: Path) -> list[Json]:
    text = path.read_text("utf-8-sig")
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        whole = [json.loads(line) for line in text.splitlines() if line.strip()]
    return whole if isinstance(whole, list) else [whole]
