"""Old addresses that the front matter names."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.markdown import parse
from pipeline.web.routes import old_output


def page(aliases: str) -> str:
    return f"---\ntitle: Om oss\naliases: {aliases}\n---\n\nVi hjälper dig.\n"


def found(ran) -> list[tuple[int, int, str]]:
    findings = json.loads(ran.out)["findings"]
    return [(f["line"], f["column"], f["message"]) for f in findings if f["rule"] == "front-matter-invalid"]


def test_an_old_address_leads_to_the_page(site, syntolk) -> None:
    root = site({"source/om.md": page("[/gammal/adress/, /info.html, /en/old, /m%C3%A5l/]")})
    assert syntolk("-C", root, "build").code == 0
    for name, target in (
        ("gammal/adress/index.html", "/om/"), ("info.html", "/om/"), ("mål/index.html", "/om/"), ("en/old/index.html", "/en/about-us/"),
    ):  # fmt: skip
        html = (root / "build" / name).read_text("utf-8")
        assert f'content="0; url={target}"' in html
        assert "<script" not in html
    routes = json.loads((root / "build/routes.json").read_text("utf-8"))
    assert routes["sv"]["moved"] == dict.fromkeys(("gammal/adress/index.html", "info.html", "mål/index.html"), "om.md")
    assert "gammal" not in (root / "build/index.html").read_text("utf-8")


def test_one_address_needs_no_brackets(site, syntolk) -> None:
    root = site({"source/om.md": page("/gammal/")})
    assert syntolk("-C", root, "build").code == 0
    assert (root / "build/gammal/index.html").is_file()


@pytest.mark.parametrize(
    "alias",
    [
        "gammal", "https://exempel.se/x/", "//exempel.se/", "/", "/../x/", "/a/./b/", "/a//b/", "/%2e%2e/x/", "/x?id=3", "/x#y", "/.git/",
        "'/a\\b'", "/a%5Cb/", "/a%00b/", "/%ff/", "javascript:alert(1)", "3", "[/ok/, 3]", "{a: b}", f"/{'x' * 300}/", "/%0A/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_site_is_said(alias: str, site, syntolk) -> None:
    root = site({"source/om.md": page(alias)})
    ((line, column, message),) = found(syntolk("-C", root, "check", "--format", "json"))
    assert (line, column) == (3, 10)
    assert "an old address of the page is wanted here" in message
    before = set((root / "source").rglob("*"))
    syntolk("-C", root, "build")
    assert set((root / "source").rglob("*")) == before
    assert not list((root / "build").rglob("*id=3*"))


def test_a_page_or_a_file_that_is_there_stays(site, syntolk) -> None:
    root = site(
        {
            "source/om.md": "---\ntitle: Om oss\naliases:\n  - /om/\n  - /en/about-us/\n  - /plan.pdf\n  - /plan.pdf/gammal/\n  - /delad/\n---\n\n[Plan](plan.pdf)\n",
            "source/b.md": "---\ntitle: B\naliases: [/delad/]\n---\n\nText.\n",
            "source/plan.pdf": b"%PDF-1.4",
        }
    )
    ran = syntolk("-C", root, "build", "--format", "json")
    assert [(line, column, message.partition(".")[0]) for line, column, message in found(ran)] == [
        (4, 5, "The old address “/om/” is that of a page: om"),
        (6, 5, "The old address “/plan"),
        (7, 5, "The old address “/plan"),
        (8, 5, "The old address “/delad/” is also named by b"),
    ]
    assert "Plan" in (root / "build/om/index.html").read_text("utf-8")
    assert (root / "build/plan.pdf").read_bytes() == b"%PDF-1.4"


BELOW = {
    "one below another one": ("/gammal.html, /gammal.html/mer/", "“/gammal.html/mer/” and “/gammal.html” (om.md) cannot both be there"),
    "one above another one": ("/gammal.html/mer/, /gammal.html", "“/gammal.html” and “/gammal.html/mer/” (om.md) cannot both be there"),
    "one far below": ("/gammal/, /gammal/index.html/a/b/c.html", "“/gammal/index.html/a/b/c.html” and “/gammal/” (om.md)"),
    "below the file of a page": ("/index.html/mer/", "“/index.html/mer/” cannot be there beside index.md"),
    "below its own file": ("/om/index.html/mer.html", "“/om/index.html/mer.html” cannot be there beside om.md"),
    "above a file": ("/bilder.html", "“/bilder.html” cannot be there beside bilder.html/a.png"),
    "in English": ("/en/a.html, /en/a.html/b/", "“/en/a.html/b/” and “/en/a.html” (om.md)"),
}  # fmt: skip


@pytest.mark.parametrize(("aliases", "message"), BELOW.values(), ids=BELOW)
def test_a_folder_that_would_be_a_file_is_said(aliases: str, message: str, site, syntolk) -> None:
    root = site({"source/om.md": page(f"[{aliases}]"), "source/bilder.html/a.png": b""})
    ran = syntolk("-C", root, "build", "--format", "json")
    ((line, column, said),) = found(ran)
    assert message in said
    assert (line, column) == (3, 10 + len(f"[{aliases}]") - len(aliases.rpartition(", ")[2]) - 1)
    routes = json.loads((root / "build/routes.json").read_text("utf-8"))
    for language in routes:
        for old in routes[language]["moved"]:
            assert (root / "build" / old).is_file()


def test_what_is_named_now_has_its_place_before_what_was_once(site, syntolk) -> None:
    root = site({"source/om.md": page("[/gammal.html]")})
    syntolk("-C", root, "build")
    (root / "source/om.md").write_text(page("[/gammal.html/mer/]"), "utf-8")
    assert syntolk("-C", root, "build").code == 0
    assert (root / "build/gammal.html/mer/index.html").is_file()


def test_an_address_of_the_past_yields_to_a_file(site, syntolk) -> None:
    root = site({"source/om.md": page("[/plan.html]")})
    syntolk("-C", root, "build")
    (root / "source/plan.html").mkdir()
    (root / "source/plan.html/plan.pdf").write_bytes(b"%PDF-1.4")
    (root / "source/om.md").write_text("# Om oss\n\n[Plan](plan.html/plan.pdf)\n", "utf-8")
    assert "source/plan.html" not in syntolk("-C", root, "build").err
    assert (root / "build/plan.html/plan.pdf").is_file()


def test_what_every_build_writes_stays(site, syntolk) -> None:
    names = ("404.html", "en/404.html", "routes.json", "sitemap.xml", "sitemap.xml/gammal", "assets/syntolk.css")
    root = site({"source/om.md": page("[" + ", ".join(f"/{name}" for name in names) + "]")})
    said = [message for _, _, message in found(syntolk("-C", root, "build", "--format", "json"))]
    assert [message.partition("”")[0] for message in said] == [f"The old address “/{name}" for name in names]
    assert all("that each build writes" in message for message in said)
    assert "sida" in (root / "build/404.html").read_text("utf-8").lower()


def test_aliases_are_not_translated() -> None:
    assert [segment.context for segment in parse(page("[/gammal/]")).segments] == ["title", None]


@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from(["/", "..", ".", "a", "%2e", "%2F", "\\", "?", "å", "%", ".html", " "])).map("".join)
)
def test_no_address_leads_out_of_the_site(text: str) -> None:
    file = old_output(text)
    assert not file.startswith("/")
    assert file == "" or not {"", ".", ".."} & set(file.split("/"))
    assert file == "" or file.endswith(".html")


def test_an_address_that_a_build_takes_away_is_said_once(site, syntolk) -> None:
    root = site()
    syntolk("-C", root, "build")
    (root / "source/om.md").rename(root / "source/vi.md")
    said = "Addresses that lead nowhere any more: 1, such as /om/."
    assert said in syntolk("-C", root, "build").err
    assert said not in syntolk("-C", root, "build").err


def test_an_address_that_leads_on_is_not_said(site, syntolk) -> None:
    root = site()
    syntolk("-C", root, "build")
    (root / "source/om.md").unlink()
    (root / "source/vi.md").write_text("---\ntitle: Vi\naliases: [/om/]\n---\n\nX.\n", "utf-8")
    assert "lead nowhere" not in syntolk("-C", root, "build").err
