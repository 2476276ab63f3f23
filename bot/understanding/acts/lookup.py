"""Look-up: a measure of a subject (甲镇出口比例), also several subjects or measures at once."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.acts.beside import beside_the_point, only_verbs
from bot.understanding.acts.besides import leaves_out
from bot.understanding.acts.doing import asks_doing, told_by
from bot.understanding.acts.listed import is_of_named_list, of_items
from bot.understanding.acts.loose import found_without_loose, only_goes_along
from bot.understanding.acts.placed import found_around_place
from bot.understanding.acts.pools import other_numbers, speaks_of_towns
from bot.understanding.acts.reckoning import says_how_to_reckon
from bot.understanding.acts.rows import groups_of, one_of_row
from bot.understanding.acts.same_measure import of_one_measure
from bot.understanding.acts.wanted_unit import tells_price, wanted_unit
from bot.understanding.acts.years import in_year, last_year_claimed
from bot.understanding.clause import content_senses
from bot.understanding.events import with_event
from bot.understanding.fitting import answers_question, changing_words, explains_operators
from bot.understanding.query import Evidence, Failure, Query
from bot.understanding.retrieval import Found, name_evidence
from bot.understanding.scene import Scene, measures_of

_ASK_BACK_FROM = 4
_TELLING_ASKS = frozenset(("when", "where", "who", "why", "how"))
"""Question words that say by themselves which kind of fact is asked for."""
_SECOND_PERSON = frozenset(("你", "您", "你们", "你家"))
_FIGURES_AND_NAMES = frozenset(("amount", "count", "share", "list"))


def read(scene: Scene) -> Query | Failure | None:
    """A look-up of everything that the clause names, or why it can't be looked up."""
    if scene.clause.has("operator", "convert"):
        scene = replace(scene, evidence=tuple(e for e in scene.evidence if any(sense.kind != "unit" for sense in e)))
    if not _asks_for_fact(scene) or sum(mention.has("ask", "who") for mention in scene.clause.words) > 1:
        # 「谁帮谁」 asks how two things stand to each other.
        return None
    heeded = tuple(piece for mention in changing_words(scene) if (piece := content_senses(mention)))
    scene = replace(scene, evidence=(*scene.evidence, *(piece for piece in heeded if piece not in scene.evidence)))
    if _names_elsewhere(scene):
        return scene.fail("no_such_fact", (refs[0] for refs in scene.subject_foci[:1]))
    subjects = scene.subject_foci or ((),)
    parts = [_of_its_own(scene, part, focus) for focus in subjects for part in _one_subject(scene, focus)]
    parts = of_one_measure(scene, subjects, parts)
    parts = [p for p in parts if not isinstance(p, Found) or (_counts_fit(scene, p) and explains_operators(scene, p))]
    if not parts or any(isinstance(part, Found) and not _kinds_fit(scene, part) for part in parts):
        return None
    failures = [part for part in parts if isinstance(part, Failure)]
    founds = [part for part in parts if isinstance(part, Found)]
    if not founds:
        return _together(failures)
    signatures = tuple(dict.fromkeys(s for found in founds for s in found.signatures))
    if scene.left_out and not leaves_out(scene, signatures):
        return None
    missing = tuple(_named(scene, failure) for failure in failures)
    if not subjects[0] and not _is_wide(scene) and not may_go_without_subject(scene, signatures):
        return _subjectless(scene, signatures, missing)
    many = len({signature.subject for signature in signatures}) >= _ASK_BACK_FROM
    told = any(signature.kind not in _FIGURES_AND_NAMES for signature in signatures)
    if many and not subjects[0] and (told or not _is_wide(scene)):
        # A dozen statements are no answer that anybody reads.
        return _ask_back(scene, signatures)
    return _dated(scene, signatures, missing)


def _subjectless(scene: Scene, signatures: tuple[Signature, ...], missing: tuple[str, ...]) -> Query | Failure:
    """A phrase that asks for a measure of nobody: the only one that has it is meant; of several, which one is asked back."""
    asked = any(sense.kind == "asked" for evidence in scene.evidence for sense in evidence)
    told = all(signature.kind in _FIGURES_AND_NAMES and not signature.is_derived for signature in signatures)
    if not asked or not told or len(scene.asks) > 1 or _speaks_to_somebody(scene):
        return scene.fail("no_such_fact")
    if len({signature.subject for signature in signatures}) > 1:
        return _ask_back(scene, signatures)
    return _dated(scene, signatures, missing)


def _ask_back(scene: Scene, signatures: tuple[Signature, ...]) -> Failure:
    measures = dict.fromkeys(signature.measure for signature in signatures)
    return scene.fail("which_subject", measures=measures, choices=dict.fromkeys(s.subject for s in signatures))


