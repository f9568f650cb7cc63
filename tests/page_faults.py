"""What can be wrong with a finished page in a real browser: each function gives the faults that it finds, as words."""

from __future__ import annotations

from playwright.sync_api import Page

SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    "p { margin-block-end: 2em !important; }"
)
"""The text spacing that a visitor may ask for (WCAG 2.2, 1.4.12)."""
MOST_TABS = 120

_HEADINGS = """() => {
  const found = [];
  let last = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) found.push(`h${level} after h${last}: ${heading.textContent}`);
    last = level;
  }
  const tops = document.querySelectorAll("h1").length;
  if (tops !== 1) found.push(`${tops} h1`);
  return found;
}"""

_LANDMARKS = """() => {
  const found = [];
  const name = (e) => e.getAttribute("aria-label") ??
    (e.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean).map((id) => {
      const own = document.getElementById(id);
      return own.getAttribute("aria-label") ?? own.textContent;
    }).join(" ");
  for (const tag of ["main", "body > header", "body > footer"]) {
    const number = document.querySelectorAll(tag).length;
    if (number !== 1) found.push(`${number} ${tag}`);
  }
  const names = new Map();
  for (const part of document.querySelectorAll("nav, aside, section[aria-label], section[aria-labelledby], [role=region]")) {
    const own = `${part.tagName} ${name(part)}`;
    if (!name(part).trim()) found.push(`no name: ${part.outerHTML.slice(0, 80)}`);
    else if (names.has(own)) found.push(`twice: ${own}`);
    names.set(own, part);
  }
  for (const part of document.body.children)
    if (!part.matches("header, footer, script") && !part.querySelector("main")) found.push(`outside: ${part.outerHTML.slice(0, 80)}`);
  return found;
}"""

_TARGETS = """() => {
  const found = [];
  for (const target of document.querySelectorAll("a[href], button, summary, input:not([disabled])")) {
    const box = target.getBoundingClientRect();
    if (!box.width || target.matches(".skip")) continue;
    const least = target.closest("nav, .languages, .masthead, form") ? 44 : 24;
    // In a sentence the line decides (2.5.8, “Inline”); a card is its own target.
    const inline = getComputedStyle(target).display === "inline";
    if (inline && !target.matches(".footnote-back, .footnote-reference a")) continue;
    const height = inline ? Math.max(...[...target.getClientRects()].map((r) => r.height)) : box.height;
    if (height < least - 0.5 || box.width < 24 - 0.5) found.push(`${Math.round(box.width)} × ${Math.round(height)}: ${target.outerHTML.slice(0, 90)}`);
  }
  return found;
}"""

_CLIPPED = """() => {
  const found = [];
  for (const part of document.querySelectorAll("body *")) {
    const style = getComputedStyle(part);
    if (style.display === "inline" || !part.clientWidth || part.matches("details:not([open]), input")) continue;
    const across = part.scrollWidth > part.clientWidth + 1, down = part.scrollHeight > part.clientHeight + 1;
    const hides = (value) => value === "hidden" || value === "clip";
    if ((across && hides(style.overflowX)) || (down && hides(style.overflowY))) found.push(`cut: ${part.outerHTML.slice(0, 90)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push(`${document.documentElement.scrollWidth} wide`);
  return found;
}"""

_TABLES = """() => {
  const found = [];
  for (const table of document.querySelectorAll("main table")) {
    const box = table.closest(".table") ?? table.parentElement;
    const scrolls = getComputedStyle(box).overflowX === "auto" && box.scrollWidth > box.clientWidth + 1;
    if (scrolls && box.getAttribute("tabindex") !== "0") found.push(`no keyboard: ${table.textContent.slice(0, 60)}`);
    if (!table.closest(".table")) continue;
    for (const head of table.querySelectorAll("th")) if (!head.scope) found.push(`no scope: ${head.textContent}`);
  }
  return found;
}"""

