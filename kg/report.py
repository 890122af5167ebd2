"""What a build did, as people read it, and as values for JSON: everything that went in is in one of the counts."""

from collections.abc import Iterator
from typing import Any

from kg.build import FormReport, Report
from kg.build.parts import Tally


def report_lines(report: Report) -> Iterator[str]:
    """Yield what a build did: everything that went in is in one of the counts."""
    tally = report.tally
    yield f"{report.documents} documents, {report.debates} debates, {tally.quads} quads in {report.seconds:.1f} s"
    if report.unchanged:
        yield f"unchanged: {report.unchanged} documents that the graph holds already"
    if report.withdrawn:
        yield f"withdrawn: {report.withdrawn} documents that are no longer among the sources"
    for form in report.forms:
        yield from _form_lines(form)
    if report.forms:
        yield f"mentions: {_counts(tally.mentions)}; figures: {tally.figures}; procedure: {tally.procedures}"
    if tally.unresolved:
        yield f"left open: {_counts(tally.unresolved)}"
    if report.judgements:
        yield f"judgements: {len(tally.judgements)} of {report.judgements} applied{_elsewhere(report)}"
    yield from (f"worth a look: {remark}" for remark in report.remarks)
    yield from (f"passed over: {reason}" for reason in report.passed_over)
    yield from (f"the same debate: {line}" for line in report.duplicates)
    yield from (f"cut otherwise: {line}" for line in report.cut_otherwise)
    yield from (f"superseded by a later version: {path}" for path in report.superseded)


def _form_lines(form: FormReport) -> Iterator[str]:
    tally = form.tally
    yield f"{form.title}: {form.documents} documents, {tally.debates} debates"
    yield (
        f"  contributions: {form.contributions_in} in, {tally.contributions} out,"
        f" {form.rejected_contributions} rejected; speakers: {_counts(tally.speakers)}"
    )
    if tally.divisions:
        yield f"  divisions: {tally.divisions}; votes: {_counts(tally.votes)}"
    for (what, reason), number in sorted(_rejected(form).items()):
        yield f"  left out: {number} {what}: {reason}"


def _elsewhere(report: Report) -> str:
    """Say how many judgements are of debates that were not built."""
    unfit = sum(rejection.what == "judgement" for rejection in report.rejections)
    others = report.judgements - len(report.tally.judgements) - unfit
    return f", {others} of debates that are not among these" if others else ""


def _counts(counter: dict[str, int]) -> str:
    return ", ".join(
        f"{number} {name}" for name, number in sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    )


def _rejected(report: FormReport) -> dict[tuple[str, str], int]:
    counted: dict[tuple[str, str], int] = {}
    for rejection in report.rejections:
        counted[rejection.what, rejection.reason] = counted.get((rejection.what, rejection.reason), 0) + 1
    return counted


def report_rows(report: Report) -> dict[str, Any]:
    """Return a build's report as values for JSON."""
    return {
        "documents": report.documents,
        "unchanged": report.unchanged,
        "withdrawn": report.withdrawn,
        "debates": report.debates,
        "quads": report.tally.quads,
        "seconds": round(report.seconds, 3),
        **_tally_rows(report.tally, report.rejected_contributions),
        "judgements": {"given": report.judgements, "applied": len(report.tally.judgements)},
        "forms": [
            {"form": form.form, "documents": form.documents, "debates": form.tally.debates}
            | _tally_rows(form.tally, form.rejected_contributions)
            for form in report.forms
        ],
        "rejections": [
            {"form": form.form, "what": r.what, "where": r.where, "reason": r.reason}
            for form in report.forms
            for r in form.rejections
        ],
        "remarks": list(report.remarks),
        "failures": list(report.failures),
        "passed_over": list(report.passed_over),
        "duplicates": list(report.duplicates),
        "cut_otherwise": list(report.cut_otherwise),
        "superseded": list(report.superseded),
    }


def _tally_rows(tally: Tally, rejected: int) -> dict[str, Any]:
    return {
        "contributions": {"in": tally.contributions + rejected, "out": tally.contributions, "rejected": rejected},
        "procedures": tally.procedures,
        "figures": tally.figures,
        "divisions": tally.divisions,
        "mentions": dict(sorted(tally.mentions.items())),
        "speakers": dict(sorted(tally.speakers.items())),
        "votes": dict(sorted(tally.votes.items())),
        "unresolved": dict(sorted(tally.unresolved.items())),
    }
