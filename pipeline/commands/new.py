"""`syntolk new DIR`: a small bilingual site that builds and passes its checks, to begin from."""

from __future__ import annotations

from pathlib import Path

from pipeline import files
from pipeline.errors import ConfigError

_STARTER = Path(__file__).parent.parent / "starter"
_NAMES = {"gitignore": ".gitignore"}
"""What a file is called in the new site, where git would take it for its own in ours."""
_SETTINGS = "syntolk.toml"


def new(folder: Path) -> tuple[str, ...]:
    """Write the site into `folder`; the files that it has, as paths below it.

    Nothing that is there is replaced: raises `ConfigError` where the folder is a site already, or has a file of one of these
    names that says something else, and `OutputError` where it cannot be written. The settings come last, so what an
    interruption leaves behind is no site, and the same command goes on.
    """
    _need_room(folder)
    site = {_NAMES.get(name, name): files.read(_STARTER / name) or b"" for name in files.below(_STARTER, "")}
    for name, data in site.items():
        path = folder / name
        if files.exists(str(path)) and files.read(path) != data:
            template = "{path} is there already, so nothing was written. Name another folder, or move the file."
            raise ConfigError(template, None, (("path", str(path)),))
    for name in sorted(site, key=lambda name: (name == _SETTINGS, name)):
        files.write(folder / name, site[name])
    return tuple(sorted(site))


def _need_room(folder: Path) -> None:
    """Raise `ConfigError` where `folder` is a site."""
    try:
        name, _ = files.find_config(folder)
    except ConfigError:
        return
    template = "{folder} is a site already: it has {name}. Nothing was written."
    raise ConfigError(template, None, (("folder", str(folder)), ("name", name)))