def _counts_fit(scene: Scene, found: Found) -> bool:
    """Whether a number that the question holds is the length of the list asked for (四块金字招牌); else it is a claim."""
    numbers = [m.number.value for m in other_numbers(scene) if m.number is not None]
    lengths = {size for signature in found.signatures for size in signature.sizes}
    return all(number in lengths for number in numbers)


def _of_its_own(scene: Scene, part: Found | Failure, focus: tuple[str, ...]) -> Found | Failure:
    """What was found, but for a number asked of something that only stands in the list found: 「某厂有多少家企业」."""
    if isinstance(part, Failure) or "amount" not in scene.asks or not focus:
        return part
    holders = {*focus, *(inside for entity in focus for inside in scene.catalogue.below(entity))}
    if any(s.kind != "list" or s.subject in holders or not set(focus) & set(s.items) for s in part.signatures):
        return part
    return scene.fail("no_such_measure", focus[:1], measures_of(scene.strong, scene.index)[:1])


def _kinds_fit(scene: Scene, found: Found) -> bool:
    """Whether what was found is the kind of figure asked for: a mean for 平均, a share for 几成."""
    shares = "share" not in scene.asks or any(s.unit_dimension == "share" for s in found.signatures)
    named = any(s.kind in ("measure", "asked", "name") for e in (*scene.evidence, *scene.names) for s in e)
    of_towns = scene.speaks_of_share and speaks_of_towns(scene) and not named
    placed = scene.clause.has("operator", "rank_of") and any(s.kind in NUMERIC_KINDS for s in found.signatures)
    return (
        tells_price(scene, found.signatures) and shares and not of_towns and not placed and _averages_fit(scene, found)
    )


def _averages_fit(scene: Scene, found: Found) -> bool:
    """Whether a mean that is asked for (平均) is what was found: a figure per head or unit, or a mean of years."""
    words = [mention for mention in scene.clause.words if mention.has("operator", "average")]
    return (
        not words
        or scene.clause.has("kind", "month", "day")
        or all(
            scene.catalogue.is_per_unit(s.measure) or s.statistic or any(w.has("collocate", s.measure) for w in words)
            for s in found.signatures
        )
    )


def _names_elsewhere(scene: Scene) -> bool:
    """Whether a county is named with something that is not in it, and not beside it: 甲县的丙."""
    entities = scene.catalogue.entities
    counties = [refs[0] for refs in scene.subject_foci if entities[refs[0]].kind == "county"]
    others = [refs[0] for refs in scene.subject_foci if entities[refs[0]].kind not in ("county", "city")]
    return bool(counties and others) and not scene.clause.joins_names


def _asks_for_fact(scene: Scene) -> bool:
    """Whether a clause says, or takes from the conversation, which kind of fact it is after."""
    lone_power = any(all(sense.kind == "power" for sense in mention.senses) for mention in scene.clause.words)
    if lone_power and not scene.clause.has("operator", "convert"):
        # 万 and 亿 alone ask for a conversion or stand for nothing known.
        return False
    if scene.clause.has("operator", "more") and scene.asks & {"which", "who"}:
        # 「哪个高」 asks for a comparison; one figure is no answer to it.
        return False
    if _counts_in_county(scene):
        return False
    return bool(scene.evidence or scene.asks & _TELLING_ASKS or asks_doing(scene))


def _counts_in_county(scene: Scene) -> bool:
    """Whether all that is asked of a county is how many of a unit it has (乙县有多少人): that is no figure of its trades."""
    entities = scene.catalogue.entities
    counties = bool(scene.subject_foci) and all(entities[refs[0]].kind == "county" for refs in scene.subject_foci)
    units = bool(scene.evidence) and all(any(s.kind == "unit" for s in piece) for piece in scene.evidence)
    if not counties or not units:
        return False
    said = any(
        mention.has(kind)
        for mention in scene.clause.required
        if not mention.has("name")
        for kind in ("measure", "asked", "term")
    )
    return not (said or scene.clause.classes or scene.inherited_evidence)


def may_go_without_subject(scene: Scene, signatures: tuple[Signature, ...]) -> bool:
    """Whether a question that names nobody is about the fact base at all.

    A measure of figures or names, called by its name, is; a pronoun without anyone before it, a question about the bot
    (你), or words that merely go with a measure are not.
    """
    of_classes = bool(scene.names) and not scene.entities
    if (
        (scene.names and not (of_classes and only_goes_along(scene)))
        or _quotes(scene, signatures)
        or is_of_named_list(scene, signatures)
    ):
        return True
    if "where" in scene.asks or _speaks_to_somebody(scene):
        return False
    if (
        signatures
        and all(signature.subject == scene.catalogue.city for signature in signatures)
        and (
            len(scene.evidence) > 1
            or scene.clause.has("target", "town")
            or any(sense.kind == "measure" for sense in scene.evidence[0])
        )
    ):
        return True
    if any(signature.kind not in _FIGURES_AND_NAMES for signature in signatures):
        return False
    return any(sense.kind == "measure" for evidence in scene.evidence for sense in evidence)


