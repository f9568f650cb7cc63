"""Names that blocks of raw HTML have (`aria-label`, `title`). No message holds them there, so they go to where one does, or go."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.patterns import expression

_TAG = expression(r"<(/?)([a-z][a-z0-9]*)")
_NAME = expression(r'\s(aria-label|title)="([^"]*)"')
_PICTURE = expression(r'\srole="img"')


def placed(tokens: Sequence[str], is_phrasing: Callable[[str], bool]) -> list[str]:
    """`tokens`, the tags and texts of a page, without names of blocks; what is called a picture has its own in a `<span>`, which is translated.

    Who listens to a picture hears nothing of what stands in it, so one that holds blocks or links is none.

    >>> placed(['<div role="img" aria-label="Fyra av fem">', '★★★★☆', '</div>'], lambda tag: tag == "span")
    ['<div>', '<span role="img" aria-label="Fyra av fem">', '★★★★☆', '</span>', '</div>']
    """
    out = [*tokens]
    for place, token in enumerate(tokens):
        tag = _TAG.match(token)
        if tag is None or tag[1] or is_phrasing(tag[2]) or "\ue000" in token:
            continue
        names = {name: words for name, words in _NAME.findall(token) if words.strip()}
        picture = _PICTURE.search(token)
        if not (picture or _NAME.search(token)):
            continue
        out[place] = _NAME.sub("", token)
        if (
            tag[2] == "summary" and names and "".join(tokens[place + 1 : place + 3]).strip() == "</summary>"
        ):  # To be seen, too.
            out[place] += f"\ue003{names.get('aria-label') or names['title']}"
        if picture is None:
            continue
        end = _first_block(tokens, place + 1, is_phrasing)
        if not tokens[end].startswith(f"</{tag[2]}"):
            out[place] = _PICTURE.sub("", out[place])
        elif names:
            out[place] = _PICTURE.sub("", out[place])
            label = names.get("aria-label") or names["title"]
            out[place] += f'\ue003<span role="img" aria-label="{label}">'
            out[end] = f"</span>\ue003{out[end]}"
    return [piece for token in out for piece in token.split("\ue003")]


def _first_block(tokens: Sequence[str], start: int, is_phrasing: Callable[[str], bool]) -> int:
    """The place of the first tag of a block, or of a link, from `start` on."""
    for place in range(start, len(tokens)):
        tag = _TAG.match(tokens[place])
        if tag and (tag[2] == "a" or not is_phrasing(tag[2])):
            return place
    return len(tokens) - 1
