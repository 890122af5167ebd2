"""Fuzz a reader of Hansard: whatever the bytes, it reads them soundly or refuses them in one line, and soon.

    pip install atheris        (a fuzzer of Python by coverage; no dependency of the package; CPython 3.11)
    python tools/fuzz_readers.py READER SECONDS [CORPUS...]

READER is the name of one of READERS, "all" for no one of them (each input goes to whichever recognises it). The seeds
are the files of tests/, of HANSARD_SAMPLES and of each CORPUS (files or folders) that the reader recognises, up to
`LARGEST_SEED` bytes. Inputs are mutated as trees of elements or of JSON, by tokens (tags, strings, lines), and by bytes.

A finding is an exception that is no KgError, an error of more than one line, a debate that is not sound (contributions
and ordinals count from 1, parents come before children, words are Unicode) or a reading that takes `SLOW` seconds. Each
kind of finding is reported once, made smaller, and written to `found/READER-*` in the working directory; the
fuzzer goes on. Its last lines count the executions and findings. Exit code 1 where anything was found.
"""

import hashlib
import json
import os
import random
import re
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import atheris
from lxml import etree

with atheris.instrument_imports(include=["kg.read", "kg.errors", "kg.model"]):
    from kg.errors import KgError
    from kg.model import Debate
    from kg.read import Document, read, readers

ROOT = Path(__file__).parent.parent
LARGEST_SEED, LONGEST = 1 << 17, 1 << 18
SLOW = 3.0
"""Seconds: under the tracing of the fuzzer everything takes several times as long."""
SMALLER = 20.0
"""Seconds to make one finding smaller."""
MARKUP = re.compile(rb"<[^<>]{0,400}>|&[^;<&]{1,12};|[^<&]+|.", re.DOTALL)
JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^"{}\[\]:,]+|.', re.DOTALL)
LINES = re.compile(rb"[^\n]*\n|[^\n]+")
SPICE = (
    b"", b"\0", b"\n", b"\r", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"<", b">", b"&", b"&amp;",
    b"&x;", b"&#0;", b"&#xD800;", b"&#146;", b"<p>", b"</p>", b"<b>", b"<i/>", b"<table><tr><td>", b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b"<?x?>", b'id=""', b"null", b"true", b"[]", b"{}", b'""', b"-1", b"0", b"1e999", b"NaN",
    b"99999999999999999999", b"0.1", b'"\\ud800"', b"2018-02-31", b"0000-00-00", b"99999-01-01", b"25:61:61", b"(",
    b")", b"[", b"]", b":", b"\xe2\x80\x94", b"\xe2\x80\x93", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xc2\xa0",
    b"\xd9\xa3", b"\xc2\xb2", b"Mr Speaker", b"Noes", b"AYES", b"Tellers for the Ayes:", b"Division No. ",
)  # fmt: skip

VALUES = (
    None,
    True,
    0,
    -1,
    1.5,
    1e300,
    10**40,
    "",
    "\ud800",
    "1",
    "null",
    [],
    {},
    [[]],
    [{}],
    [None],
    {"": None},
    "<p>",
)
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), None)


class Unsound(Exception):  # noqa: N818 (it reads as what it says)
    """A reading that breaks what every reader promises."""


