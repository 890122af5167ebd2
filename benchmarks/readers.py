"""What reading costs, form by form, against parsing the same document alone, and whether memory stays flat.

    python benchmarks/readers.py FOLDER_OF_HANSARD [RUNS] [MEGABYTES]

The documents are debates of the samples over and over, each time with ids and titles of their own: as they stand for
TheyWorkForYou, historic Hansard and HTML; a day of TheyWorkForYou written as the other forms have it for ParlaMint,
the API, its site and pages. Each is measured in a process of its own, on one core: MB/s of reading (median of the runs), MB/s
of parsing alone (lxml's iterparse, ijson.basic_parse, splitlines), their ratio, and the peak memory for a document of
once, twice and four times so many megabytes. Then what it takes to tell the form of a file. Ratios hold from machine
to machine, seconds do not.
"""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TypeVar

import ijson
from lxml import etree

from kg.model import Debate
from kg.read import READERS, Document, read, reader_for

MEGABYTE = 10**6
LOOKS = 50
FEW = 12
"""A word takes ten times its own length in annotated ParlaMint: a whole day would be 18 MB."""
FILES = 100_000
HTML = ("debates_and_oral_answers", "debate_with_division", "topical_questions", "petitions", "ministerial_correction")
DAY = "twfy/debates2020-12-14b.xml"
T = TypeVar("T")
TOKEN = re.compile(r"(?P<word>[\w’'-]+)|[^\w\s]")


@dataclass(frozen=True)
class Form:
    """Debates of one form: what opens their document, what can be repeated in it, what closes it. Each time their
    number goes to wherever `ids` and `titles` match, which are patterns of places and not of words.
    """

    name: str
    opens: str
    body: str
    closes: str
    ids: str
    titles: str = "$^"

    def write(self, path: Path, size: int) -> None:
        length, number = len(self.body.encode()), 0
        with path.open("w", encoding="utf-8") as file:
            file.write(self.opens)
            while number == 0 or (number + 0.5) * length < size:
                number += 1
                file.write(re.sub(self.ids, f"{number}.", re.sub(self.titles, f" {number} ", self.body)))
            file.write(self.closes)


def forms(folder: Path) -> Iterator[Form]:
    debates = [item for item in read(document(folder / DAY)) if isinstance(item, Debate)]
    dated, id_ = r"(?<=\d{4}-\d\d-\d\d[a-z]\.)", r"(?<=\d{4}-\d\d-\d\d-commons\.)"
    pages = [folder / f"html-2010-2013/collider/commons/{name}.html" for name in HTML]
    volume = folder / "historic-xml/S5LV0001P0.xml"
    yield Form("twfy-xml", *parts("publicwhip", text_of(folder / DAY)), dated, r"(?=</m\w+-heading>)")
    yield Form("historic-xml", *parts("hansard", text_of(volume)), r'(?<=\bid=")', r"(?=</title>)")
    yield Form("parlamint-tei", *parts("body", tei(debates)), id_, "(?=</head>)")
    yield Form("parlamint-tei .ana", *parts("body", annotated(tei(debates[:FEW]))), id_, "(?=</head>)")
    yield Form("publications-html", *parts("body", *map(text_of, pages)), r'(?<=\bname=")(?=\d{6})', "(?=</h[34]>)")
    yield Form("hansard-html", *site(debates), r'(?<=data-contribution-id=")', "(?=</h2>)")
    yield Form("api-json", "", f"{rendered('api_json', debates)}\n", "", dated, '(?<="Title": ")')
    yield Form("page-named", "", page(debates, named=True), "", "$^", "(?m)$(?=\n\nVolume)")
    yield Form("page", "", page(debates, named=False), "", "$^", "(?m)$(?=\n\nVolume)")


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def parts(element: str, *texts: str) -> tuple[str, str, str]:
    """Return what stands in an element of some documents, and around it in the first."""
    pattern = re.compile(rf"(.*?<{element}\b[^>]*>)(.*)(</{element}>.*)", re.DOTALL)
    opens, bodies, closes = zip(*(match.groups() for text in texts if (match := pattern.match(text))), strict=True)
    return opens[0], "".join(bodies), closes[0]


