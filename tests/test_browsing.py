"""Leafing through the directory: every page can be reached and left, states its facts and no others, and is traced."""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter

import pytest

from bot.browsing.directory import Directory
from bot.browsing.page import LONGEST_LABEL, MOST_UNITS, Page, columns
from bot.browsing.targets import MOST_BYTES, anchor, leaves, token
from bot.channels.terminal import TerminalConversation
from bot.cli import main
from bot.engine import Engine
from bot.language.folding import has_han, to_traditional
from bot.language.languages import LANGUAGES, Language
from bot.language.lengths import utf16_units
from bot.replies.reply import Span
from bot.world import read_world
from tests.small_city import write_small_city

MOST_BUTTONS = 10


def walked(directory: Directory, language: Language) -> dict[str, Page]:
    """All pages that buttons lead to from the first one."""
    pages: dict[str, Page] = {}
    ahead = ["home"]
    while ahead:
        target = ahead.pop()
        if target not in pages:
            page = directory.page(target, language)
            assert page is not None, f"a button leads to {target}, which does not exist"
            pages[target] = page
            ahead += [button.target for button in page.buttons]
    return pages


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(read_world(write_small_city(tmp_path_factory.mktemp("small"))))


@pytest.fixture(scope="module")
def shipped() -> Engine:
    return Engine.load()


@pytest.fixture(scope="module", params=["shipped", "small"])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def pages(engine: Engine, language: Language) -> dict[str, Page]:
    return walked(Directory(engine), language)


def test_every_page_can_be_reached_and_has_a_way_back_to_the_first(pages: dict[str, Page]) -> None:
    assert len(pages) > 20
    for target, page in pages.items():
        assert target == "home" or "home" in {button.target for button in page.buttons}, target


def test_targets_are_short_and_plain(pages: dict[str, Page]) -> None:
    for target in pages:
        assert re.fullmatch(r"[A-Za-z0-9_-]+", target)
        assert len(target.encode()) <= MOST_BYTES


def test_labels_are_short_and_rows_are_few(pages: dict[str, Page]) -> None:
    for target, page in pages.items():
        assert all(0 < columns(button.label) <= LONGEST_LABEL for button in page.buttons), target
        assert all(len(row) <= 3 for row in page.rows), target
        assert len({button.target for button in page.buttons}) == len(page.buttons), target
        content = [button for button in page.buttons if not button.target.startswith(("home", "f_", "l_"))]
        assert len(content) <= MOST_BUTTONS + 4, target


def test_pages_fit_into_one_message(pages: dict[str, Page]) -> None:
    assert max(utf16_units(page.text) for page in pages.values()) <= MOST_UNITS


def test_every_fact_stands_on_the_pages_of_its_topic_and_on_no_other(engine: Engine, pages: dict[str, Page]) -> None:
    catalogue = engine.world.catalogue
    shown: Counter[str] = Counter()
    for target, page in pages.items():
        kind, *ids = target.split("_")
        if kind == "t" and len(ids) > 1 and not ids[1].startswith("-"):
            shown.update(page.facts)
            for fact in (catalogue.fact_by_id[fact] for fact in page.facts):
                assert (catalogue.town_of(fact.subject) or catalogue.city) == ids[0]
                assert catalogue.measures[fact.measure].topic == ids[1]
    assert shown == Counter(fact.id for fact in catalogue.facts)


def test_nothing_is_withheld(engine: Engine, language: Language, pages: dict[str, Page]) -> None:
    world = engine.world
    withheld = (world.english_wordings if language == "en" else world.wordings).templates["withheld"]
    assert not [target for target, page in pages.items() if withheld[:6] in page.text]


def test_a_fact_that_a_page_states_is_in_its_text(engine: Engine, pages: dict[str, Page]) -> None:
    for target, page in pages.items():
        said = {span.ref for span in page.spans if span.origin in ("fact", "name")}
        for fact in (engine.world.catalogue.fact_by_id[fact] for fact in page.facts):
            assert fact.id in said or fact.measure in said, (target, fact.id)


def test_every_question_that_is_offered_is_answered(engine: Engine, language: Language, pages: dict[str, Page]) -> None:
    directory = Directory(engine)
    asked = {button.target: button.question for page in pages.values() for button in page.buttons if button.question}
    assert len(asked) >= 4
    for target, question in asked.items():
        assert directory.question(target, language) == question
        reply, _ = engine.reply(question)
        assert reply.status == "answered", question
        assert pages[target].text in (reply.text, to_traditional(reply.text))


def test_labels_titles_and_questions_are_in_the_language_of_the_reader(shipped: Engine) -> None:
    for target, page in walked(Directory(shipped), "en").items():
        shown = "".join((page.title, *(f"{button.label}{button.question}" for button in page.buttons)))
        assert not has_han(shown), (target, shown)
    for target, page in walked(Directory(shipped), "zh-Hant").items():
        assert to_traditional(page.text) == page.text, target


def test_pages_are_the_same_after_a_restart(engine: Engine) -> None:
    assert walked(Directory(engine), "zh-Hans") == walked(Directory(engine), "zh-Hans")


def test_what_does_not_exist_has_no_page(shipped: Engine) -> None:
    directory = Directory(shipped)
    for target in ("", "x", "t", "t_", "t_atlantis", "s_jinzhong", "t_qixian-glassware_weather", "l_qixian", "m_weather",
                   "m_history-years_x", "a_jinzhong", "k_qixian-glassware_output-value", "home_x", "f_standing", "_"):  # fmt: skip
        assert directory.page(target) is None, target
        assert directory.find(target) is None, target


