"""Who bears a name on a day: in full, by surname after an honorific, as a peer with or without the place."""

from kg.register.names import displayed, is_peerage, plain, without_honorifics
from kg.register.tables import Person


class Bearers:
    """People by the name that they bear on one day."""

    def __init__(self) -> None:
        self.full: dict[str, tuple[str, ...]] = {}
        self.ever: dict[str, tuple[str, ...]] = {}
        self.family: dict[str, tuple[str, ...]] = {}
        self.short_peerage: dict[str, tuple[str, ...]] = {}

    def add(self, person: Person, names: set[str], ever: set[str]) -> None:
        titled = {is_peerage(name) for name in names}
        for name in sorted({*ever, person.name}):
            if is_peerage(name) in titled:
                _append(self.ever, without_honorifics(name), person.id)
        for name in sorted(names):
            words = without_honorifics(name)
            _append(self.full, words, person.id)
            if is_peerage(name) and " of " in words:
                _append(self.short_peerage, words.partition(" of ")[0], person.id)
            if not is_peerage(name):
                known = plain(person.family)
                family = known if known and words.endswith(known) else plain(name.split()[-1])
                _append(self.family, family, person.id)


def _append(index: dict[str, tuple[str, ...]], key: str, id_: str) -> None:
    if id_ not in index.get(key, ()):
        index[key] = (*index.get(key, ()), id_)


def written_names(name: str) -> set[str]:
    """Return how a name of two words or more stands in a text: as displayed, and without its honorific."""
    shown = displayed(name)
    bare = shown.partition(" of ")[0].split() if is_peerage(shown) else shown.split()
    while len(bare) > 2 and plain(bare[0]) in ("sir", "dame", "dr", "rev", "professor"):
        bare.pop(0)
    forms = [shown, " ".join(bare)]
    forms += [f"Lady {form.removeprefix('Baroness ')}" for form in forms if form.startswith("Baroness ")]
    return {form for form in forms if len(form.split()) > 1 and not form.startswith("Lord Bishop")}
