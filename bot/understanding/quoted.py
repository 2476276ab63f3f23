"""What a message puts in quotation marks: a name, to be taken letter by letter."""

from __future__ import annotations

from dataclasses import replace

from bot.language.mentions import Mention

_CLOSING = {"“": "”", "「": "」", "『": "』", '"': '"', "《": "》", "‘": "’"}
_SHORTEST = 4


def with_quoted(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words, the first ones in quotation marks with all that stands in these."""
    if not any(mention.is_break and mention.text in _CLOSING for mention in mentions):
        return mentions
    found = list(mentions)
    for start, mention in enumerate(mentions):
        closing = _CLOSING.get(mention.text) if mention.is_break else None
        end = next((i for i in range(start + 1, len(mentions)) if mentions[i].text == closing), start)
        inside = mentions[start + 1 : end]
        text = "".join(m.typed or m.text for m in inside)
        if len(inside) > 1 and len(text) >= _SHORTEST and not any(m.number is not None for m in inside):
            found[start + 1] = replace(inside[0], quoted=text)
    return tuple(found)
