"""What is named to be left out: 除甲镇外, 不算乙县的, 甲镇除外.

The words for it stand before or behind what they leave out; the rest of the clause is read without both.
"""

from __future__ import annotations

from bot.language.mentions import Mention
from bot.understanding.clause import AND, Clause

_OF = "的"
_TAKING = frozenset(("把", "将", "给"))
_REMOVED = ("掉", "去", "除", "开")
"""What verbs end with that need no object behind them."""
_LEADING, _CLOSING = "except", "except_behind"


def without_left_out(clause: Clause) -> tuple[Clause, tuple[Mention, ...]]:
    """The clause without what it leaves out, and the names, classes and measures left out."""
    words = clause.words
    if not clause.has("operator", _LEADING, _CLOSING):
        return clause, ()
    dropped: set[int] = set()
    left_out: list[Mention] = []
    for position, mention in enumerate(words):
        found = _excluded_by(words, position)
        if not found:
            dropped.update((position,) if mention.has("operator", _CLOSING) else ())
            continue
        dropped.update((position, *found))
        left_out += [words[i] for i in sorted(found) if _may_be_left_out(words[i])]
    gone = {id(words[i]) for i in dropped}
    kept = tuple(mention for mention in clause.mentions if id(mention) not in gone)
    return (Clause(kept, clause.catalogue), tuple(left_out)) if left_out else (clause, ())


def _excluded_by(words: tuple[Mention, ...], position: int) -> list[int]:
    """The words that one word leaves out: those behind it, or, where none is (甲不算), those before it."""
    mention = words[position]
    if _follows_object(words, position):
        object_end = position - 1 if words[position - 1].text != _OF else position - 2
        return [*range(object_end + 1, position), *_run(words, range(object_end, -1, -1))]
    found = _run(words, range(position + 1, len(words))) if mention.has("operator", _LEADING) else []
    leading = any(word.has("operator", _LEADING) for word in words if word is not mention)
    if found or leading or not mention.has("operator", _CLOSING):
        return found
    return _run(words, range(position - 1, -1, -1))


def _follows_object(words: tuple[Mention, ...], position: int) -> bool:
    """Whether a verb closes its clause behind what it leaves out: 把甲镇刨掉,…; 甲镇去掉,…."""
    mention = words[position]
    last = position - 1 if position and words[position - 1].text != _OF else position - 2
    if not mention.has("operator", _LEADING) or last < 0 or not _may_be_left_out(words[last]):
        return False
    run = _run(words, range(last, -1, -1))
    taken = run[-1] > 0 and words[run[-1] - 1].text in _TAKING
    closes = position + 1 == len(words) or words[position + 1].start > mention.end
    return taken or (closes and run[-1] == 0 and mention.text.endswith(_REMOVED))


def _run(words: tuple[Mention, ...], positions: range) -> list[int]:
    """The names and classes that stand together next to a word, with what joins them."""
    found: list[int] = []
    for position in positions:
        if not (_may_be_left_out(words[position]) or (found and words[position].text in AND)):
            break
        found.append(position)
    while found and words[found[-1]].text in AND:
        found.pop()
    return found


def _may_be_left_out(mention: Mention) -> bool:
    return mention.has("name") or mention.has("class")
