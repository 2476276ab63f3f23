"""Numbers as people write them: 3.4万, 两亿五, 百分之七十, 七成半, 三分之一, 6600余万, 1~3万.

A number is read at a position and comes back exact (a fraction) together with the interval it stands for, since
「约」, 「余」, 「多」 and 「近」 make it one. Nothing here knows about units other than the powers of ten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "俩": 2, "仨": 3,
}  # fmt: skip
SMALL_POWERS = {"十": 10, "百": 100, "千": 1000}
LARGE_POWERS = {"万": 10**4, "亿": 10**8}
POWERS = SMALL_POWERS | LARGE_POWERS
NUMERAL_STARTS = frozenset("零〇一二两三四五六七八九十百千万亿点半大多俩仨")
"""The characters that a number not in digits may begin with."""
MORE_THAN = ("余", "多", "来")
"""Words inside or behind a number that put it at that number or somewhat above."""

_ARABIC = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿点半]+|[俩仨]")
_CENTURY = re.compile(r"个?[多来]?世纪(?!初|末|[\d一二三四五六七八九]0?年代)")
_POWER_AS_THINGS = re.compile("(?P<some>[多来]?)个(?P<more>[多来]?)(?P<power>亿|千万|百万)")
"""个亿, 个多亿, 多个亿."""
_POINTS = re.compile("个?(?P<more>[多来]?)百分点|个(?P<some>[多来]?)点(?![心位头])")
_MOST_POINTS = 100
_HALF = re.compile("一多半|一大半|一半|半数|大半|多半")
_NEIGHBOURS = re.compile(r"([一两二三四五六七八])([两二三四五六七八九])([十百千万亿]+)")
_FEW = re.compile(r"([一两二三四五六七八])([二三四五六七八九])(?=[户家个名人款种类条处座位年岁倍])")
_PIECES_OF = re.compile(
    r"(?P<whole>[两二三四五六七八九十]|\d{1,3})(?P<kind>[件个只户家人块斤])(?P<inside>里头|里面|里边|里|当中|中|之中)?[就能要得]?有"
    r"(?P<part>[一两俩二三仨四五六七八九十]|\d{1,2})(?P<same>(?P=kind))?"
)
_MOST_PIECES = 10
_SHORT_FOR = {"俩": "两", "仨": "三"}
_SHORT_POWER = re.compile(r"(kw|w|k)(?![a-z0-9])")
_MOST_CENTURIES = 10
"""More is the name of a century (十九世纪)."""
_SHORT_POWERS = {"kw": ("千万", 10**7), "w": ("万", 10**4), "k": ("千", 10**3)}
_RANGE_MARK = re.compile(r"\s*(?:~|～|〜|-|–|—|至|到)\s*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from text."""

    value: Fraction
    """What the digits say."""
    low: Fraction
    """The least it may stand for."""
    high: Fraction | None
    """The most it may stand for; None when there is no upper bound."""
    start: int
    end: int
    digits: str
    """The digits as written, without powers of ten: "6600", "2/3", "三分之一"."""
    power: str
    """The written powers of ten behind the digits: "万", "亿", ""."""
    approx: tuple[str, ...] = ()
    kind: str = "plain"
    """plain, percent (70%, 七成), or fraction (2/3)."""

    @property
    def is_range(self) -> bool:
        """Whether two numbers were written (1~3万)."""
        return self.kind == "range"


def read_number(text: str, start: int = 0) -> Number | None:
    """The longest number that begins at `start`, or None.

    Ranges (1~3万) come back as one number whose interval has both ends.
    """
    neighbours = _read_neighbours(text, start)
    if neighbours is not None:
        return neighbours
    first = _read_single(text, start)
    if first is None:
        return None
    mark = _RANGE_MARK.match(text, first.end)
    if mark and first.kind == "plain":
        second = _read_single(text, mark.end())
        if second is not None and second.kind in ("plain", "percent"):
            return _as_range(first, second)
    return first


