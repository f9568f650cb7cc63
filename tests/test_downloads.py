"""Links to files: what a visitor is told before opening one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import po, tree

MEGA, KILO = b"%PDF" + b"x" * 1_234_563, b"y" * 12_345


def paragraph(root: Path, name: str) -> list[str]:
    """The paragraphs of a page's body."""
    html = (root / "build" / name).read_text("utf-8")
    return re.findall(r"<p[^>]*>(.*?)</p>", html[html.index('<div class="body">') :])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[Rapport](rapport.pdf)", "Rapport (PDF, 1,2\u00a0MB)"),
        ("[Rapport](/rapport.pdf#page=3)", "Rapport (PDF, 1,2\u00a0MB)"),
        ("[Rapport (pdf)](rapport.pdf)", "Rapport (pdf) (1,2\u00a0MB)"),
        ("[Rapport (PDF, 1,2 MB)](rapport.pdf)", "Rapport (PDF, 1,2 MB)"),
        ("[Blankett](blankett.docx)", "Blankett (Word, 12\u00a0kB)"),
        ("[Rapport](https://exempel.se/a/rapport.pdf)", "Rapport (PDF)"),
        ("[Arkivet](https://arkiv.zip)", "Arkivet"),
        ("[Sök](https://exempel.se/sok?q=rapport.pdf)", "Sök"),
        ("[Mejla](mailto:nagon@arkiv.zip)", "Mejla"),
        ("[Om oss](om.md)", "Om oss"),
        ("[Bild](bild.png)", "Bild"),
        ("[Rapport](rapport.pdf){hreflang=en}", "Rapport (PDF, 1,2\u00a0MB, på engelska)"),
        ("[Rapport](https://exempel.se/a/rapport.pdf){hreflang=de}", "Rapport (PDF, på tyska)"),
        ("[Rapport på engelska](rapport.pdf){hreflang=en}", "Rapport på engelska (PDF, 1,2\u00a0MB)"),
        ("[Rapport (PDF, 1 MB)](rapport.pdf){hreflang=en}", "Rapport (PDF, 1 MB) (på engelska)"),
        ("[Rapport](rapport.pdf){hreflang=sv}", "Rapport (PDF, 1,2\u00a0MB)"),
        ("[Om oss](om.md){hreflang=en}", "Om oss (på engelska)"),
        ("[![Omslag](bild.png)](rapport.pdf){hreflang=en}", " (på engelska)"),
    ],
)
def test_a_link_to_a_file_says_its_type_and_size(site, syntolk, written: str, shown: str) -> None:
    files = {"source/rapport.pdf": MEGA, "source/blankett.docx": KILO, "source/bild.png": KILO}
    root = site({"source/index.md": f"---\ntitle: Start\n---\n\nLäs. {written}\n", **files})
    syntolk("-C", root, "build", "--no-check")
    (found,) = paragraph(root, "index.html")
    assert re.sub("<[^>]*>", "", found) == f"Läs. {shown}"
    if "(" in shown:
        assert f"{shown}</a>" in found


ENGLISH = po(
    ("title", "Start", "Start"),
    (None, "[Rapport](rapport.pdf)", "[Report](rapport.pdf)"),
    (None, "[Plan](plan.pdf)", "[Plan](plan.pdf)"),
    (None, "[Studie](studie.pdf){hreflang=en}", "[Study](studie.pdf){hreflang=en}"),
)
PAGE = "---\ntitle: Start\n---\n\n[Rapport](rapport.pdf)\n\n[Plan](plan.pdf)\n\n[Studie](studie.pdf){hreflang=en}\n\n[Mer](mer.pdf)\n"


def test_on_a_translated_page_a_link_says_which_language_a_file_is_in_where_it_is_another(site, syntolk) -> None:
    """Not of a file with a version in the language of the page, nor of one that the author names the language of."""
    names = ("rapport", "plan", "plan.en", "studie", "mer")
    root = site(
        {f"source/{name}.pdf": KILO for name in names}
        | {
            "source/index.md": PAGE,
            "locales/en/LC_MESSAGES/site.po": ENGLISH,
            "syntolk.toml": 'title = "Provsajt"\n[publish]\nthreshold = 0\n',
        }
    )
    syntolk("-C", root, "build", "--no-check")
    said = [re.sub("<[^>]*>", "", text) for text in paragraph(root, "en/index.html")[-4:]]
    assert said == [
        "Report (PDF, 12\u00a0kB, in Swedish)",
        "Plan (PDF, 12\u00a0kB)",
        "Study (PDF, 12\u00a0kB)",
        "Mer (PDF, 12\u00a0kB, in Swedish)",
    ]
    html = (root / "build" / "en" / "index.html").read_text("utf-8")
    assert 'href="/plan.en.pdf"' in html
    # In a paragraph that is still Swedish, what the theme says is English.
    assert '<p lang="sv" dir="ltr"><a href="/mer.pdf">Mer <span lang="en" dir="ltr">(PDF' in html


def test_twice_built_the_same_bytes(site, syntolk) -> None:
    root = site({"source/rapport.pdf": KILO, "source/index.md": "---\ntitle: Start\n---\n\n[Rapport](rapport.pdf)\n"})
    syntolk("-C", root, "build", "--no-check")
    before = tree(root / "build")
    syntolk("-C", root, "build", "--no-check")
    assert tree(root / "build") == before
