"""The directory: targets in, pages out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from bot.browsing import asked, faq, town_pages
from bot.browsing.page import Page
from bot.browsing.reader import Reader
from bot.browsing.sheet import sheet
from bot.browsing.targets import by_token, parted, target, token
from bot.browsing.topics import Shelves
from bot.engine import Engine
from bot.language.folding import fold_word
from bot.language.languages import Language

HOME, FAQ = "home", "f"
"""The first page, and the first page of investors' questions."""
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NAMED = {"towns": HOME, "start": HOME, "faq": FAQ}
"""Words of links that stand for pages."""
_MOST_NEAR = 3
_ALIKE = 0.4

Ids = Mapping[str, Any]
"""What the ids of a target may be, and what they stand for."""


class Directory:
    """All pages that can be leafed to. Holds nothing of who reads them: equal targets give equal pages."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._catalogue = engine.world.catalogue
        self._shelves = Shelves(self._catalogue, engine.world.wordings.templates["everything"])
        self._readers: dict[Language, Reader] = {}

    def page(self, target: str, language: Language = "zh-Hans") -> Page | None:
        """The page of a target; None where what it is about no longer exists."""
        kind, ids, at = parted(target)
        route = self._routes.get((kind, len(ids)))
        if route is None:
            return None
        build, *places = route
        found = [place.get(name) for place, name in zip(places, ids, strict=True)]
        return None if None in found else build(self._reader(language), *found, at)

    def question(self, target: str, language: Language = "zh-Hans") -> str | None:
        """What the button of a target asks; None where it only opens a page."""
        kind, ids, _ = parted(target)
        if kind not in asked.KINDS or len(ids) != asked.KINDS[kind]:
            return None
        *town, name = ids
        measure = self._measures.get(name)
        towns = [self._towns[one] for one in town if one in self._towns]
        if measure is None or len(towns) < len(town):
            return None
        return asked.question(self._reader(language), kind, measure, *towns)

    def sheet(self, town_id: str, language: Language = "zh-Hans") -> Page | None:
        """The fact sheet of a town; None where there is no such town."""
        return self.page(target("s", town_id), language)

    def find(self, text: str) -> str | None:
        """The target that a link's payload means: a target, or the id of a town, a county, a level or the city."""
        if not _PAYLOAD.fullmatch(text):
            return None
        if text in _NAMED:
            return _NAMED[text]
        name = token(text)
        for kind, known in (("t", self._holders), ("c", self._counties), ("l", self._levels)):
            if name in known and "_" not in text:
                return f"{kind}_{name}"
        return text if self.page(text) is not None else None

    def town_named(self, name: str) -> str | None:
        """The id of the town that a name, an alias or an id means."""
        return self._names.get(fold_word(name)) or self._towns.get(name)

    def near(self, name: str) -> tuple[str, ...]:
        """The towns whose names look most like one that no town has."""
        folded = fold_word(name)
        alike = difflib.get_close_matches(folded, self._names, n=_MOST_NEAR * 3, cutoff=_ALIKE)
        found = [self._names[one] for one in alike]
        found += [town.id for town in self._catalogue.towns if len(set(town.label) & set(folded)) > 1]
        return tuple(self._catalogue.entities[town].label for town in dict.fromkeys(found))[:_MOST_NEAR]

    def _reader(self, language: Language) -> Reader:
        reader = self._readers.get(language)
        if reader is None:
            reader = self._readers[language] = Reader(self._engine, self._shelves, language)
        return reader

    @cached_property
    def _routes(self) -> dict[tuple[str, int], tuple[Callable[..., Page | None], *tuple[Ids, ...]]]:
        """Kind of page and number of ids → what builds it, and what the ids may be."""
        towns, holders, topics, measures = self._towns, self._holders, self._shelves.by_id, self._measures
        return {
            (HOME, 0): (town_pages.home,),
            ("cs", 0): (town_pages.counties,),
            ("l", 1): (town_pages.towns_of, self._levels),
            ("c", 1): (town_pages.towns_of, self._counties),
            ("t", 1): (town_pages.town, holders),
            ("t", 2): (town_pages.topic, holders, topics),
            ("s", 1): (sheet, towns),
            (FAQ, 0): (faq.topics,),
            (FAQ, 1): (faq.across, topics),
            ("ft", 0): (faq.choose_town,),
            ("m", 1): (faq.measure, measures),
            ("a", 1): (faq.of_town, towns),
            ("a", 2): (faq.of_town_topic, towns, topics),
            ("p", 2): (asked.place, towns, measures),
            ("k", 2): (asked.fact, towns, measures),
        }

    @cached_property
    def _towns(self) -> dict[str, str]:
        return by_token(town.id for town in self._catalogue.towns)

    @cached_property
    def _holders(self) -> dict[str, str]:
        """The towns, and the city for what belongs to none of them."""
        return self._towns | by_token([self._catalogue.city])

    @cached_property
    def _counties(self) -> Ids:
        counties = {county.id: county for county in self._catalogue.counties}
        return {name: counties[full] for name, full in by_token(counties).items()}

    @cached_property
    def _levels(self) -> Ids:
        levels = {level.id: level for level in self._catalogue.levels}
        return {name: levels[full] for name, full in by_token(levels).items()}

    @cached_property
    def _measures(self) -> Ids:
        measures = self._catalogue.measures
        return {name: measures[full] for name, full in by_token(measures).items()}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {
            fold_word(name): town.id
            for town in self._catalogue.towns
            for name in (*town.english, *town.aliases, town.short, town.name)
            if name
        }
