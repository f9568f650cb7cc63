"""An update that remembers, and reads only what does not stand as its template wants it, writes what one does that reads everything."""

from __future__ import annotations

import gc
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import strategies
from conftest import po, tree
from gnu import HEADER
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extract
from pipeline.catalogue import canonical, parse, serialise
from pipeline.commands import merging
from pipeline.commands import update as updating
from pipeline.commands.extraction import templates
from pipeline.errors import CatalogueError
from pipeline.execute import Beside
from pipeline.incremental import cache
from pipeline.markdown import parse as parse_page
from pipeline.model import Catalogue, Message
from pipeline.po import entries
from pipeline.po.entries import EMPTY, Template
from pipeline.po.standing import Standing, parted
from pipeline.workspace import Workspace

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TEXTS = ("Vi bor här.", "Vi bodde här förr.", "Öppet till 16.", "Öppet till 17.", "Ring *oss* när du vill!", 'Säg "hej".', "C:\\\\dir", "![Bild](b.png)", "## Mer", "- ett\n- två")  # fmt: skip


@given(strategies.pages(), strategies.pages())
def test_a_template_put_together_of_texts_is_the_one_put_together_of_messages(one: str, other: str) -> None:
    documents = [parse_page(one, "a.md"), parse_page(other, "b c.md"), parse_page(one, "c.md")]
    for lines in (False, True):
        for wrap in (0, 40):
            pages = [entries.of_document(d, d.path, lines=lines, wrap=wrap) for d in documents]
            wanted = replace(extract.template(documents, lines=lines), wrap=wrap)
            assert entries.united(pages).text().decode() == "".join(f"\n{b}\n" for b in _blocks(wanted))


def _blocks(catalogue: Catalogue) -> list[str]:
    return canonical(catalogue).decode().removesuffix("\n").split("\n\n") if len(catalogue) else []


