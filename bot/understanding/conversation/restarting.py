"""重置, 换个话题: what was said before no longer counts."""

from __future__ import annotations

import re

from bot.language.lexicon import Lexicon, Sense

_LEAD = r"^[\W_]*(?:(?:那|好|行|嗯|哦|算了|我们|咱们|咱)[\W_]*)*"
_RESET = Sense("meta", "reset")
_TAIL = r"(?:吧|了|一下|啊|呀|呗)*(?:[\W_]+|$)"


class Restarting:
    """Finds the words that end a conversation, at the beginning of a message."""

    def __init__(self, lexicon: Lexicon) -> None:
        forms = [word for word, senses in lexicon.senses.items() if _RESET in senses]
        longest_first = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
        self._pattern = re.compile(f"{_LEAD}(?:{longest_first})(?P<tail>{_TAIL})?") if forms else None

    def rest(self, text: str) -> str | None:
        """What is said behind such a word in a folded text; None where the text begins with none."""
        match = self._pattern.match(text) if self._pattern is not None else None
        if match is None or (match["tail"] is None and match[0].isascii()):
            return None
        return text[match.end() :].strip()
