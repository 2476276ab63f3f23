"""Showing pages of the directory: in a new message, or in the place of the page whose button was tapped."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.browsing.directory import Directory
from bot.browsing.page import Button, Page
from bot.channels.telegram import buttons
from bot.channels.telegram.buttons import MOST_BYTES, Tap
from bot.channels.telegram.lines import Line, spans_lines
from bot.channels.telegram.outbox import Outbox
from bot.channels.telegram.speaker import Speaker


class Pages:
    """The directory on Telegram."""

    def __init__(self, directory: Directory, outbox: Outbox, sources: frozenset[str]) -> None:
        self._directory = directory
        self._outbox = outbox
        self._sources = sources

    async def show(self, speaker: Speaker, target: str) -> bool:
        """Send a page; False when there is no such page any more."""
        page = self._directory.page(target, speaker.language)
        if page is None:
            return False
        await self._outbox.send(speaker.to, self._lines(page), _keyboard(page))
        return True

    async def turn_to(self, speaker: Speaker, message: int, target: str) -> bool:
        """Show a page in the place of another; False when there is no such page any more."""
        page = self._directory.page(target, speaker.language)
        if page is None:
            return False
        await self._outbox.edit(speaker.to, [message], self._lines(page), _keyboard(page))
        return True

    def find(self, parameter: str) -> str | None:
        """The page that a deep link opens."""
        return self._directory.find(parameter)

    def _lines(self, page: Page) -> tuple[Line, ...]:
        return spans_lines(page.spans, self._sources)


def _keyboard(page: Page) -> InlineKeyboardMarkup | None:
    return buttons.keyboard([[made for each in row if (made := _button(each))] for row in page.rows])


def _button(each: Button) -> InlineKeyboardButton | None:
    """A button of a page: a page of the directory where it opens one, since a page leads back; else a question.

    Returns:
        None for a question that doesn't fit into the data of a button that says something else.
    """
    if each.target or not each.question:
        return buttons.button(each.label, Tap("page", each.target))
    if each.question == each.label:
        return buttons.button(each.label, Tap("ask", buttons.mark(each.label)))
    fits = len(f"q:{each.question}".encode()) <= MOST_BYTES
    return buttons.button(each.label, Tap("question", each.question)) if fits else None
