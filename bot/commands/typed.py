"""Text as people and programs hand it over: made safe for everything that follows."""

from __future__ import annotations

from bot.commands.command import CommandError


def question(argument: str) -> str:
    """A question from the command line.

    Raises:
        CommandError: if its bytes were not valid text; guessing at them could answer another question.
    """
    if any("\udc80" <= character <= "\udcff" for character in argument):
        raise CommandError("问题里有不是 UTF-8 的字节,读不出来。请检查终端的编码(locale)。")
    return without_lone_surrogates(argument)


def without_lone_surrogates(text: str) -> str:
    r"""The text with halves of characters (a lone "\ud83d" in JSON) replaced, since nothing can encode them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
