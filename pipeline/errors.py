"""The errors that end a run. A problem in somebody's content is a `Finding`, never one of these."""

from __future__ import annotations

from pipeline.model import Location

Values = tuple[tuple[str, str | int | float], ...]
"""The fields of a message."""


class PipelineError(Exception):
    """A run that cannot go on: what is wrong, where, and what to do next.

    Its arguments are its only state, so that it survives pickling between processes.

    >>> str(PipelineError("unknown key “{key}”", Location("syntolk.toml", 3, 1), (("key", "titel"),)))
    'syntolk.toml:3:1: unknown key “titel”'
    """

    def __init__(self, template: str, location: Location | None = None, values: Values = ()) -> None:
        super().__init__(template, location, values)
        self.template = template
        self.location = location
        self.values = values

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.template.format_map(dict(self.values)) if self.values else self.template

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


class ConfigError(PipelineError):
    """The configuration cannot be used (exit code 2)."""


class SourceError(PipelineError):
    """What was named on the command line cannot be used as source (exit code 2)."""


class CatalogueError(PipelineError):
    """A catalogue cannot be parsed, or could not be written without losing something."""


class OutputError(PipelineError):
    """The machine failed: disk full, permission denied … (exit code 3)."""
