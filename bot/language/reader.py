"""Folded text → mentions: exact words first; where some are unknown, once more with what they may have been meant to be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.language.edits import Repaired
from bot.language.hidden import with_hidden_words
from bot.language.lexicon import Lexicon, Sense
from bot.language.mentions import Mention, find_mentions
from bot.language.repair import Belong, Repairer, RepairTables
from bot.language.spelling import spelled

_MOST_ROUNDS = 3
_PutRight = tuple[tuple[Mention, ...], Repaired | None, tuple[Mention, ...]]
_TELLING = frozenset(("name", "measure", "unit", "asked", "collocate", "class", "family", "target"))


class TextReader:
    """Finds the words of texts over one lexicon."""

    def __init__(self, lexicon: Lexicon, tables: RepairTables, belong: Belong) -> None:
        self._lexicon = lexicon
        self._tables = tables
        self._repairer = Repairer(lexicon, tables, belong)
        # A text that fails is read once more without weak words; what was put right in it stays.
        self._put_right = lru_cache(maxsize=1)(self._anew)

    def mentions(
        self, text: str, said: Sequence[tuple[Sense, ...]] = (), without: frozenset[str] = frozenset()
    ) -> tuple[Mention, ...]:
        """The words of a text.

        Args:
            text: folded text.
            said: the senses of what was talked about before; a short name may be repaired beside it.
            without: kinds of sense; words that have no other are left out.
        """
        exact, repaired, best = self._put_right(text, tuple(said))
        if not any(mention.is_unknown for mention in exact):
            return self._rid_of(text, tuple(said), without) if without else exact
        if repaired is None:
            return self._spelled(text, exact, without)
        return tuple(repaired.as_typed(m, text) for m in self._spelled(repaired.text, best, without))

    def _rid_of(self, text: str, said: tuple[tuple[Sense, ...], ...], without: frozenset[str]) -> tuple[Mention, ...]:
        """The words of a text without weak ones; what is then unknown may be half of a word typed wrongly: 甲县组造."""
        found = self._exact(text, without)
        if not any(mention.is_unknown for mention in found):
            return found
        further = self._repairer.repaired(text, found, said)
        again = self._exact(further.text, without) if further else ()
        if further is None or any(mention.is_unknown for mention in again):
            return found
        meant = tuple(further.as_typed(mention, text) for mention in self._exact(further.text))
        named = all(mention.has("name") or mention.has("class") for mention in meant if mention.typed)
        return meant if named else found

    def _anew(self, text: str, said: tuple[tuple[Sense, ...], ...]) -> _PutRight:
        """The exact words of a text, the text put right, and the words of that."""
        exact = best = self._exact(text)
        repaired: Repaired | None = None
        if not any(mention.is_unknown for mention in exact):
            return exact, None, exact
        for _ in range(_MOST_ROUNDS):
            # A word put right may be what another one needs beside it: 东石白查, 东石白茶, 东市白茶.
            further = self._repairer.repaired(repaired.text if repaired else text, best, said)
            again = self._exact(further.text) if further else ()
            if further is None or _unknown(again) >= _unknown(best):
                break
            repaired, best = further.after(repaired) if repaired else further, again
        return exact, repaired, best

    def _exact(self, text: str, without: frozenset[str] = frozenset()) -> tuple[Mention, ...]:
        return with_hidden_words(text, find_mentions(text, self._lexicon, (), without), self._tables.guarded)

    def _spelled(self, text: str, exact: tuple[Mention, ...], without: frozenset[str]) -> tuple[Mention, ...]:
        """The words of a text with those that are written in Latin letters."""
        anchored = any(sense.kind in _TELLING for mention in exact for sense in mention.senses)
        words = tuple(spelled(text, exact, self._lexicon, self._tables.spellings, anchored))
        if not words:
            return self._exact(text, without) if without else exact
        found = find_mentions(text, self._lexicon, words, without)
        return with_hidden_words(text, found, self._tables.guarded)


def _unknown(mentions: Sequence[Mention]) -> int:
    return sum(len(mention.text) for mention in mentions if mention.is_unknown)
