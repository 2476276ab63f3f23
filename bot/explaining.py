"""`bot explain`: what each stage made of a question, in plain Chinese."""

from __future__ import annotations

from bot.language.folding import Folded
from bot.language.mentions import Mention
from bot.replies.desk import Desk
from bot.replies.reply import Reply
from bot.understanding.query import Failure, Reading

_KINDS = {
    "name": "名字", "class": "类别", "measure": "指标", "asked": "问法", "family": "统称", "collocate": "搭配词", "term": "关键词",
    "value": "取值", "scope": "范围", "unit": "单位", "number": "数", "period": "时间", "ask": "疑问词", "kind": "答案种类",
    "operator": "运算词", "closed": "虚词", "target": "所求", "meta": "问上一个回答", "context": "指代", "power": "量级",
    "unknown": "不认识", "break": "标点",
}  # fmt: skip
_REASONS = {
    "not_understood": "有不认识的字", "no_such_measure": "没有这个指标", "no_such_fact": "原文没有写", "no_such_period": "没有这一年",
    "unknown_place": "不收录的地方", "which_subject": "要先选一个", "not_comparable": "不能比", "off_topic": "无关", "nothing_before": "没有上文",
}  # fmt: skip


def explanation(
    folded: Folded,
    mentions: tuple[Mention, ...],
    readings: tuple[Reading, ...],
    alternatives: tuple[Reading, ...],
    reply: Reply,
    desk: Desk,
) -> str:
    """The whole way of a question, one stage a paragraph."""
    lines = [f"整理后的文字:{folded.text}", "", "逐段认字:"]
    lines += [f"  {mention.text}({_senses(mention, desk)})" for mention in mentions if not mention.is_break]
    lines += ["", "读法:"]
    lines += [f"  {_reading(reading, desk)}" for reading in readings] or ["  没有读法"]
    chosen = readings[0] if readings else None
    others = [reading for reading in alternatives if chosen is None or reading.pattern != chosen.pattern]
    if others and chosen is not None:
        lines += ["", f"没有选的读法:{_reading(others[0], desk)}", f"  原因:{_why_not(chosen, others[0])}"]
    lines += ["", "回答:", *(f"  {line}" for line in reply.text.splitlines())]
    lines += ["", "用到的事实:" if reply.facts else "没有引用事实。"]
    lines += [f"  {fact.id}({fact.subject_name},{fact.measure})" for fact in reply.facts]
    lines += [f"  算式:{computation.formula} = {computation.value}{computation.unit}" for computation in reply.computed]
    return "\n".join(lines)


def _senses(mention: Mention, desk: Desk) -> str:
    return "、".join(dict.fromkeys(_sense(kind, ref, desk) for kind, ref in mention.senses[:4]))


def _sense(kind: str, ref: str, desk: Desk) -> str:
    name = _KINDS.get(kind, kind)
    if kind == "name":
        return f"{name}:{desk.name(ref).text}"
    if kind in ("measure", "asked", "collocate"):
        return f"{name}:{desk.measure(ref).text}"
    return f"{name}:{ref}" if kind in ("class", "scope", "operator", "family") else name


def _reading(reading: Reading, desk: Desk) -> str:
    outcome = reading.outcome
    if isinstance(outcome, Failure):
        return f"{reading.pattern}:读不成({_REASONS.get(outcome.reason, outcome.reason)})"
    subjects = "、".join(desk.name(subject).text for subject in outcome.subjects)
    measures = "、".join(desk.measure(measure).text for measure in outcome.measures)
    return f"{reading.pattern}:{subjects} {measures}".rstrip()


def _why_not(chosen: Reading, other: Reading) -> str:
    if other.unexplained + other.violations > chosen.unexplained + chosen.violations:
        return "有字词在这种问法里说不通"
    if isinstance(other.outcome, Failure):
        return _REASONS.get(other.outcome.reason, other.outcome.reason)
    if other.inherited > chosen.inherited:
        return "要从上文借的更多"
    return "选中的读法更具体"
