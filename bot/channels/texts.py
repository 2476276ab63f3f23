"""What channels say beside answers: greetings, buttons, hints, in each language (intents/channels.yaml)."""

from __future__ import annotations

from bot.language.folding import to_traditional
from bot.language.languages import Language
from bot.replies.wordings import Wordings, read_translated, read_wordings
from bot.world import data_folder


class ChannelTexts:
    """The wordings of intents/channels.yaml, filled."""

    def __init__(self, chinese: Wordings, english: Wordings) -> None:
        self._chinese = chinese
        self._english = english

    @classmethod
    def load(cls) -> ChannelTexts:
        """Read the files.

        Raises:
            KnowledgeError: with every wording that is missing or malformed.
        """
        folder = data_folder("intents")
        chinese = read_wordings(folder / "channels.yaml")
        return cls(chinese, read_translated(folder / "english" / "channels.yaml", chinese))

    def __call__(self, name: str, language: Language, /, **slots: str) -> str:
        """A text in a language, its slots filled with texts of that language.

        Raises:
            KeyError: when there is no such text, or a slot is not filled.
        """
        wordings = self._english if language == "en" else self._chinese
        template = wordings.templates[name]
        # Only what is ours is converted: what fills a slot is in its language already.
        text = to_traditional(template) if language == "zh-Hant" else template
        return text.format(**slots)
