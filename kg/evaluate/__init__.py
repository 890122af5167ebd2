"""How good the judgements are, measured against debates whose truth is known.

Three ways: `blind` takes the names away from debates and asks who speaks; `phrases` holds member mentions against what
parlparse found; `passages` holds mentions against what people labelled.
"""

from kg.evaluate.blind import Judged, Score, blind_scores
from kg.evaluate.passages import Label, labels_of, score_labels
from kg.evaluate.phrases import score_phrases

__all__ = ["Judged", "Label", "Score", "blind_scores", "labels_of", "score_labels", "score_phrases"]
