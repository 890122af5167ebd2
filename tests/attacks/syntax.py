"""Attacks on the syntax of a form: each makes a hostile document of a sound one. A file of an attack is never kept."""

from collections.abc import Callable
from pathlib import Path

from tests.attacks.forms import Form

HERE = "Hook of an attack"
"""The words that an attack puts something else in the place of."""
CANARY = "the words of a file that nobody gave"
Attack = Callable[[Form, str], str]
"""Makes a document, given the address of something that must not be fetched."""


def _with(doctype: str, use: str) -> Attack:
    """Return an attack that declares something and uses it in the title, the words and a vote."""

    def attack(form: Form, address: str) -> str:
        filled = form.document(title=HERE, words=HERE, vote=f"{HERE}, A").replace(HERE, use)
        return doctype.replace("ADDRESS", address) + filled.removeprefix("<!DOCTYPE html>")

    return attack


def _inside(hostile: str) -> Attack:
    return _with("", hostile)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PARAMETERS = "".join(f'<!ENTITY % p{n} "{f"%p{n - 1};" * 10}">' for n in range(1, 10))

MARKUP: dict[str, Attack] = {
    "billion laughs": _with(f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>', "&l9;"),
    "quadratic blowup": _with(f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>', "&a;" * 10_000),
    "entity of itself": _with('<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"),
    "entity in an attribute": lambda form, address: _with(f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>', "x")(
        form, address
    ).replace("12", "&l9;"),
    "parameter entities": _with(f'<!DOCTYPE x [<!ENTITY % p0 "ha">{PARAMETERS}%p9;]>', "x"),
    "parameter entity of an address": _with('<!DOCTYPE x [<!ENTITY % a SYSTEM "ADDRESS">%a;]>', "&a;"),
    "external entity": _with('<!DOCTYPE x [<!ENTITY a SYSTEM "ADDRESS">]>', "&a;"),
    "external public entity": _with('<!DOCTYPE x [<!ENTITY a PUBLIC "-//X//Y" "ADDRESS">]>', "&a;"),
    "external DTD": _with('<!DOCTYPE x SYSTEM "ADDRESS">', "&a;"),
    "external DTD and no entity": _with('<!DOCTYPE x SYSTEM "ADDRESS">', "x"),
    "style sheet": _with('<?xml-stylesheet type="text/xsl" href="ADDRESS"?>', "x"),
    "unended DOCTYPE": _with("<!DOCTYPE x [<!ENTITY a 'b'>", "x"),
    "unended comment": _inside("<!-- "),
    "unended CDATA": _inside("<![CDATA[ "),
    "nothing ends": _inside("<p>" * 50),
    "nesting": _inside("<i>" * 100_000 + "x" + "</i>" * 100_000),
    "nesting of one name that never ends": _inside("<div>" * 100_000),
    "a tag of no name": _inside("< >"),
    "an attribute twice": _inside('<b a="1" a="2">x</b>'),
    "a prefix without a namespace": _inside("<no:b>x</no:b>"),
    "numbers of no character": _inside("&#0;&#xD800;&#x110000;&#xFFFFFFFFFFFF;"),
    "a number without an end": _inside("&#" + "9" * 100_000 + ";"),
    "base and frames": _inside('<base href="http://127.0.0.1:9/"/><iframe src="/x"></iframe><object data="/y"></object>'),
}  # fmt: skip
MARKUP |= {
    "XInclude": lambda form, address: _inside(
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}" parse="text"/>'
    )(form, address)
}


def _json(hostile: str) -> Attack:
    """Return an attack that puts a value into the place of a string."""
    return lambda form, address: form.document(words=HERE).replace(f'"<p>{HERE}</p>"', hostile)


JSON: dict[str, Attack] = {
    "depth of lists": _json("[" * 100_000 + "]" * 100_000),
    "depth of objects": _json('{"a":' * 100_000 + "1" + "}" * 100_000),
    "depth that never ends": _json("[" * 100_000),
    "lists before the first answer": lambda form, address: "[" * 100_000 + form.document(),
    "a number of 100,000 digits": _json("9" * 100_000),
    "a number of 100,000 digits after the point": _json("0." + "9" * 100_000),
    "a gigantic exponent": _json("1e999999999"),
    "a gigantic negative exponent": _json("1e-999999999"),
    "NaN": _json("NaN"),
    "Infinity": _json("-Infinity"),
    "a name twice": lambda form, address: form.document().replace('"Navigator"', '"Items":[],"Navigator"'),
    "a name of 1 MB": lambda form, address: form.document().replace('"Navigator"', f'"{"n" * 1_000_000}":1,"Navigator"'),
    "no end": lambda form, address: form.document()[:-1],
    "two ends": lambda form, address: form.document() + "]",
    "a comment": lambda form, address: form.document() + "/* x */",
    "half a surrogate": _json('"\\ud800"'),
    "the halves of a surrogate the wrong way": _json('"\\udc00\\ud800"'),
    "a NUL that is escaped": _json('"a\\u0000b"'),
    "a name of half a surrogate": lambda form, address: form.document().replace('"Navigator"', '"\\udfff":1,"Navigator"'),
    "an escape of nothing": _json('"\\x"'),
    "a boolean": _json("true"),
    "a list": _json('["a",null,{}]'),
    "null": _json("null"),
    "numbers for ids": lambda form, address: form.document(mark=HERE).replace(f'"{HERE}.0"', "1e400"),
}  # fmt: skip

TEXT: dict[str, Attack] = {
    "100,000 titles": lambda form, address: form.document(debates=1) * 1 + form.document(turns=0, title="T") * 10_000,
    "a title and no words": lambda form, address: form.document(turns=0),
    "date lines alone": lambda form, address: "Volume 640: debated on Monday 4 June 2018\n" * 10_000,
    "names alone": lambda form, address: form.document(words="", turns=1000),
    "markup": lambda form, address: form.document(words='<script src="http://127.0.0.1:9/"></script>&amp;&x;'),
}

SYNTAX: dict[str, dict[str, Attack]] = {"xml": MARKUP, "html": MARKUP, "json": JSON, "text": TEXT}
"""The attacks on each family of forms."""


def canary(folder: Path) -> str:
    """Return the address of a file that must not be read."""
    path = folder / "canary.txt"
    path.write_text(CANARY, "utf-8")
    return path.as_uri()


def _declared(encoding: str) -> Callable[[str], bytes]:
    return lambda sound: f'<?xml version="1.0" encoding="{encoding}"?>{sound}'.encode()


def _at(share: float, hostile: bytes) -> Callable[[str], bytes]:
    def attack(sound: str) -> bytes:
        content = sound.encode()
        at = round(len(content) * share)
        return content[:at] + hostile + content[at:]

    return attack


BYTES: dict[str, Callable[[str], bytes]] = {
    "UTF-16 with a declaration of UTF-8": lambda s: f'<?xml version="1.0" encoding="UTF-8"?>{s}'.encode("utf-16"),
    "UTF-16 without a mark": lambda s: s.encode("utf-16-le"),
    "UTF-16 of the other order without a mark": lambda s: s.encode("utf-16-be"),
    "UTF-16 cut in a character": lambda s: s.encode("utf-16")[:-1],
    "UTF-16 with half a surrogate": lambda s: (s[:200] + "\ud800" + s[200:]).encode("utf-16", "surrogatepass"),
    "UTF-32": lambda s: s.encode("utf-32"),
    "UTF-7": lambda s: s.encode("utf-7"),
    "two marks": lambda s: b"\xef\xbb\xbf" * 2 + s.encode(),
    "UTF-8 after a mark of UTF-16": lambda s: b"\xff\xfe" + s.encode(),
    "declared UTF-16": _declared("UTF-16"),
    "declared UTF-7": _declared("UTF-7"),
    "declared EBCDIC": _declared("cp037"),
    "declared nonsense": _declared("x" * 1000),
    "Latin-1 in UTF-8": _at(0.7, "é".encode("latin-1")),
    "Latin-1 declared UTF-8": lambda s: f'<?xml version="1.0" encoding="UTF-8"?>{s}é'.encode("latin-1", "replace"),
    "a surrogate in UTF-8": _at(0.7, b"\xed\xa0\x80"),
    "an overlong slash": _at(0.7, b"\xc0\xaf"),
    "an overlong NUL": _at(0.7, b"\xc0\x80"),
    "beyond Unicode": _at(0.7, b"\xf4\x90\x80\x80"),
    "a continuation alone": _at(0.7, b"\x80"),
    "a character cut at the end": _at(1, b"\xe2\x80"),
    "a NUL first": _at(0, b"\0"),
    "a NUL in the middle": _at(0.5, b"\0"),
    "a NUL last": _at(1, b"\0"),
    "NULs all over": lambda s: s.encode().replace(b"e", b"\0e"),
    "carriage returns": lambda s: s.replace("\n", "\r").encode() + b"\r\r\r",
    "control characters": _at(0.7, bytes(range(1, 32))),
    "C1 control characters": _at(0.7, "".join(map(chr, range(0x7F, 0xA0))).encode()),
    "non-characters": _at(0.7, "\ufffe\uffff\ufdd0\U0001ffff".encode()),
    "all ones": lambda s: b"\xff" * 4096,
    "reversed": lambda s: s.encode()[::-1],
    "doubled": lambda s: s.encode() * 2,
    "rubbish behind": lambda s: s.encode() + bytes(range(256)) * 100,
    "rubbish before": lambda s: bytes(range(128, 256)) * 10 + s.encode(),
    **{f"truncated at {tenth}0 %": lambda s, tenth=tenth: s.encode()[: len(s) * tenth // 10] for tenth in range(10)},
}  # fmt: skip
"""Attacks on the bytes of any document."""

NASTY: dict[str, str] = {
    "line feed": "a\nb\r\nc\u2028d\u0085e",
    "markup": "<b>a</b> ]]> <!-- & &amp; %41",
    "quotes": 'a"b\'c\\d\\"e\\u0041\\n',
    "IRI": "> <http://x> <http://y> . #",
    "bidi": "a\u202eb\u2066c\u200fd\u061ce",
    "nothing to see": "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u115f",
    "blanks": " \u00a0\u3000\u2003\t ",
    "combining": "e" + "\u0301" * 500,
    "planes": "\U0001f468\u200d\U0001f469\U000e0041\U0010ffff",
    "empty": "",
    "path": "../../../../etc/passwd",
    "query": "a' OR 1=1; DROP GRAPH <x>; ?s ?p ?o {}",
    "braces": "{0} {x} %s %n $(id) `id`",
    "case": "İıſßŒ ﬁ ǅ",
    "digits": "٣٤٥ ²³ ½ Ⅻ ①",
    "year 99999": "99999-01-01",
    "31 February": "2018-02-31",
    "month 13": "2018-13-01",
    "year 0": "0000-00-00",
    "no date": "yesterday",
    "time": "99:99:99",
    "gigantic": "9" * 5000,
    "negative": "-1",
    "long": "word " * 10_000,
}
"""Words that a slot of a form may be filled with."""
