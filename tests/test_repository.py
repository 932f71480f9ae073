"""The repository as a whole: version, public surface, sizes, declared dependencies, and the guard of the tests."""

from __future__ import annotations

import ast
import asyncio
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import service
from tests.conftest import BEFORE_TESTS, NetworkRefusedError, is_foreign, is_loopback

ROOT = Path(__file__).parent.parent
PACKAGES = ("service", "prompts", "evals")
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
# What takes long to import: a command may load it when it runs, not when it starts.
HEAVY = ("AntiSSRF", "dateparser", "fastapi", "jinja2", "lxml", "openai", "pypdf", "tiktoken", "trafilatura")

# Reserved by RFC 5737 and RFC 3849: nothing answers there, should the guard ever fail.
OUTSIDE_V4 = "192.0.2.1"
OUTSIDE_V6 = "2001:db8::1"


def sources(*folders: str) -> list[Path]:
    """The Python files of the packages, as paths from the root."""
    return sorted(path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*.py"))


def parse(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), str(path))


def project() -> dict[str, object]:
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return table


def test_version_has_one_home() -> None:
    table = project()
    assert table["project"]["dynamic"] == ["version"]  # type: ignore[index]
    assert table["tool"]["hatch"]["version"] == {"path": "service/__init__.py"}  # type: ignore[index]


def test_changelog_starts_with_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == service.__version__


def test_public_surface_is_sorted_and_real() -> None:
    names = list(getattr(service, "__all__", ()))
    assert names == sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert [name for name in names if not hasattr(service, name)] == []


MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|Users)/\w|(?<![\w.])/(?:root)/|\b[A-Z]:\\\\?Users\\|\bfile:///\w")
PRIVATE_HOSTS = re.compile(r"https?://[\w.-]+\.(?:corp|internal|intranet|lan)\b")
INDEX_OPTIONS = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host")


def tracked() -> list[Path]:
    """Files that git has or would take; binary files hold no paths that a reader would see."""
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [Path(name) for name in listed if name and (ROOT / name).is_file()]


def offending_lines(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        text = (ROOT / path).read_bytes().decode("utf-8", "replace")
        found += [f"{path}:{number}" for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]
    return found


@pytest.mark.parametrize(
    "line", ["see /home/ann/x", "'/root" + "/.cache'", "/Users/ann", r"C:\Users\ann", "file:///opt/x"]
)
def test_machine_paths_are_recognised(line: str) -> None:
    assert MACHINE_PATHS.search(line)


@pytest.mark.parametrize("line", ["https://example.org/home/page", "the /roots of it", "./home/x", "/usr/bin/env"])
def test_other_paths_are_left_alone(line: str) -> None:
    assert not MACHINE_PATHS.search(line)


def test_no_path_or_host_of_one_machine() -> None:
    # Tests name such paths and hosts on purpose, to show that the product refuses them.
    product = [path for path in tracked() if path.parts[0] not in {"seeds", "tests"}]
    assert len(product) > 10
    assert offending_lines(MACHINE_PATHS, product) == []
    assert offending_lines(PRIVATE_HOSTS, product) == []
    assert offending_lines(INDEX_OPTIONS, product) == []


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                yield f"{path}:{node.lineno} {node.name}: {lines} lines"


@pytest.mark.parametrize("path", sources("service", "evals"), ids=str)
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= MAX_FILE_LINES
    assert list(long_functions(path)) == []


def normal(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def declared(*extras: str) -> set[str]:
    table = project()["project"]
    optional = table["optional-dependencies"]  # type: ignore[index]
    lists = [table["dependencies"], *(optional[extra] for extra in extras)]  # type: ignore[index]
    return {normal(requirement) for requirements in lists for requirement in requirements}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_import_is_a_declared_dependency(package: str) -> None:
    # A package that only comes along with another one goes away when that one changes its mind.
    known = packages_distributions()
    may_use = declared("eval") if package == "evals" else declared("serve", "local")
    roots = {name.partition(".")[0] for path in sources(package) for name in imported_modules(path)}
    foreign = roots - set(sys.stdlib_module_names) - set(PACKAGES)
    missing = {root for root in foreign if not {normal(name) for name in known.get(root, [root])} & may_use}
    assert missing == set()


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_examiner_does_not_use_the_rules_it_examines() -> None:
    examiners = [path for path in sources("evals") if re.search("label|judge", str(path))]
    pupils = ("service.text.", "service.stages.")
    used = {f"{path}: {name}" for path in examiners for name in imported_modules(path) if f"{name}.".startswith(pupils)}
    assert used == set()


def is_room(path: Path) -> bool:
    """True for what others import; the files inside a room of vendors load them, on first use of the room."""
    return path.name == "__init__.py" or len(path.parts) == 2 or path.parts[1] == "text"


def test_rooms_load_no_heavy_library() -> None:
    rooms = [path for path in sources("service") if is_room(path) and path.parts[1] not in {"http", "__main__.py"}]
    names = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in rooms]
    program = f"import importlib, sys\nfor name in {names}: importlib.import_module(name)\n"
    program += f"print(*sorted(set(sys.modules) & set({HEAVY})))"
    done = subprocess.run((sys.executable, "-c", program), cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104  not bound, only judged
        ("10.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("localhost.example.org", False),
    ],
)
def test_what_counts_as_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def connect(host: str, family: socket.AddressFamily, method: str) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(1)
        getattr(client, method)((host, 9))


def send_datagram() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(b"x", (OUTSIDE_V4, 9))


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: connect(OUTSIDE_V4, socket.AF_INET, "connect"),
        lambda: connect(OUTSIDE_V4, socket.AF_INET, "connect_ex"),
        lambda: connect(OUTSIDE_V6, socket.AF_INET6, "connect"),
        lambda: socket.create_connection((OUTSIDE_V4, 9), timeout=1),
        lambda: socket.getaddrinfo("example.org", 443),
        lambda: socket.gethostbyname("example.org"),
        lambda: asyncio.run(asyncio.wait_for(asyncio.open_connection(OUTSIDE_V4, 9), 1)),
        send_datagram,
    ],
    ids=["connect", "connect_ex", "connect v6", "create_connection", "lookup", "old lookup", "asyncio", "datagram"],
)
def test_the_network_is_refused(attempt: Callable[[], object]) -> None:
    with pytest.raises(NetworkRefusedError, match="stay on this machine"):
        attempt()


def test_loopback_and_unix_sockets_work(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()
    path = str(tmp_path / "socket")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        client.connect(path)


def test_the_environment_is_clean(tmp_path_factory: pytest.TempPathFactory) -> None:
    import os

    # a test that counted tokens leaves the one variable by which tiktoken is told where its vocabulary lies
    left = {name for name in os.environ if is_foreign(name)} - {"TIKTOKEN_CACHE_DIR"}
    assert left == {"EVENHAND_CACHE_DIR"}
    assert os.environ["EVENHAND_CACHE_DIR"] != BEFORE_TESTS.get("EVENHAND_CACHE_DIR")
    assert Path(os.environ["EVENHAND_CACHE_DIR"]).is_relative_to(tmp_path_factory.getbasetemp())
