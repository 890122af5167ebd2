"""An evaluation as people read it, and as values for JSON: figures first, then every mistake."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.build import knowledge
from kg.errors import FormError
from kg.evaluate import blind_scores, documents_of, gold_labels, labels_of, score_labels, score_phrases
from kg.evaluate.blind import Judged, Score
from kg.evaluate.passages import Labelled
from kg.evaluate.phrases import Phrase
from kg.evaluate.things import holds_things, score_things, texts_of, thing_lines, thing_rows
from kg.extract import Knowledge
from kg.read import Document
from kg.register import Register

VERDICTS = ("right", "wrong", "among", "open")


def evaluated(sources: Iterable[str | Path], labels: Path | None = None) -> tuple[dict[str, Any], list[str]]:
    """Return what an evaluation of `sources` came to, as values for JSON and as lines.

    With `labels`, a CSV file or a folder of Label Studio's, what is found is compared with them: people, or (where the
    file has a column "kind") agencies, places, issues, figures and claims. Else speakers are asked for
    blind, and member mentions compared with parlparse's. Raises the KgError of a source that cannot be read, or where
    there is nothing to measure.
    """
    known, documents = knowledge(), documents_of(sources)
    if labels and holds_things(labels):
        return _by_things(documents, labels, known)
    return _by_labels(documents, labels, known) if labels else _blind(documents, known)


def _by_things(documents: Sequence[Document], labels: Path, known: Knowledge) -> tuple[dict[str, Any], list[str]]:
    texts = texts_of(labels)
    tallies = score_things(documents, texts, known)
    if not tallies:
        raise FormError(
            f"none of its {len(texts)} contributions stands in these sources",
            where=str(labels),
            mend="give the sources that were labelled; contributions go by their source's own id",
        )
    return {"things": thing_rows(tallies)}, list(thing_lines(tallies))


def _by_labels(documents: Sequence[Document], labels: Path, known: Knowledge) -> tuple[dict[str, Any], list[str]]:
    wanted = list(gold_labels(labels, documents, known) if labels.is_dir() else labels_of(labels))
    labelled = list(score_labels(documents, wanted, known))
    if not labelled:
        raise FormError(
            f"none of its {len(wanted)} labels stands in these sources",
            where=str(labels),
            mend="give the sources that were labelled; contributions go by their path or their source's own id",
        )
    lines = list(label_lines(labelled, known.register))
    if missing := len(set(wanted) - {one.label for one in labelled}):
        lines.append(f"{missing} labels stand in none of these sources")
    return {**label_rows(labelled), "missing": missing}, lines


def _blind(documents: Sequence[Document], known: Knowledge) -> tuple[dict[str, Any], list[str]]:
    scores, mistakes = blind_scores(documents, known)
    if not scores:
        raise FormError("no speaker is named in these sources", mend="give debates with their speakers' names")
    phrases = list(score_phrases(documents, known))
    lines = [*blind_lines(scores, mistakes, known.register), *phrase_lines(phrases, known.register)]
    return blind_rows(scores, mistakes, phrases, known.register), lines


def blind_lines(
    scores: Mapping[tuple[str, str], Score], mistakes: Sequence[Judged], register: Register
) -> Iterator[str]:
    """Yield what a blind reading came to: by section, then by kind of contribution, then the mistakes."""
    for section, kind in sorted(scores):
        score = scores[section, kind]
        if not kind:
            yield f"{section}, read without their names"
            yield from (f"  {name:36}{_figure(value)}" for name, value in score.row().items())
        else:
            yield (
                f"    {kind}: {score.contributions}, right {score.right}, wrong {score.wrong}, truth among candidates"
                f" {score.among}, not among {score.not_among}, open"
                f" {score.contributions - score.right - score.wrong - len(score.sizes)}"
            )
    yield f"{len(mistakes)} mistakes"
    yield from (f"  {_mistake(one, register)}" for one in mistakes)


def _figure(value: float) -> str:
    return f"{value:.1%}" if isinstance(value, float) and value <= 1 else f"{value:g}"


def _mistake(judged: Judged, register: Register) -> str:
    given = judged.attribution.person
    said = _name(given, register) if given else f"{judged.attribution.candidate_count} candidates"
    where = f"{judged.title}, {judged.contribution.turn} {judged.contribution.index}"
    return f"{where}: {said} by {judged.attribution.rule}; it is {_name(judged.truth, register)}: “{judged.contribution.text[:60]}”"


def _name(ref: str | None, register: Register) -> str:
    person = register.people.get((ref or "").removeprefix("person/"))
    return person.name if person else "nobody"


def phrase_lines(phrases: Sequence[Phrase], register: Register) -> Iterator[str]:
    """Yield how many member mentions mean the person that parlparse found, and all others."""
    agree = sum(phrase.agrees for phrase in phrases)
    if not phrases:
        return
    yield f"member mentions that mean whom parlparse found: {agree} of {len(phrases)}"
    for phrase in phrases:
        if not phrase.agrees:
            found = ", ".join(_name(ref, register) for ref in sorted(phrase.found)) or "nobody"
            yield f"  {phrase.identifier}: “{phrase.words}” is {_name(phrase.expected, register)}, found {found}"


def label_lines(labelled: Sequence[Labelled], register: Register) -> Iterator[str]:
    """Yield how labelled mentions are judged, by form of address, and every slip."""
    yield f"labelled mentions: {_verdicts(labelled)}"
    for form in sorted({one.form for one in labelled}):
        yield f"  {form}: {_verdicts([one for one in labelled if one.form == form])}"
    for one in labelled:
        if one.verdict != "right":
            meant = _name(one.label.person, register)
            yield f"  {one.verdict}: {one.label.contribution} {one.label.begin},{one.label.end} “{one.words}” is {meant}, found {_name(one.found, register)}"


def _verdicts(labelled: Iterable[Labelled]) -> str:
    counted = Counter(one.verdict for one in labelled)
    return ", ".join(f"{counted[verdict]} {verdict}" for verdict in VERDICTS) + f", of {counted.total()}"


def blind_rows(
    scores: Mapping[tuple[str, str], Score],
    mistakes: Sequence[Judged],
    phrases: Sequence[Phrase],
    register: Register,
) -> dict[str, Any]:
    """Return the figures and mistakes as values for JSON; turns are counted by section, not by kind."""
    return {
        "blind": [
            {"section": section, "kind": kind or "all"}
            | {name: value for name, value in score.row().items() if not kind or not name.startswith("turns")}
            for (section, kind), score in sorted(scores.items())
        ],
        "mistakes": [_mistake(one, register) for one in mistakes],
        "phrases": {"agree": sum(p.agrees for p in phrases), "of": len(phrases)},
    }


def label_rows(labelled: Sequence[Labelled]) -> dict[str, Any]:
    counted = Counter(one.verdict for one in labelled)
    return {
        "labels": {verdict: counted[verdict] for verdict in VERDICTS},
        "slips": [
            {"contribution": o.label.contribution, "begin": o.label.begin, "end": o.label.end, "words": o.words}
            | {"expected": o.label.person, "found": o.found, "verdict": o.verdict}
            for o in labelled
            if o.verdict != "right"
        ],
    }
