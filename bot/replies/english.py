"""Replies in English: the spans of a reply, each given in English by what it states.

Composers know no language: with the English wordings they make a reply whose names, facts and figures are still Chinese.
Here each of those is replaced by its English, the original beside it where the English is another number or another
script. What has no English in the data stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import Entity, Fact, Text
from bot.knowledge.quantity import FigureError, Quantity, Unit, read_quantity
from bot.language.decimals import exactly
from bot.replies.reply import Span

_BEFORE = {"约": "about", "左右": "about", "大约": "about", "上下": "about", "近": "nearly", "将近": "nearly", "余": "over", "多": "over", "来": "over",
           "超": "over", "超过": "over", "逾": "over", "不到": "under", "不足": "under"}  # fmt: skip
_BEHIND = {"以上": "or more", "上": "or more", "至少": "or more", "以下": "or less"}
_POWERS = ((10**9, "billion"), (10**6, "million"))
_COMPUTED = re.compile(r"(?P<digits>-?[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?)(?P<power>亿|万)?(?P<unit>.*)", re.DOTALL)
_CHINESE_POWERS = {"亿": 10**8, "万": 10**4, None: 1}
_FIGURE = r"(?:约|近|超|逾)?[0-9]+(?:[.~/][0-9]+)*(?:余|多)?[亿万]?(?:余|多)?"
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MARKS = {"、": ", ", ",": ", ", ":": ": ", ";": "; ", "的": ": ", "到": " to ", "以上": " or more", "以下": " or less"}
_WITH_ORIGINAL = frozenset(
    ("town", "industry", "product", "company", "brand", "document", "honour", "model", "code", "centre")
)
_MOST_ORIGINALS = 4
"""With more names than this the reply is a list, and reads better without the Chinese beside each."""


class English:
    """The English of one fact base."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def spans(
        self, spans: Iterable[Span], facts: Iterable[Fact], said: Mapping[str, str] | None = None
    ) -> tuple[Span, ...]:
        """The spans of a reply in English, one for each.

        Args:
            spans: the reply as composed.
            facts: what it states, offers or computes with.
            said: for Chinese words that stand for words of the question, the words of the question.
        """
        known = {fact.id: fact for fact in facts}
        spans = tuple(spans)
        named = {span.ref for span in spans if span.origin == "name" and self._has_original(span.ref)}
        told: set[str] = set() if len(named) <= _MOST_ORIGINALS else named
        done: list[Span] = []
        for span in spans:
            if span.origin == "quotation":
                text = self._quoted(span.text, said or {})
            else:
                text = self._span(span, known, span.ref not in told)
            told = told | {span.ref}
            if done and _touch(done[-1].text, text):
                text = f" {text}"
            elif done and done[-1].text.endswith((" ", "\n")):
                text = text.lstrip(" ")
            done.append(replace(span, text=text))
        return tuple(done)

    def phrase(self, text: str) -> str:
        """Names, measures and figures that stand side by side, each in English: a formula, a question to choose."""
        pieces: list[str] = []
        for match in self._pieces.finditer(text):
            piece = match.group()
            figure = match.lastgroup == "figure"
            english = self._known.get(piece) or _MARKS.get(piece) or (self._bound(piece) if figure else piece)
            if pieces and _touch(pieces[-1], english):
                pieces.append(" ")
            pieces.append(english)
        return "".join(pieces).strip()

    def text(self, chinese: str) -> str:
        """One text of the data in English; itself where the data has none."""
        return self._known.get(chinese, chinese)

    def _span(self, span: Span, facts: Mapping[str, Fact], first: bool) -> str:
        if span.origin == "wording":
            return span.text
        if span.origin == "fact":
            return self._stated(facts[span.ref], span.text)
        if span.origin == "computed":
            return self._computed(span)
        return self._name(span, first)

    def _quoted(self, text: str, said: Mapping[str, str]) -> str:
        """The words of the question, as they were said."""
        for chinese in sorted((word for word in said if word in text), key=len, reverse=True):
            text = text.replace(chinese, f" {said[chinese]} ")
        text = " ".join(text.split())
        if text.endswith("以下"):
            return f"below {text[:-2].strip()}"
        text = _HAN_RUN.sub(lambda match: _MARKS.get(match.group()) or self.phrase(match.group()), text)
        return " ".join(text.split())

    def _name(self, span: Span, first: bool) -> str:
        entity, measure = self._catalogue.entities.get(span.ref), self._catalogue.measures.get(span.ref)
        if measure is not None:
            return measure.english[0] if measure.english else self.text(measure.name)
        if entity is None:
            return self._known.get(span.text) or (self.phrase(span.text) if _HAN.search(span.text) else span.text)
        english = self._known.get(entity.label) or self._known.get(entity.name, "")
        chinese = span.text.strip("「」")
        if not english:
            return f"“{chinese}”" if entity.quoted else chinese
        shown = f"“{english}”" if entity.quoted else english
        return f"{shown} ({chinese})" if first and entity.kind in _WITH_ORIGINAL else shown

    def _stated(self, fact: Fact, text: str) -> str:
        value = fact.value
        if isinstance(value, Quantity) and text == value.written:
            return self.quantity(value)
        if isinstance(value, Text) and text.strip("「」") == value.text:
            english = self._known.get(value.text)
            if english is None:
                return f"“{value.text}”" if value.quoted else value.text
            return f"“{english}” ({value.text})" if value.quoted else english
        return self._known.get(text, text)

    def _computed(self, span: Span) -> str:
        if span.text.isdigit():
            return span.text
        if _is_formula(span.text):
            return self.phrase(span.text)
        match = _COMPUTED.fullmatch(span.text)
        if match is None:
            return self.phrase(span.text)
        value = Fraction(match["digits"]) * _CHINESE_POWERS[match["power"]]
        english = _with_unit(_number(value), self._unit(match["unit"], value))
        return f"{english} ({span.text})" if match["power"] else english

    def quantity(self, quantity: Quantity) -> str:
        """A stated figure in English, the original beside it where the digits are others."""
        english = self._figure(quantity)
        digits = quantity.digits.replace("~", "–")
        same = digits and digits in english.replace(",", "") and not quantity.power
        return english if same else f"{english} ({quantity.written})"

    def _figure(self, quantity: Quantity) -> str:
        if quantity.is_range:
            high = quantity.high if quantity.high is not None else quantity.low
            number = f"{_number(quantity.low)}–{_number(high)}"
        elif quantity.unit is not None and quantity.unit.name == "%":
            number = _share(quantity)
        else:
            number = _number(quantity.value)
        unit = quantity.unit
        name = "" if unit is None or unit.name == "%" else self._unit(unit.name, quantity.value)
        before = dict.fromkeys(_BEFORE[word] for word in quantity.approx if word in _BEFORE)
        behind = dict.fromkeys(_BEHIND[word] for word in quantity.approx if word in _BEHIND)
        return " ".join((*before, _with_unit(number, name), *behind))

    def _bound(self, text: str) -> str:
        """A figure, also one that bounds others: 5亿以下 → below 500 million."""
        return f"below {self._plain_figure(text[:-2])}" if text.endswith("以下") else self._plain_figure(text)

    def _plain_figure(self, text: str) -> str:
        if not text[-1:].isalnum() and not text[:1].isalnum():
            return text
        try:
            return self._figure(read_quantity(text, self._catalogue.units))
        except FigureError:
            return text

    def _unit(self, name: str, value: Fraction) -> str:
        own = {"倍": "times", "个百分点": "percentage points", "%": "%"}
        if name in own:
            return own[name]
        unit: Unit | None = next((u for u in self._catalogue.units if name in (u.name, *u.aliases)), None)
        english = name if unit is None else unit.english
        return english.removesuffix("s") if value == 1 and english.endswith("s") and " " not in english else english

    def _has_original(self, ref: str) -> bool:
        entity = self._catalogue.entities.get(ref)
        return entity is not None and entity.kind in _WITH_ORIGINAL

    @cached_property
    def _known(self) -> dict[str, str]:
        """Every Chinese name or text that has an English one."""
        catalogue = self._catalogue
        found = {chinese: english[0] for chinese, english in catalogue.english.items()}
        named: tuple[Entity, ...] = (*catalogue.entities.values(), *catalogue.levels, *catalogue.classes)
        for entity in named:
            english = entity.english[0] if entity.english else found.get(entity.name)
            if english:
                for name in (entity.name, entity.short, entity.label):
                    found.setdefault(name, english)
        for measure in catalogue.measures.values():
            if measure.english:
                found.setdefault(measure.name, measure.english[0])
        return {chinese: english for chinese, english in found.items() if chinese}

    @cached_property
    def _pieces(self) -> re.Pattern[str]:
        names = sorted(self._known, key=len, reverse=True)
        units = sorted({u for unit in self._catalogue.units for u in (unit.name, *unit.aliases)}, key=len, reverse=True)
        figure = f"(?P<figure>{_FIGURE}(?:{'|'.join(map(re.escape, units))})?(?:以上|以下|左右)?)"
        return re.compile(f"{'|'.join(map(re.escape, names))}|{figure}|以上|以下|.", re.DOTALL)


def _touch(before: str, after: str) -> bool:
    """Whether two pieces would run into one word: Chinese sets no space where English does."""
    left, right = before[-1:], after[:1]
    words = (left.isalnum() or left in tuple("%)”")) and (right.isalnum() or right == "“")
    return words and not (_HAN.match(left) and _HAN.match(right))


def _is_formula(text: str) -> bool:
    return any(sign in text for sign in "÷×+−")


def _share(quantity: Quantity) -> str:
    if "/" in quantity.digits:
        return quantity.digits
    if "分之" in quantity.digits:
        return f"{quantity.value.numerator}/{quantity.value.denominator}"
    return f"{exactly(quantity.value * 100)}%"


def _with_unit(number: str, unit: str) -> str:
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".rstrip()


def _number(value: Fraction) -> str:
    """13 billion, 1.2 million, 50,000, 5.06."""
    for power, name in _POWERS:
        scaled = exactly(value / power)
        if abs(value) >= power and "/" not in scaled:
            return f"{scaled} {name}"
    digits = exactly(value)
    whole, point, rest = digits.partition(".")
    return f"{int(whole):,}{point}{rest}" if "/" not in digits else digits
