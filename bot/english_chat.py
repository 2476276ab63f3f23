"""English small talk: whole messages whose every clause is only a greeting, thanks, or a question about the bot."""

from __future__ import annotations

from bot.chat import ChatBook
from bot.language.english.tokens import tokens

_FILLERS_TEXT = "really very so just please there again much too then now oh ah um well guys mate friend bot and"
_FILLERS = frozenset(_FILLERS_TEXT.split())
_COURTESIES = frozenset(("greeting", "thanks"))


def english_chat(text: str, book: ChatBook) -> str | None:
    """The id of the small talk that a folded English message is, all of it; a question counts before a courtesy."""
    found = [_known(clause, book) for clause in _clauses(text)]
    if not found or None in found:
        return None
    return next((chat_id for chat_id in found if chat_id not in _COURTESIES), found[-1])


def _clauses(text: str) -> list[list[str]]:
    clauses: list[list[str]] = [[]]
    for token in tokens(text):
        if token.is_stop:
            clauses.append([])
        else:
            clauses[-1].append(token.text)
    return [clause for clause in clauses if clause]


def _known(clause: list[str], book: ChatBook) -> str | None:
    plain = [word for word in clause if word not in _FILLERS]
    return book.forms.get("".join(clause)) or book.forms.get("".join(plain) if plain else "")