@dataclass
class Hunt:
    """One fuzzing of one reader: what was run and what was found, by kind."""

    name: str
    scratch: Path
    executions: int = 0
    refused: int = 0
    found: dict[str, Path] = field(default_factory=dict)

    def run(self, data: bytes) -> None:
        """Read one input; report what it finds where that is new."""
        self.executions += 1
        if (kind := self.judge(data)) and kind not in self.found:
            self.found[kind] = path = Path("found") / f"{self.name}-{hashlib.sha256(data).hexdigest()[:8]}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            print(f"FOUND {path}: {kind}", flush=True)
            path.write_bytes(self.smaller(data, kind))

    def judge(self, data: bytes) -> str | None:
        """Return what is wrong with the reading of `data`, or None."""
        path = self.scratch / "input"
        path.write_bytes(data)
        document = Document(path, hashlib.sha256(data).hexdigest(), len(data))
        began = time.monotonic()
        try:
            self.read(document)
        except KgError as error:
            self.refused += 1
            if "\n" in str(error):
                return f"an error of several lines: {type(error).__name__}"
        except Exception as error:
            return f"{type(error).__name__} at {_place(error)}"
        return "slow" if time.monotonic() - began > SLOW else None

    def read(self, document: Document) -> None:
        """Read a document by the reader, whether or not that recognises it."""
        if self.name == "all":
            items = read(document)
        else:
            reader = next(reader for reader in readers() if reader.name == self.name)
            reader.recognises(document.head())
            items = reader.read(document)
        ordinals = 0
        for item in items:
            if isinstance(item, Debate):
                ordinals += 1
                _check(item, ordinals)
            else:
                f"{item.what} {item.where} {item.reason}".encode()

    def smaller(self, data: bytes, kind: str) -> bytes:
        """Return what is left of `data` when all is taken out without which the same is found."""
        until, size = time.monotonic() + SMALLER, max(1, len(data) // 2)
        while size and time.monotonic() < until:
            at = 0
            while at < len(data) and time.monotonic() < until:
                shorter = data[:at] + data[at + size :]
                if self.judge(shorter) == kind:
                    data = shorter
                else:
                    at += size
            size //= 2
        return data


def _check(debate: Debate, ordinal: int) -> None:
    if debate.ordinal != ordinal:
        raise Unsound("debates do not count from 1")
    if debate.parent is not None and not 0 < debate.parent < ordinal:
        raise Unsound("a parent comes after its child")
    for index, contribution in enumerate(debate.contributions, 1):
        if contribution.index != index:
            raise Unsound("contributions do not count from 1")
        if not contribution.text.strip():
            raise Unsound("a contribution without words")
        if (contribution.venue, contribution.date) != (debate.venue, debate.date):
            raise Unsound("a contribution of another sitting than its debate")
    if any(not 0 <= division.follows <= len(debate.contributions) for division in debate.divisions):
        raise Unsound("a division after a contribution that is not there")
    repr(debate).encode()
    for words in (debate.title, *(c.text for c in debate.contributions), *(p.text for p in debate.procedures)):
        words.encode()


def _place(error: Exception) -> str:
    """Return where in our own code an error arose."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/kg/" in frame.filename] or frames[-1:]
    said = f" ({error})" if isinstance(error, Unsound) else ""
    return f"{own[-1].filename.rpartition('/kg/')[2]}:{own[-1].lineno}{said}"


Mutate = Callable[[bytes, random.Random], bytes]


def mutator(
    tree: Mutate | None, tokens: re.Pattern[bytes], others: Sequence[bytes]
) -> Callable[[bytes, int, int], bytes]:
    """Return a mutator that changes the tree of an input, or its tokens, or leaves it to the fuzzer's own."""

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if not data or chance.random() < 0.2:
            return bytes(atheris.Mutate(data, longest))
        if tree and chance.random() < 0.75:
            for whole in (data, chance.choice(others)):
                with suppress(ValueError, RecursionError, etree.LxmlError):
                    return tree(whole, chance)[:longest]
        parts = tokens.findall(data)
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            _change(parts, chance, others)
        return b"".join(parts)[:longest]

    return mutate


def change_xml(data: bytes, chance: random.Random) -> bytes:
    """Return XML with an element copied, moved, renamed or gone, or with other words or attributes."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    every = [element for element in root.iter("*") if element is not root] or [root]
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        one, other = chance.choice(every), chance.choice(every)
        spice = chance.choice(SPICE).decode("utf-8", "ignore").translate(CONTROLS)
        match chance.randrange(8):
            case 0 if one.getparent() is not None:
                one.getparent().remove(one)
            case 1:
                other.append(deepcopy(one))
            case 2 if other.getparent() is not None:
                other.addnext(deepcopy(one))
            case 3:
                one.tag = other.tag
            case 4 if one.attrib:
                one.set(chance.choice(list(one.attrib)), chance.choice([spice, *other.attrib.values()]))
            case 5 if one.attrib:
                del one.attrib[chance.choice(list(one.attrib))]
            case 6:
                one.text = chance.choice([None, other.text, other.tail, spice, (one.text or "") + spice])
            case _:
                one.tail = chance.choice([None, other.text, other.tail, spice, (one.tail or "") + spice])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def change_json(data: bytes, chance: random.Random) -> bytes:
    """Return JSON with some values exchanged, doubled, gone or of another kind."""
    document = [json.loads(data)]
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        places = [*_places(document)]
        (holder, key), (there, other) = chance.choice(places), chance.choice(places)
        match chance.randrange(5):
            case 0 if holder is not document:
                del holder[key]
            case 1:
                holder[key] = deepcopy(there[other])
            case 2 if isinstance(holder, list):
                holder.append(deepcopy(there[other]))
            case 3 if isinstance(holder[key], str):
                holder[key] += chance.choice(SPICE).decode("utf-8", "ignore")
            case _:
                holder[key] = deepcopy(chance.choice(VALUES))
    return json.dumps(document[0], ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _places(document: list) -> Iterator[tuple]:
    """Yield each list or object with each index or name in it."""
    waiting = [document]
    while waiting:
        holder = waiting.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            yield holder, key
            if isinstance(holder[key], (dict, list)):
                waiting.append(holder[key])


def _change(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    at = chance.randrange(len(parts) + 1)
    end = min(len(parts), at + chance.choice((1, 1, 1, 2, 5, 20)))
    match chance.randrange(8):
        case 0:
            del parts[at:end]
        case 1:
            parts[at:at] = parts[at:end] * chance.choice((1, 1, 2, 10))
        case 2:
            there = chance.randrange(len(parts) + 1)
            parts[at:end], parts[there:there] = [], parts[at:end]
        case 3:
            parts.insert(at, chance.choice(SPICE))
        case 4:
            parts[at:end] = [chance.choice(SPICE)]
        case 5:
            other = chance.choice(others)
            begin = chance.randrange(len(other) + 1)
            parts[at:end] = [other[begin : begin + chance.choice((10, 100, 1000))]]
        case 6 if at < len(parts):
            where = chance.randrange(len(parts[at]) + 1)
            parts[at] = parts[at][:where] + chance.choice(SPICE) + parts[at][where + chance.randrange(4) :]
        case _:
            del parts[at : end if chance.random() < 0.9 else len(parts)]


def seeds(name: str, corpus: Sequence[str]) -> Iterator[bytes]:
    """Yield what the reader recognises among the files of the tests, of the samples and of `corpus`."""
    places = [
        ROOT / "tests",
        ROOT / "examples",
        Path(os.environ.get("HANSARD_SAMPLES", ROOT / "../shared/data")) / "hansard",
    ]
    paths = sorted(
        {f for p in (*places, *map(Path, corpus)) for f in ([p] if p.is_file() else p.rglob("*")) if f.is_file()}
    )
    for path in paths:
        if path.stat().st_size > LARGEST_SEED or path.suffix in (".py", ".pyc"):
            continue
        data = path.read_bytes()
        first = next((reader.name for reader in readers() if reader.recognises(data[: 1 << 16])), None)
        if first and name in (first, "all"):
            yield data


TREES = {
    "api-json": change_json,
    "twfy-xml": change_xml,
    "historic-xml": change_xml,
    "parlamint-tei": change_xml,
}


def main(arguments: Sequence[str]) -> int:
    if len(arguments) < 2 or arguments[0] not in {*(reader.name for reader in readers()), "all"}:
        print(__doc__)
        return 2
    name, seconds, *corpus = arguments
    warnings.simplefilter("error")
    hunt = Hunt(name, Path(mkdtemp(prefix="fuzz-")))
    found = list(seeds(name, corpus)) or [b"{}", b"<a/>"]
    folder = hunt.scratch / "seeds"
    folder.mkdir()
    for data in found:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    began = time.monotonic()
    for data in found:
        hunt.run(data)
    tokens = JSON if name == "api-json" else LINES if name.startswith("page") else MARKUP
    atheris.Setup(
        [
            sys.argv[0],
            str(folder),
            f"-max_len={LONGEST}",
            "-timeout=120",
            "-mutate_depth=2",
            "-rss_limit_mb=4000",
            "-print_final_stats=0",
        ],
        _until(hunt, began + float(seconds)),
        custom_mutator=mutator(TREES.get(name), tokens, found),
        enable_python_coverage=True,
    )
    atheris.Fuzz()
    return 0


def _until(hunt: Hunt, end: float) -> Callable[[bytes], None]:
    """Return the fuzzer's target, which says what came of it and ends the process when the time is over."""

    def target(data: bytes) -> None:
        hunt.run(data)
        if time.monotonic() > end:
            print(f"{hunt.name}: {hunt.executions} executions, {hunt.refused} refused, {len(hunt.found)} findings")
            for kind, path in hunt.found.items():
                print(f"  {path}: {kind}")
            sys.stdout.flush()
            os._exit(1 if hunt.found else 0)

    return target


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
