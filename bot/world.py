"""Everything that is data: a city's facts and the words, patterns and wordings of questions and replies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.chat import ChatBook, read_chat
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.loading import load_catalogue
from bot.language.lexicon import Lexicon
from bot.replies.wordings import Wordings, read_wordings
from bot.understanding.evidence import EvidenceIndex
from bot.understanding.patterns import Pattern, read_patterns
from bot.understanding.vocabulary import vocabulary
from bot.understanding.words import read_words

_PACKAGE = Path(__file__).parent
_SHIPPED_CITY = "jinzhong"


@dataclass(frozen=True)
class World:
    """What an engine stands on."""

    catalogue: Catalogue
    lexicon: Lexicon
    index: EvidenceIndex
    patterns: tuple[Pattern, ...]
    wordings: Wordings
    chat: ChatBook


def data_folder(name: str) -> Path:
    """knowledge/ or intents/: inside the installed package, or beside it in a checkout."""
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


def load_world(city: Path | None = None) -> World:
    """Read all YAML files.

    Raises:
        KnowledgeError: with every problem found in the facts, or else in the words and patterns.
    """
    catalogue = load_catalogue(city or data_folder("knowledge") / _SHIPPED_CITY)
    intents = data_folder("intents")
    words = read_words(intents / "words")
    return World(
        catalogue,
        vocabulary(catalogue, words),
        EvidenceIndex(catalogue),
        read_patterns(intents / "patterns.yaml"),
        read_wordings(intents / "wordings.yaml"),
        read_chat(intents / "chat.yaml"),
    )
