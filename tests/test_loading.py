"""What an author does wrong is said with file, line and what to write instead, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.checking import check
from bot.cli import main
from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.loading import load_catalogue
from bot.world import city_folder
from tests.small_city import write_small_city

TOWN = """\
town: {id: paper, name: 白溪宣纸专业镇, aliases: [宣纸], county: baixi, level: municipal}
facts:
  - {measure: output_value, value: 3亿元, at: 产值3亿元}
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return write_small_city(tmp_path)


def problems(city: Path) -> tuple[Problem, ...]:
    try:
        load_catalogue(city)
    except KnowledgeError as error:
        return error.problems
    return ()


def problems_of(city: Path, town: str | bytes) -> list[tuple[int, str, str]]:
    """Line, mistake and fix of each problem of one more town's file."""
    path = city / "towns" / "zz.yaml"
    path.write_bytes(town.encode() if isinstance(town, str) else town)
    found = problems(city)
    assert {problem.file for problem in found} <= {str(path)}
    return [(problem.line, problem.what, problem.fix) for problem in found]


def with_fact(fact: str) -> str:
    return TOWN + f"  - {fact}\n"


def test_the_shipped_facts_load_without_a_problem() -> None:
    assert problems(city_folder()) == ()


def test_a_well_written_town_has_no_problems(city: Path) -> None:
    assert problems_of(city, TOWN) == []


TEN_MISTAKES = """\
town:
  id: paper
  name: 白溪宣纸专业镇
  aliases: [宣纸, 云雾茶]
  county: baixi
  level: municipal
  classes: [crafts]
facts:
  - {measure: output_valu, value: 3亿元, at: x}
  - {measure: output_value, value: 3吨, at: x}
  - {measure: output_value, value: 3贯, at: x}
  - {measure: output_value, value: 很多, at: x}
  - {measure: output_value, at: x}
  - {measure: output, text: 不少, at: x}
  - {measure: employees, value: 30人, source: nowhere, at: x}
  - {measure: enterprises, value: 30家, base: shares, at: x}
statements:
  - {basiss: 檀皮, at: x}
"""


def test_ten_mistakes_of_ten_kinds_are_reported_at_once_each_with_its_line_and_fix(city: Path) -> None:
    found = problems_of(city, TEN_MISTAKES)
    expected = [
        (1, "名字「云雾茶」已是「tea」的", "换一个更具体的叫法"),
        (7, "类别「crafts」没有声明", "craft"),
        (9, "指标「output_valu」没有声明", "output_value"),
        (10, "「3吨」的单位和指标「产值」不合", "元"),
        (11, "单位「贯」没有声明", "units.yaml"),
        (12, "「很多」读不成数字", "6600余万元"),
        (13, "要写 value、text、items 之一", "value"),
        (14, "指标「产量」要一个数", "value"),
        (15, "来源「nowhere」没有声明", "sources"),
        (16, "提到的指标「shares」没有声明", "已声明的指标"),
        (18, "关系「basiss」没有声明", "basis"),
    ]
    assert [line for line, _, _ in found] == [line for line, _, _ in expected]
    for (_, what, fix), (_, said, remedy) in zip(found, expected, strict=True):
        assert said in what
        assert remedy in fix


TEN_SLIPS = """\
town:
  id: Paper
  name: 白溪宣纸专业镇
  county: baixi
  county: shiqu
  levle: municipal
facts:
  - {measure: employees, value: 010, at: x}
  - {measure: enterprises, value: 10家}
  - {measure: output, valeu: 10吨, at: x}
  - {measure: products, items: [no, 竹纸], at: x}
  - {measure: output_value, value: 3亿元, status: planned, at: x}
  - {measure: products, items: 竹纸, at: x}
  - {measure: output, value: 3吨, open: 多, at: x}
  - {measure: brands, items: [{name: ""}], at: x}
"""


