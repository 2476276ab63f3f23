"""`bot sheet`: the fact sheet of a town."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, CommandError, ExitCode
from bot.commands.loading import add_city, load_engine
from bot.commands.typed import question


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("town", metavar="镇名", nargs="?", default="", help="镇的名字、别名或 id;不写就列出所有的镇")
    parser.add_argument("--language", choices=("zh-Hans", "zh-Hant", "en"), default="zh-Hans", help="用哪种语言写")
    add_city(parser)


def _run(args: argparse.Namespace) -> ExitCode:
    from bot.browsing.directory import Directory

    name = question(args.town).strip()
    engine = load_engine(args.city)
    if not name:
        print(*(town.label for town in engine.world.catalogue.towns), sep="\n")
        return ExitCode.OK
    directory = Directory(engine)
    town = directory.town_named(name)
    page = directory.sheet(town, args.language) if town is not None else None
    if page is None:
        near = directory.near(name)
        hint = f"相近的有:{'、'.join(near)}。" if near else ""
        raise CommandError(f"没有叫「{name}」的镇。{hint}全部的镇:bot sheet")
    print(page.text)
    return ExitCode.OK


SHEET = Command(
    name="sheet",
    summary="一个镇的速览",
    description="一个镇的速览:主要的数、产品、企业、荣誉和来源,一条消息写完,可以转发。",
    example="bot sheet",
    arguments=_arguments,
    run=_run,
)