def _quotes(scene: Scene, signatures: tuple[Signature, ...]) -> bool:
    """Whether a part of a saying is given word for word (「以推光为技」的上一句): nothing else needs to be named."""
    quoted = {sense.ref for evidence in scene.evidence for sense in evidence if sense.kind == "quote"}
    return bool(quoted) and len({signature.subject for signature in signatures}) == 1


def _speaks_to_somebody(scene: Scene) -> bool:
    """Whether a clause is about the bot, or about somebody that was not named before."""
    return scene.clause.has("context") or any(mention.text in _SECOND_PERSON for mention in scene.clause.words)


def _is_wide(scene: Scene) -> bool:
    """Whether a class, a level or 「全部」 was named, so that all of its towns are meant."""
    classes = any(sense.kind == "class" for evidence in scene.names for sense in evidence)
    return (classes and not only_goes_along(scene)) or scene.clause.has("operator", "all", "each")


def _one_subject(scene: Scene, focus: tuple[str, ...]) -> list[Found | Failure]:
    names = scene.names_of(focus) if focus else scene.names
    if asks_doing(scene):
        told = told_by(scene, focus)
        return [told] if told is not None else []
    own = _of_city(scene, focus)
    if own is not None:
        return [own]
    apart = _coordinated(scene, names, focus)
    if apart and not any(isinstance(part, Failure) for part in apart):
        return apart
    found = scene.find(names, scene.evidence) or _named_measure(scene, names)
    beside = None if found is None else beside_the_point(scene, focus, found)
    if beside is not None:
        return [beside]
    if found is not None and (scene.evidence or found.kind_fits) and not only_verbs(scene, found):
        return [found]
    if not apart and found is None:
        loosely = found_without_loose(scene, names)
        if loosely is not None and beside_the_point(scene, focus, loosely) is None:
            return [loosely]
        listed = of_items(scene, names)
        if listed is not None and beside_the_point(scene, (), listed) is None:
            return [listed]
    return apart or [found_around_place(scene, focus) or _absent(scene, focus, scene.evidence)]


def _coordinated(scene: Scene, names: tuple[Evidence, ...], focus: tuple[str, ...]) -> list[Found | Failure]:
    """Measures that stand side by side (产值跟增速), each looked up for itself; empty where none of them is there."""
    if len(scene.strong) < 2 or not scene.clause.is_coordinated or says_how_to_reckon(scene):
        return []
    groups = groups_of(scene)
    results = [one_of_row(scene, names, group) for group in groups]
    if not any(results):
        return []
    parts: list[Found | Failure] = [r or _absent(scene, focus, g) for r, g in zip(results, groups, strict=True)]
    if any(isinstance(part, Failure) and not part.measures for part in parts):
        # A part that can't be called by its measure can't be named as missing either.
        return []
    return parts


def _named_measure(scene: Scene, names: tuple[Evidence, ...]) -> Found | None:
    """A measure called by its name beside a phrase that asks for a like one: 「规上企业有多少」, 「哪个时期最红火」."""
    named = tuple(e for e in scene.evidence if any(sense.kind == "measure" for sense in e))
    asked = tuple(e for e in scene.evidence if e not in named and any(sense.kind == "asked" for sense in e))
    if not named or not asked:
        return None
    found = scene.find(names, tuple(e for e in scene.evidence if e not in asked))
    measures = scene.catalogue.measures
    like = {(measures[m].kind, measures[m].dimension) for m in measures_of(asked, scene.index)}
    if found is None or not all((measures[m].kind, measures[m].dimension) in like for m in found.measures):
        return None
    return found


def _of_city(scene: Scene, focus: tuple[str, ...]) -> Found | Failure | None:
    """What the city's own facts say of its towns together: 「甲市专业镇的模式」, 「专业镇是什么地位」."""
    city = scene.catalogue.city
    if focus not in ((city,), ()) or (not scene.clause.has("target", "town") and not focus):
        return None
    if any(sense.kind == "class" for evidence in scene.names for sense in evidence):
        return None
    found = scene.find((name_evidence((city,)),), scene.evidence)
    own = tuple(s for s in found.signatures if scene.catalogue.town_of(s.subject) is None) if found else ()
    if own and found:
        answer = Found(own, found.strength, found.kind_fits)
        return answer if answers_question(scene, answer) else scene.fail("no_such_fact", (city,))
    everything = scene.explaining((name_evidence((city,)),), scene.evidence)
    best = [s for s in everything if s.subject == city][:2]
    same = [s for s in best if s.measure == best[0].measure]
    return Found(tuple(same), 0.0) if same else None


