"""Every error a user can meet; its text is the line they are shown: what was looked for, found, where, what to do."""

from __future__ import annotations

from collections.abc import Collection

USE_NEWER = "a newer version of this program wrote it: use that"


class HanoiTVError(Exception):
    """Something a user can mend; its text says how."""

    exit_code = 2


class NotAnArticle(HanoiTVError):
    """A page holds no article that we can read; raised with its URL and the reason."""

    exit_code = 1

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"not an article: {url or 'a page without address'}: {reason}")
        self.url = url
        self.reason = reason


class NeedsJavaScript(NotAnArticle):
    """A page's text is filled in by scripts, and its HTML holds none; raised as NotAnArticle is."""


class SiteFileError(HanoiTVError):
    """A site file is missing or says something we do not know; raised with file and key."""


class NothingToCheck(HanoiTVError):
    """A site gave no page to hold its file against; raised with what was asked and what was answered."""

    exit_code = 1


class BadArgument(HanoiTVError):
    """A command was called with an argument or setting it cannot use."""


class ArchiveDamaged(HanoiTVError):
    """A sealed file is not what its run file says; raised with the file and the first bad byte or line."""

    exit_code = 3


class NewerArchive(HanoiTVError):
    """A later version of this program wrote what is read; raised with the file, its schema and ours."""


class WrongClock(HanoiTVError):
    """The machine's clock cannot be right; raised with what it says."""

    exit_code = 1


class CannotWrite(HanoiTVError):
    """The archive could not be written: disk full, no permission; raised with what was kept."""

    exit_code = 4


class ArchiveLocked(HanoiTVError):
    """Another run of the site is writing; raised with who holds the lock."""

    exit_code = 75


def worst(codes: Collection[int]) -> int:
    """Return which of several sites' exit codes decides; 0 where all are."""
    return next((code for code in (4, 3, 2, 1, 75) if code in codes), 0)
