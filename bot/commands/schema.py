"""`bot schema`: the JSON Schema by which editors complete and check the fact base."""

from __future__ import annotations

import argparse
import json

from bot.commands.command import Command, ExitCode


def _run(args: argparse.Namespace) -> ExitCode:
    from bot.knowledge.json_schema import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return ExitCode.OK


SCHEMA = Command(
    name="schema",
    summary="输出事实库的 JSON Schema,供编辑器补全和检查",
    description="输出事实库的 JSON Schema。编辑器(如 VS Code 的 YAML 插件)用它来补全和检查。",
    example="bot schema > schema.json",
    run=_run,
)
