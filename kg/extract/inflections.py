"""One form, one and many: "hate crime" is also written "hate crimes", "food banks" also "food bank"."""

import re

PLURAL = re.compile(r".*(?:[^s’']s|sses|ches|shes)$")
NO_PLURAL = re.compile(r".*(?:ing|ness|ism|ance|ence|ity|care|work|safety|health|abuse|fraud|policy|ous|ss|us|is)$")
LEAST_WORDS = 2


def inflected(form: str) -> tuple[str, ...]:
    """Return `form` and, where it is several words in lower case, the same with its last word in the other number.

    Only the common rule of English is used; what it makes and nobody writes is never found. A single word is too
    short to tell: "arms" are not many of "arm".

    >>> inflected("hate crime"), inflected("food banks"), inflected("local authorities")
    (('hate crime', 'hate crimes'), ('food banks', 'food bank'), ('local authorities', 'local authority'))
    >>> inflected("NHS trust"), inflected("housing"), inflected("social housing")
    (('NHS trust', 'NHS trusts'), ('housing',), ('social housing',))
    """
    last = form.rpartition(" ")[2]
    if form.count(" ") < LEAST_WORDS - 1 or not last.islower() or not last.isalpha() or len(last) < 3:
        return (form,)
    other = _other_number(last)
    return (form, form[: -len(last)] + other) if other else (form,)


def _other_number(word: str) -> str | None:
    if PLURAL.match(word) and not word.endswith(("ness", "ous", "us", "is")):
        if word.endswith("ies"):
            return word[:-3] + "y"
        return word[:-2] if word.endswith(("sses", "ches", "shes")) else word[:-1]
    if NO_PLURAL.match(word):
        return None
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ch", "sh", "x")) else "s")
