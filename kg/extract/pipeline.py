"""A spaCy pipeline that finds names: the one module that knows spaCy, which is an extra and is imported when asked for.

Nothing is ever downloaded: the pipeline is an installed package or a folder.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg.errors import ModelError

INSTALL = "pip install 'hansard-kg[nlp]'"
FINDS_NAMES = frozenset({"ner", "beam_ner", "entity_ruler", "span_ruler"})
RULERS = frozenset({"entity_ruler", "span_ruler"})
NOT_FOR_NAMES = frozenset(
    {
        "tagger",
        "parser",
        "senter",
        "sentencizer",
        "morphologizer",
        "attribute_ruler",
        "lemmatizer",
        "trainable_lemmatizer",
        "textcat",
        "textcat_multilabel",
    }
)
"""Kinds of pipe that a trained `ner` reads nothing of; patterns of a ruler may, so that with a ruler all of them run."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name that a pipeline finds in a text, with the label that the pipeline gives it."""

    begin: int
    end: int
    label: str


@dataclass(frozen=True, eq=False)
class Pipeline:
    """A loaded pipeline. `version` says which: name, version, the sha256 of its files in short, and spaCy's version."""

    version: str
    language: Any

    def names(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        """Yield the names in each of `texts`, read in batches; one that is longer than spaCy bears has none.

        The same texts in the same order give the same names. Raises ModelError where the pipeline breaks down.
        """
        borne = [text if len(text) <= self.language.max_length else "" for text in texts]
        try:
            for doc in self.language.pipe(borne):
                yield [Found(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]
        except ValueError as error:
            raise ModelError(f"the pipeline breaks down: {error}", where=self.version) from error


@cache
def load_pipeline(model: str) -> Pipeline:
    """Load an installed pipeline by its name, or one from a folder. Raises ModelError where that cannot be done."""
    try:
        import spacy
    except ImportError as error:
        raise ModelError("spaCy is not installed", where=f"--nlp {model}", mend=INSTALL) from error
    try:
        language = spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        raise _unusable(model, error) from error
    kinds = {name: language.get_pipe_meta(name).factory for name in language.pipe_names}
    if not FINDS_NAMES & set(kinds.values()):
        mend = "give one that has `ner` or `entity_ruler`"
        raise ModelError("this spaCy pipeline finds no names", where=f"--nlp {model}", mend=mend)
    if not RULERS & set(kinds.values()):
        language.select_pipes(disable=[name for name, kind in kinds.items() if kind in NOT_FOR_NAMES])
    return Pipeline(_version(language.meta, language.path, version("spacy")), language)


def _unusable(model: str, error: Exception) -> ModelError:
    if str(error).startswith("[E050]"):
        mend = f"install the package of that pipeline, say `python -m spacy download {model}`, or give its folder"
        return ModelError("no such spaCy pipeline is installed", where=f"--nlp {model}", mend=mend)
    return ModelError(
        f"this spaCy pipeline cannot be loaded: {error}", where=f"--nlp {model}", mend="install one of your spaCy"
    )


def _version(meta: Any, folder: Path, spacy: str) -> str:
    name = f"{meta['lang']}_{meta['name']}-{meta['version']}-{_sha256(folder)[:16]}-spacy-{spacy}"
    return re.sub(r"[^\w.-]", "-", name, flags=re.ASCII)


def _sha256(folder: Path) -> str:
    """Return the sha256 of the files of a folder, their names and their bytes."""
    digest = hashlib.sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
