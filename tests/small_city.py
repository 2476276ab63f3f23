"""An invented city, small enough to read at a glance, for tests that must not depend on the one that is shipped.

It shares the shipped units and measures, and brings a measure of its own (窑口数).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.world import data_folder

CITY = """\
city: {id: yunjiang, name: 云江市, aliases: [云江]}
sources:
  - {id: paper, title: 云江专业镇一览, authors: [沈墨]}
levels:
  - {id: provincial, name: 省级}
  - {id: municipal, name: 市级}
counties:
  - {id: baixi, name: 白溪县, aliases: [白溪]}
  - {id: shiqu, name: 石渠岭区, aliases: [石渠岭]}
classes:
  - {id: craft, name: 手工业}
"""
BAMBOO = """\
town:
  id: bamboo
  name: 白溪竹编专业镇
  short: 白溪竹编
  aliases: [竹编]
  county: baixi
  level: provincial
  classes: [craft]
facts:
  - {measure: output_value, value: 12.5亿元, period: "2024", at: 产值12.5亿元}
  - {measure: enterprises, value: 86家, at: 企业86家}
  - {measure: employees, value: 约9000人, at: 约9000人}
  - {measure: markets, items: [新加坡, 德国], at: 新加坡和德国}
  - {measure: products, items: [竹篮, 竹席, 竹灯], open: true, at: 竹篮、竹席、竹灯}
  - {measure: export_share, value: 约40%, at: 约40%}
statements:
  - {basis: 白溪两岸的毛竹林, terms: [毛竹], at: 毛竹林}
"""
TEA = """\
town: {id: tea, name: 白溪云雾茶专业镇, short: 白溪云雾茶, aliases: [云雾茶], county: baixi, level: municipal}
facts:
  - {measure: output_value, value: 4.2亿元, period: "2024", at: 产值4.2亿元}
  - {measure: sown_area, value: 2.6万亩, at: 茶园2.6万亩}
  - {measure: enterprises, value: 30余家, at: 30余家}
"""
POTTERY = """\
town: {id: pottery, name: 石渠岭陶器专业镇, short: 石渠岭陶器, aliases: [陶器], county: shiqu, level: municipal, classes: [craft]}
facts:
  - {measure: kilns, value: 37座, at: 窑口37座}
  - {measure: enterprises, value: 112家, at: 企业112家}
  - {measure: origin, text: 宋代, at: 始于宋代}
parts:
  - id: jar
    kind: product
    name: 酒坛
    facts:
      - {measure: market_share, value: 15%, scope: 全国, at: 占全国15%}
"""
OWN_MEASURES = """\
measures:
  - {id: kilns, name: 窑口数, kind: count, topic: capacity, dimension: items, names: [窑口], collocates: [窑, 烧], asked: [多少口窑], additive: true}
"""


def write_small_city(folder: Path) -> Path:
    """Write the city with the shared units and measures beside it; returns the city's folder."""
    shared = data_folder("knowledge")
    shutil.copytree(shared / "measures", folder / "measures")
    shutil.copy(shared / "units.yaml", folder / "units.yaml")
    city = folder / "yunjiang"
    for name, text in {
        "city.yaml": CITY,
        "towns/bamboo.yaml": BAMBOO,
        "towns/tea.yaml": TEA,
        "towns/pottery.yaml": POTTERY,
        "measures/own.yaml": OWN_MEASURES,
    }.items():
        path = city / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return city
