"""Content negotiation (RFC 9110, section 12.5.1): which of the types that we write a client likes best."""

from collections.abc import Iterator, Mapping


def best(accept: str, types: Mapping[str, str]) -> str | None:
    """Return the value of the type in `types` that `accept` likes best, of two liked alike the first; None for none.

    >>> best("text/html;q=0.5, text/turtle", {"text/html": "html", "text/turtle": "ttl"})
    'ttl'
    >>> best("image/png", {"text/html": "html"}) is None
    True
    """
    ranges = list(_ranges(accept or "*/*"))
    liked = [(_quality(media_type, ranges), -at, value) for at, (media_type, value) in enumerate(types.items())]
    quality, _, value = max(liked)
    return value if quality > 0 else None


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        media_range, *parameters = (word.strip().lower() for word in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = min(max(float(parameter[2:]), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        if media_range:
            yield media_range, quality


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """Return the quality of a type by the range that says most of it."""
    kind = media_type.partition("/")[0]
    for wanted in (media_type, f"{kind}/*", "*/*"):
        for media_range, quality in ranges:
            if media_range == wanted:
                return quality
    return 0.0
