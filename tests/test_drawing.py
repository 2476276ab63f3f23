"""Pictures: as wide as a phone, small, of any number of bars, in letters that the font has."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection
from PIL import Image

from bot.drawing import draw
from bot.drawing.lettering import hand
from bot.engine import Engine
from bot.language.folding import to_traditional
from bot.replies.chart import Bar, Chart, ChartKind
from bot.replies.reply import Span
from bot.world import data_folder, load_world

MOST_BYTES = 150_000


def words(text: str) -> tuple[Span, ...]:
    return (Span(text, "wording"),)


def bar(name: str, value: int, low: int | None = None, high: int | None = None, *, is_range: bool = False) -> Bar:
    return Bar(
        words(name), words(f"{value}万吨"), (words("原文未注明年份"),), words(name), Fraction(value),
        Fraction(value if low is None else low), Fraction(value if high is None else high), is_range,
    )  # fmt: skip


def chart(bars: tuple[Bar, ...], kind: ChartKind = "bars") -> Chart:
    return Chart(
        kind, words("各镇产能从高到低"), bars, "capacity", notes=(words("共三十个镇"),), source=words("来源:某报")
    )


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("count", [1, 2, 8, 16])
def test_any_number_of_bars_fits(count: int) -> None:
    png = draw(chart(tuple(bar(f"第{n}镇", 100 - n) for n in range(count))))
    width, height = size(png)
    assert width == 1080
    assert 400 < height < 300 + 140 * count + 200
    assert len(png) < MOST_BYTES


def test_long_names_are_broken_and_stay_within_the_picture() -> None:
    long = "国家级专精特新小巨人企业与省市级技术中心联合申报的纺织机械液压件特色产业集群"
    png = draw(chart((bar(long, 30), bar("甲镇", 20))))
    picture = Image.open(io.BytesIO(png)).convert("L")
    assert picture.crop((1040, 20, 1080, picture.height)).getextrema() == (255, 255)
    assert len(hand("zh-Hans", 40).lines(long, 600)) > 1


def test_lines_are_not_broken_before_a_mark_nor_within_a_figure() -> None:
    lines = hand("zh-Hans", 40).lines("甲镇去年全年的产值约为12345.67亿元,(比上年)增长。", 260)
    assert len(lines) > 2
    assert not any(line[0] in ",。)" or line[-1] == "(" for line in lines)
    assert any("12345.67" in line for line in lines)


def test_ranges_approximate_negative_and_zero_figures_can_be_drawn() -> None:
    bars = (
        bar("约", 50, 40, 60), bar("余", 50, 50, 60), bar("近", 50, 45, 50), bar("区间", 65, 60, 70, is_range=True),
        bar("无", 0), bar("降", -20), replace(bar("以上", 50), high=None),
    )  # fmt: skip
    assert size(draw(chart(bars)))[0] == 1080


@pytest.mark.parametrize("value", [0, 1])
def test_a_share_of_nothing_or_of_all_can_be_drawn(value: int) -> None:
    for kind in ("shares", "nested", "parts"):
        assert draw(chart((bar("甲", value), bar("乙", 0)), kind))


def test_equal_charts_give_equal_pictures_in_any_thread() -> None:
    charts = [chart(tuple(bar(f"第{n}镇", 100 - n) for n in range(count))) for count in (1, 2, 5)]
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(draw, charts * 4))
    assert pictures == [draw(one) for one in charts] * 4


@pytest.mark.parametrize("question", ["历史年数排名", "towns ranked by capacity", "各鎮產值", "平遥牛肉产值"])
def test_pictures_of_answers_are_small(question: str) -> None:
    found = Engine.load().reply(question)[0].chart
    assert found is not None
    assert len(draw(found)) < MOST_BYTES


def test_the_font_has_every_character_of_the_facts_and_the_wordings_in_both_scripts() -> None:
    catalogue = load_world().catalogue
    texts = {name for entity in catalogue.entities.values() for name in (entity.name, entity.short, *entity.english)}
    texts |= {measure.name for measure in catalogue.measures.values()}
    texts |= {getattr(fact.value, "written", "") for fact in catalogue.facts}
    texts |= {text for fact in catalogue.facts for text in (fact.scope, fact.basis, fact.covers, fact.period_text)}
    texts |= {source.label for source in catalogue.sources.values()}
    for file in ("wordings.yaml", "english/wordings.yaml"):
        texts.add((data_folder("intents") / file).read_text(encoding="utf-8"))
    whole = "".join(texts) + "0123456789~%÷×−·,、。:;()《》「」…"
    with TTCollection(str(files("noto_cjk_sans_otc") / "NotoSansCJK-Regular.ttc"), lazy=True) as collection:
        for index, text in ((2, whole), (3, to_traditional(whole))):
            has = collection.fonts[index].getBestCmap()
            assert {character for character in text if ord(character) not in has and not character.isspace()} == set()


def test_the_faces_are_those_of_their_scripts() -> None:
    assert [hand(language, 20).font.getname()[0] for language in ("zh-Hans", "zh-Hant")] == [
        "Noto Sans CJK SC",
        "Noto Sans CJK TC",
    ]


def test_an_answer_without_a_picture_loads_no_drawing_library() -> None:
    code = (
        "import sys\nfrom bot.engine import Engine\nreply, _ = Engine.load().reply('各镇产值图表')\n"
        "assert reply.chart is not None and reply.chart.caption\nprint('PIL' in sys.modules)\n"
        "from bot.drawing import draw\nprint('PIL' in sys.modules)\ndraw(reply.chart)\nprint('PIL' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().split() == ["False", "False", "True"]


def test_the_pictures_of_the_page_are_there_and_small() -> None:
    folder = Path(__file__).parent.parent / "docs" / "charts"
    page = (folder.parent / "图表.md").read_text(encoding="utf-8")
    pictures = sorted(folder.glob("*.png"))
    assert len(pictures) == 5
    for picture in pictures:
        assert f"charts/{picture.name}" in page
        assert picture.stat().st_size < 80_000
