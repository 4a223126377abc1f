"""Life: what the newsroom does to its stories while it is open; every change makes new holdings of the old ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from tests.newsroom.stories import LETTERS, Kind, Story


class Former(NamedTuple):
    """A story as it was before a change."""

    story: Story
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """The stories as they are now, and what is left of those that were."""

    stories: tuple[Story, ...]
    """The oldest first."""
    former: tuple[Former, ...] = ()
    """In the order of the changes; a list that held one of them has changed when it did."""
    left: Mapping[str, str] = field(default_factory=dict)
    """Paths at which a story stood, with the id it has now or had last."""
    removed: Mapping[str, int] = field(default_factory=dict)
    """Ids, with the status that answers in the place of the story."""

    def find(self, number: int, kind: Kind = "article") -> Story:
        """Return a story; raises KeyError where there is none."""
        wanted = f"{LETTERS[kind]}{number}"
        found = next((story for story in self.stories if story.id == wanted), None)
        if found is None:
            raise KeyError(wanted)
        return found


def publish(held: Holdings, story: Story, at: datetime) -> Holdings:
    """Return the holdings with a story more; raises ValueError where there is one of its id."""
    refuse_taken(held, story)
    return replace(held, stories=in_order((*held.stories, replace(story, modified=at))))


def edit(held: Holdings, story: Story, at: datetime, changes: Mapping[str, Any]) -> Holdings:
    """Return the holdings with `changes` made to fields of a story; it keeps its address, whatever its title is."""
    edited = replace(replace(story, slug_text=story.slug, modified=at), **changes)
    return put(held, story, edited, at)


def remove(held: Holdings, story: Story, at: datetime, status: int) -> Holdings:
    """Return the holdings without a story."""
    return replace(
        held,
        stories=tuple(kept for kept in held.stories if kept is not story),
        former=(*held.former, Former(story, at)),
        left={**held.left, story.path: story.id},
        removed={**held.removed, story.id: status},
    )


def move(held: Holdings, story: Story, at: datetime, slug: str) -> Holdings:
    """Return the holdings with a story at an address with another slug and the same id."""
    return send_on(put(held, story, replace(story, slug_text=slug, modified=at), at), story, story.id)


def renumber(held: Holdings, story: Story, at: datetime, number: int) -> Holdings:
    """Return the holdings with a story under another id; raises ValueError where that is taken."""
    other = replace(story, number=number, slug_text=story.slug, modified=at)
    refuse_taken(held, other)
    return send_on(put(held, story, other, at), story, other.id)


def refuse_taken(held: Holdings, story: Story) -> None:
    if any(other.id == story.id for other in held.stories):
        raise ValueError(f"there is a story {story.id} already")


def put(held: Holdings, story: Story, new: Story, at: datetime) -> Holdings:
    """Return the holdings with `new` in the place of `story`."""
    stories = in_order([new if kept is story else kept for kept in held.stories])
    return replace(held, stories=stories, former=(*held.former, Former(story, at)))


def send_on(held: Holdings, story: Story, id: str) -> Holdings:
    """Return the holdings with all addresses that `story` ever had leading to the story that is `id` now."""
    left = {path: id if known == story.id else known for path, known in held.left.items()}
    return replace(held, left={**left, story.path: id})


def in_order(stories: Sequence[Story]) -> tuple[Story, ...]:
    return tuple(sorted(stories, key=lambda story: story.published))