def test_terminal_leafs_by_number(shipped: Engine) -> None:
    conversation = TerminalConversation(shipped)
    first = [line.text for line in conversation.respond("目录")]
    assert any("1. 省级4个" in line for line in first)
    assert "4个省级专业镇" in next(iter(list(conversation.respond("1"))[1:])).text
    asked = [line.text for typed in ("投资问答", "1", "1") for line in conversation.respond(typed)]
    assert "→ 产值排名" in asked
    assert "各镇产值从高到低:" in asked


def test_bot_sheet_prints_a_sheet_or_names_the_towns_that_look_alike(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sheet", "祁县玻璃"]) == 0
    assert "出口比例:约70%" in capsys.readouterr().out
    assert main(["sheet", "祁县玻漓"]) == 2
    assert "祁县玻璃器皿" in capsys.readouterr().err


def test_a_link_opens_a_town_a_county_a_level_or_a_page(shipped: Engine) -> None:
    directory = Directory(shipped)
    assert directory.find("qixian-glassware") == "t_qixian-glassware"
    assert directory.find("qixian") == "c_qixian"
    assert directory.find("provincial") == "l_provincial"
    assert directory.find("t_qixian-glassware_market") == "t_qixian-glassware_market"
    assert directory.find("faq") == "f"
    assert directory.find("towns") == "home"
    assert directory.find("祁县玻璃") is None
    assert directory.find("t" * 65) is None


def test_the_sheet_of_a_town_is_one_short_message(engine: Engine, language: Language) -> None:
    directory = Directory(engine)
    for town in engine.world.catalogue.towns:
        page = directory.sheet(town.id, language)
        assert page is not None
        assert utf16_units(page.text) <= (1200 if language != "en" else 1800)
        assert len([button for button in page.buttons if button.question]) >= 1
    assert directory.sheet("atlantis", language) is None


def test_a_sheet_names_what_counts_in_a_fixed_order(shipped: Engine) -> None:
    page = Directory(shipped).sheet("qixian-glassware")
    assert page is not None
    order = ["祁县玻璃器皿专业镇(祁县,省级)", "出口比例:约70%", "企业数:64户", "产能:30万吨", "主要产品:酒具", "来源:"]
    places = [page.text.index(text) for text in order]
    assert places == sorted(places)


def test_what_is_not_stated_is_said(shipped: Engine) -> None:
    page = Directory(shipped).page("a_lingshi-humic-acid_output")
    assert page is not None
    assert "原文没有写:产值、营业收入、同比增速。" in page.text
    page = Directory(shipped).page("a_taigu-malleable-iron_companies")
    assert page is not None
    assert "原文没有列出:企业。" in page.text


def test_a_page_takes_less_than_20_ms(shipped: Engine, language: Language) -> None:
    directory = Directory(shipped)
    targets = ("home", "l_municipal", "t_qixian-glassware_market", "s_qixian-glassware", "a_qixian-glassware_market", "f_market")  # fmt: skip
    taken: list[float] = []
    for _ in range(6):
        for target in targets:
            started = time.process_time()
            directory.page(target, language)
            taken.append(time.process_time() - started)
    assert statistics.median(taken[len(targets) :]) < 0.02


def test_a_title_in_english_has_no_gaps(small: Engine) -> None:
    page = Directory(small).page("t_pottery_capacity", "en")
    assert page is not None
    assert page.title.endswith("Capacity and volume")


def test_a_page_of_another_city_has_its_own_measure(small: Engine) -> None:
    page = Directory(small).page("t_pottery_capacity")
    assert page is not None
    assert "窑口数:37座" in page.text


def test_town_names_are_known_and_near_ones_offered(shipped: Engine) -> None:
    directory = Directory(shipped)
    assert directory.town_named("祁县玻璃") == "qixian-glassware"
    assert directory.town_named("祁縣玻璃") == "qixian-glassware"
    assert directory.town_named("Qixian glassware") == "qixian-glassware"
    assert directory.town_named("亚特兰蒂斯") is None
    assert "祁县玻璃器皿" in directory.near("祁县玻漓")


def test_long_ids_are_shortened_and_told_apart() -> None:
    first, second = "a-town-with-a-very-long-name-indeed", "a-town-with-a-very-long-name-as-well"
    assert token(first) != token(second)
    assert len(token(first)) <= 24
    assert token("bamboo") == "bamboo"
    assert token("export_market_share", first=False) == "export-market-share"
    assert anchor("bamboo").startswith("-")


@pytest.mark.parametrize(
    ("number", "pages_of"), [(1, [1]), (8, [8]), (10, [10]), (11, [8, 3]), (16, [8, 8]), (18, [8, 10]), (19, [8, 8, 3])]
)
def test_lists_are_parted_so_that_no_crumbs_are_left(number: int, pages_of: list[int]) -> None:
    entries = [(str(place), place) for place in range(number)]
    assert [len(page) for page in leaves(entries, [1] * number, 8, 2)] == pages_of


def test_the_printer_withholds_what_is_not_traced(shipped: Engine) -> None:
    from bot.browsing.printing import Printer

    printer = Printer(shipped, "zh-Hans")
    spans = printer.spans((Span("产值99亿元", "wording"),))
    assert "99" not in "".join(span.text for span in spans)
