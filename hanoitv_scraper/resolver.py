"""Names of hosts are looked up here: one that leads to a private address is refused before anything connects to it."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import cast
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.resolver import CachingThreadedResolver
from scrapy.statscollectors import StatsCollector
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from hanoitv_scraper.sites.urls import clean_url
from hanoitv_scraper.spiders.site_spider import SiteSpider


class RefusePrivateAddresses(CachingThreadedResolver):
    """Scrapy's own resolver, whose answers are looked at each time: a site's name must not lead into a network of ours.

    Allowed are the host of `-a root=` and the proxies that the environment names, which have been chosen here. As
    Scrapy's own it asks for IPv4 addresses alone and takes the first: no IPv6 answer ever comes, and the address looked
    at is the one connected to. Addresses in place of names pass through here too; IPv6 ones are never found.
    """

    process: CrawlerProcess

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> RefusePrivateAddresses:
        resolver = super().from_crawler(crawler, reactor)
        # Scrapy makes one resolver for the process, before there is a spider, and hands over the process instead.
        resolver.process = cast(CrawlerProcess, crawler)
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """Return the address of a name; fails with DNSLookupError where there is none, or a private one."""
        return super().getHostByName(name, timeout).addCallback(self._refuse_private, name)

    def _refuse_private(self, address: str, name: str) -> str:
        if not is_private(address) or name.lower() in self._chosen():
            return address
        # Twisted tells whoever wanted to connect no more than that there is no address: refused_address() says why.
        for crawler in self.process.crawlers:
            crawler.stats.set_value(_stat(name), address)
        raise DNSLookupError(f"{name} is at a private address, {address}")

    def _chosen(self) -> set[str | None]:
        """Return the hosts that whoever started us has named."""
        spiders = [crawler.spider for crawler in self.process.crawlers]
        roots = [spider.arguments.root or "" for spider in spiders if isinstance(spider, SiteSpider)]
        # A proxy may be named without its scheme.
        proxies = [proxy if "://" in proxy else f"http://{proxy}" for proxy in getproxies().values()]
        return {urlsplit(clean_url(url) or "").hostname for url in (*roots, *proxies)}


def refused_address(stats: StatsCollector, host: str) -> str | None:
    """Return the private address for which a host was refused in this crawl, None where it was not."""
    address: str | None = stats.get_value(_stat(host))
    return address


def is_private(host: str) -> bool:
    """Tell whether a host is an address that is not for everyone to reach: private, loopback, multicast, reserved …

    A name is none.
    """
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return not address.is_global or address.is_multicast


def _stat(host: str) -> str:
    return f"private_address/{host.lower()}"
