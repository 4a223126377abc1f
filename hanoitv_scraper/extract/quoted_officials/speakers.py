"""Speakers: a mention and what the register knows, as a record."""

from __future__ import annotations

from hanoitv_scraper.extract.quoted_officials.mentions import DEPUTY, Mention
from hanoitv_scraper.extract.quoted_officials.offices import Office
from hanoitv_scraper.extract.quoted_officials.register import Person
from hanoitv_scraper.extract.quoted_officials.scene import Scene
from hanoitv_scraper.items import Speaker
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import folded_words

OFFICERS = folded_words("officers")
DEPUTY_OF_PARLIAMENT = {"đbqh", "đại biểu quốc hội"}


def to_speaker(scene: Scene, mention: Mention) -> Speaker:
    """Return who a mention is: the person it resolves to, else what it says itself."""
    person = scene.register.resolve(mention)
    if person:
        return _to_person(scene, mention, person)
    if mention.pointing and (told := scene.register.find_antecedent(mention)):
        mention = told._replace(honorific=mention.honorific)
    if mention.kind == "document":
        return Speaker(organisation=mention.organisation, type="document")
    if mention.kind == "organisation":
        return Speaker(
            organisation=scene.register.full_body(mention.organisation, mention.start),
            type="organisation",
            is_official=True,
        )
    held = mention.offices[-1] if mention.offices else None
    office = held and _in_parliament(scene, scene.register.with_full_body(held, mention.start))
    return Speaker(
        name=mention.name,
        honorific=_without_sex(mention.honorific),
        rank=mention.rank,
        position=office.position if office else "",
        organisation=office.organisation if office else "",
        type="person" if mention.name else "collective" if mention.plural else "anonymous",
        is_official=_is_official(office, mention.rank),
        former=bool(office and office.former),
    )


def _to_person(scene: Scene, mention: Mention, person: Person) -> Speaker:
    office = scene.register.office_of(person)
    office = office and _in_parliament(scene, scene.register.with_full_body(office, mention.start))
    rank = next(iter(person.ranks), "")
    return Speaker(
        name=person.name,
        honorific=_without_sex(mention.honorific),
        rank=rank,
        position=office.position if office else "",
        organisation=office.organisation if office else "",
        is_official=_is_official(office, rank),
        former=bool(office and office.former),
    )


def _without_sex(honorific: str) -> str:
    """Return an honorific, but not what only tells the sex: "nữ" of "nữ giám đốc"."""
    return "" if fold(honorific) in {"nữ", "nam"} else honorific


def _is_official(office: Office | None, rank: str) -> bool:
    if office:
        return office.official and not office.former
    return fold(rank) in OFFICERS


def _in_parliament(scene: Scene, office: Office) -> Office:
    """Return a deputy's office with the assembly the text speaks of, where no body stands beside it."""
    if fold(office.position) in DEPUTY_OF_PARLIAMENT:
        return office._replace(position="đại biểu", organisation=_of_assembly("Quốc hội", office.organisation))
    if fold(office.position) not in DEPUTY:
        return office
    told = office.organisation
    organisation = _of_assembly(scene.assembly, told) if not told or fold(told).startswith("đoàn ") else told
    return office._replace(
        position="đại biểu" if fold(office.position) == "đb" else office.position, organisation=organisation
    )


def _of_assembly(assembly: str, delegation: str) -> str:
    """Return the assembly with the delegation that a deputy belongs to: "Quốc hội đoàn Bắc Sông"."""
    return delegation if fold(assembly) in fold(delegation) and assembly else f"{assembly} {delegation}".strip()
