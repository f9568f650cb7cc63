"""What is wrong with a site's settings, seen with the site."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from fnmatch import fnmatchcase

from pipeline import checks
from pipeline.browser import audit_rules
from pipeline.errors import ConfigError
from pipeline.model import Finding
from pipeline.workspace import LOCALES, SOURCE, Workspace


def faults(workspace: Workspace, pages: Collection[str]) -> Iterator[Finding]:
    """What the settings name that is not there, and what they turn off without a reason. `pages` are the site's, by path.

    Raises `ConfigError` for an unknown rule.
    """
    for rule in workspace.config.rules:
        if checks.by_id(rule) is None and audit_rules.text(rule) is None and not rule.startswith(audit_rules.PREFIX):
            valid = ", ".join(r.id for r in checks.RULES)
            template = "unknown rule “{rule}” in [rules]. Valid: {valid}."
            values = (("rule", rule), ("valid", valid))
            raise ConfigError(template, workspace.setting(f"rules.{rule}"), values)
    yield from _reasonless(workspace)
    yield from _missing(workspace, pages)
    yield from _idle(workspace, pages)


def _reasonless(workspace: Workspace) -> Iterator[Finding]:
    for rule, level in workspace.config.rules.items():
        levels = (level,) if isinstance(level, str) else level.values()
        if "off" in levels and not isinstance(workspace.reason(rule), str):
            template = "“{rule}” is turned off without a reason. Write why in a comment on that line."
            where, language = workspace.setting(f"rules.{rule}"), workspace.config.source_language
            yield Finding("allowance-reason-missing", "review", template, where, language, (("rule", rule),))


def _missing(workspace: Workspace, pages: Container[str]) -> Iterator[Finding]:
    theme, assets = workspace.config.theme, workspace.tree.assets
    named: list[tuple[str, str, Container[str]]] = [("footer", path, pages) for path in theme.footer]
    named += [("contact", theme.contact, pages), ("news", theme.news, pages)]
    named += [("logo", theme.logo, assets), ("favicon", theme.favicon, assets)]
    for key, path, there in named:
        if path and path.lstrip("/") not in there:
            template = (
                "The setting {setting} names “{path}”, which is not in {folder}/. Correct the path, or remove it."
            )
            place, language = workspace.setting(f"theme.{key}"), workspace.config.source_language
            fields = (("setting", f"theme.{key}"), ("path", path), ("folder", SOURCE))
            yield Finding("link-broken", "error", template, place, language, fields)


def _idle(workspace: Workspace, pages: Collection[str]) -> Iterator[Finding]:
    """Patterns that fit no file: whoever wrote them believes that they hold."""
    files = [f"{SOURCE}/{path}" for path in (*pages, *workspace.tree.assets)]
    asked = [
        ("readability.sections", pattern, f"{SOURCE}/{pattern.removeprefix(f'{SOURCE}/')}")
        for pattern in workspace.config.readability.sections
    ] + [
        (f"rules.{rule}", pattern, pattern)
        for rule, level in workspace.config.rules.items()
        if not isinstance(level, str)
        for pattern in level
        if not pattern.startswith((f"{LOCALES}/", "templates/", "*"))  # Not about pages alone.
    ]
    for key, pattern, meant in asked:
        if not any(fnmatchcase(file, meant) for file in files):
            template = "No file fits “{pattern}” in {setting}, so nothing comes of it. For all below a folder write “{example}”."
            place, language = workspace.setting(f"{key}.{pattern}"), workspace.config.source_language
            fields = (("pattern", pattern), ("setting", key), ("example", f"{SOURCE}/nyheter/*"))
            yield Finding("link-broken", "warning", template, place, language, fields)
