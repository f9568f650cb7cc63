"""The errors that end a run. A problem in somebody's content is a `Finding`, never one of these."""

from __future__ import annotations

import errno

from pipeline.model import FieldValue, Location, Phrase, Values

_SYSTEM_REASONS = {
    errno.EACCES: "Permission denied",
    errno.EPERM: "Operation not permitted",
    errno.ENOSPC: "No space left on device",
    errno.EROFS: "Read-only file system",
    errno.EIO: "Input/output error",
    errno.ENAMETOOLONG: "File name too long",
    errno.ENOTDIR: "Not a directory",
    errno.EISDIR: "Is a directory",
    errno.ENOENT: "No such file or directory",
    errno.EADDRINUSE: "Address already in use",
}
"""What systems say most often, in the words of Linux, so that it can be translated."""


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

    @property
    def phrase(self) -> Phrase:
        """The same, as a part of another message."""
        return Phrase(self.template, self.values)

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


class EngineError(PipelineError):
    """A translation engine cannot go on: no quota, out of reach … (exit code 3). What was translated is kept."""


class AnswerError(PipelineError):
    """One answer of a translation engine cannot be used; the next may be."""


def reason(error: OSError) -> FieldValue:
    """What the system says of `error`, as the field of a message.

    >>> str(reason(OSError(errno.ENOSPC, "Auf dem Gerät ist kein Speicherplatz mehr verfügbar")))
    'No space left on device'
    """
    known = _SYSTEM_REASONS.get(error.errno or 0)
    return Phrase(known) if known else error.strerror or str(error)
