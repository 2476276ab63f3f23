"""The shape that every command of `bot` has."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What a script learns from a command."""

    OK = 0
    NO = 1
    """No answer to the question, problems found, or lines that could not be read."""
    UNUSABLE = 2
    """Wrong usage, or an input or setting that nothing can be done with."""
    INTERRUPTED = 130
    """Ctrl-C."""
    PIPE_CLOSED = 141
    """The reader of the output went away, as in `bot batch | head`."""


class CommandError(Exception):
    """Ends a command with exit code 2; the text is shown as it is, in Chinese, and says what to do."""


@dataclass(frozen=True, slots=True)
class Command:
    """One verb of the command line."""

    name: str
    summary: str
    """One line of Chinese for `bot --help`."""
    description: str
    """What it does, for `bot NAME --help`."""
    example: str
    """A command line that works as it stands."""
    run: Callable[[argparse.Namespace], ExitCode]
    arguments: Callable[[argparse.ArgumentParser], None] = lambda parser: None
