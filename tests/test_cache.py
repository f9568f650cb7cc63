"""What a build remembers changes nothing: after any change the site and its reports are those of a build that remembers nothing."""

from __future__ import annotations

import io
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import CONFIG, po, tree
from jinja2 import Environment
from PIL import Image

from pipeline.build import Build
from pipeline.jobs import preparing
from pipeline.jobs.overview import Overview
from pipeline.jobs.pages import PageWork
from pipeline.jobs.prepared import Prepared, Source
from pipeline.model import Measure
from pipeline.prose import Counts
from pipeline.records import dumps, loads
from pipeline.web.answers import AnsweringRenderer
from pipeline.workspace import Workspace

HARD = "Handläggningsprocessens tillgänglighetsförbättringar genomförs kontinuerligt inom förvaltningsorganisationens ansvarsområden. "
START: dict[str, str | bytes] = {
    "syntolk.toml": CONFIG + "[publish]\nthreshold = 10\n",
    "source/index.md": "---\ntitle: Hem\ndescription: Allt.\n---\n\nHär är [om](om.md#mer), [a](a/index.md) och ![Bild](bild.svg).\n",
    "source/om.md": "---\ntitle: Om oss\n---\n\n## Mer\n\nVi hjälper dig. BO är bra.\n\n<!-- allow: image-file-missing kommer -->\n\n![Borta](borta.png)\n",
    "source/bild.svg": b'<svg viewBox="0 0 9 9"/>',
    "source/terms.toml": '[[term]]\nterm = "bostad"\nen = "housing"\ndefinition = "Ett hem."\nabbreviation = "BO"\n',
    "source/ordlista.md": "---\ntitle: Ordlista\ntype: glossary\n---\n\nOrd.\n",
    "source/a/index.md": "---\ntitle: Avdelning\n---\n\n[Upp](../index.md), [borta](borta.md), [del](del.md#x).\n",
    "source/a/del.md": f"---\ntitle: Del\ndate: 2026-01-02\n---\n\n## X\n\n{HARD * 30}\n",
    "source/a/mer.md": f"---\ntitle: Mer\nslug: mera\n---\n\n{'Vi bor här. ' * 60}\n",
    "locales/en/LC_MESSAGES/site.po": po(
        ("title", "Hem", "Home"), ("title", "Om oss", "About us"), (None, "Mer", "More"), (None, "Vi hjälper dig. BO är bra.", "We help you 3."),
        ("definition", "Ett hem.", "A home."), ("site-title", "Provsajt", "Trial site"), (None, "Ord.", "Words."), ("title", "Ordlista", "Glossary"),
    ),
    "locales/en/LC_MESSAGES/a.po": po(
        ("title", "Avdelning", "Department"), ("title", "Del", "Part"), (None, "X", "Ex"), ("title", "Mer", "Further"), (None, ("Vi bor här. " * 60).strip(), "We live here. " * 40),
    ),
}  # fmt: skip


def photo(width: int, height: int, seed: int) -> bytes:
    """A picture of dots, large enough to have versions."""
    file = io.BytesIO()
    dots = random.Random(seed).randbytes(3 * width * height)
    Image.frombytes("RGB", (width, height), dots).save(file, "PNG")
    return file.getvalue()


PICTURED: dict[str, str | bytes] = {
    **START,
    "source/foto.png": photo(60, 40, 0),
    "source/blad.pdf": b"%PDF-1.4",
    "source/b/index.md": "---\ntitle: Bilder\npicture: ../foto.png\npicture_alt: Dimma\n---\n\n![Tavlan](../bild.svg)\n\n![Dimma](../foto.png)\n\nLäs [bladet](/blad.pdf) och [om](/om.md).\n",
    "source/b/rad.md": "---\ntitle: Rad\n---\n\nEn ![tavla](../bild.svg) i text, [ett blad](../blad.pdf).\n",
    "locales/en/LC_MESSAGES/b.po": po(("title", "Bilder", "Pictures"), ("alt", "Tavlan", "The board"), (None, "Läs [bladet](/blad.pdf) och [om](/om.md).", "Read [the sheet](/blad.pdf) and [about](/om.md).")),
}  # fmt: skip
"""The same with pictures and a file that is linked to."""


