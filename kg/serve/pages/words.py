"""The words of a contribution with what they name marked in them, whatever lies within or across what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

DEEPEST = 8
"""Marks within marks; what lies deeper is left unmarked."""


@dataclass(frozen=True)
class Span:
    """Characters of a text from `begin` to before `end` that name something of a kind; `href` is where that is read."""

    begin: int
    end: int
    kind: str
    href: str | None = None
    title: str = ""
    anchor: str = ""


RANK = {"office": 0, "party": 1, "issue": 2, "figure": 3}
"""Of two marks on the same words, the later is within and gives the link; a kind that is not here comes last."""


def paragraphs(text: str, spans: Iterable[Span]) -> list[Markup]:
    """Return the paragraphs of a text, escaped, with its spans marked.

    A span within another stands within its mark; of two that cross, the second goes on after the first ends.

    >>> paragraphs("a <b> c", [Span(2, 5, "issue", "/issue/b")])
    [Markup('a <a class="m issue" href="/issue/b">&lt;b&gt;</a> c')]
    """
    ordered = sorted((s for s in spans if 0 <= s.begin < s.end <= len(text)), key=_order)
    found, at = [], 0
    for line in text.split("\n"):
        end = at + len(line)
        within = [clipped for s in ordered if (clipped := _clip(s, at, end))]
        found.append(_marked(text, at, end, within, None, 0))
        at = end + 1
    return found


def _order(span: Span) -> tuple[int, int, int, str]:
    return span.begin, -span.end, RANK.get(span.kind, len(RANK)), span.anchor


def _clip(span: Span, begin: int, end: int) -> Span | None:
    """Return what of a span lies from `begin` to `end`; only its beginning keeps the anchor."""
    if span.end <= begin or span.begin >= end:
        return None
    anchor = span.anchor if span.begin >= begin else ""
    return replace(span, begin=max(span.begin, begin), end=min(span.end, end), anchor=anchor)


def _marked(text: str, begin: int, end: int, spans: Sequence[Span], around: Span | None, depth: int) -> Markup:
    found, at, left = Markup(), begin, list(spans)
    while left:
        one = left.pop(0)
        inside = [clipped for s in left if (clipped := _clip(s, one.begin, one.end))]
        left = sorted((after for s in left if (after := _clip(s, one.end, end))), key=_order)
        found += _plain(text[at : one.begin], around)
        found += _mark(text, one, inside if depth < DEEPEST else [], depth)
        at = one.end
    return found + _plain(text[at:end], around)


def _mark(text: str, span: Span, inside: Sequence[Span], depth: int) -> Markup:
    if not inside:
        return _linked(escape(text[span.begin : span.end]), span)
    attributes = _attribute("id", span.anchor) + _attribute("title", span.title)
    words = _marked(text, span.begin, span.end, inside, replace(span, anchor=""), depth + 1)
    return Markup('<span class="m {}"{}>{}</span>').format(span.kind, attributes, words)


def _plain(words: str, around: Span | None) -> Markup:
    """Return words that no mark of their own has: linked to what the mark around them means, where they are words."""
    if around and around.href and any(c.isalpha() for c in words):
        return Markup('<a class="in" href="{}">{}</a>').format(around.href, words)
    return escape(words)


def _linked(words: Markup, span: Span) -> Markup:
    attributes = _attribute("id", span.anchor) + _attribute("title", span.title)
    if span.href:
        return Markup('<a class="m {}" href="{}"{}>{}</a>').format(span.kind, span.href, attributes, words)
    return Markup('<span class="m {}"{}>{}</span>').format(span.kind, attributes, words)


def _attribute(name: str, value: str) -> Markup:
    return Markup(' {}="{}"').format(Markup(name), value) if value else Markup()


def stressed(words: str, marked: str) -> Markup:
    """Return words with the first place where `marked` stands in them stressed.

    >>> stressed("of county lines.", "county lines")
    Markup('of <mark>county lines</mark>.')
    """
    at = words.find(marked) if marked else -1
    if at < 0:
        return escape(words)
    return Markup("{}<mark>{}</mark>{}").format(words[:at], marked, words[at + len(marked) :])
