"""The spider asks for changes alone where that is safe: of what was read, at the address that told its validators."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from hanoitv_scraper.items import Outcome
from hanoitv_scraper.middlewares import AskOnlyForChanges
from hanoitv_scraper.spiders.arguments import read_arguments
from hanoitv_scraper.spiders.search import Ask
from hanoitv_scraper.spiders.site_spider import SiteSpider, is_unchanged
from tests.archive.runs import NOON, exchange, opened
from tests.samples import WRITTEN
from tests.spiders.searching import site_of


class Spider(SiteSpider):
    name = "hanoitv"
    site = site_of()


def asked(root: Path, url: str, outcome: Outcome) -> dict[str, Any]:
    """Return the meta of a request for an article at `url` that was looked at before, at another time."""
    with opened(root) as run:
        kept = run.keep(exchange(WRITTEN.url, b"<p>", run.clock()), WRITTEN.id, WRITTEN.url)
        run.sight(replace(kept, outcome=outcome))
        run.seal("finished", 0, None)
    with opened(root, now=NOON + timedelta(days=1)) as run:
        return Spider(read_arguments({}), run).request(Ask(what="article", url=url, id=WRITTEN.id)).meta


@pytest.mark.parametrize("outcome", ["new", "edited", "same"])
def test_of_a_page_that_was_read_only_changes_are_asked_for(outcome: Outcome, tmp_path: Path) -> None:
    meta = asked(tmp_path, WRITTEN.url, outcome)
    assert (meta["conditions"], meta["handle_httpstatus_list"]) == ({"If-None-Match": '"1"'}, [304])


@pytest.mark.parametrize("outcome", ["outside", "unread", "javascript", "gone"])
def test_a_page_that_gave_nothing_to_read_is_asked_for_in_full(outcome: Outcome, tmp_path: Path) -> None:
    assert "conditions" not in asked(tmp_path, WRITTEN.url, outcome)


def test_a_page_at_another_address_than_the_last_is_asked_for_in_full(tmp_path: Path) -> None:
    assert "conditions" not in asked(tmp_path, "http://hanoitv.vn/ten-moi-d1.html", "new")


REQUEST = Request(WRITTEN.url, meta={"conditions": {"If-None-Match": '"1"'}})
REDIRECTED = Request("http://hanoitv.vn/khac-d2.html", meta=REQUEST.meta | {"redirect_urls": [WRITTEN.url]})


def test_conditions_are_sent_to_the_address_that_told_them_and_not_to_where_it_redirects() -> None:
    for request, sent in ((REQUEST, b'"1"'), (REDIRECTED.replace(headers={"If-None-Match": '"1"'}), None)):
        request = request.copy()
        AskOnlyForChanges().process_request(request)
        assert request.headers.get("If-None-Match") == sent


@pytest.mark.parametrize(
    ("request_", "is_told"),
    [(REQUEST, True), (REDIRECTED, False), (Request(WRITTEN.url), False), (None, False)],
    ids=["asked about", "redirected", "not asked about", "no request"],
)
def test_304_says_that_a_page_is_as_it_was_where_that_page_was_asked_about(
    request_: Request | None, is_told: bool
) -> None:
    assert is_unchanged(request_, Response(WRITTEN.url, status=304)) == is_told
    assert not is_unchanged(request_, Response(WRITTEN.url))


def test_304_of_a_page_that_nobody_asked_about_is_a_failure(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        spider = Spider(read_arguments({}), run)
        request = spider.request(Ask(what="article", url=WRITTEN.url, id=WRITTEN.id))
        assert not list(spider.parse_page(Response(WRITTEN.url, status=304, request=request)))
        assert (run.not_modified, dict(run.outcomes)) == (0, {"failed": 1})
