"""One reader's view of the directory: everything that pages are built from, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.browsing.page import MOST_UNITS, Button, Page, in_rows, short_label
from bot.browsing.printing import Printer
from bot.browsing.targets import anchor, leaves, page_at
from bot.browsing.topics import Shelves
from bot.engine import Engine
from bot.knowledge.model import Fact, Topic
from bot.language.languages import Language
from bot.language.lengths import utf16_units
from bot.replies.reply import Span

_MOST_BUTTONS = 8
_SPARE_BUTTONS = 2
_MOST_NAMES = 40


class Reader:
    """Catalogue, shelves and printer at hand, with the buttons that many pages share."""

    def __init__(self, engine: Engine, shelves: Shelves, language: Language) -> None:
        self.catalogue = engine.world.catalogue
        self.shelves = shelves
        self.printer = Printer(engine, language)
        self.desk = self.printer.desk

    def page(
        self,
        title: str,
        composed: Sequence[Span],
        facts: Iterable[Fact],
        buttons: list[Button],
        *ways: list[Button],
        cited: Iterable[Fact] = (),
    ) -> Page:
        """A page with its buttons two by two, and below them rows of ways on and back.

        Args:
            title: what the page is called.
            composed: its text without the source, in Chinese or with English wordings.
            facts: what it states.
            buttons: what can be picked.
            ways: further rows.
            cited: facts whose source is named where it states none, as for a list of towns.
        """
        stated = tuple(facts)
        sources = self.desk.sources(stated or cited)
        spans = self.printer.spans((*composed, *sources), stated)
        if utf16_units("".join(span.text for span in spans)) > MOST_UNITS:
            # Lists are cut and facts are paged long before; a page of names longer than any so far still has its buttons.
            spans = self.printer.spans(self.desk.word("page_topics"))
        rows = (*in_rows(buttons), *(tuple(way) for way in ways if way))
        return Page(title, spans, rows, tuple(fact.id for fact in stated))

    def names(self, entities: list[str]) -> tuple[Span, ...]:
        """Names in a line, no more than can be read."""
        more = self.desk.word("open_list") if len(entities) > _MOST_NAMES else ()
        return (*self.desk.names(entities[:_MOST_NAMES]), *more)

    def button(self, wording: str, to: str) -> Button:
        """A button whose label is a wording."""
        return Button(short_label(self.printer.word(wording)), to)

    def home(self) -> Button:
        """The way to the first page."""
        return self.button("button_home", "home")

    def back(self, to: str) -> Button:
        """The way to the page before."""
        return self.button("button_back", to)

    def entity_button(self, entity: str, to: str) -> Button:
        """A button that carries a name."""
        return Button(short_label(*self.printer.names(entity)), to)

    def topic_name(self, topic: Topic) -> str:
        """A topic in the reader's language."""
        return self.printer.translated(topic.name, topic.english)

    def topic_span(self, topic: Topic) -> Span:
        """A topic as part of a text."""
        english = self.printer.language == "en" and topic.english
        return Span(topic.english if english else topic.name, "name", f"topic/{topic.id}")

    def topic_button(self, topic: Topic, to: str) -> Button:
        """A button that opens a topic."""
        return Button(short_label(self.topic_name(topic)), to)

    def on_button(self, topic: Topic, to: str) -> Button:
        """A button that opens the topic behind this one."""
        return Button(short_label(self.printer.word("button_on", topic=self.topic_span(topic))), to)

    def paged(self, buttons: list[tuple[str, Button]], own: str, at: str) -> tuple[list[Button], list[Button]]:
        """The buttons of the page that an anchor names, and the ways to the pages beside it.

        Args:
            buttons: all buttons, each with the id of what it stands for.
            own: the target of the first page.
            at: the anchor of the page; "" for the first.
        """
        pages = leaves(buttons, [1] * len(buttons), _MOST_BUTTONS, _SPARE_BUTTONS)
        place = page_at(pages, at)
        shown = [button for _, button in pages[place]] if pages else []
        return shown, self.ways_beside([page[0][0] for page in pages], place, own)

    def ways_beside(self, firsts: list[str], place: int, own: str) -> list[Button]:
        """The ways to the page before and the page after, by the first entries of all pages."""
        ways: list[Button] = []
        if place > 0:
            before = own if place == 1 else f"{own}_{anchor(firsts[place - 1])}"
            ways.append(self.button("button_previous", before))
        if place + 1 < len(firsts):
            ways.append(self.button("button_next", f"{own}_{anchor(firsts[place + 1])}"))
        return ways

    def asking(self, label: str, to: str, question: str) -> Button:
        """A button that asks something."""
        return Button(short_label(label), to, question)
