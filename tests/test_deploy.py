"""What is installed to run unattended: the units as systemd reads them, the crontab's very command as cron runs it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from tests.conftest import PROJECT, missing
from tests.newsroom.server import Newsroom
from tests.unattended.test_metrics import Metrics
from tests.unattended.test_ping import OK, watching

DEPLOY = PROJECT / "deploy"
HANOITV = Path(sys.executable).with_name("hanoitv")
VARIABLE = re.compile(r"([A-Z_]+)=(\S.*)")
FIELDS = re.compile(r"(?:[\d*,/-]+ ){5}(\S.*)")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units with this checkout's place in them, in a folder of their own."""
    if not shutil.which("systemd-analyze"):
        missing("systemd-analyze")
    for unit in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
        text = unit.read_text(encoding="utf-8").replace("/opt/hanoitv/.venv/bin/hanoitv", str(HANOITV))
        (tmp_path / unit.name).write_text(text.replace("/opt/hanoitv", str(PROJECT)), encoding="utf-8")
    return tmp_path


def analyze(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", "--no-pager", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def test_systemd_finds_nothing_wrong_with_the_units(units: Path) -> None:
    told = "hanoitv-failure@hanoitv.service.service"
    done = analyze("verify", "--recursive-errors=yes", "hanoitv.service", "hanoitv.timer", told, cwd=units)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_service_can_do_little_but_its_work(units: Path) -> None:
    """The threshold is ten times the exposure, which goes from 0 to 10: a service of which nothing is said has 9.6."""
    done = analyze("security", "--offline=yes", "--threshold=15", str(units / "hanoitv.service"), cwd=units)
    assert done.returncode == 0, done.stdout


def variables(lines: list[str]) -> dict[str, str]:
    """Return the variables that lines set, those that are there as a suggestion, behind a #, too."""
    found = (VARIABLE.fullmatch(line.removeprefix("# ")) for line in lines)
    return {match[1]: match[2] for match in found if match}


def crontab() -> tuple[dict[str, str], str]:
    """Return the crontab's variables and its one command."""
    commands, rest = [], []
    for line in (DEPLOY / "crontab").read_text(encoding="utf-8").splitlines():
        if entry := FIELDS.fullmatch(line):
            commands.append(entry[1])
        else:
            assert not line or line.startswith("#") or VARIABLE.fullmatch(line), line
            rest.append(line)
    (command,) = commands
    return variables(rest), command


def test_every_variable_that_is_suggested_means_something() -> None:
    read = (PROJECT / "hanoitv_scraper/settings.py").read_text(encoding="utf-8")
    told = (DEPLOY / "tell-failure").read_text(encoding="utf-8")
    service = variables((DEPLOY / "hanoitv.env").read_text(encoding="utf-8").splitlines())
    cron, _ = crontab()
    assert {name for name in service if f'"{name}"' not in read} == {"HANOITV_MAILTO"} and "HANOITV_MAILTO" in told
    # The crontab's last are cron's own, and the program.
    assert cron.keys() == service.keys() - {"HANOITV_MAILTO"} | {"MAILTO", "HANOITV"}
    assert "%" not in (DEPLOY / "crontab").read_text(encoding="utf-8"), "cron takes it for the end of a line"


def as_cron(command: str, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command as cron does, without even a home: no terminal, the C locale, another folder."""
    environment = {"PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "hanoitv", "LC_ALL": "C"} | given
    return subprocess.run(
        ["/bin/sh", "-c", command], env=environment, cwd="/", stdin=subprocess.DEVNULL, capture_output=True,
        text=True, start_new_session=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_crontabs_very_command_archives_and_says_nothing_but_to_the_watcher_and_prometheus(tmp_path: Path) -> None:
    given, command = crontab()
    sites, data = tmp_path / "sites", tmp_path / "dữ liệu"
    sites.mkdir()
    site = (PROJECT / "hanoitv_scraper/sites/hanoitv.toml").read_text(encoding="utf-8")
    hurried = site.replace("[crawl]", "[crawl]\nenabled = true\ndelay = 0")
    (sites / "hanoitv.toml").write_text(hurried, encoding="utf-8")
    with Newsroom(articles=10) as newsroom, watching(OK) as watcher:
        # The site is reached by its own name: the newsroom stands in as the proxy.
        reached = {"http_proxy": newsroom.url, "no_proxy": "127.0.0.1", "HANOITV_SITES_DIR": str(sites)}
        given |= {"HANOITV": str(HANOITV), "HANOITV_DATA_DIR": str(data), "HANOITV_PING_URL": watcher.url}
        done = as_cron(command, given | reached | {"HANOITV_METRICS_FILE": str(tmp_path / "hanoitv.prom")})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(list(read_archive(data))) == 10
    assert [heard.split(b"?")[0] for heard in watcher.heard] == [b"POST /secret-key/start", b"POST /secret-key/0"]
    assert watcher.heard[1].endswith(f"hanoitv: 10 articles read (10 new), missed 1 forbidden, into {data}".encode())
    told = Metrics(tmp_path / "hanoitv.prom")
    assert (told("hanoitv_last_run_exit_code", site="hanoitv"), told("hanoitv_last_run_pages", outcome="new")) == (
        0,
        10,
    )


def tell_failure(folder: Path, **programs: str) -> None:
    """Run what tells of a failure where there are these programs and no others."""
    for name, script in (programs | {"uname": "echo machine"}).items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    given = {"PATH": str(folder), "MONITOR_SERVICE_RESULT": "exit-code", "MONITOR_EXIT_STATUS": "1"}
    done = subprocess.run(
        [DEPLOY / "tell-failure", "hanoitv.service"], env=given, cwd=folder, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_failure_is_mailed_with_what_the_journal_has_of_it(tmp_path: Path) -> None:
    tell_failure(
        tmp_path,
        sendmail='{ echo "$@"; /bin/cat; } >mail',
        journalctl='echo "hanoitv: robots.txt? $*"',
        logger="exit 9",
    )
    head, _, body = (tmp_path / "mail").read_text(encoding="utf-8").partition("\n\n")
    assert head.splitlines()[:3] == ["-t -i", "To: root", "Subject: hanoitv.service failed on machine: exit-code 1"]
    assert body == "hanoitv: robots.txt? --no-pager --output=cat --lines=50 --unit=hanoitv.service\n"


def test_a_failure_is_logged_where_there_is_no_mail(tmp_path: Path) -> None:
    tell_failure(tmp_path, logger='echo "$@" >log')
    assert (tmp_path / "log").read_text(encoding="utf-8") == (
        "--priority user.err --tag hanoitv "
        "hanoitv.service failed (exit-code 1): journalctl --unit=hanoitv.service tells why\n"
    )
