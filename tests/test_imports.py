"""The house rules about who may import whom (docs: the design, “Rules of the house”), read from the source."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "pipeline"
EDGES = {
    "files",
    "execute",
    "build",
    "serve",
    "cli",
    "start",
    "workspace",
    "language.spelling",
    "web.packaged",
    "preview.session",
}
EDGES |= {f"pictures.{name}" for name in ("cache", "gallery", "ocr", "texts")}
EDGE_PACKAGES = {"browser", "commands", "disk", "incremental", "jobs"}
"""What opens files, or calls who does. Everything else is a stage: values in, values out."""
STAGES_AMONG_EDGES = {"browser.agreement", "browser.audit_rules", "browser.audited"}
STAGES_AMONG_EDGES |= {f"commands.{name}" for name in ("progress", "speech", "touched", "usage")}
STAGES_AMONG_EDGES |= {f"jobs.{name}" for name in ("overview", "pages", "prepared")}
"""What is a stage all the same: it lies with those whom it serves."""
OPENS_SOMETHING = {"socket", "socketserver", "http", "urllib.request", "ftplib", "smtplib", "subprocess", "shutil"}
OPENS_SOMETHING |= {"tempfile", "asyncio", "sqlite3", "multiprocessing", "concurrent"}
NETWORK = {"socket", "socketserver", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "requests", "httpx"}

DOORS = {
    "pyromark": {"markdown"},
    "yaml": {"parsing.frontmatter"},
    "nh3": {"parsing.sanitise"},
    "pycld2": {"language.detection"},
    "pyphen": {"language.compounds"},
    "polib": {"catalogue"},
    "jinja2": {"render"},
    "msgspec": {"records"},
    "PIL": {"images", "pictures.versions"},  # What pictures are; what is made of them.
    "textstat": {"language.english"},
    "babel": {"language.locale", "workspace"},  # workspace: Babel's extractor for the site's own Jinja2 templates.
    "rapidfuzz": {"translation.likeness"},
    "argostranslate": {"providers.argos"},
    "feedgenerator": {"web.feed"},
    "defusedxml": {"termbase.exchange", "pictures.svg_text", "importers.ooxml"},
    "tomlkit": {"termbase.termfile"},
    "translate": {"translation.xliff"},
    "markupsafe": {
        "web.answers",
        "web.fragments",
        "termbase.glossary",
        "web.view",
        "web.views",
        "render",
        "reporters.plots",
        "reporters.drawing",
    },
    "leather": {"reporters.drawing"},
    "markdownify": {"importers.writing"},
    "bs4": {
        "importers.html",
        "importers.lists",
        "importers.meant",
        "importers.within",
        "importers.writing",
    },  # What reads a page, and what writes what it has read.
    "mammoth": {"importers.docx"},
    "playwright": {"browser.chromium"},
    "distributed": {"jobs.cluster"},
    "fsspec": {"disk.storage"},
}
"""One third-party library, one door."""

WRITES = {
    "write_text",
    "write_bytes",
    "unlink",
    "rmtree",
    "mkdir",
    "rename",
    "makedirs",
    "link",
    "mkstemp",
    "mkdtemp",
    "utime",
}

EXCEPTIONS = {
    ("commands.speech", "importlib.resources"): "the program's own catalogue is package data, no file of a site",
    ("importers.docx", "io"): "BytesIO, for mammoth",
    ("importers.ooxml", "io"): "BytesIO, for zipfile",
    ("images", "io"): "BytesIO, for Pillow",
    ("pictures.versions", "io"): "BytesIO, for Pillow",
}
"""What looks like opening a file and is not, with the reason."""


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))}
PROVIDERS = {module for module in MODULES if module.split(".")[0] == "providers"}
EDGES |= {module for module in MODULES if module.split(".")[0] in EDGE_PACKAGES} - STAGES_AMONG_EDGES
STAGES = sorted(set(MODULES) - EDGES - PROVIDERS - {"", "__init__"})


def imported(module: str) -> set[str]:
    """Everything that `module` imports, also inside functions; of ours without `pipeline.`."""
    found = set()
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: imports are absolute"
            source = node.module or ""
            ours = source.split(".")[0] == "pipeline"
            below = {f"{source}.{alias.name}" for alias in node.names}
            is_module = {name for name in below if ours and name.removeprefix("pipeline.") in MODULES}
            found |= is_module if is_module and source == "pipeline" else {source} | is_module
            if source in ("importlib", "urllib", "concurrent"):
                found |= below
    return {name.removeprefix("pipeline.") for name in found}


def ours(module: str) -> set[str]:
    return {name for name in imported(module) if name in MODULES}


def test_the_modules_are_found() -> None:
    assert {"model", "files", "checks", "checks.rule", "reporters.sarif", "theme"} <= set(MODULES)
    assert "checks.structure" in ours("checks.rules")
    assert "catalogue" in ours("extract") | ours("workspace")


def test_each_module_has_its_place_in_the_architecture() -> None:
    """Data and what lies in one visible list need none: word lists, rules, engines."""
    page = (ROOT.parent / "docs" / "architecture.md").read_text("utf-8")
    names = {
        module.rpartition(".") for module in MODULES if not module.startswith(("checks", "providers", "wordlists"))
    }
    packages = {package for package, _, _ in names if package}
    assert {name for _, _, name in names if name not in packages and f"{name}.py`" not in page} == {"__init__", "theme"}
    assert {package for package in packages if f"| `{package}/`" not in page} == set()


@pytest.mark.parametrize(("module", "allowed"), [("model", set()), ("errors", {"model"})])
def test_the_values_import_nothing_of_ours(module: str, allowed: set[str]) -> None:
    assert ours(module) <= allowed


@pytest.mark.parametrize("module", STAGES)
def test_a_stage_opens_no_file_and_no_socket(module: str) -> None:
    assert not ours(module) & EDGES
    assert not {name for name in imported(module) if name in OPENS_SOMETHING or name.split(".")[0] in OPENS_SOMETHING}
    allowed = {name for stage, name in EXCEPTIONS if stage == module}
    assert not (imported(module) & {"io", "os", "pathlib", "importlib.resources", "ctypes", "fcntl"}) - allowed
    calls = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    ways = {"open"} if module in ("images", "pictures.versions") else set()  # `Image.open`, of bytes.
    ways |= {"read_bytes"} if (module, "importlib.resources") in EXCEPTIONS else set()
    assert not calls & {"open", "read_text", "read_bytes", "write_text", "write_bytes", "urlopen"} - ways


def test_checks_and_reporters_do_not_know_each_other() -> None:
    for module in MODULES:
        if module.startswith("checks"):
            assert not {name for name in ours(module) if name.startswith("reporters")}, module
        if module.startswith("reporters"):
            assert not {name for name in ours(module) if name.split(".")[0] == "checks"}, module


def test_no_page_is_rendered_from_a_catalogue() -> None:
    assert not ours("render") & {"catalogue", "merge", "extract", "commands.update"}
    assert not any(name.startswith("po.") for name in ours("render"))
    names = {node.id for node in ast.walk(MODULES["render"]) if isinstance(node, ast.Name)}
    assert not names & {"Catalogue", "Message"}


def test_the_network_is_in_few_places() -> None:
    def networked(name: str) -> bool:
        return name in NETWORK or name.split(".", maxsplit=1)[0] in NETWORK

    users = {module for module in MODULES if any(networked(name) for name in imported(module))}
    assert {user for user in users if not user.startswith("providers")} <= {"serve", "jobs.cluster"}


@pytest.mark.parametrize("module", sorted(PROVIDERS))
def test_a_provider_reaches_the_network_and_no_file(module: str) -> None:
    """It is given the environment, and knows of ours what a stage may know."""
    assert not ours(module) & EDGES
    files = {"io", "os", "pathlib", "shutil", "tempfile", "subprocess", "logging"}
    assert not {name.split(".")[0] for name in imported(module)} & files


def test_only_the_command_line_chooses_a_provider() -> None:
    users = {module for module in MODULES if any(name.split(".")[0] == "providers" for name in ours(module))}
    assert users - PROVIDERS == {"cli"}


def test_one_library_one_door() -> None:
    users: dict[str, set[str]] = {}
    for module in MODULES:
        for name in imported(module):
            top = name.split(".")[0]
            if top not in sys.stdlib_module_names and name not in MODULES and top != "pipeline":
                users.setdefault(top, set()).add(module)
    assert users == DOORS


def test_no_exception_without_need() -> None:
    for module, name in EXCEPTIONS:
        assert name in imported(module), (module, name)


WRITERS = {
    "files": "the disk",
    "disk.publication": "folders, exchanged in one step",
    "disk.spool": "what waits until a build is ready for it",
    "disk.storage": "the same on storage that machines share, through fsspec",
    "incremental.cache": "what is remembered",
    "incremental.manifest": "what the last build has said, before anything is imported",
    "pictures.cache": "versions of pictures that were made before",
}
"""What writes to the disk by itself."""


def test_only_few_write_to_the_disk_among_the_edges() -> None:
    """The others ask them."""
    for module in EDGES - set(WRITERS):
        calls = {
            node.func.attr
            for node in ast.walk(MODULES[module])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        # workspace: `files.read_text`; the others: what is package data, the theme and scripts.
        packaged = ("workspace", "web.packaged", "browser.chromium", "serve")
        known = {"read_bytes", "read_text"} if module in packaged else set()
        assert not calls & {*WRITES, "read_text", "read_bytes"} - known, module