def _absent(scene: Scene, focus: tuple[str, ...], evidence: tuple[Evidence, ...]) -> Failure:
    """Why a subject has nothing that explains the evidence, and what may be offered instead."""
    strong = tuple(piece for piece in evidence if piece in scene.strong)
    measures = measures_of(strong, scene.index)
    subject = focus[:1] or tuple(scene.entities[0][:1] if scene.entities else ())
    offered = _neighbours(scene, focus, evidence, measures)
    # A measure that nobody asked for by name can't be said to be missing; what the words mean is then unknown.
    return scene.fail("no_such_measure" if measures else "no_such_fact", subject, measures[:1], offered)


def _neighbours(
    scene: Scene, focus: tuple[str, ...], evidence: tuple[Evidence, ...], measures: tuple[str, ...]
) -> tuple[Signature, ...]:
    """The same measure of the whole, or a measure of the same family."""
    if not focus:
        return ()
    wholes = tuple(up for up in scene.catalogue.above(focus[0]) if scene.catalogue.entities[up].kind not in ("city",))
    for whole in wholes:
        same = [s for s in scene.index.signatures if s.subject == whole and s.measure in measures and not s.is_derived]
        if same:
            return tuple(same)
    return ()


def _together(failures: list[Failure]) -> Failure | None:
    if not failures:
        return None
    first = failures[0]
    subjects = dict.fromkeys(subject for failure in failures for subject in failure.subjects)
    measures = dict.fromkeys(measure for failure in failures for measure in failure.measures)
    offered = dict.fromkeys(one for failure in failures for one in failure.offered)
    return Failure(
        first.reason,
        tuple(subjects),
        tuple(measures),
        first.words,
        first.year,
        tuple(offered),
        first.choices,
        first.known_topic,
    )


def _named(scene: Scene, failure: Failure) -> str:
    """What a missing part of an answer is called."""
    subject = "、".join(scene.catalogue.entities[entity].label for entity in failure.subjects)
    measure = "、".join(scene.catalogue.measures[measure].name for measure in failure.measures)
    return f"{subject}的{measure}" if subject and measure else subject or measure


def _dated(scene: Scene, signatures: tuple[Signature, ...], missing: tuple[str, ...]) -> Query | Failure:
    """Keep to the year that was named."""
    periods = [mention.period for mention in scene.clause.words if mention.period is not None]
    year = next((period.year for period in periods if period.relation != "latest"), None)
    lately = last_year_claimed(scene, signatures) if "yesno" in scene.asks else ""
    if lately and all(signature.kind in NUMERIC_KINDS for signature in signatures):
        # 「有没有去年的」: there is only what has another year, or none.
        subjects = dict.fromkeys(signature.subject for signature in signatures)
        return scene.fail("no_such_period", subjects, {s.measure: 0 for s in signatures}, signatures, lately[:1])
    latest = any(period.relation == "latest" for period in periods)
    dated = in_year(scene, with_event(scene, signatures), year)
    if isinstance(dated, Failure):
        return dated
    missing += _lost(scene, signatures, dated)
    signatures = dated
    powers = [ref for mention in scene.clause.words for ref in mention.refs("power")]
    return Query(
        "lookup",
        signatures=tuple(signature.id for signature in signatures),
        subjects=tuple(dict.fromkeys(signature.subject for signature in signatures)),
        measures=tuple(dict.fromkeys(signature.measure for signature in signatures)),
        year=year,
        latest=latest,
        convert=wanted_unit(scene, powers),
        operator="convert"
        if scene.clause.has("operator", "convert")
        else "count"
        if _counts(scene, signatures)
        else "",
        missing=missing,
        inherited=tuple(entity for refs in scene.entities for entity in refs[:1]) if scene.inherited_names else (),
        terms=tuple(
            sense.ref for evidence in (*scene.evidence, *scene.optional) for sense in evidence if sense.kind == "term"
        ),
    )


def _counts(scene: Scene, signatures: tuple[Signature, ...]) -> bool:
    """Whether the number of things in a list is asked for: 主要产品一共几样."""
    return scene.asks == {"amount"} and len(signatures) == 1 and bool(signatures[0].items)


def _lost(scene: Scene, found: tuple[Signature, ...], kept: tuple[Signature, ...]) -> tuple[str, ...]:
    """Of several subjects, those that have no figure of the year that is named, as the reply names them."""
    year = next((m.text for m in scene.clause.words if m.period is not None and m.period.year), "")
    held = {signature.subject for signature in kept}
    entities, measures = scene.catalogue.entities, scene.catalogue.measures
    lost = {s.subject: s for s in found if s.subject not in held and any(s.subject in refs for refs in scene.entities)}
    return tuple(f"{entities[s.subject].label}{year}的{measures[s.measure].name}" for s in lost.values() if year)