def resolution(value: Fraction) -> Fraction:
    """One unit of the last digit that is not zero: 6600 → 100, 3.4 → 0.1."""
    if value == 0:
        return Fraction(1)
    step = Fraction(1)
    while (value / step).denominator == 1 and (value / (step * 10)).denominator == 1:
        step *= 10
    while (value / step).denominator != 1:
        if step < Fraction(1, 10**12):
            return value / 10
        step /= 10
    return step


def _read_neighbours(text: str, start: int) -> Number | None:
    """六七十, 两三百: two neighbouring digits before a power of ten are a range."""
    match = _NEIGHBOURS.match(text, start)
    if match is None:
        return _read_few(text, start)
    low, high, power = DIGITS[match[1]], DIGITS[match[2]], match[3]
    if high != low + 1:
        return None
    scale = 1
    for character in power:
        scale *= POWERS[character]
    large = power.lstrip("十百千")
    middle = Fraction(low + high, 2) * scale
    return Number(
        middle,
        Fraction(low * scale),
        Fraction(high * scale),
        start,
        match.end(),
        match[0].removesuffix(large),
        large,
        (),
        "range",
    )


def _read_few(text: str, start: int) -> Number | None:
    """三四户: two neighbouring digits before what they count are a range, not thirty-four."""
    match = _FEW.match(text, start)
    if match is None or DIGITS[match[2]] != DIGITS[match[1]] + 1 or text[start - 1 : start] in DIGITS:
        return None
    low, high = Fraction(DIGITS[match[1]]), Fraction(DIGITS[match[2]])
    return Number((low + high) / 2, low, high, start, match.end(), match[0], "", (), "range")


def _read_single(text: str, start: int) -> Number | None:
    return (
        _read_pieces(text, start)
        or _read_fraction_words(text, start)
        or _read_tenths(text, start)
        or _read_figure(text, start)
    )


def _exact(value: Fraction, start: int, end: int, digits: str, kind: str = "plain") -> Number:
    return Number(value, value, value, start, end, digits, "", (), kind)


def _read_pieces(text: str, start: int) -> Number | None:
    """五件有四件, 三个里头有俩: so many of so many is a fraction."""
    match = _PIECES_OF.match(text, start)
    below, above = (
        (_read_plain(_SHORT_FOR.get(match[name], match[name]), 0) for name in ("whole", "part"))
        if match
        else (None, None)
    )
    if match is None or below is None or above is None or not 0 < above.value < below.value <= _MOST_PIECES:
        return None
    if not match["inside"] and not match["same"]:
        return None
    return _exact(above.value / below.value, start, match.end(), match[0], "fraction")


def _read_fraction_words(text: str, start: int) -> Number | None:
    """百分之七十, 三分之一, 百分之70."""
    below = _read_plain(text, start)
    if below is None or not text.startswith("分之", below.end):
        return None
    above = _read_plain(text, below.end + 2)
    if above is None or below.value == 0:
        return None
    kind = "percent" if below.value == 100 else "fraction"
    return _exact(above.value / below.value, start, above.end, text[start : above.end], kind)


def _read_tenths(text: str, start: int) -> Number | None:
    """七成, 七成半, 三成五, 7成, 一半, 一多半."""
    half = _HALF.match(text, start)
    if half is not None:
        value = Fraction(1, 2)
        more = half.group() not in ("一半", "半数")
        approx = ("以上",) if more else ()
        return Number(value, value, None if more else value, start, half.end(), half.group(), "", approx, "percent")
    tenths = _read_plain(text, start)
    if tenths is None or not text.startswith("成", tenths.end) or tenths.value > 10:
        return None
    end = tenths.end + 1
    value = tenths.value / 10
    if text.startswith("半", end):
        return _exact(value + Fraction(5, 100), start, end + 1, text[start : end + 1], "percent")
    last = text[end : end + 1]
    if last in DIGITS and text[end + 1 : end + 2] not in POWERS and not _names_item(text, end + 1):
        return _exact(value + Fraction(DIGITS[last], 100), start, end + 1, text[start : end + 1], "percent")
    return _exact(value, start, end, text[start:end], "percent")


