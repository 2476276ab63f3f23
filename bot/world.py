"""Everything that is data: a city's facts and the words, patterns and wordings of questions and replies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat import ChatBook
from bot.knowledge.catalogue import Catalogue
from bot.language.lexicon import Lexicon
from bot.language.repair import RepairTables, repair_tables
from bot.replies.wordings import Wordings
from bot.snapshot import Later, Snapshot
from bot.understanding.conversation.charting import ChartWords
from bot.understanding.evidence import EvidenceIndex
from bot.understanding.patterns import Pattern

if TYPE_CHECKING:
    from bot.language.english.lexicon import EnglishLexicon

_PACKAGE = Path(__file__).parent
_SHIPPED_CITY = "jinzhong"
_SHORTEST_ABBREVIATED = 4


@dataclass(frozen=True)
class World:
    """What an engine stands on."""

    catalogue: Catalogue
    lexicon: Lexicon
    repairs: RepairTables
    index: EvidenceIndex
    patterns: tuple[Pattern, ...]
    wordings: Wordings
    chat: ChatBook
    chart_words: ChartWords
    english_words: Later[EnglishLexicon]
    english_wordings: Wordings
    english_chat: ChatBook

    @property
    def english(self) -> EnglishLexicon:
        """English words and what they mean."""
        return self.english_words.value


def data_folder(name: str) -> Path:
    """knowledge/ or intents/: inside the installed package, or beside it in a checkout."""
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


def city_folder(city: Path | None = None) -> Path:
    """The folder of a city's facts; that of the shipped city when none is given."""
    return city or data_folder("knowledge") / _SHIPPED_CITY


def load_world(city: Path | None = None) -> World:
    """The world of a city: from the snapshot of an earlier start when no file has changed since, else from the YAML.

    Raises:
        KnowledgeError: with every problem found in the facts, or else in the words and patterns.
    """
    folder = city_folder(city)
    snapshot = snapshot_of(folder)
    stored = snapshot.read()
    if isinstance(stored, World):
        return stored
    world = read_world(folder)
    snapshot.write(world)
    return world


def snapshot_of(folder: Path) -> Snapshot:
    """The snapshot of a city's folder, of the measures beside it, and of the words and code that read them."""
    return Snapshot.of((folder, folder.parent, data_folder("intents"), _PACKAGE), _PACKAGE / "_data" / "world.bin")


def read_world(folder: Path) -> World:
    """Read all YAML files.

    Raises:
        KnowledgeError: with every problem found in the facts, or else in the words and patterns.
    """
    from bot.chat import read_chat
    from bot.knowledge.loading import load_catalogue
    from bot.replies.wordings import read_translated, read_wordings
    from bot.understanding.conversation.charting import read_chart_words
    from bot.understanding.english_words import english_vocabulary, read_english_words, with_english
    from bot.understanding.patterns import read_patterns
    from bot.understanding.vocabulary import place_forms, vocabulary
    from bot.understanding.words import read_groups, read_words

    catalogue = load_catalogue(folder)
    intents = data_folder("intents")
    lexicon = vocabulary(catalogue, read_words(intents / "words"), read_groups(intents / "groups.yaml"))
    index = EvidenceIndex(catalogue)
    tables = repair_tables(lexicon, _short_names(catalogue), place_forms())
    words = read_english_words(intents / "english" / "words.yaml")
    english = english_vocabulary(catalogue, words, lexicon, tables.slips.characters.values())
    lexicon = with_english(lexicon, english)
    index.warm(lexicon)
    wordings = read_wordings(intents / "wordings.yaml")
    return World(
        catalogue,
        lexicon,
        tables,
        index,
        read_patterns(intents / "patterns.yaml"),
        wordings,
        read_chat(intents / "chat.yaml"),
        read_chart_words(intents / "charts.yaml"),
        Later(english),
        read_translated(intents / "english" / "wordings.yaml", wordings),
        read_chat(intents / "english" / "chat.yaml"),
    )


def _short_names(catalogue: Catalogue) -> tuple[str, ...]:
    """What people abbreviate to its initials: names of counties and towns, and words of measures that are long enough."""
    names = [
        name
        for entity in (*catalogue.counties, *catalogue.towns)
        for name in (entity.name, entity.short, *entity.aliases)
    ]
    words = [
        word
        for measure in catalogue.measures.values()
        for word in (measure.name, *measure.names, *measure.collocates)
        if len(word) >= _SHORTEST_ABBREVIATED
    ]
    return (*names, *words)
