"""One clause of a question with its mentions sorted by what they may be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.knowledge.catalogue import Catalogue
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.evidence import CONTENT
from bot.understanding.marks import Mark, marks_of

_FREE = frozenset(("closed", "break"))
_STRUCTURAL = frozenset(("ask", "operator", "target", "context", "meta"))
_TELLING_OPERATORS = frozenset(("increase", "previous", "of_all"))
"""Operators that name a derived figure: an answer that does not have it is no answer."""
_ASKING = frozenset("哪几什啥")
_NAMING = frozenset(("what", "which", "who", "amount", "where"))
_EXISTENCE = "有"
AND = frozenset(["和", "与", "跟", "及", "以及", "还有", "同", "或", "加", "又", "再"])
"""Words that set two things side by side."""
_TELLING = frozenset(("name", "class", "measure", "asked", "family", "value", "unit"))


@dataclass(frozen=True)
class Clause:
    """Mentions of one clause, in order."""

    mentions: tuple[Mention, ...]
    catalogue: Catalogue

    @cached_property
    def words(self) -> tuple[Mention, ...]:
        """Mentions that are not punctuation."""
        return tuple(mention for mention in self.mentions if not mention.is_break)

    @cached_property
    def unknown(self) -> tuple[Mention, ...]:
        """What nothing known explains."""
        return tuple(mention for mention in self.words if mention.is_unknown)

    @cached_property
    def content(self) -> tuple[Mention, ...]:
        """Mentions that only a fact can explain."""
        return tuple(mention for mention in self.words if any(sense.kind in CONTENT for sense in mention.senses))

    @cached_property
    def required(self) -> tuple[Mention, ...]:
        """Content that may not be passed over: it has no harmless sense, nor a part in the pattern alone."""
        return tuple(mention for mention in self.content if not is_harmless(mention) and not _is_structural(mention))

    @cached_property
    def names(self) -> tuple[Mention, ...]:
        """Mentions of entities."""
        return tuple(mention for mention in self.words if mention.has("name"))

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Levels and classes named."""
        return tuple(ref for mention in self.words if not mention.has("name") for ref in mention.refs("class"))

    @cached_property
    def measured(self) -> tuple[Mention, ...]:
        """Mentions that may speak of a measure."""
        kinds = ("measure", "asked", "family", "collocate", "unit", "kind")
        return tuple(m for m in self.words if any(m.has(kind) for kind in kinds) and not m.has("name"))

    @cached_property
    def foci(self) -> tuple[tuple[str, ...], ...]:
        """The entities that it is about: for each thing named that is not merely where another lies, its readings."""
        named = [mention.refs("name") for mention in self.names]
        above = [{up for entity in refs for up in self.catalogue.above(entity)} for refs in named]
        kept: dict[tuple[str, ...], None] = {}
        for index, refs in enumerate(named):
            others = [above[other] for other in range(len(named)) if other != index and named[other] != refs]
            inside = tuple(entity for entity in refs if not any(entity in up for up in others))
            if inside:
                kept[inside] = None
        return tuple(kept)

    @cached_property
    def joins_names(self) -> bool:
        """Whether its names stand side by side (甲县和甲镇), not one for where the other lies."""
        named = [i for i, m in enumerate(self.words) if m.has("name")]
        return any(
            any(word.text in AND for word in self.words[first + 1 : second])
            or any(self.words[i].end < self.words[i + 1].start for i in range(first, second))
            for first, second in pairwise(named)
        )

    @cached_property
    def is_coordinated(self) -> bool:
        """Whether its measures stand side by side (产值和企业数、产能), not one inside the other (出口占比)."""
        measured = [i for i, m in enumerate(self.words) if any(m.has(kind) for kind in ("measure", "asked", "family"))]
        return any(
            any(word.text in AND or word.has("ask", "amount") for word in self.words[first + 1 : second])
            or any(self.words[i].end < self.words[i + 1].start for i in range(first, second))
            for first, second in pairwise(measured)
        )

    def has(self, kind: str, *refs: str) -> bool:
        """Whether a mention has a sense of the kind, with one of the ids if any are given."""
        found = self._refs.get(kind)
        return found is not None and (not refs or not found.isdisjoint(refs))

    @cached_property
    def marks(self) -> frozenset[Mark]:
        """What rules may need among its words."""
        return marks_of(self.words)

    @cached_property
    def _refs(self) -> dict[str, set[str]]:
        """The ids of all senses by their kind."""
        found: dict[str, set[str]] = {}
        for mention in self.words:
            for kind, ref in mention.senses:
                found.setdefault(kind, set()).add(ref)
        return found

    @cached_property
    def asks_for_town(self) -> bool:
        """Whether towns or counties are what is asked for (哪些镇, 有产品出口的镇有哪些), not merely named (专业镇的模式)."""
        words = self.words
        for position, mention in enumerate(words):
            if not mention.has("target"):
                continue
            if mention.text[0] in _ASKING or mention.has("ask"):
                return True
            before = next((w for w in reversed(words[:position]) if not is_harmless(w)), None)
            after = next(
                (
                    w
                    for w in words[position + 1 :]
                    if not is_harmless(w)
                    # 「专业镇总共几个」 counts them; 「专业镇总产值多少」 asks for a figure of theirs.
                    and (w.has("measure") or not set(w.refs("operator")) & {"each", "total", "most"})
                ),
                None,
            )
            if any(word is not None and set(word.refs("ask")) & _NAMING for word in (before, after)):
                return True
            if any(word is not None and word.has("ask", "yesno") for word in (before, after)) and self._asks_for_some:
                return True
        return False

    @cached_property
    def _asks_for_some(self) -> bool:
        """Whether it asks if there is any: 有没有做醋的镇, 产值上百亿的镇有吗; 「培育专业镇了吗」 asks whether that is done."""
        for position, mention in enumerate(self.words):
            if not mention.text.startswith(_EXISTENCE):
                continue
            if mention.has("ask", "yesno") or all(is_harmless(w) or w.has("name") for w in self.words[:position]):
                return True
            if mention.text == _EXISTENCE and all(w.has("ask", "yesno") for w in self.words[position + 1 :]):
                return True
        return False

    def operators(self) -> tuple[str, ...]:
        """Ids of the operators named, in order."""
        return self._operators

    @cached_property
    def _operators(self) -> tuple[str, ...]:
        return tuple(ref for mention in self.words for ref in mention.refs("operator"))

    def asks(self) -> frozenset[str]:
        """Ids of the question words."""
        return self._asks

    @cached_property
    def _asks(self) -> frozenset[str]:
        return frozenset(ref for mention in self.words for ref in mention.refs("ask"))


def is_harmless(mention: Mention) -> bool:
    """Whether a mention may be passed over without changing an answer."""
    for sense in mention.senses:  # noqa: SIM110 a plain loop is faster, and this runs a hundred times a question
        if sense[0] in _FREE:
            return True
    return False


def _is_structural(mention: Mention) -> bool:
    """Whether a mention is explained by the pattern (是什么, 最, 专业镇), whatever measure it may also go with."""
    kinds = {sense.kind for sense in mention.senses}
    if kinds & _TELLING or ("collocate" in kinds and set(mention.refs("operator")) & _TELLING_OPERATORS):
        return False
    return bool(kinds & _STRUCTURAL)


def content_senses(mention: Mention) -> tuple[Sense, ...]:
    """The senses of a mention that facts may explain; a level or class is nothing else beside it."""
    senses = tuple(sense for sense in mention.senses if sense.kind in CONTENT)
    if any(sense.kind == "class" for sense in senses) and not any(sense.kind == "name" for sense in senses):
        return tuple(sense for sense in senses if sense.kind == "class")
    return senses
