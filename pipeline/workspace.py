"""A site on the disk: its settings, pages, templates and catalogues, read when they are asked for."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline import config as settings
from pipeline import extract, files, terms
from pipeline.catalogue import parse as parse_catalogue
from pipeline.config import Config
from pipeline.disk.tree import Tree, require_readable_names, scan_folder
from pipeline.errors import CatalogueError, ConfigError, SourceError
from pipeline.jobs.desk import Desk, Near
from pipeline.markdown import front_matter, parse
from pipeline.model import Catalogue, Document, FieldValue, Finding, Location, Message, Phrase, Value
from pipeline.terms import Termbase
from pipeline.web import routes
from pipeline.web.packaged import THEME_DOMAIN, has_words, theme_file
from pipeline.web.routes import last_part

if TYPE_CHECKING:
    from pipeline.language.spelling import Speller
    from pipeline.pictures.texts import PictureTexts

SOURCE, LOCALES, TEMPLATES, OUTPUT, REPORTS = routes.SOURCE, "locales", "templates", "build", "reports"
"""Folders of a site."""
PSEUDO_OUTPUT = "build-pseudo"
"""Where the site in a pseudo-language is built: never over the published one."""
_OF_ADDRESSES = (b"slug", b"draft", b"published", b"search", b"\\")
"""Words of the front matter that say whether a page is published, where, and whether it is there to search the site with.

