"""How good the judgements are, measured against debates whose truth is known.

Three ways: `blind` takes the names away from debates and asks who speaks; `phrases` holds member mentions against what
parlparse found; `passages` holds mentions against what people labelled.
"""

from collections.abc import Iterable
from pathlib import Path

from kg.errors import KgError, SourceError, UnknownForm
from kg.evaluate.blind import blind_scores
from kg.evaluate.passages import gold_labels, labels_of, score_labels
from kg.evaluate.phrases import score_phrases
from kg.read import Document, find_documents, reader_for

__all__ = ["blind_scores", "documents_of", "gold_labels", "labels_of", "score_labels", "score_phrases"]


def documents_of(sources: Iterable[str | Path]) -> list[Document]:
    """Return the documents of files, folders and globs; in a folder, files in no form of Hansard are passed over.

    Raises the KgError of the first that cannot be read.
    """
    documents: list[Document] = []
    for found in find_documents(sources):
        if isinstance(found, KgError):
            raise found
        try:
            reader_for(found)
        except UnknownForm:
            if found.named:
                raise
            continue
        documents.append(found)
    if not documents:
        raise SourceError("there is no Hansard in it", where=", ".join(map(str, sources)), mend="give debates to read")
    return documents
