"""The work list and the statistics as text: for the terminal, and short for an admin's chat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.gaps.fixes import Fix
from bot.gaps.worklist import Complaint, Task, WorkList, since_text
from bot.storage.feedback import FeedbackEntry

Row = tuple[date, str, str, str, int]
"""Day, channel, language, status and number, as `Counts.rows` gives them."""

_STATUSES = {"answered": "答上", "clarify": "反问", "unknown": "没答上", "off_topic": "无关", "chat": "闲聊"}
_LANGUAGES = {"zh-Hans": "简体", "zh-Hant": "繁体", "en": "英文"}
_VERDICTS = {"up": "👍", "down": "👎", "correction": "纠错"}
_NOTHING_TO_WRITE = {
    "unknown_place": "真是别处的,不用改;其实是这里的,给它补一个别名。",
    "which_subject": "反问是对的,不用改;要是大家问的都是同一个镇,可以把这种说法写进那个镇的别名。",
    "withheld": "不是 YAML 的事。",
    "nothing_before": "不用改。",
    "no_more": "原文还有没写进来的,补上就有。",
}
_LOOK_FIRST = "先看原文写了没有;没写就不用改。"
_DAYS_SHOWN = 14
_IN_CHAT = 8


def work_list_text(work: WorkList, since: date | None = None) -> str:
    """The whole list, for the terminal."""
    head = f"{since_text(since)}没答上 {work.questions} 次"
    if work.answered_now:
        head += f",其中 {work.answered_now} 次现在已经答得上"
    lines = [f"{head};还有 {len(work.tasks)} 类要补。"]
    for number, task in enumerate(work.tasks, start=1):
        lines += ["", *_task_lines(number, task)]
    if work.complaints:
        lines += ["", "有人说答得不对的:"]
        for complaint in work.complaints:
            lines += ["", *_complaint_lines(complaint)]
    return "\n".join(lines)


def work_list_in_chat(work: WorkList, since: date | None = None) -> str:
    """The biggest groups, one line each, for an admin's chat."""
    if not work.tasks and not work.complaints:
        return f"{since_text(since)}没有要补的。"
    lines = [f"{since_text(since)}没答上 {work.questions} 次,要补的最多的:"] if work.tasks else []
    for task in work.tasks[:_IN_CHAT]:
        lines.append(f"{task.group.count}次 {task.group.examples[0]}\n  {task.why}")
    if len(work.tasks) > _IN_CHAT:
        lines.append(f"还有 {len(work.tasks) - _IN_CHAT} 类。")
    if work.complaints:
        lines.append("有人说答得不对的:")
        lines += [f"{complaint.count}次 {complaint.question}" for complaint in work.complaints[:_IN_CHAT]]
    lines.append("怎样补,在服务器上运行 bot gaps 看。")
    return "\n".join(lines)


def statistics_text(rows: Sequence[Row], feedback: Sequence[FeedbackEntry], since: date | None = None) -> str:
    """A table of days and statuses, then languages, channels and feedback; for the terminal and for chat alike."""
    if not rows:
        return f"{since_text(since)}还没有人问过。"
    days = sorted({row[0] for row in rows})
    lines = [f"{since_text(since)}共 {sum(row[4] for row in rows)} 问。", ""]
    lines += _table(rows, days[-_DAYS_SHOWN:])
    if len(days) > _DAYS_SHOWN:
        lines.append(f"(只列最近 {_DAYS_SHOWN} 天,合计是全部)")
    asked = [row for row in rows if row[3] != "chat"]
    if asked:
        share = sum(row[4] for row in asked if row[3] == "answered") / sum(row[4] for row in asked)
        lines += ["", f"答上的占 {share:.0%}(闲聊不算)"]
    lines.append(f"语言:{_parts(rows, 2, _LANGUAGES)}")
    lines.append(f"渠道:{_parts(rows, 1, {})}")
    verdicts = Counter[str](entry.verdict for entry in feedback)
    if verdicts:
        lines.append("评价:" + " ".join(f"{_VERDICTS[verdict]} {verdicts[verdict]}" for verdict in _VERDICTS))
    return "\n".join(lines)


def _table(rows: Sequence[Row], days: Sequence[date]) -> list[str]:
    numbers: Counter[tuple[date | None, str]] = Counter()
    every: list[date | None] = [*days, None]
    for day, _, _, status, number in rows:
        numbers[day, status] += number
        numbers[None, status] += number
    lines = ["日期        " + " ".join(_wide(name, 6) for name in _STATUSES.values())]
    for shown in every:
        label = _left("合计", 10) if shown is None else shown.isoformat()
        lines.append(f"{label}  " + " ".join(f"{numbers[shown, status]:>6}" for status in _STATUSES))
    return lines


def _wide(text: str, width: int) -> str:
    """Text to the right of a column; a Chinese character takes two places."""
    return " " * (width - 2 * len(text)) + text


def _left(text: str, width: int) -> str:
    return text + " " * (width - 2 * len(text))


def _parts(rows: Sequence[Row], place: int, names: dict[str, str]) -> str:
    counted: Counter[str] = Counter()
    for row in rows:
        counted[str(row[place])] += row[4]
    return "、".join(f"{names.get(name, name)} {number}" for name, number in counted.most_common())


def _task_lines(number: int, task: Task) -> list[str]:
    lines = [f"{number}. {task.group.count}次({task.group.days}天) {task.why}"]
    lines.append(f"   问法:{' / '.join(task.group.examples)}")
    if len(task.group.words) > 1:
        lines.append(f"   没着落的词:{'、'.join(task.group.words)}")
    for fix in task.fixes:
        lines += _fix_lines(fix)
    if not task.fixes:
        lines.append(f"   {_NOTHING_TO_WRITE.get(task.group.reason, _LOOK_FIRST)}")
    return lines


def _fix_lines(fix: Fix) -> list[str]:
    note = "" if fix.is_ready else ",填好〔 〕再存"
    where = f"{fix.file} 里「{fix.of}」的 {fix.key}" if fix.of else f"{fix.file} 的 {fix.key}"
    lines = [f"   · {fix.when}:在 {where} 里添{note}"]
    lines += [f"       {line}" for line in fix.yaml.splitlines()]
    if fix.tried:
        lines.append(f"     试过:「{fix.tried}」答得上")
    return lines


def _complaint_lines(complaint: Complaint) -> list[str]:
    lines = [
        f"{complaint.count}次 问:{complaint.question}",
        *(f"   答:{line}" for line in complaint.reply.splitlines()[:3]),
    ]
    return [*lines, *(f"   说:{comment}" for comment in complaint.comments)]
