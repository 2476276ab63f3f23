"""The form in which authors write facts: what `bot check` validates and `bot schema` shows to editors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bot.knowledge.phrases import PhraseError, expand

Name = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]


def _readable(phrase: str) -> str:
    try:
        expand(phrase)
    except PhraseError as error:
        raise ValueError(str(error)) from error
    return phrase


Phrase = Annotated[
    str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True), AfterValidator(_readable)
]
"""A word, or several written as one: 做[了|到](多少|几)[个]亿."""
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
MeasureId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Kind = Literal["amount", "count", "share", "list", "statement", "date", "place", "actor", "rank", "label"]
Status = Literal["actual", "target", "trial", "registered"]


class Form(BaseModel):
    """A mapping that knows all its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NamedForm(Form):
    """Anything with names."""

    name: Name
    aliases: tuple[Name, ...] = Field((), description="别的叫法,每个都能单独指它")
    english: tuple[Name, ...] = Field((), description="英文名,第一个用于英文回答")
    short: str = Field("", description="回答里用的短名")


class SourceForm(Form):
    """A source of facts."""

    id: Id
    title: Name
    short: str = Field("", description="回答里怎么称呼这份来源")
    authors: tuple[Name, ...] = ()
    dated: str | None = Field(None, description="发表日期;原文没有就不写")
    note: str = ""


class UnitForm(Form):
    """A unit of measurement."""

    name: Name
    dimension: Name
    factor: int | str = Field(1, description="一个这种单位等于多少个该量纲的基本单位;小数和分数加引号")
    aliases: tuple[Name, ...] = ()
    english: str = ""
    spoken: bool = Field(True, description="问句里说出它,是否能说明问的是哪种量")


class FormulaForm(Form):
    """How a derived measure follows from stated ones."""

    operation: Literal["divide", "previous", "multiply", "whole", "increase", "subtract", "rest", "span", "others"]
    of: tuple[MeasureId, ...] = Field(min_length=1)


class MeasureForm(Form):
    """A measure: what can be stated, and the words that ask for it."""

    id: MeasureId
    name: Name = Field(description="指标名,回答里就这么叫")
    kind: Kind = Field(description="答案的种类")
    names: tuple[Phrase, ...] = Field((), description="同义名,每个都单独指这个指标")
    collocates: tuple[Phrase, ...] = Field((), description="常和它一起出现的词,只有和它一起才算数")
    asked: tuple[Phrase, ...] = Field((), description="不说指标名时的问法,如「多少人」")
    phrases: tuple[Annotated[str, StringConstraints(min_length=1, max_length=400)], ...] = Field(
        (), description="不说指标名、由词组拼成的问法,如「<做>[<到>]<多少>亿」;词组写在 intents/groups.yaml"
    )
    dimension: str = Field("", description="数值的量纲,见 units.yaml")
    families: tuple[Name, ...] = Field((), description="它可以回答的统称,如「收入」")
    item_kind: str = Field("", description="清单里的东西是什么:product、market、company…")
    answers: tuple[str, ...] = Field((), description="哪些疑问词先想到它:how(怎么)、why(为什么)、where、who")
    near: tuple[MeasureId, ...] = Field(
        (), description="相近的关系:问它而那里没有它时,由这些里有的那一个来答,并说出是哪一个"
    )
    per_words: tuple[Name, ...] = Field((), description="「平均到每一个」的说法,如户均、每户;别的数除以它")
    rest_words: tuple[Name, ...] = Field(
        (), description="写在整体上:「其余的」怎么说,如非;写在部分上:其余那些的叫法,如规模以下企业"
    )
    share_words: tuple[Name, ...] = Field((), description="它的一部分占它多少的说法,如占比、比例")
    primary: bool = Field(False, description="只说单位(多少亿、多少家)时,先想到它")
    subset_of: str = Field("", description="它数的是哪个指标的一部分,如规上企业之于企业")
    additive: bool = Field(False, description="几个镇的数可否相加")
    ascending: bool = Field(False, description="越小越靠前")
    yearly: bool = Field(False, description="是一年里的量,可以平均到每月、每天")
    formula: FormulaForm | None = None
    english: tuple[Name, ...] = Field((), description="英文名,第一个用于英文回答")
    english_each: tuple[Name, ...] = Field(
        (), description="一个这种东西英文叫什么(firm),用于「户均产值」这类推出来的指标"
    )
    topic: str = Field("", description="它的事实在目录里归哪个主题:measures/ 里 topics 的 id")
    investors: bool = Field(False, description="投资者常问的:进「投资问答」和镇的速览")
    noun: str = ""


