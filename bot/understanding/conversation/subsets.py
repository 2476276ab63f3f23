"""「总数呢」 behind a count of some: all of them are meant."""

from __future__ import annotations

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.conversation.said_before import Said


def whole_of_last(said: Said) -> tuple[Mention, ...]:
    """The measure of all, where 「总数呢」 follows a count of some of them: 规上几家."""
    context, measures = said.context, said.clause.catalogue.measures
    summed = any(set(word.refs("operator")) & {"sum", "total"} for word in said.clause.words)
    plain = all(word.has("operator") or word.has("closed") or word.has("ask", "amount") for word in said.clause.words)
    one = context.act == "lookup" and len(context.measures) == len(context.subjects) == len(context.figures) == 1
    if not (summed and plain and one):
        return ()
    whole = measures[context.measures[0]].subset_of if context.measures[0] in measures else ""
    return (Mention(-1, -1, measures[whole].name, (Sense("measure", whole),)),) if whole else ()