def test_ten_slips_of_the_pen_are_reported_at_once_each_with_its_line_and_fix(city: Path) -> None:
    found = problems_of(city, TEN_SLIPS)
    for line, said, remedy in [
        (2, "「id」的值「Paper」写法不对", "小写字母"),
        (5, "键「county」重复,第 4 行已经有了", "合并"),
        (6, "不认识的键「levle」", "level"),
        (8, "「010」在 YAML 里会被读成别的值", '"010"'),
        (9, "缺少「at」", "at: …"),
        (10, "不认识的键「valeu」", "value"),
        (11, "「no」在 YAML 里会被读成别的值", '"no"'),
        (12, "「status」不能是「planned」", "target"),
        (13, "「items」的值「竹纸」类型不对", "清单"),
        (14, "「open」的值「多」类型不对", "true 或 false"),
        (15, "「name」是空的", "写上内容"),
    ]:
        assert any((line, True, True) == (at, said in what, remedy in fix) for at, what, fix in found), said


def test_slips_of_the_pen_hide_no_mistake_of_meaning_in_the_same_file(city: Path) -> None:
    found = problems_of(city, TEN_MISTAKES + "oops: 1\n")
    assert len(found) == 12


@pytest.mark.parametrize("period", ["2024年", "去年", "24", "2024.5"])
def test_a_period_is_a_year_or_two(city: Path, period: str) -> None:
    ((line, what, _),) = problems_of(city, with_fact(f"{{measure: output, value: 3吨, period: {period}, at: x}}"))
    assert line == 4
    assert period in what