class TopicForm(Form):
    """A topic: the facts of a town are browsed topic by topic."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=12)] = Field(
        description="短的 id,最多 12 个字母;按钮里要用"
    )
    name: Annotated[str, StringConstraints(min_length=1, max_length=12, strip_whitespace=True)] = Field(
        description="主题名,写在按钮上,如「产值与增速」"
    )
    english: Annotated[str, StringConstraints(max_length=30)] = Field("", description="主题的英文名")


class ItemForm(Form):
    """An item of a list that has more than a name."""

    name: Name
    id: Id | None = None
    kind: str = ""
    aliases: tuple[Name, ...] = ()
    english: tuple[Name, ...] = ()


class GroupForm(Form):
    """Part of a list with a name of its own."""

    name: Name
    items: tuple[Name | ItemForm, ...] = Field(min_length=1)


class FactForm(Form):
    """One stated thing: exactly one of value, text and items."""

    measure: MeasureId
    value: str | int | None = Field(None, description="数,照原文的写法:6600余万元、约70%、2/3、1~3万元")
    text: str | None = Field(None, description="陈述、时间、级别,用自己的短句")
    items: tuple[Name | ItemForm, ...] = Field((), description="清单")
    groups: tuple[GroupForm, ...] = Field((), description="分组的清单")
    open: bool = Field(False, description="清单后面是否还有「等」")
    quoted: bool = Field(False, description="是否是照录的称号、标题、代号")
    dimensions: dict[Name, Name] = Field({}, description="维度,如 {market: 美国}")
    period: str | int | None = Field(None, description="年份 2024,或两年 2019/2023;原文没有就不写")
    period_text: str = Field("", description="没有年份的时段,如「近五年」")
    scope: str = Field("", description="份额或名次的范围:全国、全省、全球")
    base: str = Field("", description="份额的基数是哪个指标")
    subset_of: str = Field("", description="属于哪个指标的一部分")
    covers: str = Field("", description="包含或不包含什么")
    basis: str = Field("", description="口径:设计、备案、直接、带动")
    per: str = ""
    statistic: str = Field("", description="年均、人均")
    status: Status = "actual"
    stage: str = Field("", description="源于、兴于、盛于")
    attributed: bool = Field(False, description="原文的评价,回答时注明据原文")
    terms: tuple[Name, ...] = Field((), description="问句里可能用来找到它的词")
    at: str = Field(description="原文中的定位词,照抄几个字")
    id: str | None = None
    source: str | None = None


class StatementForm(BaseModel):
    """One event of the page: its relations (依托、举措、成效 …) as further keys, each a short text of our own."""

    model_config = ConfigDict(extra="allow", frozen=True)

    terms: tuple[Name, ...] = Field((), description="问句里可能用来找到它的词;各句自己的用词会自动算上")
    at: str = Field(description="原文中的定位词,照抄几个字")
    attributed: bool = False
    status: Status = "actual"


class PartForm(NamedForm):
    """An entity below a town, a county or the city: an industry, a product, a company, a brand, a place, a centre."""

    id: Id
    kind: Name
    classes: tuple[Id, ...] = ()
    quoted: bool = False
    facts: tuple[FactForm, ...] = ()
    statements: tuple[StatementForm, ...] = ()
    parts: tuple[PartForm, ...] = ()


class TownHead(NamedForm):
    """Who a town is."""

    id: Id
    county: Id
    level: Id
    classes: tuple[Id, ...] = ()


class TownFile(Form):
    """A file of the folder towns/."""

    town: TownHead
    facts: tuple[FactForm, ...] = ()
    statements: tuple[StatementForm, ...] = ()
    parts: tuple[PartForm, ...] = ()


class CityHead(NamedForm):
    """Who the city is."""

    id: Id


class PlaceForm(NamedForm):
    """A county, district or county-level city."""

    id: Id


class ClassForm(NamedForm):
    """A level or an editorial class, used to find towns."""

    id: Id


class CityFile(Form):
    """city.yaml: the city itself and what all its towns share."""

    city: CityHead
    sources: tuple[SourceForm, ...] = Field(min_length=1)
    levels: tuple[ClassForm, ...] = Field(min_length=1)
    counties: tuple[PlaceForm, ...] = Field(min_length=1)
    classes: tuple[ClassForm, ...] = ()
    order: tuple[Id, ...] = ()
    """Names of the towns' files in the order in which lists name the towns; the others come behind."""
    facts: tuple[FactForm, ...] = ()
    statements: tuple[StatementForm, ...] = ()
    parts: tuple[PartForm, ...] = ()


class EnglishFile(Form):
    """english.yaml: names, texts and qualifiers as the YAML has them, and what they are in English."""

    english: dict[str, str | tuple[Annotated[str, StringConstraints(min_length=1)], ...]] = Field(
        description="中文原样: 英文;几种说法写成清单,第一种用于回答"
    )


class MeasuresFile(Form):
    """A file of the folder measures/."""

    topics: tuple[TopicForm, ...] = Field((), min_length=1, description="主题,目录按这里的先后排")
    measures: tuple[MeasureForm, ...] = Field((), min_length=1, description="指标")


class UnitsFile(Form):
    """units.yaml."""

    units: tuple[UnitForm, ...] = Field(min_length=1)
