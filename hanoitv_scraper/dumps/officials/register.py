"""The register: articles in, officials out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hanoitv_scraper.dumps.officials.entries import Entry, is_named, to_entries, to_entry
from hanoitv_scraper.dumps.officials.names import name_key
from hanoitv_scraper.dumps.officials.observed import Observed
from hanoitv_scraper.dumps.officials.organisations import fold_organisation
from hanoitv_scraper.dumps.officials.people import People, Person, surviving
from hanoitv_scraper.dumps.officials.told import PersonalOffice, tell
from hanoitv_scraper.dumps.officials.who import WhoIsWho
from hanoitv_scraper.dumps.tables import Official
from hanoitv_scraper.items import Article, QuotedSpeaker


class Register:
    """Who was quoted in office, told from every version of every article, oldest run first.

    Who is who is decided as articles come and never undone: the ids of an archive's beginning are those of the whole.
    Those who held office once are in it too, from `quoted_others`.
    """

    def __init__(self) -> None:
        self._people = People()
        self._who = WhoIsWho(self._people)
        self._observed = Observed()
        self._numbers: dict[PersonalOffice, int] = {}
        self._offices: list[PersonalOffice] = []
        self._counted = bytearray()

    def add(self, article: Article) -> None:
        """Take in the next version of an article, in the order of the archive: ids depend on that order alone."""
        entries = to_entries(article)
        if not entries:
            return
        version = self._observed.open_version(article)
        self._who.open_version(version, article.id, self._observed.time_of(version))
        by_name: dict[str, list[int]] = {}
        for number, entry in enumerate(entries):
            by_name.setdefault(entry.name, []).append(number)
        persons: dict[int, Person] = {}
        for name, numbers in by_name.items():
            earlier = self._told_before(version, name)
            found = self._who.identify([entries[number] for number in numbers], earlier)
            persons |= zip(numbers, found, strict=True)
        for number, entry in enumerate(entries):
            self._put(entry, persons[number])

    def close(self, counts: Callable[[str, int, int], bool]) -> None:
        """End taking in; `counts` tells which versions (id, revision, reading) are to be counted and told."""
        self._counted = bytearray(counts(*self._observed.key_of(version)) for version in self._observed.versions())

    def official_id(self, article: Article, speaker: QuotedSpeaker) -> str | None:
        """Return the id of an article's quoted official, once closed; None for a body or someone unnamed.

        Who held office once has an id too; everyone else in `quoted_others` has none.
        """
        version = self._observed.version_of(article)
        if version is None or not is_named(speaker):
            return None
        entry = to_entry(speaker)
        for observation in self._observed.of_version(version):
            person, *office = self._offices[self._observed.office[observation]]
            if tuple(office) == entry.office and self._is_named(observation, entry.name):
                return surviving(self._people.all[person]).id
        return None

    def officials(self) -> Iterator[Official]:
        """Yield the officials of the versions that count, and those merged into them, by id, once closed."""
        return tell(self._people.all, self._observed, self._offices, self._counted)

    def _put(self, entry: Entry, person: Person) -> None:
        office = (surviving(person).number, *entry.office)
        number = self._numbers.setdefault(office, len(self._offices))
        if number == len(self._offices):
            self._offices.append(office)
        speaker = entry.speaker
        organisation = speaker.organisation and fold_organisation(speaker.organisation)
        self._observed.put(number, speaker.name or "", speaker.position, organisation, len(speaker.quotes))

    def _told_before(self, version: int, name: str) -> Person | None:
        """Return the person of that name in the version before of the same article, if there is one such."""
        last = self._observed.before[version]
        if last < 0:
            return None
        persons = {
            surviving(self._people.all[self._offices[self._observed.office[observation]][0]])
            for observation in self._observed.of_version(last)
            if self._is_named(observation, name)
        }
        return persons.pop() if len(persons) == 1 else None

    def _is_named(self, observation: int, name: str) -> bool:
        return name_key(self._observed.prints.text(self._observed.name[observation]) or "") == name
