"""Scrapy's settings where they differ from its defaults, each with its reason."""

import os

from hanoitv_scraper.archive import disk

BOT_NAME = "hanoitv"
SPIDER_LOADER_CLASS = "hanoitv_scraper.spiders.loader.SiteSpiderLoader"
COMMANDS_MODULE = "hanoitv_scraper.commands"

# Ours: where archives lie (from the folder of scrapy.cfg), other site files than the package's own, and whom a site's
# keeper may write to (a mail address or URL, sent with every request). A machine's own are told by its environment.
DATA_DIR = os.environ.get("HANOITV_DATA_DIR") or "data"
SITES_DIR = os.environ.get("HANOITV_SITES_DIR") or None
CONTACT = os.environ.get("HANOITV_CONTACT") or None
# For `scrapy archive`: the address of a check that is told when runs begin and how they end, as healthchecks.io has
# them, and the file in which Prometheus finds figures.
PING_URL = os.environ.get("HANOITV_PING_URL") or None
METRICS_FILE = os.environ.get("HANOITV_METRICS_FILE") or None
# Of a crawl: the level from which on a log is kept in DATA_DIR/logs, how long it may take ("50 minutes"), and hours in
# Vietnam ("07:00-09:00,22:30-05:00", or "none") in place of the site file's in which it asks for nothing.
RUN_LOG = None
TIME_LIMIT = None
QUIET_HOURS = None
# A run stops, with all it has sealed, before fewer MiB than this are free.
KEEP_FREE_MB = disk.KEEP_FREE / 2**20

# Reading these names tells what becomes of a page. The first stands nearest to the downloader: what answers is on disk
# before anything reads it. Next to it stands what waits after a refusal: a request has nothing before it then but the
# downloader, and an answer is judged before Scrapy's own for redirects (600) and retries (550) make a new request of
# it. The last stands behind the one for redirects, so that it sees a redirect first.
DOWNLOADER_MIDDLEWARES = {
    "hanoitv_scraper.middlewares.KeepRaw": 990,
    "hanoitv_scraper.back_off.BackOff": 985,
    "hanoitv_scraper.middlewares.AskOnlyForChanges": 700,
    "hanoitv_scraper.middlewares.RefuseOffsiteRedirects": 610,
}
ITEM_PIPELINES = {
    "hanoitv_scraper.pipelines.Parse": 100,
    "hanoitv_scraper.pipelines.Title": 200,
    "hanoitv_scraper.pipelines.Timestamp": 300,
    "hanoitv_scraper.pipelines.WithinBounds": 350,
    "hanoitv_scraper.pipelines.Body": 400,
    "hanoitv_scraper.pipelines.QuotedOfficials": 500,
    "hanoitv_scraper.pipelines.Keywords": 600,
    "hanoitv_scraper.pipelines.SameAsBefore": 700,
    "hanoitv_scraper.pipelines.Store": 800,
}
EXTENSIONS = {
    "hanoitv_scraper.extensions.CrawlDelay": 100,
    "hanoitv_scraper.extensions.TellRun": 200,
    "hanoitv_scraper.extensions.CountRequests": 250,
    "hanoitv_scraper.extensions.ShowProgress": 300,
}
# Raw pages are kept as they were sent: in these encodings any reader of WARC files can decode them.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
# What a page says in a meta tag is a part of the page, to be kept and read as it was sent.
METAREFRESH_ENABLED = False

# An archive needs no console into its process: anyone on the machine could use it.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# A site's name, or one that its pages redirect to, must not lead into the network we stand in.
TWISTED_DNS_RESOLVER = "hanoitv_scraper.resolver.RefusePrivateAddresses"

# Politeness: one request at a time, one a second (a site file or -s may say otherwise), not randomly sooner.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# A run that a signal stops waits for the requests it has begun, at a second each.
CONCURRENT_REQUESTS = 2
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
# A site that grows slow is asked more slowly (the spider turns that on where there is a delay), from the delay upwards.
AUTOTHROTTLE_START_DELAY = 0.0
COOKIES_ENABLED = False

# In the order in which lists name them, the newest first: what a run that is stopped has not got is the oldest.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# A page of 16 MiB is no news page; extract/dom.py reads no larger one either.
DOWNLOAD_MAXSIZE = 16 * 2**20
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
# Verify certificates: what we archive should be what the site sent.
DOWNLOAD_VERIFY_CERTIFICATES = True

# Items are read in the reactor's thread anyway: more at a time only cost memory and speed (1.4 to 1.65 times).
CONCURRENT_ITEMS = 1

# One line when something is wrong, progress and a summary otherwise; -L INFO shows Scrapy's own log.
LOG_LEVEL = "WARNING"
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the run tells it: every page that did not come stands in its run file
LOG_FORMATTER = "hanoitv_scraper.log.ShortLog"
