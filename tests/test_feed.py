"""The web feed: what a reader of feeds is told, in each language."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

from conftest import po

ATOM = "{http://www.w3.org/2005/Atom}"
NEWS = "---\ntitle: {}\ndescription: {}\ntype: news\ndate: {}\n---\n\nText.\n"


def test_the_feed_lists_the_news_newest_first_in_each_language(site, syntolk) -> None:
    root = site(
        {
            "syntolk.toml": 'title = "Provsajt"\nbase_url = "https://exempel.se/sajt"\n[theme]\nnews = "nytt/index.md"\n',
            "source/nytt/index.md": "---\ntitle: Nytt\ndescription: Vad som händer.\n---\n",
            "source/nytt/a.md": NEWS.format("Första", "Ett & två.", "2026-01-02"),
            "source/nytt/b.md": NEWS.format("Andra", "<b>Tre</b>.", "2026-03-04"),
            "locales/en/LC_MESSAGES/nytt.po": po(
                ("title", "Nytt", "News"),
                ("description", "Vad som händer.", "What is going on."),
                ("title", "Första", "First"),
                ("description", "Ett & två.", "One & two."),
                (None, "Text.", "Text."),
            ),
        }
    )
    assert syntolk("-C", root, "build").code == 0
    swedish = fromstring((root / "build" / "feed.xml").read_bytes())
    assert [e.findtext(f"{ATOM}title") for e in swedish.iter(f"{ATOM}entry")] == ["Andra", "Första"]
    assert [e.findtext(f"{ATOM}id") for e in swedish.iter(f"{ATOM}entry")] == [
        "https://exempel.se/sajt/nytt/b/",
        "https://exempel.se/sajt/nytt/a/",
    ]
    assert swedish.find(f"{ATOM}entry").findtext(f"{ATOM}summary") == "&lt;b&gt;Tre&lt;/b&gt;."
    english = fromstring((root / "build" / "en" / "feed.xml").read_bytes())
    assert [e.findtext(f"{ATOM}title") for e in english.iter(f"{ATOM}entry")] == ["First"]
    page = (root / "build" / "en" / "index.html").read_text("utf-8")
    assert '<link rel="alternate" type="application/atom+xml" href="/sajt/en/feed.xml"' in page


def test_no_feed_without_news_or_without_an_address(site, syntolk) -> None:
    root = site({"syntolk.toml": 'title = "Provsajt"\n[theme]\nnews = "om.md"\n'})
    assert syntolk("-C", root, "build").code == 0
    assert not list((root / "build").rglob("feed.xml"))


def test_a_title_that_xml_cannot_hold(site, syntolk) -> None:
    root = site(
        {
            "syntolk.toml": 'title = "Prov\\u0001sajt"\nbase_url = "https://exempel.se"\n[theme]\nnews = "nytt/index.md"\n',
            "source/nytt/index.md": "---\ntitle: Nytt\n---\n",
            "source/nytt/a.md": NEWS.format("Första", "Ett.", "2026-01-02"),
        }
    )
    assert syntolk("-C", root, "build", "--no-check").code == 0
    feed = fromstring((root / "build" / "feed.xml").read_bytes())
    assert [feed.findtext(f"{ATOM}{name}") for name in ("title", "author/" + ATOM + "name")] == ["Prov\ufffdsajt"] * 2
