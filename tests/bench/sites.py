"""The same generated site as each program wants it. `corpus` says what stands in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import corpus

PEERS = Path(__file__).parent / "peers"
"""What each peer's site has besides the pages: settings and templates."""


def syntolk(root: Path, pages: int) -> None:
    """For us: one source, and catalogues."""
    corpus.write(root, pages)


def hugo(root: Path, pages: int) -> None:
    """For Hugo: a folder of Markdown a language."""
    shutil.copytree(PEERS / "hugo", root)
    for language in ("sv", "en"):
        _write(root / "content" / language, _markdown(pages, language, index="_index.md"))
    _pictures(root / "static")


def mkdocs(root: Path, pages: int) -> None:
    """For MkDocs with static-i18n: as for Hugo, with links that are relative, as it wants them."""
    shutil.copytree(PEERS / "mkdocs", root)
    for language in ("sv", "en"):
        found = _markdown(pages, language, index="index.md")
        _write(root / "docs" / language, {path: text.replace("](/", "](../") for path, text in found.items()})
    _pictures(root / "docs" / "sv")


def sphinx(root: Path, pages: int) -> None:
    """For Sphinx with MyST: one source, whose catalogues sphinx-intl makes."""
    shutil.copytree(PEERS / "sphinx", root)
    found = _markdown(pages, "sv", index="index.md")
    found = {path: text.replace("](/avsnitt", "](../avsnitt") for path, text in found.items()}
    found["index.md"] += "\n```{toctree}\n:glob:\n\n*/*\n```\n"
    _write(root, found)
    _pictures(root)


def markdown(root: Path, pages: int) -> None:
    """For what reads Markdown alone (po4a, mdpo): one source."""
    _write(root / "source", _markdown(pages, "sv", index="index.md"))


def change(root: Path, share: float = 0.0) -> None:
    """Reword a sentence on every page of that share below `root`; on one page where the share is 0."""
    found = sorted(path for path in root.rglob("sida-*.md") if "en" not in path.relative_to(root).parts)
    step = round(1 / share) if share else len(found)
    for path in found[::step]:
        text = path.read_text("utf-8")
        head, mark, rest = text.partition("\n---\n\n")
        first, blank, more = rest.partition(" ")
        path.write_text(f"{head}{mark}{first}{blank}alltså {more}", "utf-8")


def _markdown(pages: int, language: str, index: str) -> Mapping[str, str]:
    """The text of every page by path."""
    words = {
        "sv": ("Provstaden", "Här bor alla.", "Avsnitt", "Här är"),
        "en": ("The trial town", "Everyone lives here.", "Section", "This is"),
    }
    name, lead, section, here = words[language]
    found = {index: f"---\ntitle: {name}\n---\n\n{lead}\n"}
    for number in range(corpus.SECTIONS):
        title = f"{section} {number + 1}"
        found[f"{corpus.folder(number)}/{index}"] = f"---\ntitle: {title}\n---\n\n{here} {title}.\n"
    for number in range(pages):
        found[f"{corpus.folder(number)}/sida-{number}.md"] = corpus.page(number, pages, language)[0]
    return found


def _pictures(root: Path) -> None:
    _write(root, {f"bilder/bild-{number}.svg": corpus.picture(number) for number in range(corpus.PICTURES)})


def _write(root: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
