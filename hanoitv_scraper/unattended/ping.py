"""A word to a watcher that a run began or ended, as Healthchecks and its kin take it: silence alarms them."""

from __future__ import annotations

import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Literal, NamedTuple
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit, urlunsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from hanoitv_scraper import __version__
from hanoitv_scraper.say import one_line

# The service keeps no more of a log; what matters stands at its end.
LONGEST_BODY = 100_000
# Seconds before each try: a blip is over within a second, and nobody should wait for a word about a run.
PAUSES = (0, 1, 1)

Event = Literal["start", "log"] | int
"""That a run begins, or its exit code; `log` is what changes nothing for the watcher, of a run that was stopped."""


class Told(NamedTuple):
    problem: str | None
    """Why the watcher did not take it, None where it did."""
    again: bool = False
    """Whether another try may end better."""


def ping(
    url: str,
    event: Event,
    rid: str,
    body: str = "",
    *,
    timeout: float = 10,
    wait: Callable[[float], object] = time.sleep,
) -> str | None:
    """Tell the watcher at `url` that the run `rid`, a UUID, began or ended with an exit code, `body` being its log.

    Return None, or one line that says what is wrong: nothing is raised, whatever the address is and the watcher does.
    Each of three tries takes at most `timeout` seconds. The address is a secret: no more than its host is ever told.
    """
    try:
        request = _request(url.strip(), event, rid, body)
    except ValueError as error:
        return f"PING_URL: {error}"
    told = Told(None)
    for pause in PAUSES:
        if pause:
            wait(pause)
        told = _try(request, timeout)
        if not told.again:
            break
    host = urlsplit(request.full_url).hostname
    return told.problem and f"PING_URL: {host} was not told of {_words(event)}: {one_line(told.problem)[:200]}"


def _words(event: Event) -> str:
    return {"start": "the start", "log": "the stop"}.get(str(event), f"exit code {event}")


def _request(url: str, event: Event, rid: str, body: str) -> Request:
    """Return what is sent; raises ValueError in words that hold nothing of the address."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        plain = False
    if not plain or not all("!" <= letter <= "~" for letter in url):
        raise ValueError("expected https://HOST/PATH, without a user's name, found what is none (it is not shown)")
    query = "&".join(filter(None, (parts.query, urlencode({"rid": rid}))))
    address = urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{event}", query, ""))
    headers = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": f"hanoitv-scraper/{__version__}"}
    log = body.encode(errors="replace")[-LONGEST_BODY:]
    return Request(address, log, headers, method="POST")  # noqa: S310  # the scheme is looked at above


def _try(request: Request, timeout: float) -> Told:
    """Send it once, in a thread that may be left behind: a socket's own timeout begins anew with each byte that comes.

    Nor does it bound the look-up of a name.
    """
    answers: SimpleQueue[Told] = SimpleQueue()
    try:
        # The socket gives up later than we do, so that it is always the same that is told.
        Thread(target=lambda: answers.put(_send(request, timeout + 1)), daemon=True).start()
        return answers.get(timeout=timeout)
    except Empty:
        return Told(f"no answer within {timeout:g} seconds", again=True)
    except RuntimeError as error:
        return Told(str(error))


def _send(request: Request, timeout: float) -> Told:
    try:
        with _opener().open(request, timeout=timeout) as response:
            return _read(response)
    except URLError as error:
        return Told(str(getattr(error.reason, "strerror", None) or error.reason), again=True)
    except (OSError, HTTPException) as error:
        return Told(f"it broke off: {getattr(error, 'strerror', None) or type(error).__name__}", again=True)
    except ValueError:
        return Told("its host is no name, or its answer is no HTTP")


def _opener() -> OpenerDirector:
    """Return what asks a web server, over the environment's proxy, and knows neither files nor redirects.

    A redirected POST comes as a GET, or not at all; the address it leads to is for a person to look at.
    """
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    return opener


def _read(response: HTTPResponse) -> Told:
    said = response.read(100).decode("ascii", "replace").lower()
    if response.status // 100 == 2:
        # Healthchecks answers 200 to what it drops, and says so: "OK (not found)", "OK (rate limited)".
        dropped = next((why for why in ("not found", "rate limited") if f"({why})" in said), None)
        return Told(dropped and f"it answered {response.status}, {dropped!r}")
    redirect = ", a redirect: give the address it leads to" if response.status // 100 == 3 else ""
    return Told(f"it answered {response.status}{redirect}", again=response.status // 100 == 5)