class Edits:
    """Changes to a site, each as somebody might make it."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self._random = random.Random(seed)
        self._number = 0

    def any(self) -> str:
        """Make one of them; its name."""
        edits: list[Callable[[], None]] = [
            *[self.body, self.title, self.slug, self.draft, self.new_page, self.rename, self.remove, self.translate, self.fuzzy],
            *[self.line_before, self.break_catalogue, self.picture, self.danger, self.term, self.config, self.template, self.language],
            *[self.replace, self.grow, self.text_in_picture, self.version, self.own_type, self.search, self.alias, self.image_settings, self.stray],
            *[self.forget, self.damage, self.edit_output, self.remove_output, self.nothing, self.allow, self.touch, self.theme_words],
        ]  # fmt: skip
        edit = self._random.choice(edits)
        self._number += 1
        edit()
        return edit.__name__

    def _page(self) -> Path:
        return self._random.choice(sorted((self.root / "source").rglob("*.md")))

    def _change(self, path: Path, old: str, new: str) -> None:
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    def body(self) -> None:
        path = self._page()
        path.write_text(path.read_text("utf-8") + f"\nMening {self._number}. [Hit](#mer{self._number})\n", "utf-8")

    def title(self) -> None:
        self._change(self._page(), "title: ", f"title: T{self._number} ")

    def slug(self) -> None:
        self._change(self._page(), "---\n", f"---\nslug: s{self._number}\n")

    def draft(self) -> None:
        path = self._page()
        if path.name != "index.md":
            self._change(path, "---\n", "---\ndraft: true\n")

    def new_page(self) -> None:
        name = self._random.choice(["ny", "a/ny", "b/index", "a/borta", "b/c/d"])
        path = self.root / "source" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"---\ntitle: Ny {self._number}\norder: {self._number % 3}\n---\n\n{HARD * self._random.randrange(20)}\n",
            "utf-8",
        )

    def rename(self) -> None:
        path = self._page()
        if path.name != "index.md":
            path.rename(path.with_name(f"namn{self._number}.md"))

    def remove(self) -> None:
        path = self._page()
        if path != self.root / "source" / "index.md":
            path.unlink()

    def _catalogue(self) -> Path:
        return self._random.choice(sorted((self.root / "locales").rglob("*.po")))

    def translate(self) -> None:
        self._change(self._catalogue(), 'msgstr "', f'msgstr "N{self._number} ')

    def fuzzy(self) -> None:
        self._change(self._catalogue(), "\nmsg", "\n#, fuzzy\nmsg")

    def line_before(self) -> None:
        self._change(self._catalogue(), "\nmsg", "\n# sagt\nmsg")

    def break_catalogue(self) -> None:
        path = self._catalogue()
        if self._random.random() < 0.3:
            path.write_text("<<<<<<< HEAD\n" + path.read_text("utf-8"), "utf-8")
        else:
            self._change(path, "<<<<<<< HEAD\n", "")

    def picture(self) -> None:
        (self.root / "source" / "bild.svg").write_bytes(b'<svg viewBox="0 0 %d 7"/>' % (self._number + 3))

    def replace(self) -> None:
        (self.root / "source" / "foto.png").write_bytes(photo(50 + self._number, 40, self._number))

    def grow(self) -> None:
        (self.root / "source" / "blad.pdf").write_bytes(b"%PDF-1.4" + b" " * 1000 * self._number)

    def text_in_picture(self) -> None:
        text = f'<svg viewBox="0 0 9 9"><text>Stängt vecka {self._number} till {self._number + 2}</text></svg>'
        (self.root / "source" / "bild.svg").write_text(text, "utf-8")

    def version(self) -> None:
        path = self.root / "source" / self._random.choice(["bild.en.svg", "foto.en.png", "blad.en.pdf"])
        if path.exists():
            path.unlink()
        elif path.suffix == ".svg":
            path.write_text(f'<svg viewBox="0 0 9 9"><text>Closed in week {self._number}</text></svg>', "utf-8")
        else:
            path.write_bytes(photo(30 + self._number, 60, self._number))

    def own_type(self) -> None:
        path = self.root / "templates" / "recept.html"
        if path.exists():
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text('{% extends "page.html" %}')
        page = self._page()
        if "type:" not in page.read_text("utf-8"):
            self._change(page, "---\n", "---\ntype: recept\n")

    def search(self) -> None:
        path = self.root / "source" / "sok.md"
        if path.exists():
            path.unlink()
        else:
            path.write_text("---\ntitle: Sök\ntype: search\n---\n\nHitta rätt.\n", "utf-8")

    def alias(self) -> None:
        page = self._page()
        if "aliases:" not in page.read_text("utf-8"):
            old = self._random.choice([f"/gammal{self._number}/", "/gammal/", "/om/", "/blad.pdf", "/en/old/"])
            self._change(page, "---\n", f"---\naliases: [{old}]\n")

    def image_settings(self) -> None:
        text = (self.root / "syntolk.toml").read_text("utf-8")
        if "[images]" not in text:
            chosen = self._random.choice(["formats = ['webp']", "variants = false", "sizes = '50vw'"])
            (self.root / "syntolk.toml").write_text(f"{text}\n[images]\n{chosen}\n", "utf-8")

    def stray(self) -> None:
        (self.root / "source" / f"lapp{self._number}.MD").write_text("Hej.", "utf-8")

    def danger(self) -> None:
        (self.root / "source" / "bild.svg").write_bytes(b"<svg onload='x()'/>")

    def term(self) -> None:
        path = self.root / "source" / "terms.toml"
        path.write_text(
            path.read_text("utf-8")
            + f'\n[[term]]\nterm = "mening {self._number}"\ndefinition = "Ord {self._number}."\n',
            "utf-8",
        )

    def config(self) -> None:
        more = [
            "[readability]\nwarning = 20\n",
            "[rules]\nlink-broken = 'warning'\n",
            "[theme]\nfooter = ['om.md']\n",
            "",
        ]
        (self.root / "syntolk.toml").write_text(
            CONFIG + f"[publish]\nthreshold = {self._random.choice([0, 10, 60])}\n" + self._random.choice(more)
        )

    def template(self) -> None:
        path = self.root / "templates" / "page.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            '{% extends "theme/page.html" %}'
            f"{{# {self._number} #}}{{% block main %}}{self._number}{{{{ super() }}}}{{% endblock %}}"
        )

    def language(self) -> None:
        languages = self._random.choice(["['en']", "['en', 'fi']", "['fi', 'en', 'ar']"])
        text = (self.root / "syntolk.toml").read_text("utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("languages")]
        (self.root / "syntolk.toml").write_text("\n".join([f"languages = {languages}", *lines]) + "\n", "utf-8")

    def theme_words(self) -> None:
        path = self.root / "locales" / "en" / "LC_MESSAGES" / "theme.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(po((None, "Menu", f"Menu {self._number}")), "utf-8")

    def forget(self) -> None:
        shutil.rmtree(self.root / ".syntolk", ignore_errors=True)

    def damage(self) -> None:
        kept = [path for path in sorted((self.root / ".syntolk").rglob("*")) if path.is_file()]
        for path in kept:
            data = bytearray(path.read_bytes())
            if data and self._random.random() < 0.5:
                data[self._random.randrange(len(data))] ^= 1 << self._random.randrange(8)
                path.write_bytes(data[: self._random.randrange(len(data))] if self._random.random() < 0.2 else data)

    def _output(self) -> Path | None:
        found = [path for name in ("build", "reports") for path in sorted((self.root / name).rglob("*.html"))]
        return self._random.choice(found) if found else None

    def edit_output(self) -> None:
        if path := self._output():
            path.write_bytes(path.read_bytes()[:-3] + b"?>\n")

    def remove_output(self) -> None:
        if path := self._output():
            path.unlink()
        if self._random.random() < 0.3:
            shutil.rmtree(self.root / self._random.choice(["build", "reports"]), ignore_errors=True)

    def nothing(self) -> None:
        """Leave all as it is."""

    def touch(self) -> None:
        self._page().touch()

    def allow(self) -> None:
        path = self._page()
        path.write_text(path.read_text("utf-8") + "\n<!-- allow: sentence-long citat -->\n\nEn mening.\n", "utf-8")


def both(root: Path, syntolk: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    """What a build that remembers and one that does not make of the same site."""
    fresh = root.with_name("fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(".syntolk"))
    results = []
    for folder, more in ((root, ()), (fresh, ("--no-cache",))):
        ran = syntolk("-C", folder, "build", *more)
        said = tuple(str(part).replace(str(folder), "…") for part in ran)
        results.append((said, tree(folder / "build"), tree(folder / "reports")))
    return results[0], results[1]


@pytest.mark.parametrize("seed", range(5))
def test_after_any_changes_the_site_is_that_of_a_build_which_remembers_nothing(
    site, syntolk, monkeypatch, seed: int
) -> None:
    # The disk's clock is trusted at once: a test has no time to wait.
    monkeypatch.setattr("pipeline.disk.signature.TICK_NS", 0 if seed % 2 else 2_000_000_000)
    root = site(PICTURED, small=False)
    edits = Edits(root, seed)
    done: list[str] = []
    for _ in range(12):
        mine, fresh = both(root, syntolk, monkeypatch)
        assert mine[0] == fresh[0], done
        for one, other in zip(mine[1:], fresh[1:], strict=True):
            assert one.keys() == other.keys(), done
            assert [name for name in one if one[name] != other[name]] == [], done
        done += [edits.any() for _ in range(edits._random.choice([1, 1, 2, 3]))]


def test_only_what_has_changed_is_done_again(site, syntolk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(START, small=False)
    syntolk("-C", root, "build")
    rendered: list[str] = []
    worked_on: list[str] = []
    page, prepare = AnsweringRenderer.page_with_answers, PageWork.prepare

    def rendering(self: AnsweringRenderer, path: str, *more: object) -> object:
        rendered.append(path)
        return page(self, path, *more)

    def working(self: PageWork, pages: Sequence[Source], *more: object) -> object:
        if self._around.checking:
            worked_on.extend(one.document.path for one in pages)
        return prepare(self, pages, *more)

    monkeypatch.setattr(AnsweringRenderer, "page_with_answers", rendering)
    monkeypatch.setattr(PageWork, "prepare", working)

    def done() -> tuple[set[str], set[str]]:
        rendered.clear()
        worked_on.clear()
        syntolk("-C", root, "build")
        return {*rendered}, {*worked_on}

    mer = root / "source" / "a" / "mer.md"
    mer.write_text(mer.read_text("utf-8") + "\nEn ny mening.\n", "utf-8")
    assert done() == ({"a/mer.md"}, {"a/mer.md"})
    mer.write_text(mer.read_text("utf-8").replace("title: Mer", "title: Nytt"), "utf-8")
    shown, again = done()
    assert {"a/mer.md", "a/index.md"} <= shown
    assert not {"om.md", "index.md", "ordlista.md"} & shown
    assert "a/index.md" not in again  # It is rendered again without being asked anything.
    (root / "locales/en/LC_MESSAGES/site.po").write_bytes(
        (root / "locales/en/LC_MESSAGES/site.po").read_bytes().replace(b"Words.", b"Terms.")
    )
    assert done() == ({"ordlista.md"}, {"ordlista.md"})
    (root / "source/bild.svg").write_text('<svg viewBox="0 0 1 2"/>')
    assert done() == ({"index.md"}, {"index.md"})  # Rules ask what a picture is, and what stands in it.
    # The index of words changes with every word: only pages whose template may show its address are rendered for it.
    (root / "source/sok.md").write_text("---\ntitle: Sök\ntype: search\n---\n\nHitta rätt.\n", "utf-8")
    (root / "templates").mkdir()
    frame = '{% extends "theme/base.html" %}{% block footer %}{% if site.search %}{{ site.search.href }}{% endif %}{% endblock %}'
    (root / "templates/base.html").write_text(frame, "utf-8")
    done()
    mer.write_text(mer.read_text("utf-8") + "\nNågot annat.\n", "utf-8")
    assert done() == ({"a/mer.md", "sok.md"}, {"a/mer.md"})
    (root / "templates/base.html").write_text(frame.replace("href", "words"), "utf-8")
    done()
    mer.write_text(mer.read_text("utf-8") + "\nNågot till.\n", "utf-8")
    assert {"index.md", "om.md", "a/mer.md"} <= done()[0]


def test_sections_that_are_as_they_were_are_not_added_up_again(site, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site({**START, "source/b/index.md": f"---\ntitle: Bolaget\n---\n\n{HARD * 9}\n"}, small=False)
    first = Build(Workspace(root), remember=True).report()
    added: set[str] = set()
    add = Overview.add

    def noted(self: Overview, path: str, language: str, counts: Counts, measure: Measure) -> None:
        added.add(path)
        add(self, path, language, counts, measure)

    monkeypatch.setattr(Overview, "add", noted)
    (root / "source" / "b" / "index.md").write_text(f"---\ntitle: Bolaget\n---\n\n{HARD * 8}\n", "utf-8")
    second = Build(Workspace(root), remember=True).report()
    assert added == {"b/index.md"}
    fresh = Build(Workspace(root)).report()
    assert (second.totals, second.sections, second.hardest) == (fresh.totals, fresh.sections, fresh.hardest)
    assert second.messages == fresh.messages == first.messages
    assert second.totals != first.totals


def test_what_is_remembered_comes_back_as_it_was(site) -> None:
    taken: list[Prepared] = []
    add_up = preparing.add_up

    def take(overview: Overview, page: Prepared, languages: Sequence[str]) -> None:
        taken.append(page)  # As it is before what is added up is taken away.
        add_up(overview, page, languages)

    root = site(
        {
            **START,
            "source/k.md": "---\ntitle: Kurs\ntype: event\ndate: 2026-03-01 18:30\nend_date: 2026-03-02\n---\n\nText.\n",
        },
        small=False,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preparing, "add_up", take)
        Build(Workspace(root))
    assert len({page.path for page in taken}) == 7
    read = [loads(Prepared, dumps(page)) for page in taken]
    assert read == taken
    for one, other in zip(
        read, taken, strict=True
    ):  # 1 and 1.0 are equal, but what pages show is not told apart alike.
        assert [dumps(side.entry) for side in one.sides] == [dumps(side.entry) for side in other.sides]


def test_templates_are_compiled_once_in_a_folder_of_the_user_alone(
    site, syntolk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    compiled: list[str] = []
    compile_one = Environment.compile
    monkeypatch.setattr(
        Environment, "compile", lambda self, *given: compiled.append(given[1]) or compile_one(self, *given)
    )
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    root = site(START, small=False)

    def changed() -> dict[str, bytes]:
        compiled.clear()
        page = root / "source" / "om.md"
        page.write_text(page.read_text("utf-8") + "\nEn rad till.\n", "utf-8")
        syntolk("-C", root, "build")
        return tree(root / "build")

    syntolk("-C", root, "build", "--no-cache")
    assert compiled
    assert not [*tmp_path.glob("_jinja2*")]
    changed()
    assert compiled
    changed()
    assert not compiled
    (folder,) = tmp_path.glob("_jinja2*")
    assert folder.stat().st_mode & 0o777 == 0o700
    for damage in (b"", b"x", b"j2" * 99):
        for file in folder.iterdir():
            file.write_bytes(file.read_bytes()[:20] + damage)
        found = changed()
        assert compiled
        syntolk("-C", root, "build", "--no-cache")
        assert tree(root / "build") == found
    folder.rename(tmp_path / "gone")
    folder.write_bytes(b"")  # No folder can be made there.
    changed()
    assert compiled
