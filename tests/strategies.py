"""Generated Markdown: everything of CommonMark and of the extensions that Syntolk reads, nested.

Words come from `WORDS` alone and addresses from `ADDRESSES`, so that a test can tell text from markup.
"""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = ("sol", "måne", "Å", "ö", "t.ex.", "a\u030angbåt", "שלום", "ord-led")
ADDRESSES = ("sida.md", "https://example.org/x?a=1&b=2", "/mapp/", "#ned", "bild%20a.png")
LANGUAGES = ("en", "da", "ar")

word = st.sampled_from(WORDS)
words = st.lists(word, min_size=1, max_size=4).map(" ".join)
address = st.sampled_from(ADDRESSES)
escape = st.sampled_from(
    [r"\*", r"\_", r"\#", r"\[", r"\\", r"\<", "&amp;", "&nbsp;", "&#35;", "*", "_", "[", "]", "!", "~", "<", "&"]
)


def inline(*, cell: bool = False, link: bool = True) -> st.SearchStrategy[str]:
    """The content of one block; in a table cell on one line, with every `|` escaped."""
    simple = st.one_of(
        words,
        words,
        escape.map(lambda e: f"sol {e} måne"),
        st.sampled_from(
            [
                "`kod`",
                "`` k`d ``",
                "<https://example.org/>",
                "<b>sol</b>",
                "<br>",
                '<span title="måne">ö</span>',
                "<!-- tyst -->",
            ]
        ),
        st.just(r"sol \| måne")
        if cell
        else st.sampled_from(["sol | måne", "`k|d`", "text[^1]", "[sol][ref]", "[ref]"]),
    )

    def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        options = [
            inner.map(lambda t: f"*{t}*"),
            inner.map(lambda t: f"**{t}**"),
            inner.map(lambda t: f"~~{t}~~"),
            st.tuples(inner, st.sampled_from(LANGUAGES)).map(lambda p: f"[{p[0]}]{{lang={p[1]}}}"),
            st.tuples(words, address).map(lambda p: f"![{p[0]}]({p[1]})"),
        ]
        if link:
            options += [
                st.tuples(inner, address).map(lambda p: f"[{p[0]}]({p[1]})"),
                st.tuples(inner, address, words).map(lambda p: f'[{p[0]}]({p[1]} "{p[2]}")'),
            ]
        return st.one_of(options)

    piece = st.recursive(simple, around, max_leaves=3)
    gaps = [" ", ", "] if cell else [" ", " ", ", ", "\n", "\n", "\\\n", "  \n"]
    return st.lists(st.tuples(piece, st.sampled_from(gaps)), min_size=1, max_size=4).map(
        lambda pairs: "".join(text + (gap if index < len(pairs) - 1 else "") for index, (text, gap) in enumerate(pairs))
    )


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((rest + line) if line else rest.rstrip() for line in lines[1:])])


def _table(cells: list[str]) -> str:
    rows = [cells[i : i + 2] for i in range(2, len(cells) - 1, 2)]
    return "\n".join([f"| {cells[0]} | {cells[1]} |", "|:--|--:|", *(f"| {a} | {b} |" for a, b in rows)])


heading = st.tuples(st.integers(1, 6), inline(), st.sampled_from(["", " {#eget}", " {#id .klass}", " ##"])).map(
    lambda p: "#" * p[0] + " " + p[1].replace("\\\n", " ").replace("\n", " ") + p[2]
)
leaf = st.one_of(
    inline(),
    inline(),
    heading,
    inline().map(lambda t: f"{t}\n==="),
    st.just("---"),
    st.sampled_from(["```py\nkod = 1\n```", "    kod\n    mer", "~~~\n\nkod\n~~~"]),
    st.lists(inline(cell=True), min_size=4, max_size=6).map(_table),
    st.tuples(words, address, words).map(lambda p: f'![{p[0]}]({p[1]} "{p[2]}")\n\nSyntolkning: {p[2]}.'),
    st.tuples(words, address).map(lambda p: f"[![{p[0]}](bild%20a.png)]({p[1]})"),
    st.just("![](bild.png){role=presentation}"),
    st.tuples(inline(), inline()).map(lambda p: f"{p[0]}\n: {_prefixed(p[1], '', '  ')}"),
    st.sampled_from(["<!-- translators: tänk -->", "<!-- kommentar -->", "<!-- allow: x y -->"]),
    words.map(lambda t: f'<div class="a">\n{t} <b>sol</b> & <a href="sida.md">ö</a>\n</div>'),
    words.map(lambda t: f"<details>\n<summary>{t}</summary>\n\n{t}\n\n</details>"),
    words.map(lambda t: f'<p><img src="bild.png" alt="{t}"></p>'),
)


def _containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    return st.one_of(
        blocks.map(lambda t: _prefixed(t, "> ", "> ")),
        blocks.map(lambda t: _prefixed(f"[!NOTE]\n{t}", "> ", "> ")),
        blocks.map(lambda t: _prefixed(t, "- ", "  ")),
        blocks.map(lambda t: _prefixed(t, "3. ", "   ")),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: "\n".join(_prefixed(t, "* ", "  ") for t in items)),
        inline().map(lambda t: _prefixed(t, "- [x] ", "  ")),
    )


block = st.recursive(leaf, _containers, max_leaves=4)
front_matter = st.sampled_from(
    ["", "", "---\ntitle: sol\ndescription: måne ö\n---\n\n", "---\ntitle: Å\nslug: sol\n...\n"]
)
NOTES = "\n\n[^1]: ord-led\n\n[ref]: sida.md 'ö'\n"
line_ends = st.sampled_from(["\n", "\n", "\r\n", "\r"])


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A page: perhaps front matter, some blocks, the definitions that they refer to; any line ends, perhaps a BOM."""
    body = "\n\n".join(draw(st.lists(block, min_size=0, max_size=4)))
    text = draw(front_matter) + body + NOTES
    return draw(st.sampled_from(["", "", "\ufeff"])) + text.replace("\n", draw(line_ends))


SPECIAL = "*_`~[]()<>!#-+.|:\\&{}=\"'/^ \n\t\r1aåÅ\u0301\u00a0\u00ad\u200b\u2028\x00\ufeff😀ש"
anything = st.one_of(
    st.text(st.sampled_from(SPECIAL), max_size=60),
    st.text(st.sampled_from("*_`[]()<>!\\\n ab|{}"), max_size=40),
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "a",
                " ",
                "\n",
                "\n\n",
                "    ",
                "> ",
                "- ",
                "1. ",
                "# ",
                "```",
                "|",
                "--|--",
                "<div>",
                "</div>",
                "<p>",
                "<script>",
                "<!--",
                "-->",
                "[a]: /b",
                "[^1]",
                "[^1]: ",
                "![",
                "](",
                ")",
                "{lang=en}",
                "***",
                "===",
                "---",
                "<b>",
                "</i>",
                ": ",
                ":smile: ",
                "::: note",
                "| a | b | c |",
                "<a name=x>",
                "<table><tr>",
                "<svg onload=x>",
                "<a href='javascript:x'>",
                "</p></main>",
                "<img src=x alt=y>",
                "&lt;",
                "\\",
                "\x00",
                "title: x",
                "...",
                "Syntolkning: ",
                "<!-- syntolk: skip -->",
                "<style>",
                "<title>",
                "<!DOCTYPE",
                "<![CDATA[",
                "<?php",
                "?>",
                "]]>",
            ]
        ),
        max_size=14,
    ).map("".join),
)
"""Any text at all, the kinds that break parsers first."""
