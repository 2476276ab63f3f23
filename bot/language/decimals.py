"""Exact fractions as people write decimals."""

from __future__ import annotations

from fractions import Fraction


def exactly(value: Fraction) -> str:
    """A fraction as a plain decimal where it has one, else as a/b."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    whole, rest = divmod(abs(value.numerator), value.denominator)
    digits = ""
    while rest:
        rest *= 10
        digits += str(rest // value.denominator)
        rest %= value.denominator
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"
