"""What a screen reader is told, as text: `python tests/accessibility_tree.py` writes the snapshots anew; read the diff.

A snapshot is a file in `tests/data/accessibility/`. Its first line is the address of a page of the site in `site/` beside it
and a CSS selector; then, after an empty line, what Chromium's accessibility tree holds below that element: a line a node,
indented, with its role, its name and whatever else is told of it. To add one, write the first line and run the command.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from browser import browser, served
from playwright.sync_api import Browser, CDPSession, Page

from pipeline.build import Build
from pipeline.workspace import OUTPUT, Workspace

FOLDER = Path(__file__).parent / "data" / "accessibility"
SITE = FOLDER / "site"
_TOLD = ("level", "checked", "expanded", "focusable", "invalid", "required")
"""Properties that are told, besides role, name, description and value."""
_SILENT = frozenset({"InlineTextBox", "none", "generic", "ignored", "LineBreak"})
"""Roles that no screen reader says: what is in them takes their place."""
_FOCUSABLE = frozenset({"link", "button", "textbox", "searchbox", "RootWebArea", "DisclosureTriangle"})
"""Roles of which it goes without saying."""
_LANGUAGE = """function () {
  const element = this.nodeType === 1 ? this : this.parentElement;
  return element?.closest("[lang]")?.lang ?? "";
}"""
_CURRENT = 'function () { return this.nodeType === 1 ? this.getAttribute("aria-current") ?? "" : "" }'


def snapshot(page: Page, selector: str = "body") -> str:
    """The accessibility tree below the first element that `selector` finds, a line a node, two blanks deeper each."""
    session = page.context.new_cdp_session(page)
    try:
        return "".join(f"{line}\n" for line in _Tree(session).lines(selector))
    finally:
        session.detach()


class _Tree:
    """The tree of one page."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
        self._nodes = {node["nodeId"]: node for node in nodes}

    def lines(self, selector: str) -> Iterator[str]:
        root = self._session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        found = self._session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        assert found, f"nothing on the page is {selector}"
        backend = self._session.send("DOM.describeNode", {"nodeId": found})["node"]["backendNodeId"]
        (start,) = (node for node in self._nodes.values() if node.get("backendDOMNodeId") == backend)
        yield from self._node(start, 0, "", "")

    def _node(self, node: Mapping[str, Any], depth: int, language: str, name: str) -> Iterator[str]:
        """The lines of a node whose parent is in `language` and has that name."""
        role = node["role"]["value"] if not node["ignored"] else "ignored"
        own, told = node.get("name", {}).get("value", ""), self._ask(node, _LANGUAGE) or language
        if role == "StaticText" and own.strip() == name.strip() and told == language:
            return  # The text of a link, say, which is its name.
        if role not in _SILENT:
            properties = {p["name"]: p["value"].get("value") for p in node.get("properties", ())}
            words = ["text" if role == "StaticText" else role, *([f'"{own}"'] if own else [])]
            for kind in ("description", "value"):
                words += [f'{kind}="{said}"'] if (said := node.get(kind, {}).get("value")) else []
            for kind in _TOLD:
                said = properties.get(kind)
                if said and said != "false" and not (kind == "focusable" and role in _FOCUSABLE):
                    words.append(kind if said is True else f"{kind}={said}")
            words += [f"current={current}"] if (current := self._ask(node, _CURRENT)) else []
            words += [f"lang={told}"] if told != language else []
            yield "  " * depth + " ".join(words)
            depth, language, name = depth + 1, told, own
        for child in node.get("childIds", ()):
            if child in self._nodes:
                yield from self._node(self._nodes[child], depth, language, name)

    def _ask(self, node: Mapping[str, Any], function: str) -> str:
        """What a function says of the DOM's node; empty where there is none."""
        if "backendDOMNodeId" not in node:
            return ""
        thing = self._session.send("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})["object"]
        call = {"objectId": thing["objectId"], "functionDeclaration": function, "returnByValue": True}
        return str(self._session.send("Runtime.callFunctionOn", call)["result"].get("value") or "")


def build_site(target: Path) -> Path:
    """The site of the snapshots, built below `target`; where the pages are."""
    root = target / "site"
    shutil.copytree(SITE, root)
    Build(Workspace(root)).publish()
    return root / OUTPUT


def files() -> list[Path]:
    """The snapshots."""
    return sorted(FOLDER.glob("*.txt"))


def made_anew(chrome: Browser, address: str, text: str) -> str:
    """The snapshot in `text` as it is today."""
    first = text.partition("\n")[0]
    path, _, selector = first.partition(" ")
    page = chrome.new_page(viewport={"width": 1280, "height": 800})
    response = page.goto(address + path)
    assert response is not None
    assert response.ok, f"there is no page {path}"
    tree = snapshot(page, selector)
    page.close()
    return f"{first}\n\n{tree}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, served(build_site(Path(folder))) as found, browser() as chrome:
        for file in files():
            file.write_text(made_anew(chrome, found, file.read_text("utf-8")), "utf-8")