In quotation marks YAML may write them with escapes (`"sea\\x72ch"`): where there is a backslash it is asked.
"""


class Loaded(NamedTuple):
    """A catalogue, or the finding that says why there is none."""

    catalogue: Catalogue
    """Empty where it could not be read."""
    findings: tuple[Finding, ...] = ()
    """`catalogue-invalid`: what is wrong with it."""
    readable: bool = True
    """Whether it could be read."""


class Workspace:
    """The site in the folder `root`. Raises `ConfigError` where there is none."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._source = f"{root}/{SOURCE}/"  # A string: a site has thousands of paths.
        name, text = files.find_config(root)
        self.config_path = name
        self.config: Config = settings.load(text, name)
        self._config_text = text
        self.desk: Desk = Near()
        """Where its files are read."""

    def at(self, desk: Desk) -> Workspace:
        """The same site at another desk, for the work on pages: their files are read there, the rest is known."""
        if isinstance(desk, Near):
            return self
        other = copy(self)
        other.desk = desk
        other.picture_texts = self.picture_texts.known()
        other.__dict__.pop("tree")  # Nobody works on more than is brought.
        return other

    def files_of(self, domain: str, paths: Iterable[str], languages: Iterable[str]) -> list[str]:
        """Paths of the files that are read for pages of a section in these languages."""
        pages = [self._source + path for path in paths]
        return [*pages, *(str(self.catalogue_path(language, domain)) for language in languages)]

    def setting(self, key: str) -> Location:
        """Where a setting (`publish.threshold`) stands in the configuration."""
        return settings.place(self._config_text, self.config_path, key)

    def reason(self, rule: str) -> FieldValue:
        """Why the settings turn a rule off: the comment on that line; without one where it stands."""
        key = f"rules.{rule}"
        where = ("place", str(self.setting(key)))
        return settings.comment(self._config_text, self.config_path, key) or Phrase("turned off in {place}", (where,))

    @cached_property
    def tree(self) -> Tree:
        """What lies in the source folder. Raises `ConfigError` where there is nothing to build."""
        folder = self.root / SOURCE
        if not folder.is_dir():
            template = (
                "there is no folder “{name}” in {root}. Put the pages there, or name the site's folder with -C DIR."
            )
            raise ConfigError(template, None, (("name", SOURCE), ("root", str(self.root))))
        tree = scan_folder(folder)
        if not tree.pages:
            raise ConfigError("there is no page in “{name}/”. Write one: {name}/index.md.", None, (("name", SOURCE),))
        return tree

    @cached_property
    def terms(self) -> Termbase:
        """The site's terms; none where it has no termbase. What cannot be read of it is in its `findings`."""
        path, language = f"{SOURCE}/{terms.FILE}", self.config.source_language
        try:
            data = files.read(self._source + terms.FILE)
        except SourceError as error:
            template = "This file cannot be read: {reason}. Give yourself the right to read it, or remove it."
            unread = Finding("terms-invalid", "error", template, Location(path), language, error.values)
            return Termbase((), language, (unread,))
        if data is None:
            return Termbase((), language)
        text, undecoded = decoded(data, path, language)
        found = terms.parse(text, path, language)
        return Termbase(
            found.terms, language, tuple(replace(f, rule="terms-invalid") for f in undecoded) + found.findings
        )

    @cached_property
    def definitions(self) -> Document:
        """What the terms mean, as a document of its own."""
        from pipeline.termbase import glossary  # Imported where it is used: many sites have no terms.

        return glossary.document(self.terms)

    def check_spelling(self) -> None:
        """Have spelling checked, by the dictionaries that are usual where the site has chosen none."""
        chosen = self.config.spelling.dictionaries or settings.DICTIONARIES
        self.config = replace(self.config, spelling=replace(self.config.spelling, dictionaries=chosen))

    @cached_property
    def speller(self) -> Speller | None:
        """Who knows how words are spelt; None where nobody has asked for it."""
        chosen = self.config.spelling
        if not chosen.dictionaries:
            return None
        from pipeline.language.spelling import Speller  # Imported where it is used: most sites do without.

        place = self.setting("spelling.dictionaries")
        return Speller(chosen.dictionaries, self.terms, chosen.words, place)

    @cached_property
    def picture_texts(self) -> PictureTexts:
        """Who knows what stands in the pictures."""
        from pipeline.pictures.ocr import Reader  # Imported where they are used: a check of pictures needs them.
        from pipeline.pictures.texts import PictureTexts

        chosen = self.config.images.read_text
        reader = Reader(chosen, self.setting("images.read_text")) if chosen else None
        return PictureTexts(self.root, SOURCE, self.tree.assets, self.config.source_language, reader)

    def import_terms(self, file: Path) -> tuple[int, int, tuple[Finding, ...]]:
        """Merge the terms of a TBX or CSV file into the termbase; how many are new and changed, and what was left out.

        Raises `SourceError` for a file that cannot be used; then nothing is written.
        """
        from pipeline.termbase import exchange, termfile  # Imported where they are used.

        data = files.read(file)
        if data is None:
            raise SourceError("there is no such file or folder.", Location(str(file)))
        path, config = f"{SOURCE}/{terms.FILE}", self.config
        new = exchange.read(data, file.suffix.lower(), str(file), config.source_language, config.languages)
        data = files.read(self.root / path)
        before = files.read_text(self.root / path)
        after = termfile.updated(before, path, config.source_language, new)
        if after != before and not files.replace_unchanged(self.root / path, data, after.encode()):
            raise SourceError("somebody else keeps writing this file. Run the command again.", Location(path))
        known = {term.term: term for term in terms.parse(before, path, config.source_language)}
        found = terms.parse(after, path, config.source_language).terms
        changed = sum(term.term in known and known[term.term] != term for term in found)
        return len(found) - len(known), changed, new.findings

    def survey(self) -> dict[str, str]:
        """The last part of the address of each page that is no draft, by path; from front matter alone."""
        return {path: part for path in self.tree.pages if (part := self.part(path)) is not None}

    def part(self, path: str) -> str | None:
        """The last part of the address of a page; None for a draft."""
        return self.about(path)[0]

    def about(self, path: str) -> tuple[str | None, str]:
        """The same, and the type of the page where the program has to know it before it reads the pages."""
        meta: Mapping[str, Value] = {}
        with contextlib.suppress(SourceError):  # Said when the page is read as a whole.
            data = files.read(self._source + path) or b""
            if any(word in data for word in _OF_ADDRESSES):  # Most pages say nothing of it.
                meta = front_matter(self._text(path)[0], path)
        if meta.get("draft") is True or meta.get("published") is False:
            return None, ""
        own, kind = meta.get("slug"), meta.get("type")
        return last_part(path, own if isinstance(own, str) else ""), kind if isinstance(kind, str) else ""

    def documents(self) -> Iterator[Document]:
        """The pages, parsed. One that cannot be read comes with a finding and whatever can be read of it."""
        for path in self.tree.pages:
            yield self.document(path)

    def _text(self, path: str) -> tuple[str, tuple[Finding, ...]]:
        language = self.config.source_language
        try:
            return decoded(self.desk.read(self._source + path) or b"", path, language)
        except SourceError as error:
            template = "This file cannot be read: {reason}. Give yourself the right to read it, or remove it."
            return "", (Finding("file-encoding", "error", template, Location(path), language, error.values),)

    def document(self, path: str) -> Document:
        """The page at `path` below the source folder."""
        text, findings = self._text(path)
        document = parse(text, path, self.config.source_language)
        return replace(document, findings=findings + document.findings) if findings else document

    def place_of_alias(self, alias: str, path: str) -> Location:
        """Where an old address stands in the page at `path` below the source folder; the whole file where it cannot be found."""
        text = self._text(path)[0]
        whole = re.compile(rf"""(?<![^\s,\["']){re.escape(alias)}(?![^\s,\]"'])""")
        found = whole.search(text, max(text.find("\naliases"), 0))
        lines = text[: found.start()].splitlines() if found else []
        if found and text[: found.start()].endswith("\n"):
            lines.append("")
        return Location(f"{SOURCE}/{path}", len(lines), len(lines[-1]) + 1) if lines else Location(f"{SOURCE}/{path}")

    def domain(self, path: str) -> str:
        """The domain of the page at `path`."""
        return extract.domain(path, self.config.catalogues)

    def templates(self, documents: Iterator[Document] | None = None) -> dict[str, Catalogue]:
        """The template of each domain, by name, freshly extracted."""
        by_domain: dict[str, list[Document]] = {}
        for document in documents or self.documents():
            by_domain.setdefault(self.domain(document.path), []).append(document)
        lines = self.config.po.references == "line"
        result = {name: _from_root(extract.template(group, lines=lines)) for name, group in sorted(by_domain.items())}
        own = extract.site_messages(self.config.title, self.config_path)
        pages = result.get(extract.SITE_DOMAIN, ())
        result[extract.SITE_DOMAIN] = extract.united(own, pages, self.definition_messages())
        theirs = self.template_messages()
        if theirs:
            result[extract.TEMPLATE_DOMAIN] = extract.united(result.get(extract.TEMPLATE_DOMAIN, ()), theirs)
        return result

    def templates_for(self, language: str, templates: Mapping[str, Catalogue]) -> dict[str, Catalogue]:
        """What is to be translated to `language`: `templates`, and the theme's words where no translation is packaged."""
        return {**templates, **self.theme_template(language, templates)}

    def theme_template(
        self, language: str, pages: Mapping[str, Iterable[Message]] | None = None
    ) -> dict[str, Catalogue]:
        """The theme's words by domain, where no translation of them to `language` is packaged.

        With what `pages` have in that domain, where a section has the same name.
        """
        if has_words(language):
            return {}
        words = parse_catalogue(theme_file("locales/theme.pot"), "theme.pot")
        return {THEME_DOMAIN: extract.united((pages or {}).get(THEME_DOMAIN, ()), words)}

    def definition_messages(self) -> tuple[Message, ...]:
        """The messages of what the terms mean."""
        if not self.terms.terms:
            return ()
        return _from_root(extract.template([self.definitions])).messages

    def template_messages(self) -> tuple[Message, ...]:
        """What stands in the site's own templates, but for folders that plain pybabel passes over."""
        names = [name for name in sorted(self.own_templates) if not _is_passed_over(name)]
        if not names:
            return ()
        from babel.messages.extract import DEFAULT_KEYWORDS  # Imported where it is used.
        from babel.messages.extract import extract as extract_with

        found: list[tuple[str, extract.Extracted]] = []
        for name in names:
            file = io.BytesIO(self.own_templates[name].encode())
            for line, texts, comments, context in extract_with(
                "jinja2", file, DEFAULT_KEYWORDS, ("translators:",), {"trimmed": "true"}
            ):
                arguments = texts if isinstance(texts, tuple) else (texts,)
                function = (
                    ("pgettext" if context else "gettext")
                    if len(arguments) == 1
                    else ("npgettext" if context else "ngettext")
                )
                call = (line, function, (context, *arguments) if context else arguments, comments)
                found.append((f"{TEMPLATES}/{name}", call))
        return extract.template_messages(found)

    @cached_property
    def own_templates(self) -> dict[str, str]:
        """The site's templates by name."""
        folder = self.root / TEMPLATES
        names = files.below(folder, ".html")
        require_readable_names(folder, names)
        return {name: files.read_text(folder / name) for name in names}

    def catalogue_path(self, language: str, domain: str) -> Path:
        """Where the catalogue of a domain lies."""
        return self.root / LOCALES / language / "LC_MESSAGES" / f"{domain}.po"

    def parsed(self, data: bytes | None, name: str) -> Catalogue:
        """The catalogue in the bytes of the file `name`, to be written as the site wants it; empty where there is no file.

        Raises `CatalogueError`.
        """
        catalogue = Catalogue(path=name) if data is None else parse_catalogue(data, name)
        return replace(catalogue, wrap=self.config.po.wrap) if self.config.po.wrap else catalogue

    def catalogue(self, language: str, domain: str) -> Loaded:
        """The catalogue of a domain in a language, and what is wrong with it; empty where there is none, or none that can be read."""
        # Imported where they are used: not every command tells what is wrong.
        from pipeline.po.scan import Problem, concerns, scan

        path = self.catalogue_path(language, domain)
        name = self.name(path)
        try:
            data = self.desk.read(path)
        except SourceError as error:
            problems = [Problem(Location(name), error.template, error.values, fatal=True)]
        else:
            if data is None:
                return Loaded(Catalogue(path=name))
            try:
                catalogue = self.parsed(data, name)
            except CatalogueError:
                problems = scan(data, name)
            else:
                return Loaded(
                    catalogue,
                    tuple(
                        Finding("catalogue-invalid", p.severity, p.template, p.location, language, p.values)
                        for p in concerns(catalogue, data)
                    ),
                )
        template = "This catalogue cannot be read, so its pages stay in the source language: {reason}."
        findings = [
            Finding(
                "catalogue-invalid",
                "error",
                template,
                p.location,
                language,
                (("reason", Phrase(p.template, p.values)),),
            )
            for p in problems
        ]
        return Loaded(Catalogue(path=name), tuple(findings), readable=False)

    def other_domains(self, language: str, domains: Container[str]) -> list[str]:
        """The domains of a language that have a catalogue, but for `domains`."""
        folder = self.catalogue_path(language, "x").parent
        found = [name.removesuffix(".po") for name in files.names(folder) if name.endswith(".po")]
        return [domain for domain in found if domain not in domains]

    def other_catalogues(self, language: str, domains: Container[str]) -> list[tuple[str, Catalogue]]:
        """Domain and catalogue of a language whose sections are gone, or that are somebody else's; those that can be read."""
        loaded = [(domain, self.catalogue(language, domain)) for domain in self.other_domains(language, domains)]
        return [(domain, one.catalogue) for domain, one in loaded if one.readable]

    def name(self, path: Path) -> str:
        """The path of one of its files below the site's folder."""
        return path.relative_to(self.root).as_posix()

    def template_path(self, domain: str) -> Path:
        """Where the template of a domain is."""
        return self.root / LOCALES / f"{domain}.pot"

    def readable_catalogue(self, language: str, domain: str) -> Catalogue:
        """The catalogue of a domain in a language, where only a whole one will do. Raises `CatalogueError`, or `SourceError`."""
        path = self.catalogue_path(language, domain)
        return self.parsed(files.read(path), path.relative_to(self.root).as_posix())


def decoded(data: bytes, path: str, language: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of a page; U+FFFD for each byte that is no UTF-8, and a finding that says where the first is."""
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        line, column = files.first_undecodable(data)
    template = "This file is not UTF-8. Save it as UTF-8; letters that could not be read show as “\ufffd”."
    finding = Finding("file-encoding", "error", template, Location(path, line, column), language)
    return data.decode("utf-8-sig", "replace"), (finding,)


def _is_passed_over(name: str) -> bool:
    """Whether a template lies in a folder that Babel does not look into."""
    return any(folder.startswith(("_", ".")) for folder in name.split("/")[:-1])


def _from_root(template: Catalogue) -> Catalogue:
    """`template` with its references from the site's folder, where a translator's program looks for them."""
    messages = (m._replace(references=tuple(f"{SOURCE}/{path}" for path in m.references)) for m in template)
    return replace(template, messages=tuple(messages))
