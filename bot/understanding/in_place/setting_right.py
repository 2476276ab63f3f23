"""Words that a person takes back: what is only named to be set aside, and what is set right in the same breath."""

from __future__ import annotations

from bot.language.mentions import Mention


def without_excluded(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words without what is only named to be set aside: 「问的是产能不是产量」, 「不是甲县是乙县」."""
    kept = list(mentions)
    for position, mention in enumerate(mentions):
        if not mention.has("operator", "not") or position + 1 >= len(mentions):
            continue
        excluded = mentions[position + 1]
        others = [other for other in mentions if other is not excluded and _same_role(other, excluded)]
        asked_back = any(other.text in ("吗", "么", "嘛") for other in mentions[position:])
        if others and not asked_back and mention in kept and excluded in kept:
            kept.remove(mention)
            kept.remove(excluded)
    return tuple(kept)


def without_corrected(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words without what is set right in the same breath: 「查甲镇 哦不对 是乙镇 产值多少」."""
    for position, mention in enumerate(mentions):
        if not mention.has("closed", "correcting"):
            continue
        before, after = mentions[:position], mentions[position + 1 :]
        if mention.text.endswith("是") and position and _holds(mentions[position - 1], mention, after):
            continue
        if any(m.has("ask") or m.has("asked") or m.number is not None for m in before):
            return mentions
        kind = next((k for k in ("name", "measure") if any(m.has(k) for m in after)), None)
        if kind is None or not any(m.has(kind) for m in before):
            continue
        return (*(m for m in before if not m.has(kind)), *without_corrected(after))
    return mentions


def _holds(topic: Mention, mention: Mention, after: tuple[Mention, ...]) -> bool:
    """Whether 应该是 right behind a name only holds something of it to be so: 「丙应该是老产品吧」."""
    return topic.has("name") and topic.end == mention.start and any(m.has("ask", "yesno") for m in after)


def _same_role(first: Mention, second: Mention) -> bool:
    return any(all(m.has(kind) for m in (first, second)) for kind in ("name", "measure"))