def rendered(form: str, debates: list[Debate]) -> str:
    sys.path.append(str(Path(__file__).parent.parent / "tests" / "contracts"))
    written: str = __import__(f"render_{form}").render(debates)
    return written


def tei(debates: list[Debate]) -> str:
    return rendered("parlamint", debates)


def annotated(text: str) -> str:
    """Return a ParlaMint document as its annotated form has it: an element a word, and a link a word."""
    return re.sub(r'(<seg xml:id="([^"]*)">)([^<]*)', lambda m: m[1] + "".join(_sentence(m[2], m[3])), text)


def _sentence(own: str, words: str) -> Iterator[str]:
    yield f'<s xml:id="{own}.1">\n'
    tokens = list(TOKEN.finditer(words.replace("&", "")))
    for at, token in enumerate(tokens, 1):
        tag = "w" if token["word"] else "pc"
        joins = ' join="right"' if at < len(tokens) and tokens[at].start() == token.end() else ""
        yield f'<{tag}{joins} lemma="{token[0].lower() if token["word"] else "-"}" msd="UPosTag=NOUN|Number=Sing" '
        yield f'pos="NN" xml:id="{own}.1.{at}">{token[0]}</{tag}>\n'
    yield '<linkGrp targFunc="head argument" type="UD-SYN">\n'
    for at in range(1, len(tokens) + 1):
        yield f'<link ana="ud-syn:dep" target="#{own}.1.{at - 1} #{own}.1.{at}"/>\n'
    yield "</linkGrp></s>"


def site(debates: list[Debate]) -> tuple[str, str, str]:
    """Return debates as a page of hansard.parliament.uk has those that another contains."""
    opens = (
        '<!DOCTYPE html><html><head><title>Sitting - Hansard - UK Parliament</title></head><body><div class="breadcrumb">'
        '<ul><li>Hansard</li><li>Commons Chamber</li></ul></div><div class="hero-banner-debate"><h1>Sitting</h1>'
        "<h2>Volume 686: debated on Monday 14 December 2020</h2></div>"
        '<div class="primary-content"><div class="child-debate-list">'
    )
    return opens, "".join(map(_child, debates)), "</div></div></body></html>"


def _child(debate: Debate) -> str:
    items = (
        f'<div class="debate-item debate-item-contributiondebateitem"><div class="contribution" data-contribution-id="'
        f'{debate.ordinal}-{each.index}"><div class="header"><div class="attributed-to-details"><div class="primary-text">'
        f'{each.printed.name if each.printed else ""}</div></div></div><div class="content">'
        + "".join(f'<p class="hs_Para">{escape(words)}</p>' for words in each.text.split("\n"))
        + "</div></div></div>\n"
        for each in debate.contributions
    )
    return f'<div class="child-debate"><h2>{escape(debate.title)}</h2>{"".join(items)}</div>\n'


def page(debates: list[Debate], *, named: bool) -> str:
    """Return debates as pages of hansard.parliament.uk have them, or with names as TheyWorkForYou prints them."""
    lines: list[str] = []
    for debate in (debate for debate in debates if debate.contributions):
        lines += [debate.title, f"Volume 686: debated on {debate.date:%A} {debate.date.day} {debate.date:%B %Y}"]
        for contribution in debate.contributions:
            name = contribution.printed.name if contribution.printed else None
            lines += [f"Photo of {name} {name} Labour, Lincoln"] * (named and bool(name))
            lines += contribution.text.split("\n")
    return "".join(f"{line}\n\n" for line in lines)


def document(path: Path) -> Document:
    return Document(path, "", path.stat().st_size)


def parse_xml(path: Path, *, html: bool = False) -> None:
    for _, element in etree.iterparse(str(path), resolve_entities=False, html=html):
        element.clear()


def parse_json(path: Path) -> None:
    with path.open("rb") as file:
        for _ in ijson.basic_parse(file, multiple_values=True):
            pass