# Not what only scrolling takes further, as the shades of a wide table.
_MOVES = """() => [...document.querySelectorAll("*")].filter((part) => {
  const style = getComputedStyle(part);
  const running = style.animationName !== "none" && style.animationTimeline === "auto";
  return parseFloat(style.transitionDuration) > 0 || running || style.scrollBehavior === "smooth";
}).map((part) => part.outerHTML.slice(0, 90))"""

_PRINTED = """() => {
  const found = [];
  for (const part of document.querySelectorAll("nav, form, .skip, .languages"))
    if (part.getClientRects().length) found.push(`printed: ${part.outerHTML.slice(0, 80)}`);
  for (const part of document.querySelectorAll("main, main :is(h1, h2, p, li, td, th, a, figcaption)")) {
    const { color } = getComputedStyle(part);
    if (color !== "rgb(0, 0, 0)") found.push(`${color}: ${part.outerHTML.slice(0, 80)}`);
  }
  for (const link of document.querySelectorAll(".body a[href^=http]"))
    if (!getComputedStyle(link, "::after").content.includes(link.getAttribute("href").slice(0, 8))) found.push(`no address: ${link.href}`);
  // What is flexible may lose what stands after a page break.
  for (let part = document.querySelector("main"); part; part = part.parentElement)
    if (getComputedStyle(part).display.includes("flex")) found.push(`flexible: ${part.outerHTML.slice(0, 80)}`);
  for (const part of document.querySelectorAll("main details > :not(summary)"))
    if (!part.checkVisibility()) found.push(`folded: ${part.outerHTML.slice(0, 80)}`);
  return found;
}"""

_SEEN = """() => {
  const focused = document.activeElement;
  const box = [...focused.getClientRects()].find((r) => r.width) ?? focused.getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight + 1 || box.left < 0)
    return box.height > innerHeight ? "" : `outside: ${focused.outerHTML.slice(0, 80)}`;
  const x = Math.min(box.left + box.width / 2, innerWidth - 1), top = document.elementFromPoint(x, box.top + box.height / 2);
  const style = getComputedStyle(focused), after = getComputedStyle(focused, "::after");
  if (![style, after].some((s) => s.boxShadow !== "none" && s.outlineStyle === "solid" && parseFloat(s.outlineWidth) >= 3))
    return `no ring: ${focused.outerHTML.slice(0, 80)}`;
  const own = top && (focused.contains(top) || top.contains(focused) || top.closest("label")?.control === focused);
  return own ? "" : `covered by ${top?.outerHTML.slice(0, 60)}: ${focused.outerHTML.slice(0, 80)}`;
}"""


def headings(page: Page) -> list[str]:
    """Levels that are left out, and more or less than one h1 (1.3.1, 2.4.6)."""
    return page.evaluate(_HEADINGS)


def landmarks(page: Page) -> list[str]:
    """Landmarks that are missing, stand twice or have no name of their own, and content in none (1.3.1, 2.4.1)."""
    return page.evaluate(_LANDMARKS)


def targets(page: Page) -> list[str]:
    """What is too small to be hit: 24 pixels, 44 in navigation and forms (2.5.8, 2.5.5)."""
    return page.evaluate(_TARGETS)


def clipped(page: Page) -> list[str]:
    """Text that is cut off, or makes the page scroll sideways, with more space in the text (1.4.10, 1.4.12)."""
    page.add_style_tag(content=SPACING)
    return page.evaluate(_CLIPPED)


def tables(page: Page) -> list[str]:
    """Tables that scroll out of reach of the keyboard, and headers that say not of what (1.3.1, 2.1.1)."""
    return page.evaluate(_TABLES)


def moving(page: Page) -> list[str]:
    """What moves (2.3.3)."""
    return page.evaluate(_MOVES)


def printed(page: Page) -> list[str]:
    """What paper has no use for, and what it lacks."""
    page.emulate_media(media="print")
    found = page.evaluate(_PRINTED)
    page.emulate_media(media="screen")
    return found


def focus(page: Page) -> list[str]:
    """What has the focus and cannot be seen, from the first place that the keyboard reaches to the last (2.4.7, 2.4.11–13)."""
    found = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        if fault := page.evaluate(_SEEN):
            found.append(fault)
    return found