def _names_item(text: str, position: int) -> bool:
    return text[position : position + 1] in tuple("个家户种类")


def _read_figure(text: str, start: int) -> Number | None:
    """70%, 2/3, 6600余万, 3万多, 40.2亿."""
    number = _read_plain(text, start)
    if number is None:
        return None
    end = number.end
    if text.startswith("/", end):
        below = _read_plain(text, end + 1)
        if below is not None and below.value != 0 and number.power == below.power == "":
            return _exact(number.value / below.value, start, below.end, text[start : below.end], "fraction")
    approx: tuple[str, ...] = number.approx
    value, power = number.value, number.power
    things = _POWER_AS_THINGS.match(text, end)
    if things is not None and not power:
        # 「5个亿」 counts hundreds of millions as things, 「四个多亿」 somewhat more of them.
        for character in things["power"]:
            value *= POWERS[character]
        power, end = things["power"], things.end()
        more = things["some"] or things["more"]
        approx = approx or ((more,) if more else ())
    century = _CENTURY.match(text, end)
    if century is not None and value <= _MOST_CENTURIES and not power:
        # 「半个世纪」 counts years.
        return Number(value * 100, value * 100, value * 100, start, century.end(), text[start : century.end()], "")
    if text[end : end + 1] in MORE_THAN and not approx:
        approx = (text[end],)
        end += 1
        while text[end : end + 1] in LARGE_POWERS:
            value *= LARGE_POWERS[text[end]]
            power += text[end]
            end += 1
    points = _POINTS.match(text, end)
    if points is not None and not power and value <= _MOST_POINTS:
        # 「20多个百分点」 is so many in a hundred.
        more = points["more"] or points["some"]
        approx = approx or ((more,) if more else ())
        low, high = spread(value, approx)
        above = None if high is None else high / 100
        return Number(value / 100, low / 100, above, start, points.end(), number.digits, power, approx, "percent")
    if text.startswith("%", end):
        value /= 100
        low, high = spread(value, approx)
        return Number(value, low, high, start, end + 1, number.digits, power, approx, "percent")
    low, high = spread(value, approx)
    return Number(value, low, high, start, end, number.digits, power, approx)


def spread(value: Fraction, approx: tuple[str, ...]) -> tuple[Fraction, Fraction | None]:
    """The interval that a value stands for under its approximation words.

    Known words: 约, 近, 余, 多, 来, 以上, 超, 左右, 以下, 不到; others leave the value exact.
    """
    low, high = value, value
    upper: Fraction | None = value
    step = resolution(value)
    for word in approx:
        if word in ("约", "左右", "上下", "大约"):
            low, high = low - step / 2, high + step / 2
            upper = None if upper is None else high
        elif word in ("近", "将近"):
            low = min(low, value * Fraction(9, 10))
        elif word in ("不到", "以下", "不足"):
            low = Fraction(0)
        elif word in MORE_THAN:
            upper = None if upper is None else max(upper, value + step)
        elif word in ("以上", "超", "逾", "超过", "上", "至少"):
            low, upper = value, None
    return low, upper


def _as_range(first: Number, second: Number) -> Number:
    low, high = first.value, second.value
    if first.power == "" and second.power and low < high:
        scale = Fraction(1)
        for power in second.power:
            scale *= POWERS[power]
        if low * scale < high:
            low *= scale
    if second.kind == "percent":
        low /= 100
    digits = f"{first.digits}~{second.digits}"
    return Number((low + high) / 2, low, high, first.start, second.end, digits, second.power, second.approx, "range")