def parse(path: Path, form: str) -> None:
    """Parse a document as its reader has to, and make nothing of it."""
    if form == "api-json":
        parse_json(path)
    elif form.startswith("page"):
        path.read_text("utf-8").splitlines()
    else:
        parse_xml(path, html=form.endswith("html"))


def drain(path: Path) -> tuple[int, int]:
    """Read a document, keep nothing; return how many debates and contributions it holds."""
    debates = contributions = 0
    for item in read(document(path)):
        if isinstance(item, Debate):
            debates, contributions = debates + 1, contributions + len(item.contributions)
    return debates, contributions


def timed(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)


def peak() -> float:
    """Return the most memory that this process has had, in MB. (getrusage would count that of whoever started it.)"""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.findall(r"VmHWM:\s*(\d+) kB", status)[0]) / 1024


def measure(path: Path, form: str, runs: int) -> dict[str, float]:
    """Return seconds of reading and of parsing, what was read, and the memory before and at the most."""
    before = peak()
    debates, contributions = drain(path)
    most = peak()
    return {
        "read": timed(lambda: drain(path), runs) if runs else 0,
        "parse": timed(lambda: parse(path, form), runs) if runs else 0,
        "debates": debates,
        "contributions": contributions,
        "before": before,
        "peak": most,
    }


def apart(path: Path, form: str, runs: int) -> dict[str, float]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--measure", str(path), form, str(runs)]
    measured: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return measured


def cost(form: Form, work: Path, runs: int, size: int) -> None:
    """Print what one form costs, for a document of `size` bytes, and its memory for larger ones."""
    measured = []
    for times in (1, 2, 4):
        path = work / f"{form.name}.{times}"
        form.write(path, size * times)
        measured.append((path.stat().st_size / MEGABYTE, apart(path, form.name, runs if times == 1 else 0)))
    megabytes, first = measured[0]
    memory = "  ".join(f"{one['peak']:4.0f} ({length:.0f})" for length, one in measured)
    print(
        f"{form.name:20}{first['debates']:6.0f}{first['contributions']:8.0f}{megabytes / first['read']:10.1f}"
        f"{megabytes / first['parse']:10.1f}{first['read'] / first['parse']:8.1f}    {memory}",
        flush=True,
    )


def looks(path: Path) -> None:
    """Print what each reader takes to tell whether a file is of its form, and what a file takes before it is read."""
    head = document(path).head()
    heads = [head[:-8] + f"{number:8}".encode() for number in range(LOOKS)]
    files = [path.with_suffix(f".{number}.head") for number in range(LOOKS)]
    for file, content in zip(files, heads, strict=True):
        file.write_bytes(content)
    each = [timed(_each(reader.recognises, heads), LOOKS) * 1000 for reader in READERS]
    whole = timed(_each(reader_for, map(document, files)), LOOKS) * 1000
    print(
        f"{path.stem:20}"
        + "".join(f"{one:10.2f}" for one in each)
        + f"{whole:10.2f}  {whole * FILES / 1000:6.0f} s for {FILES:,} files"
    )


def _each(work: Callable[[T], object], values: Iterable[T]) -> Callable[[], object]:
    """Return work on the next of the values, each of which comes once: what is remembered of one helps none."""
    waiting = iter(values)
    return lambda: work(next(waiting))


def main(folder: Path, runs: int, size: int) -> None:
    print(f"median of {runs} runs, one core; MB/s of reading and of parsing alone; peak memory in MB (of so many MB)")
    print(f"{'':20}debates   turns      read     parse   ratio    memory")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        for form in forms(folder):
            cost(form, work, runs, size)
        print("\nmilliseconds to tell the form, by the first 64 KB")
        print(f"{'':20}" + "".join(f"{reader.name[:9]:>10}" for reader in READERS) + f"{'a file':>10}")
        for path in sorted(work.glob("*.1")):
            looks(path)


if __name__ == "__main__":
    if sys.argv[1] == "--measure":
        print(json.dumps(measure(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))))
    else:
        runs, size = [*map(int, sys.argv[2:]), *(5, 4)[len(sys.argv) - 2 :]]
        main(Path(sys.argv[1]), runs, size * MEGABYTE)
