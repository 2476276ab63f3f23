"""Validation errors in words that an author can act on."""

from __future__ import annotations

import difflib
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.knowledge import schema
from bot.knowledge.errors import Problem
from bot.knowledge.yaml_source import YamlPath, YamlSource


def validation_problem(source: YamlSource, detail: ErrorDetails) -> Problem:
    """One error of pydantic as a problem with line and fix."""
    path: YamlPath = tuple(step for step in detail["loc"] if _is_place(source, step))
    name = str(path[-1]) if path else ""
    given = detail.get("input")
    kind = detail["type"]
    if kind == "missing":
        return source.problem(path[:-1], f"缺少「{name}」", f"补上 {name}: …")
    if kind == "extra_forbidden":
        return source.problem(path, f"不认识的键「{name}」", _nearest_key(name))
    if kind in ("literal_error", "enum"):
        allowed = detail.get("ctx", {}).get("expected", "")
        return source.problem(path, f"「{name}」不能是「{given}」", f"写成其中之一:{allowed}")
    if kind == "string_pattern_mismatch":
        return source.problem(path, f"「{name}」的值「{given}」写法不对", "只用小写字母、数字和连接符,以字母开头")
    if kind in ("string_type", "tuple_type", "bool_type", "dict_type", "model_type", "int_type", "bool_parsing"):
        return source.problem(path, f"「{name}」的值「{_short(given)}」类型不对", _expected(kind))
    if kind in ("too_short", "string_too_short"):
        return source.problem(path, f"「{name}」是空的", "写上内容,或删掉这个键")
    return source.problem(path, f"「{name}」有误({detail['msg']})", "对照 bot schema 的说明改写")


def _is_place(source: YamlSource, step: str | int) -> bool:
    """Pydantic names the tried member of a union in its path; those steps are not in the file."""
    return isinstance(step, int) or (
        not step.startswith(("constrained-", "function-")) and not step.endswith("Form") and step not in ("str", "int")
    )


def _expected(kind: str) -> str:
    return {
        "string_type": "写成文字;像数字的文字加引号",
        "tuple_type": "写成清单:[…, …]",
        "bool_type": "写 true 或 false",
        "bool_parsing": "写 true 或 false",
        "dict_type": "写成「键: 值」",
        "model_type": "写成「键: 值」",
        "int_type": "写成整数",
    }[kind]


def _nearest_key(name: str) -> str:
    keys: list[str] = []
    for form in vars(schema).values():
        if isinstance(form, type) and issubclass(form, BaseModel):
            keys += form.model_fields
    near = difflib.get_close_matches(name, keys, n=1)
    return f"是不是想写「{near[0]}」?" if near else "删掉它,或看 bot schema 里有哪些键"


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 20 else text[:20] + "…"