class Edits:
    """Changes to a site as an author and a translator make them, at random."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.random = root, random.Random(seed)

    def any(self) -> None:
        """Make one of them."""
        page: list[Callable[[], None]] = [self.append, self.write, self.reword, self.remove, self.move]
        catalogue: list[Callable[[str], str]] = [
            *[self.translate, self.translate, self.fuzzy, self.comment, self.reorder, self.twice, self.bury],
            *[self.lines, self.wrapped, self.blanks, self.loose, self.trailing, self.broken, self.previous, self.quotes, self.aside],
        ]  # fmt: skip
        if self.random.random() < 0.5:
            self.random.choice(page)()
            return
        found = sorted((self.root / "locales" / "en").rglob("*.po"))
        if found:
            path = self.random.choice(found)
            with path.open("r+", encoding="utf-8", newline="") as file:
                text = self.random.choice(catalogue)(file.read())
                file.seek(0)
                file.truncate()
                file.write(text)

    def _page(self) -> Path:
        return self.random.choice(sorted((self.root / "source").rglob("*.md")))

    def append(self) -> None:
        path = self._page()
        path.write_text(path.read_text("utf-8") + f"\n{self.random.choice(TEXTS)}\n", "utf-8")

    def write(self) -> None:
        path = self.root / "source" / self.random.choice(["ny.md", "a/ny.md", "b/index.md", "b/mer.md"])
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: {self.random.choice(TEXTS[:4])}\n---\n\n{self.random.choice(TEXTS)}\n", "utf-8")

    def reword(self) -> None:
        path = self._page()
        path.write_text(path.read_text("utf-8").replace("här", "här alltså", 1).replace("16", "18", 1), "utf-8")

    def remove(self) -> None:
        path = self._page()
        if path.name != "index.md":
            path.unlink()

    def move(self) -> None:
        path = self._page()
        folder = self.root / "source" / self.random.choice(["", "a", "b"])
        if path.name != "index.md":
            folder.mkdir(exist_ok=True)
            path.rename(folder / path.name)

    def translate(self, text: str) -> str:
        return text.replace('\nmsgstr ""\n\n', f'\nmsgstr "T{self.random.randrange(99)} å"\n\n', 1)

    def fuzzy(self, text: str) -> str:
        return text.replace("\n#, md", "\n#, fuzzy, md", 1)

    def comment(self, text: str) -> str:
        return text.replace("\n\n#.", "\n\n# sagt\n#.", 1)

    def _moved(self, text: str, change: Callable[[list[str]], None]) -> str:
        first, *rest = text.removesuffix("\n").split("\n\n")
        change(rest)
        return "\n\n".join([first, *rest]) + "\n"

    def reorder(self, text: str) -> str:
        return self._moved(text, self.random.shuffle)

    def twice(self, text: str) -> str:
        return self._moved(text, lambda rest: rest.append(self.random.choice([*rest, "# slut"])))

    def bury(self, text: str) -> str:
        return self._moved(text, lambda rest: rest.append('#~ msgid "Vi bor här."\n#~ msgstr "Obsolete"'))

    def lines(self, text: str) -> str:
        return text.replace("\n", "\r\n")

    def wrapped(self, text: str) -> str:
        return text.replace('msgstr "T', 'msgstr ""\n"T', 1)

    def blanks(self, text: str) -> str:
        return text.replace("\n\n", "\n \n", 1) if self.random.random() < 0.5 else text.replace("\n\n", "\n\n\n")

    def loose(self, text: str) -> str:
        return text.replace("\n\n#.", "\n\n# för sig\n\n#.", 1)

    def trailing(self, text: str) -> str:
        return text.rstrip("\n")

    def broken(self, text: str) -> str:
        return text + "\n<<<<<<< HEAD\n" if self.random.random() < 0.2 else text

    def previous(self, text: str) -> str:
        return text.replace('\nmsgid "Vi', '\n#| msgid "Vi var"\nmsgid "Vi', 1)

    def quotes(self, text: str) -> str:
        return text.replace('msgstr "T', self.random.choice(['msgstr "\\"T\\"', 'msgstr "a\\nT', 'msgstr "\tT']), 1)

    def aside(self, text: str) -> str:
        return text + '\n#~ msgctxt "another translation"\n#~ msgid "Vi bor här."\n#~ msgstr "Else"\n'

    def memory(self) -> None:
        """Damage or remove what is remembered, or leave it as it is."""
        found = sorted(path for path in (self.root / ".syntolk").rglob("*") if path.is_file())
        if not found or self.random.random() < 0.7:
            return
        path = self.random.choice(found)
        if self.random.random() < 0.5:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[: self.random.randrange(60)])


@pytest.mark.parametrize("seed", range(12))
def test_the_same_bytes_after_any_edits(site, monkeypatch, seed: int) -> None:
    pages = {f"source/a/s{n}.md": f"---\ntitle: Sida {n % 3}\n---\n\n{TEXTS[n]}\n\nOm {n}.\n" for n in range(5)}
    root = site({"source/a/index.md": "---\ntitle: A\n---\n\nVi bor här.\n", "locales/en/LC_MESSAGES/a.po": po((None, "Om 1.", "On 1.")), **pages})  # fmt: skip
    edits = Edits(root, seed)
    for number in range(14):
        edits.any()
        if number % 3 == 2:
            edits.any()
        edits.memory()
        reference = Path(shutil.copytree(root, root.parent / f"reference{number}"))
        with monkeypatch.context() as patch:
            patch.setattr(merging, "parted", lambda _data, template: Standing(template))
            wanted = outcome(reference, remember=False)
        assert outcome(root, remember=True) == wanted
        assert visible(root) == visible(reference)
        if isinstance(wanted, str):  # Broken: mended by hand.
            for path in root.rglob("*.po"):
                path.write_text(path.read_text("utf-8").replace("\n<<<<<<< HEAD\n", ""), "utf-8")
        extracted = Workspace(root).templates()
        for domain, template in templates(Workspace(root), Beside(2), remember=True):
            assert template.text().decode() == "".join(f"\n{b}\n" for b in _blocks(extracted[domain]))


def outcome(root: Path, *, remember: bool) -> object:
    """What an update says."""
    try:
        done = updating.update(Workspace(root), ("en",), NOW, remember=remember)
    except CatalogueError as error:
        return f"{error} {error.location}"
    return done.written, done.left_behind, [str(error) for error in done.unread], done.waiting


def visible(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(root).items() if not path.startswith(".syntolk")}


def test_what_stands_is_not_read(monkeypatch, site) -> None:
    root = site()
    outcome(root, remember=True)
    read: list[str] = []
    monkeypatch.setattr(
        "pipeline.commands.extraction.parse", lambda text, *rest: read.append(text) or parse_page(text, *rest)
    )
    page = root / "source" / "om.md"
    page.write_text(page.read_text("utf-8") + "\nNytt.\n", "utf-8")
    outcome(root, remember=True)
    assert read == [page.read_text("utf-8")]
    outcome(root, remember=False)
    assert len(read) > 1


def standing(*blocks: str) -> set[str]:
    template = Template({f'msgid "{name}"'.encode(): b"#: a.md\n" for name in ("a", "b", "c")})
    return {key[7:-1].decode() for key in parted(("\n\n".join(blocks) + "\n").encode(), template).same}


def test_only_what_is_surely_an_entry_of_its_own_stands() -> None:
    a, b = '#: a.md\nmsgid "a"\nmsgstr "x"', f'#: a.md\nmsgid "b"{EMPTY.decode()}'
    header = 'msgid ""\nmsgstr ""\n"Language: en\\n"'
    assert standing(header, a, b) == standing(header, b, a) == {"a", "b"}
    assert standing(header, a, b.replace("#:", "#, fuzzy\n#:")) == {"a"}
    assert standing(header, a.replace("x", "\\n")) == standing(header, a + '\n"y"') == set()
    assert standing(header, a, a) == standing(header, "# loose", a) == standing(header, a, '"more"') == set()
    assert (
        standing(header, 'msgid "p"\nmsgid_plural "q"\nmsgstr[0] "r"', a, 'msgstr[1] "s"\nmsgid "t"\nmsgstr "u"')
        == set()
    )


def test_a_catalogue_broken_beside_what_stands_is_said_to_be_broken_where_it_is(site) -> None:
    root = site()
    outcome(root, remember=True)
    path = root / "locales/en/LC_MESSAGES/site.po"
    path.write_text(path.read_text("utf-8") + '\nmsgid "a\nmsgstr ""\n', "utf-8")
    lines = path.read_text("utf-8").splitlines()
    (error,) = updating.update(Workspace(root), ("en",), NOW).unread
    assert error.location is not None
    assert lines[error.location.line - 1] == 'msgid "a'


def test_a_plural_keeps_its_forms_in_a_template() -> None:
    catalogue = Catalogue((Message("{n} sida", ("", ""), plural="{n} sidor", references=("a.html",)),))
    assert parse(entries.of_catalogue(catalogue).text()).messages[0].plural == "{n} sidor"


def test_one_section_is_in_memory_at_a_time(monkeypatch, site) -> None:
    root = site({f"source/{name}/index.md": f"---\ntitle: {name}\n---\n\nVi bor i {name}.\n" for name in "abcd"})
    outcome(root, remember=True)
    seen: list[int] = []
    take = merging.Catalogues.take

    def templates_in_memory() -> int:
        gc.collect()
        return sum(isinstance(one, Template) for one in gc.get_objects())

    before = templates_in_memory()

    def taking(self: merging.Catalogues, domain: str, template: Template) -> None:
        seen.append(templates_in_memory() - before)
        take(self, domain, template)

    monkeypatch.setattr(merging.Catalogues, "take", taking)
    outcome(root, remember=True)
    assert seen == [1] * 5


def test_what_is_new_here_is_taken_from_what_stands_elsewhere(site) -> None:
    pages = {f"source/{name}/index.md": f"---\ntitle: {name}\n---\n\nVi finns i {name}.\n" for name in "abc"}
    root = site({**pages, "locales/en/LC_MESSAGES/b.po": po((None, "Vi finns i b.", "We are in b."))})
    outcome(root, remember=True)
    page = root / "source/a/index.md"
    page.write_text(page.read_text("utf-8") + "\nVi finns i b.\n", "utf-8")
    outcome(root, remember=True)
    found = parse((root / "locales/en/LC_MESSAGES/a.po").read_bytes()).find(None, "Vi finns i b.")
    assert found is not None
    assert found.strings == ("We are in b.",)


def test_what_is_remembered_of_a_section_and_lost_is_read_again(site) -> None:
    root = site({f"source/a/{n}.md": f"---\ntitle: S {n}\n---\n\nText {n}.\n" for n in range(3)})
    outcome(root, remember=True)
    wanted = visible(root)
    for path in (root / ".syntolk/texts").iterdir():
        if path.suffix != ".json":
            path.write_bytes(path.read_bytes()[:-1])
    (root / "locales/a.pot").unlink()
    outcome(root, remember=True)
    assert visible(root) == wanted


@given(st.binary(max_size=6) | st.text(max_size=6).map(lambda text: text.encode("utf-8", "replace")))
def test_a_translation_that_stands_is_one_that_the_reader_reads_on_one_line(data: bytes) -> None:
    header = serialise(Catalogue((), HEADER))
    entry = b'#: a.md\nmsgid "a"\nmsgstr "%b"' % data
    if parted(header + b"\n" + entry + b"\n", Template({b'msgid "a"': b"#: a.md\n"})).same:
        found = parse(header + b"\n" + entry + b"\n")
        assert canonical(found).endswith(b"\n\n" + entry + b"\n")


@given(st.binary(max_size=300), st.data())
def test_what_is_remembered_and_damaged_is_as_good_as_not_there(
    tmp_path_factory, data: bytes, draw: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("kept") / "file"
    cache.save(path, data)
    assert cache.load_bytes(path) == data
    whole = path.read_bytes()
    place = draw.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:place])
    assert cache.load_bytes(path) is None
    path.write_bytes(whole[:place] + bytes([whole[place] ^ draw.draw(st.integers(1, 255))]) + whole[place + 1 :])
    assert cache.load_bytes(path) is None