@pytest.mark.parametrize(
    ("town", "line", "what"),
    [
        ("town: {id: a, id: b, name: 甲, county: baixi, level: municipal}\n", 1, "键「id」重复"),
        ("town: {id: a, name: 甲, county: baixi, level: municipal}\nnotes: x\n", 2, "不认识的键「notes」"),
        ("town: {id: a, name: 甲, county: nowhere, level: municipal}\n", 1, "县区「nowhere」没有声明"),
        ("town: {id: a, name: 甲, county: tea, level: municipal}\n", 1, "县区「tea」没有声明"),
        ("town: {id: a, name: 甲, county: baixi, level: national}\n", 1, "级别「national」没有声明"),
        ("town: {id: tea, name: 甲, county: baixi, level: municipal}\n", 1, "id「tea」已经用过"),
        ("town: {id: a, name: 甲, county: baixi}\n", 1, "缺少「level」"),
        ("town: {id: a, name: 白溪, county: baixi, level: municipal}\n", 1, "名字「白溪」已是「baixi」的"),
        ("town: {id: a, name: 甲, aliases: [yes], county: baixi, level: municipal}\n", 1, "「yes」"),
        ("town:\n  id: a\n   name: 甲\n", 3, "YAML 写法有误"),
        ('town: {id: a, name: "甲, county: baixi}\n', 2, "YAML 写法有误"),
        ("- 甲\n- 乙\n", 1, "类型不对"),
        ("town:\n  - 甲\n", 1, "类型不对"),
        ("", 0, "文件是空的"),
        ("town: &a {id: a}\nfacts:\n  - <<: *a\n", 3, "合并键"),
        (b"town:\n  id: a\n  name: \xb0\xd7\xcf\xaa\n", 3, "不是 UTF-8 编码"),
        (with_fact("{measure: enterprises, value: 1:30, at: x}"), 4, "「1:30」"),
        (with_fact("{measure: enterprises, value: 1_000, at: x}"), 4, "「1_000」"),
        (with_fact("{measure: enterprises, value: 0x10, at: x}"), 4, "「0x10」"),
        (with_fact("{measure: products, items: [竹纸, on], at: x}"), 4, "「on」"),
        (with_fact("{measure: products, items: [竹纸, Off], at: x}"), 4, "「Off」"),
        (with_fact("{measure: origin, text: 2024-05-01, at: x}"), 4, "读成日期"),
        (with_fact("{measure: enterprises, value: 30, at: x}"), 4, "单位和指标「企业数」不合"),
        (with_fact("{measure: export_share, value: 30家, at: x}"), 4, "单位和指标「出口比例」不合"),
        (with_fact("{measure: enterprises, value: 30家, text: 三十家, at: x}"), 4, "要写 value、text、items 之一"),
        (with_fact("{id: one, measure: output, value: 3吨, at: x}\n  - {id: one, measure: output, value: 4吨, at: x}"), 5,
         "事实 id「one」重复"),
        (TOWN + "statements:\n  - {at: x}\n", 5, "这条陈述没有内容"),
        (TOWN + "statements:\n  - {output_value: 3亿元, at: x}\n", 5, "关系「output_value」没有声明"),
        (TOWN + "statements:\n  - {basis: 3, at: x}\n", 5, "关系「basis」要写一句短文"),
        (TOWN + "parts:\n  - {id: a, kind: product, name: 竹灯纸, facts: [{measure: outptu, value: 3吨, at: x}]}\n", 5,
         "指标「outptu」没有声明"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_its_line(city: Path, town: str | bytes, line: int, what: str) -> None:
    found = problems_of(city, town)
    assert any(at == line and what in said for at, said, _ in found), found
    assert all(fix for _, _, fix in found)


def test_mistakes_of_several_files_are_reported_together(city: Path) -> None:
    (city / "towns/x.yaml").write_text("town:\n  id: [\n", encoding="utf-8")
    (city / "towns/y.yaml").write_bytes(b"\xff\xfe")
    (city / "towns/z.yaml").write_text(with_fact("{measure: outptu, value: 3吨, at: x}"), encoding="utf-8")
    units = city.parent / "units.yaml"
    units.write_text(
        units.read_text(encoding="utf-8") + "  - {name: 箩, dimension: mass, factor: 三}\n", encoding="utf-8"
    )
    assert {Path(problem.file).name for problem in problems(city)} == {"x.yaml", "y.yaml", "z.yaml", "units.yaml"}


def test_one_broken_file_does_not_hide_the_names_of_the_others(city: Path) -> None:
    (city / "towns/bamboo.yaml").write_text("town: [", encoding="utf-8")
    found = problems_of_all(city)
    assert found == ["bamboo.yaml"], "the other towns have nothing wrong"


def problems_of_all(city: Path) -> list[str]:
    return [Path(problem.file).name for problem in problems(city)]


@pytest.mark.parametrize(
    ("measures", "line", "what"),
    [
        ("measures:\n  - {id: kilns, name: 窑, kind: number}\n", 2, "「kind」不能是「number」"),
        ("measures:\n  - {id: output, name: 产出, kind: amount, dimension: mass}\n", 2, "指标「output」已在"),
        ("measures:\n  - {id: kilns, name: 窑, kind: count, subset_of: ovens}\n", 2, "提到的指标「ovens」没有声明"),
        ("measures:\n  - {id: a, name: 甲, kind: share, formula: {operation: divide, of: [output, loss]}}\n", 2,
         "提到的指标「loss」没有声明"),
        ("measures:\n  - {id: a, name: 甲, kind: share, formula: {operation: root, of: [output]}}\n", 2, "operation"),
        ("measures:\n  - {id: A-b, name: 甲, kind: count}\n", 2, "写法不对"),
        ("measures:\n  - {id: a, kind: count}\n", 2, "缺少「name」"),
        ("measures: []\n", 1, "是空的"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_measure_is_named_with_its_line(city: Path, measures: str, line: int, what: str) -> None:
    (city / "towns/pottery.yaml").unlink()
    (city / "measures/own.yaml").write_text(measures, encoding="utf-8")
    found = problems(city)
    assert any(problem.line == line and what in problem.what for problem in found), found


@pytest.mark.parametrize(
    ("measures", "line", "what"),
    [
        (
            "measures:\n  - {id: kilns, name: 窑口数, kind: count, topic: ovens, dimension: items}\n",
            2,
            "主题「ovens」没有声明",
        ),
        ("measures:\n  - {id: kilns, name: 窑口数, kind: count, dimension: items}\n", 2, "指标「kilns」没有写主题"),
        ("topics:\n  - {id: output, name: 产出}\n", 2, "主题「output」已经声明过"),
        ("topics:\n  - {id: a-very-long-topic, name: 长}\n", 2, "「id」有误"),
        ("topics:\n  - {id: tea}\n", 2, "缺少「name」"),
    ],
)
def test_a_mistake_in_a_topic_is_named_with_its_line(city: Path, measures: str, line: int, what: str) -> None:
    (city / "towns/pottery.yaml").unlink()
    (city / "measures/own.yaml").write_text(measures, encoding="utf-8")
    found = check(city)
    assert any(problem.line == line and what in problem.what for problem in found), found


def test_a_measure_without_a_topic_still_loads_and_its_facts_stand_under_the_last_one(city: Path) -> None:
    path = city / "measures/own.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("topic: capacity, ", ""), encoding="utf-8")
    assert load_catalogue(city).measures["kilns"].topic == ""


def test_a_city_may_have_a_topic_of_its_own(city: Path) -> None:
    path = city / "measures/own.yaml"
    text = path.read_text(encoding="utf-8").replace("topic: capacity", "topic: firing")
    path.write_text(f"topics:\n  - {{id: firing, name: 烧制}}\n{text}", encoding="utf-8")
    assert load_catalogue(city).topics[-1].name == "烧制"


def test_a_city_without_its_file_is_told_what_to_write(tmp_path: Path) -> None:
    (found,) = problems(tmp_path)
    assert found.what == "没有这个文件"
    assert "city.yaml" in found.file


def test_decimals_and_fractions_stay_as_the_page_writes_them(city: Path) -> None:
    town = with_fact("{measure: growth_rate, value: 5.0%, at: x}") + "  - {measure: market_share, value: 2/3, at: x}\n"
    assert problems_of(city, town) == []
    written = {fact.measure: fact.value for fact in load_catalogue(city).facts if fact.subject == "paper"}
    assert [getattr(written[measure], "written", "") for measure in ("growth_rate", "market_share")] == ["5.0%", "2/3"]


def test_bot_check_prints_every_mistake_and_exits_with_1(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (city / "towns/zz.yaml").write_text(TEN_MISTAKES, encoding="utf-8")
    assert main(["check", str(city)]) == 1
    *lines, closing = capsys.readouterr().out.splitlines()
    assert closing == "共 11 个问题。"
    assert all("zz.yaml:" in line and " → " in line for line in lines)
    assert len(lines) == 11


def test_bot_check_finds_nothing_in_what_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "没有发现问题。\n"


def test_a_command_that_needs_the_facts_lists_what_is_wrong_and_exits_with_2(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (city / "towns/zz.yaml").write_text(TEN_MISTAKES, encoding="utf-8")
    assert main(["ask", "--city", str(city), "竹编产值"]) == 2
    shown = capsys.readouterr().err
    assert "有 11 个问题" in shown
    assert "zz.yaml:9: 指标「output_valu」没有声明" in shown


def test_a_name_that_is_a_measure_s_is_refused(city: Path) -> None:
    found = problems_of(city, TOWN.replace("[宣纸]", "[宣纸, 出口比例]"))
    assert len(found) == 1
    assert "「出口比例」已是指标" in found[0][1]


def test_two_measures_of_one_name_are_refused(city: Path) -> None:
    own = city / "measures" / "zz.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text("measures:\n  - {id: second_output, name: 产值, kind: amount, dimension: money}\n", encoding="utf-8")
    assert ["「产值」已在" in problem.what for problem in problems(city)] == [True]


def test_a_file_that_would_not_be_read_is_named(city: Path) -> None:
    (city / "towns" / "paper.yml").write_text(TOWN, encoding="utf-8")
    assert [(problem.file.endswith("paper.yml"), "paper.yaml" in problem.fix) for problem in problems(city)] == [
        (True, True)
    ]


def test_a_city_file_that_can_t_be_read_hides_no_mistake_of_a_town(city: Path) -> None:
    (city / "city.yaml").write_text("city: 云江\n", encoding="utf-8")
    (city / "towns" / "zz.yaml").write_text(TOWN.replace("county: baixi", "countyy: baixi"), encoding="utf-8")
    files = {Path(problem.file).name for problem in problems(city)}
    assert {"city.yaml", "zz.yaml"} <= files


@pytest.mark.parametrize(
    ("fact", "mistake"),
    [
        ("{measure: markets, text: 德国, at: x}", "要一个清单"),
        ("{measure: basis, value: 3亿元, at: x}", "不是数"),
        ("{measure: market_share, value: 5%, dimensions: {markett: 德国}, at: x}", "没有「markett」这种维度"),
    ],
)
def test_a_value_that_is_not_of_its_measure_s_kind_is_refused(city: Path, fact: str, mistake: str) -> None:
    assert [mistake in what for _, what, _ in problems_of(city, with_fact(fact))] == [True]
