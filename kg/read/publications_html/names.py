"""Who speaks a paragraph, as publications.parliament.uk prints it: in bold, with office, seat and party in brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.model import Printed
from kg.read.page.lines import table_rows
from kg.read.publications_html.blocks import Block, Run
from kg.read.publications_html.tables import ends_turn, kind, verbs
from kg.read.words import paragraph

LONGEST = 250
MOST_RUNS = 12
BEFORE = re.compile(r"(?P<number>[TQ]?\d{1,3})?\s*\.?\s*(?:\[(?P<uin>HL ?\d{1,5}|\d{5,7})\])?\s*$")
WITHIN = re.compile(r"(?P<number>[TQ]?\d{1,3})\.\s+(?:\[(?P<uin>HL ?\d{1,5}|\d{5,7})\]\s*)?")
AFTER = re.compile(r"(?P<more>(?:\s*\([^()]{1,80}\)){0,2})\s*:")
BRACKET = re.compile(r"\s*\((?P<inside>(?:[^()]|\([^()]*\)){1,120})\)\s*$")
ASKED_BY = re.compile(r"Asked [Bb]y\s*:?\s*(?P<name>[A-Z].{2,120}?)\s*:?$")
PEER = re.compile(
    r"The (?:Lord )?(?:Archbishop|Bishop|Earl|Countess|Duke|Duchess|Marquess|Marchioness|Viscount|Viscountess|Reverend)\b"
)
OFFICE = re.compile(
    r"The |(?:Mr\.?|Madam|Lord) (?:Deputy )?(?:Speaker|Chairman)\b|Madam Chair|(?:Deputy )?Speaker\b|Deputy Chairman\b"
)
NOT_NAMED = re.compile(r"(?:\d|[^A-Za-z]*$|[a-z])")
SPEECH, NAME, QUESTION = "speech", "name", "question"


@dataclass(frozen=True, slots=True)
class Named:
    """Who begins to speak, the number and UIN printed before the name, and the words after it."""

    printed: Printed | None
    words: str
    number: str | None = None
    uin: str | None = None


def named(block: Block) -> Named | None:
    """Return who begins to speak with a paragraph, None where it goes on with what stands before it.

    The site's own anchors decide where there are any: what it calls a paragraph of a speech begins none, though bold
    words open it. Without them a name ends in a colon, or goes on as "rose" does, and holds no digit.
    """
    if asked := ASKED_BY.match(block.words):
        return Named(printed(asked["name"]), "")
    kinds = {kind(anchor) for anchor in block.anchors}
    begins = bool(kinds & {SPEECH, NAME, QUESTION})
    found = None if "paragraph" in kinds and not begins else _bold_name(block, begins=begins)
    unnamed = kinds & {SPEECH, QUESTION} and not kinds & {NAME, "paragraph"}
    if found is None and unnamed and not block.italic and not ends_turn(block.words):
        return Named(None, block.words)
    return found


def _bold_name(block: Block, *, begins: bool) -> Named | None:
    opening, name, rest = _parts(block.runs)
    before = BEFORE.match(opening)
    if not name or not before or len(name) > LONGEST:
        return None
    within = WITHIN.match(name)
    name = name[within.end() :] if within else name
    if NOT_NAMED.match(name):
        return None
    after = None if name.endswith(":") else AFTER.match(rest)
    if after:
        name, rest = paragraph(name + " " + after["more"]), rest[after.end() :]
    if not (begins or after or _is_named(name, rest)):
        return None
    numbers = [within, before] if within else [before]
    number, uin = (next((m[key] for m in numbers if m[key]), None) for key in ("number", "uin"))
    return Named(printed(name), paragraph(rest), number, uin)


def _parts(runs: tuple[Run, ...]) -> tuple[str, str, str]:
    """Return the words before the bold ones, the bold ones up to a colon, and all the others; no words and no name
    where none opens the paragraph.
    """
    begin = next((at for at, run in enumerate(runs[:MOST_RUNS]) if run.bold and run.words.strip()), None)
    if begin is None:
        return "", "", ""
    end = begin
    name = ""
    while end < min(len(runs), begin + MOST_RUNS) and not name.rstrip().endswith(":"):
        if not runs[end].bold and (runs[end].words.strip() or not any(run.bold for run in runs[end + 1 : end + 2])):
            break
        name += runs[end].words
        end += 1
    before, after = runs[:begin], runs[end:]
    return paragraph("".join(run.words for run in before)), paragraph(name), "".join(run.words for run in after)


def _is_named(name: str, rest: str) -> bool:
    if any(map(str.isdigit, name)) or len(name.split()) < 2:
        return False
    return name.endswith(":") or bool(verbs().match(rest.lstrip()))


def printed(words: str) -> Printed:
    """Return a name taken apart: "NAME (SEAT) (PARTY)", "OFFICE (NAME)", "NAME", "OFFICE".

    >>> printed("Stephen Twigg (Liverpool, West Derby) (Lab/Co-op):").constituency
    'Liverpool, West Derby'
    >>> printed("The Secretary of State for Justice (Mr Kenneth Clarke):").office
    'The Secretary of State for Justice'
    >>> printed("The Earl of Sandwich (CB):")
    Printed(name='The Earl of Sandwich', identifier=None, office=None, constituency=None, party='CB')
    """
    name, *brackets = _taken_apart(words.strip().removesuffix(":").strip())
    party = next((one for one in brackets[-1:] if one in parties() or len(brackets) > 1), None)
    brackets = brackets[:-1] if party else brackets
    first = brackets[0] if brackets else None
    if first and first.lower() == "in the chair":
        return Printed(name, office=first)
    if OFFICE.match(name) and not PEER.match(name):
        return Printed(first, office=name, party=party)
    return Printed(name, constituency=first, party=party)


def _taken_apart(words: str) -> Iterator[str]:
    brackets: list[str] = []
    while (match := BRACKET.search(words)) and match.start() and len(brackets) < 3:
        brackets.insert(0, match["inside"].strip())
        words = words[: match.start()]
    yield words
    yield from brackets


@cache
def parties() -> frozenset[str]:
    return frozenset(row[1] for row in table_rows("parties"))
