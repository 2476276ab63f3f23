"""Re-reads an English reply against the same reply in Chinese, which was checked before, and against the facts.

It shares no code with what made the English: it reads the English figures back into numbers and holds them against the
facts, unit and approximation included, and takes English texts only from the data, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import Fact
from bot.knowledge.quantity import Quantity
from bot.replies.reply import Span

_APPROXIMATE = {
    "约": "about", "左右": "about", "大约": "about", "上下": "about", "近": "nearly", "将近": "nearly", "余": "over", "多": "over", "来": "over",
    "超": "over", "超过": "over", "逾": "over", "不到": "under", "不足": "under", "以上": "or more", "上": "or more", "至少": "or more",
    "以下": "or less",
}  # fmt: skip
_SAID = re.compile(r"about|nearly|over|under|or more|or less")
_ENGLISH_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:/(\d+))?(?:\s(billion|million))?(%)?")
_CHINESE_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?:/(\d+))?[余多]?(亿|万)?(%)?")
_SCALES = {"billion": 10**9, "million": 10**6, "亿": 10**8, "万": 10**4, "": 1}
_ORIGINAL = re.compile(r"(?P<english>.*?)(?: \((?P<chinese>[^()]*(?:\([^()]*\)[^()]*)*)\))?", re.DOTALL)
_DASH = "–"


def untraced_english(
    chinese: Sequence[Span],
    english: Sequence[Span],
    facts: Iterable[Fact],
    catalogue: Catalogue,
    names: Mapping[str, frozenset[str]],
) -> tuple[str, ...]:
    """What in an English reply does not say what the Chinese one says.

    Args:
        chinese: the checked reply.
        english: its spans in English, in the same order.
        facts: all facts that it states, offers or computes with.
        catalogue: texts and units with their English.
        names: what each entity and measure may be called, as `english_names` gives it.
    """
    if len(chinese) != len(english):
        return ("the English reply has other spans than the Chinese one",)
    known = {fact.id: fact for fact in facts}
    findings: list[str] = []
    for before, after in zip(chinese, english, strict=True):
        if (before.origin, before.ref) != (after.origin, after.ref) or not _says(
            before, after, known, catalogue, names
        ):
            said = before.origin == "quotation"  # findings are logged, and what people write is not
            findings.append("a quotation is not as it was typed" if said else f"{before.text!r} is not {after.text!r}")
    return tuple(findings)


def _says(
    before: Span, after: Span, facts: Mapping[str, Fact], catalogue: Catalogue, names: Mapping[str, frozenset[str]]
) -> bool:
    if before.origin == "wording":
        return before.text.strip() == after.text.strip()
    after = replace(after, text=after.text.removeprefix(" "))
    match = _ORIGINAL.fullmatch(after.text)
    assert match is not None
    english, beside = match["english"], match["chinese"]
    if before.origin == "fact":
        fact = facts.get(before.ref)
        if fact is None:
            return False
        if isinstance(fact.value, Quantity) and before.text == fact.value.written:
            return beside in (None, fact.value.written) and _is_figure(fact.value, english)
        return _is_text(before.text, after.text, catalogue)
    if before.origin == "name" and before.ref in names:
        own = names[before.ref]
        return (_unquoted(english) in own and (beside is None or beside in own)) or _unquoted(after.text) in own
    if before.origin == "name":
        return _numbers(before.text, _CHINESE_NUMBER) == _numbers(after.text, _ENGLISH_NUMBER) or _is_text(
            before.text, after.text, catalogue
        )
    if beside is not None and beside == before.text:
        return _numbers(before.text, _CHINESE_NUMBER) == _numbers(english, _ENGLISH_NUMBER)
    return _numbers(before.text, _CHINESE_NUMBER) == _numbers(after.text, _ENGLISH_NUMBER)


def _is_figure(quantity: Quantity, english: str) -> bool:
    """Whether an English figure has the number, the unit and every approximation of a stated one, and no other."""
    wanted = {_APPROXIMATE[word] for word in quantity.approx if word in _APPROXIMATE}
    if set(_SAID.findall(english)) != wanted:
        return False
    rest = _SAID.sub("", english).strip()
    pieces = rest.split(_DASH)
    read = [_ENGLISH_NUMBER.match(piece) for piece in pieces]
    if any(match is None for match in read):
        return False
    values = [_value(match) for match in read if match is not None]
    right = [quantity.low, quantity.high] if quantity.is_range else [quantity.value]
    last = read[-1]
    assert last is not None
    unit = pieces[-1][last.end() :].strip()
    own = "" if quantity.unit is None or quantity.unit.name == "%" else quantity.unit.english
    return values == right and unit in (own, own.removesuffix("s") if quantity.value == 1 else own)


def _is_text(chinese: str, english: str, catalogue: Catalogue) -> bool:
    """Whether a text is what the data has as the English of a Chinese one, or that one itself."""
    plain = chinese.strip("「」")
    known = {plain, chinese, *catalogue.english.get(plain, ())}
    for entity in (*catalogue.entities.values(), *catalogue.levels, *catalogue.classes):
        if plain in (entity.name, entity.short):
            known.update(entity.english)
    candidates = {english, _unquoted(english), _unquoted(english.removesuffix(f" ({plain})"))}
    return bool(known & candidates) or chinese.replace("—", "") == english.replace("—", "")


def _unquoted(text: str) -> str:
    """A text without the pair of quotation marks about it."""
    return text[1:-1] if text.startswith("“") and text.endswith("”") else text


def _numbers(text: str, pattern: re.Pattern[str]) -> list[Fraction]:
    return [_value(match) for match in pattern.finditer(text)]


def _value(match: re.Match[str]) -> Fraction:
    value = Fraction(match[1].replace(",", "")) * _SCALES[match[3] or ""]
    if match[2]:
        value /= int(match[2])
    return value / 100 if match[4] else value


def english_names(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """What each entity and measure may be called in an English reply."""
    found: dict[str, frozenset[str]] = {}
    for entity in (*catalogue.entities.values(), *catalogue.levels, *catalogue.classes):
        chinese = (entity.name, entity.short, entity.label)
        english = (*entity.english, *catalogue.english.get(entity.name, ()))
        found[entity.id] = frozenset((*chinese, *english))
    for measure in catalogue.measures.values():
        found[measure.id] = frozenset((measure.name, *measure.english, *catalogue.english.get(measure.name, ())))
    return found
