"""Pointing words with a classifier: 那本, 哪一块.

They say nothing that their noun does not say; with 哪 they ask for that noun.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from bot.language.lexicon import Sense
from bot.language.thesaurus import Thesaurus
from bot.language.wordclass import may_change_answer

_POINTING = {
    Sense("closed", "light_noun"): ("这", "那", "这一", "那一", "该", "此"),
    Sense("ask", "which"): ("哪", "哪一"),
    Sense("ask", "what"): ("哪几", "哪些"),
}
_CLASSIFIER, _UNIT = "Dn08", "Dn10"
"""Classes of the thesaurus: words that count things, and units."""


def pointing_words(thesaurus: Thesaurus, known: Container[str]) -> Iterator[tuple[str, Sense]]:
    """「那本」, 「哪一块」, with every classifier of the thesaurus that is no unit (那吨 measures).

    Args:
        thesaurus: the public table.
        known: words that mean something already.
    """
    for word, codes in thesaurus.codes.items():
        counts = any(code.startswith(_CLASSIFIER) for code in codes)
        if len(word) > 1 or not counts or any(code.startswith(_UNIT) for code in codes) or may_change_answer(word):
            continue
        for sense, pointing in _POINTING.items():
            yield from ((form + word, sense) for form in pointing if form + word not in known)
