"""Forms of address against what readers labelled (labelled.csv), and the two passages labelled by others.

Set 1 was labelled by two readers, who agreed in all of it; sets 2 and 3 by one. All three served to mend the rules.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from kg.evaluate import documents_of, gold_labels, labels_of, score_labels
from kg.evaluate.passages import Label, Labelled
from kg.extract import Knowledge

LABELS = Path(__file__).parent / "labelled.csv"
FOLDERS = ("hansard/twfy", "hansard/twfy-2009/debates", "hansard/twfy-2009/lordspages", "hansard/twfy-2009/westminhall")


@pytest.fixture(scope="module")
def labelled(samples: Path, known: Knowledge) -> list[Labelled]:
    documents = documents_of([f"{samples}/{folder}/*.xml" for folder in FOLDERS])
    return list(score_labels(documents, labels_of(LABELS), known))


def shares(labelled: list[Labelled]) -> tuple[float, float]:
    counted = Counter(one.verdict for one in labelled)
    return counted["right"] / counted.total(), counted["wrong"] / counted.total()


@pytest.mark.samples
def test_forms_of_address_are_whom_readers_say(labelled: list[Labelled]) -> None:
    assert len(labelled) >= 375
    right, wrong = shares(labelled)
    assert right >= 0.91
    assert wrong <= 0.02


@pytest.mark.samples
def test_in_the_commons_of_2016_to_2020_hardly_any_is_wrong(labelled: list[Labelled]) -> None:
    right, wrong = shares([one for one in labelled if "/2009-" not in one.label.contribution])
    assert right >= 0.93
    assert wrong <= 0.01


@pytest.mark.samples
@pytest.mark.parametrize("day", ["2016-03-11", "2020-12-14"])
def test_the_passages_that_others_labelled(samples: Path, known: Knowledge, day: str) -> None:
    documents = documents_of([f"{samples}/hansard/twfy/debates{day}*.xml"])
    labels: list[Label] = list(gold_labels(samples / "gold" / day, documents, known))
    found = list(score_labels(documents, labels, known))
    assert len(found) >= 6
    assert {one.verdict for one in found} == {"right"}


def test_each_label_is_a_place_and_a_person() -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({(r["contribution"], r["begin"], r["end"]) for r in rows}) == len(rows)
    assert all(int(r["begin"]) < int(r["end"]) for r in rows)
    assert all(r["person"] == "nobody" or r["person"].removeprefix("person/").isdecimal() for r in rows)
