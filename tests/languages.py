"""A site in Swedish, English and Arabic whose pages are in every state: translated, in part, and withheld."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from conftest import po

from pipeline.browser.agreement import Said, said

CONFIG = """title = "Provsajt"
languages = ["en", "ar"]
{base}
[publish]
threshold = 30
[theme]
news = "nytt/index.md"
footer = ["ingen.md"]
"""
PAGES = {
    "index.md": "---\ntitle: Hem\ndescription: Det här är hem.\n---\n\nHär är vi allihop.\n\nSe [halva](halv.md), [inga](ingen.md#mitt) och [hela](hel.md).\n",
    "hel.md": "---\ntitle: Hel\n---\n\nHela sidan är översatt.\n\n## Mål {#mal}\n\nVi har mål.\n\n### Väg (dit)\n\nSå här gör vi.\n",
    "halv.md": "---\ntitle: Halv\nmenu_title: Halva\ndescription: Halva sidan.\n---\n\nBara det här är översatt till något annat.\n\n"
    "Det här är det inte.\n\n## Mitt\n\n![En grön dörr](d.png)\n",
    "ingen.md": "---\ntitle: Ingen\n---\n\nIngenting är översatt.\n\n## Mitt\n\nInget.\n",
    "nytt/index.md": "---\ntitle: Nytt\n---\n\nHär står det som är nytt.\n",
    "nytt/halvnytt.md": "---\ntitle: Halvnytt\ntype: news\ndate: 2026-11-02\ndescription: Om det.\n---\n\nDen här texten är översatt.\n",
    "tom.md": "",
}
HOME = [
    ("title", "Hem", "Home", "الرئيسية"),
    ("description", "Det här är hem.", "This is home.", "هذه هي الرئيسية."),
    (None, "Här är vi allihop.", "Here we all are.", "ها نحن جميعا."),
    (
        None,
        "Se [halva](halv.md), [inga](ingen.md#mitt) och [hela](hel.md).",
        "See [halves](halv.md), [none](ingen.md#mitt) and [whole](hel.md).",
        "انظر [النصف](halv.md) و[لا شيء](ingen.md#mitt) و[الكل](hel.md).",
    ),
]
WHOLE = [
    ("title", "Hel", "Whole", "كامل"),
    (None, "Hela sidan är översatt.", "The whole page is translated.", "الصفحة كلها مترجمة."),
    (None, "Mål", "Aims", "أهداف"),
    (None, "Vi har mål.", "We have aims.", "لدينا أهداف."),
    (None, "Väg (dit)", "Way (there)", "الطريق"),
    (None, "Så här gör vi.", "This is what we do.", "هكذا نفعل."),
]
HALF = [(None, "Bara det här är översatt till något annat.", "Only this is translated to something else.", "")]
NEWS = [
    ("title", "Nytt", "News", "أخبار"),
    (None, "Här står det som är nytt.", "Here is what is new.", "هنا كل جديد."),
    (None, "Den här texten är översatt.", "This text is translated.", "هذا النص مترجم."),
]
BASES = ("", "https://exempel.se", "https://exempel.se/sajt/å")
"""Base addresses: none, a host, a path on it."""


def three_languages(base_url: str = BASES[1]) -> dict[str, str | bytes]:
    """The files of the site."""
    files: dict[str, str | bytes] = {f"source/{name}": text for name, text in PAGES.items()}
    files["source/d.png"] = b"x"
    files["syntolk.toml"] = CONFIG.format(base=f'base_url = "{base_url}"' if base_url else "")
    own = [("site-title", "Provsajt", "Trial site", "موقع تجريبي"), *HOME, *WHOLE, *HALF]
    for place, tag in enumerate(("en", "ar")):
        for domain, entries in (("site", own), ("nytt", NEWS)):
            strings = [(context, id, translations[place]) for context, id, *translations in entries]
            files[f"locales/{tag}/LC_MESSAGES/{domain}.po"] = po(*strings)
    return files


def routes(output: Path) -> dict[str, Mapping[str, str]]:
    """The output of each page of each published language."""
    known = json.loads((output / "routes.json").read_text("utf-8"))
    return {language: edition["pages"] for language, edition in known.items() if edition["pages"]}


def said_by(output: Path) -> dict[str, Said]:
    """What each page of a built site says of its languages."""
    return {p.relative_to(output).as_posix(): said(p.read_text("utf-8")) for p in sorted(output.rglob("*.html"))}


def sitemap(output: Path) -> str:
    """The text of its sitemap; empty where there is none."""
    path = output / "sitemap.xml"
    return path.read_text("utf-8") if path.exists() else ""