@lru_cache(maxsize=512)
def _read_plain(text: str, start: int) -> Number | None:
    arabic = _ARABIC.match(text, start)
    if arabic:
        value = Fraction(arabic.group().replace(",", ""))
        end, power = arabic.end(), ""
        while text[end : end + 1] in POWERS:
            value *= POWERS[text[end]]
            power += text[end]
            end += 1
        short = _SHORT_POWER.match(text, end) if not power else None
        if short:
            power, scale = _SHORT_POWERS[short.group()]
            value, end = value * scale, short.end()
        return Number(value, value, value, start, end, arabic.group().replace(",", ""), power)
    chinese = _CHINESE.match(text, start)
    if not chinese:
        return None
    run = chinese.group()
    while run:
        read = _chinese_value(run)
        if read is not None:
            value, digits, power = read
            return Number(value, value, value, start, start + len(run), digits, power)
        run = run[:-1]
    return None


def _chinese_value(run: str) -> tuple[Fraction, str, str] | None:
    """The value of a run of Chinese numerals, its digits and its trailing powers; None when it is no number."""
    if run.startswith(("点", "万", "亿", "百", "千")) and not _round_power(run):
        return None
    if run.endswith("点"):
        return None
    if run in ("俩", "仨"):
        return Fraction(DIGITS[run]), run, ""
    if run == "半":
        return Fraction(1, 2), run, ""
    power = run[len(run.rstrip("万亿")) :]
    head = run[: len(run) - len(power)]
    if all(character in DIGITS for character in run) and len(run) >= 2:
        return Fraction(int("".join(str(DIGITS[c]) for c in run))), run, ""
    if run.endswith("半"):
        inner = _chinese_value(run[:-1])
        if inner is None or not inner[2]:
            return None
        scale = Fraction(1)
        for character in inner[2]:
            scale *= LARGE_POWERS[character]
        return inner[0] + scale / 2, run, ""
    value = _sections(run)
    return None if value is None else (value, head or run, power if head else "")


def _round_power(run: str) -> bool:
    """百万, 千万, 万亿, 亿 alone: the power itself, as in 「过千万」."""
    return all(character in POWERS for character in run)


def _sections(run: str) -> Fraction | None:
    """Chinese numerals with 亿 and 万 sections, a decimal point, and a short last digit (两亿五 = 2.5亿)."""
    total, section = Fraction(0), Fraction(0)
    digit: Fraction | None = None
    last_power = 0
    for piece in _PIECES.findall(run):
        if piece in LARGE_POWERS:
            section += digit or 0
            total = _with_power(total, section, LARGE_POWERS[piece])
            section, digit, last_power = Fraction(0), None, LARGE_POWERS[piece]
        elif piece in SMALL_POWERS:
            implied = piece == "十" or section == total == 0
            if digit is None and not implied:
                return None
            section += (1 if digit is None else digit) * SMALL_POWERS[piece]
            digit, last_power = None, SMALL_POWERS[piece]
        elif digit:
            return None
        else:
            digit = _decimal(piece)
            if piece[0] in "零〇":
                last_power = 0
    if "".join(_PIECES.findall(run)) != run:
        return None
    if digit is not None:
        short = last_power >= 100 and digit.denominator == 1
        section += digit * last_power / 10 if short else digit
    return total + section


_PIECES = re.compile(r"[零〇一二两三四五六七八九](?:点[零〇一二三四五六七八九]+)?|[十百千万亿]")


def _decimal(piece: str) -> Fraction:
    """三点五 → 3.5."""
    whole, _, places = piece.partition("点")
    value = Fraction(DIGITS[whole])
    return value + Fraction(int("".join(str(DIGITS[c]) for c in places)), 10 ** len(places)) if places else value


def _with_power(total: Fraction, section: Fraction, power: int) -> Fraction:
    """The total after a 万 or 亿: 亿 scales all that came before it, 万 its own section."""
    if section == 0:
        return power * (total or Fraction(1))
    return (total + section) * power if power == LARGE_POWERS["亿"] else total + section * power
