"""Small talk: whole messages that are only a greeting, thanks, or a question about the bot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.errors import KnowledgeError
from bot.knowledge.yaml_source import read_yaml
from bot.language.folding import fold_word

_NOISE = re.compile(r"[\W_]+")
_LEADING = "哈嘿嗯哦噢喔啊呵嘻额"
_TRAILING = "呀啊哦呢吧啦嘛哈噢喔嗯了诶哎"


@dataclass(frozen=True)
class ChatBook:
    """Forms of small talk with their replies."""

    forms: Mapping[str, str]
    """Folded form → id."""
    replies: Mapping[str, str]

    def answer(self, text: str) -> str | None:
        """The id of the small talk that a folded message is, all of it; None when it is something else."""
        pieces = [piece for piece in _NOISE.split(text) if piece]
        if not pieces:
            return "empty"
        if text.startswith("/"):
            return "command"
        compact = "".join(pieces)
        if compact in self.forms:
            return self.forms[compact]
        found = [self._piece(piece) for piece in pieces]
        return found[-1] if all(found) else None

    def within(self, text: str) -> str | None:
        """The id of the small talk that one piece of a message begins with; thanks and farewells before greetings."""
        pieces = [piece for piece in _NOISE.split(text) if piece]
        found = [self.forms[form] for piece in pieces for form in self.forms if len(form) > 1 and form in piece]
        return found[-1] if found else None

    def text(self, chat_id: str, city: str) -> str:
        """The reply of an id."""
        return self.replies[chat_id].replace("{city}", city)

    def _piece(self, piece: str) -> str | None:
        piece = piece.lstrip(_LEADING) or piece
        for candidate in (piece, piece.rstrip(_TRAILING), piece[: len(piece) // 2]):
            if candidate in self.forms and (candidate == piece or piece.startswith(candidate)):
                rest = piece[len(candidate) :]
                if not rest.strip(_TRAILING) or rest == candidate:
                    return self.forms[candidate]
        return None


def read_chat(path: Path) -> ChatBook:
    """Small talk of a file.

    Raises:
        KnowledgeError: when an entry lacks id, forms or reply, or has a digit in its reply.
    """
    source = read_yaml(path)
    problems = list(source.problems)
    entries = source.value.get("chat") if isinstance(source.value, dict) else None
    if not isinstance(entries, list):
        raise KnowledgeError((*problems, source.problem((), "缺少清单「chat」", "写成 chat: [{id, forms, reply}]")))
    forms: dict[str, str] = {}
    replies: dict[str, str] = {}
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict) or set(entry) != {"id", "forms", "reply"}:
            problems.append(source.problem(("chat", index), "每一条要有 id、forms 和 reply", "照别的条目补全"))
            continue
        if re.search(r"\d", entry["reply"]):
            problems.append(source.problem(("chat", index, "reply"), "闲聊的回答里有数字", "去掉数字"))
        replies[entry["id"]] = entry["reply"]
        forms |= {_NOISE.sub("", fold_word(str(form))): entry["id"] for form in entry["forms"] or ()}
    if problems:
        raise KnowledgeError(tuple(problems))
    return ChatBook(forms, replies)
