"""The errors that end a run. A problem in somebody's content is a `Finding`, never one of these."""

from __future__ import annotations

from pipeline.model import Location


class PipelineError(Exception):
    """A run that cannot go on: what is wrong, where, and what to do next.

    The two arguments are the only state, so that the error survives pickling between processes.

    >>> str(PipelineError("unknown key", Location("syntolk.toml", 3, 1)))
    'syntolk.toml:3:1: unknown key'
    """

    def __init__(self, message: str, location: Location | None = None) -> None:
        super().__init__(message, location)
        self.message = message
        self.location = location

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
