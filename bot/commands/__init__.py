"""The commands of `bot`, one file each, in the order in which the help lists them.

These modules import nothing heavy at the top: every start of `bot` loads all of them.
"""

from bot.commands.ask import ASK
from bot.commands.batch import BATCH
from bot.commands.chat import CHAT
from bot.commands.check import CHECK
from bot.commands.command import Command, CommandError, ExitCode
from bot.commands.explain import EXPLAIN
from bot.commands.gaps import GAPS
from bot.commands.link import LINK
from bot.commands.schema import SCHEMA
from bot.commands.sheet import SHEET
from bot.commands.stats import STATS
from bot.commands.telegram import TELEGRAM
from bot.commands.test import TEST

COMMANDS: tuple[Command, ...] = (CHAT, ASK, BATCH, EXPLAIN, SHEET, CHECK, TEST, SCHEMA, TELEGRAM, LINK, GAPS, STATS)

__all__ = ["COMMANDS", "Command", "CommandError", "ExitCode"]
