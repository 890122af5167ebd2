"""How good the judgements are, measured."""
