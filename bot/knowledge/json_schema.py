"""The JSON Schema by which editors complete and check fact files."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.knowledge.schema import CityFile, EnglishFile, MeasuresFile, TownFile, UnitsFile

_FILES: dict[str, type[BaseModel]] = {
    "towns/*.yaml": TownFile,
    "city.yaml": CityFile,
    "measures/*.yaml": MeasuresFile,
    "units.yaml": UnitsFile,
    "english.yaml": EnglishFile,
}


def json_schema() -> dict[str, Any]:
    """One schema for all files of a fact base: a file is valid when it is valid as one of them."""
    _, schema = models_json_schema([(model, "validation") for model in _FILES.values()])
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "专业镇事实库"
    schema["anyOf"] = [{"$ref": f"#/$defs/{model.__name__}"} for model in _FILES.values()]
    return schema
