"""The scripts that the Dockerfile runs, and what the image is asked by Docker."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.paths import ROOT

from .programs import environment, program

DOCKER = ROOT / "docker"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the image is made on Linux")


def script(*words: str | Path, programs: Path, **variables: str) -> str:
    """Run a script of docker/ with the programs of a folder: what it printed."""
    return subprocess.run(
        ["sh", *words],
        env=environment(programs, **variables),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def copied(stages: str) -> Iterator[str]:
    """What stages of the Dockerfile copy from the checkout."""
    for line in re.findall(r"^COPY ([^-].+)$", stages, re.MULTILINE):
        yield from line.split()[:-1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The environment that install.sh makes, of what the Dockerfile copies and no more.

    Dependencies are left out, and what builds the wheel is taken from the environment of the tests.
    """
    source, environment = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    first_stage = DOCKERFILE[: DOCKERFILE.rindex("\nFROM ")]
    for name in copied(first_stage):
        target = source / name
        target.parent.mkdir(exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)
    programs = tmp_path_factory.mktemp("programs")
    program(programs, "python3", f'exec "{sys.base_prefix}/bin/python3" "$@"')
    script(
        *(source / "docker" / "install.sh", environment),
        *("--quiet", "--no-deps", "--no-build-isolation"),
        programs=programs,
        PYTHONPATH=sysconfig.get_path("purelib"),
    )
    return environment


def test_the_install_is_of_what_the_image_is_made_of(installed: Path, tmp_path: Path) -> None:
    """It has the translations, and none of the tests; `footnote` answers from a folder."""
    [packages] = installed.glob("lib/python*/site-packages")
    assert (packages / "bot" / "locales" / "de.json").is_file()
    assert not (packages / "tests").exists()

    (tmp_path / "fees.md").write_text("The yearly fee is 12 pounds.\n", encoding="utf-8")
    answer = subprocess.run(
        [installed / "bin" / "footnote", "ask", "--json", "How much is the yearly fee?"],
        env={
            "PYTHONPATH": sysconfig.get_path("purelib"),
            "FOOTNOTE_CORPUS": str(tmp_path),
            "FOOTNOTE_DATA": str(tmp_path / "data"),
        },
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        check=True,
    )
    assert "12 pounds" in json.loads(answer.stdout)["text"]


def test_docker_is_given_what_the_image_is_made_of_and_nothing_else() -> None:
    """No key in .env, and no index, gets into the image."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    given = {line.removeprefix("!") for line in ignored if line.startswith("!")}

    assert "*" in ignored
    assert given == {name.split("/")[0] for name in copied(DOCKERFILE)}


@pytest.mark.parametrize(
    ("extras", "installs"), [("", "."), ("ocr", ".[ocr]"), ("ocr,ollama", ".[ocr,ollama]")]
)
def test_extras_and_pins_are_handed_to_pip(tmp_path: Path, extras: str, installs: str) -> None:
    called = tmp_path / "called"
    program(tmp_path / "programs", "python3", f'echo "$PIP_CONSTRAINT $*" >> {called}')

    script(DOCKER / "install.sh", "/opt/it", programs=tmp_path / "programs", EXTRAS=extras)

    pip = called.read_text(encoding="utf-8").splitlines()[-1]
    assert pip.startswith(f"{ROOT}/constraints.txt -m pip --python /opt/it/bin/python ")
    assert pip.endswith(f" install {installs}")


@pytest.mark.parametrize(("architecture", "installs"), [("amd64", False), ("arm64", True)])
def test_a_compiler_is_installed_where_a_wheel_is_missing(
    tmp_path: Path, architecture: str, installs: bool
) -> None:
    programs = tmp_path / "programs"
    program(programs, "dpkg", f"echo {architecture}")
    program(programs, "apt-get", 'echo "$@"')

    done = script(DOCKER / "compiler.sh", programs=programs)

    assert ("install --yes --no-install-recommends g++" in done) is installs


def test_the_user_owns_the_data_and_nobody_else_sees_it(tmp_path: Path) -> None:
    root, programs = tmp_path / "root", tmp_path / "programs"
    (root / "etc").mkdir(parents=True)
    program(programs, "chown", 'echo "$@"')  # the real one is for root alone
    [uid] = re.findall(r"^USER (\d+):\1$", DOCKERFILE, re.MULTILINE)

    assert f"user.sh {uid}\n" in DOCKERFILE
    done = script(DOCKER / "user.sh", uid, root, programs=programs)

    assert done == f"{uid}:{uid} {root}/data\n"
    assert (root / "data").stat().st_mode & 0o777 == 0o700
    assert (root / "documents").stat().st_mode & 0o777 == 0o755
    user = (root / "etc" / "passwd").read_text(encoding="utf-8").split(":")
    assert user[:4] == ["footnote", "x", uid, uid]
    assert f":x:{uid}:" in (root / "etc" / "group").read_text(encoding="utf-8")


class Health(BaseHTTPRequestHandler):
    """Answers /healthz with the status that the server holds."""

    def do_GET(self) -> None:
        known = self.path == "/healthz"
        self.send_response(getattr(self.server, "status", 200) if known else 404)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Write nothing."""


@pytest.fixture
def health() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def checked(port: str) -> subprocess.CompletedProcess[str]:
    """The health check as Docker calls it, behind a proxy that it has to leave alone."""
    return subprocess.run(
        [sys.executable, DOCKER / "healthcheck.py"],
        env={"FOOTNOTE_HEALTH_PORT": port, "http_proxy": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False), (404, False)])
def test_the_bot_is_healthy_where_it_says_so(
    health: HTTPServer, status: int, healthy: bool
) -> None:
    health.status = status  # type: ignore[attr-defined]

    check = checked(str(health.server_port))

    assert (check.returncode == 0) is healthy
    assert healthy or f"status {status}" in check.stderr


def test_it_is_not_where_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    check = checked(str(port))

    assert check.returncode == 1
    assert f"The bot does not answer at port {port}" in check.stderr


def test_nothing_is_checked_where_the_endpoint_is_switched_off() -> None:
    assert checked("").returncode == 0
