"""What stands in a document of Word, where mammoth looks for it: fields, text boxes, groups of pictures, styles made of others.

mammoth passes over elements that it does not know, with all the words in them. So what stands around words is taken away, and what a reader of the
document does not see is left out. Clauses are those of ECMA-376, 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile

from defusedxml import ElementTree as Safe

from pipeline.importers.wordnumbers import Numbers, numbered
from pipeline.importers.wordstyles import Styles, attribute, child, name, value
from pipeline.patterns import expression

_BODY = expression(r"(?:.*/)?(?:document|footnotes|endnotes)\d*\.xml")
_STYLES = expression(r"(?:.*/)?styles\d*\.xml")
_NUMBERS = expression(r"(?:.*/)?numbering\d*\.xml")
_AROUND = frozenset("bdo customXml dir fldSimple ruby rubyBase smartTag".split())
"""What stands around words (17.3.2.3, 17.5.1, 17.16.19, 17.3.3.25)."""
_UNSEEN = frozenset("del moveFrom rt rubyPr".split())
"""What nobody reads: what was deleted or moved away (17.13.5.14, 17.13.5.22), and how a word sounds."""
_PART = ("page", "column")
"""Breaks that part what stands before from what comes after (17.3.3.1); mammoth puts nothing there."""
_OF_FIELD = frozenset("rPr fldChar instrText".split())
_LOST = {"chart": "canvas", "diagram": "svg", "oMath": "math"}
"""What cannot come along, and the element of HTML that stands for it."""
_WHERE = "\ue010{}\ue011"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def readable(data: bytes) -> bytes:
    """The document, rewritten. Raises what zipfile, zlib and the parser of XML do where it is damaged."""
    out = BytesIO()
    styles, numbers = Styles(), Numbers()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as new:
        # What styles and lists mean is known before they are used.
        for part in sorted(dict.fromkeys(old.namelist()), key=lambda one: _BODY.fullmatch(one) is not None):
            content = old.read(part)
            if _NUMBERS.fullmatch(part):
                numbers.learn(Safe.fromstring(content))
            elif _STYLES.fullmatch(part):
                root = Safe.fromstring(content)
                styles.learn(root)
                content = Safe.tostring(root)
            elif _BODY.fullmatch(part):
                root = Safe.fromstring(content)
                _rewrite(root, styles, numbers)
                content = Safe.tostring(root)
            new.writestr(part, content)
    return out.getvalue()


def noted(html: str) -> str:
    r"""`html` as mammoth made it, with elements where something is lost, and with the numbers of its lists.

    >>> noted("<p>Se \ue010chart\ue011</p>")
    '<p>Se <canvas></canvas></p>'
    """
    for kind, element in _LOST.items():
        html = html.replace(_WHERE.format(kind), f"<{element}></{element}>")
    return numbered(html)


def _rewrite(element: Element, styles: Styles, numbers: Numbers) -> None:
    element[:] = [new for own in element for new in _read(own, styles, numbers)]


def _read(element: Element, styles: Styles, numbers: Numbers) -> Iterable[Element]:
    """What comes in the place of `element`."""
    kind = name(element)
    if kind in _UNSEEN:
        return
    if kind == "sdt":
        for own in _controlled(element):
            yield from _read(own, styles, numbers)
        return
    if kind in _AROUND or kind == "AlternateContent":
        for own in _alternative(element) if kind == "AlternateContent" else element:
            yield from _read(own, styles, numbers)
        return
    if kind == "p":
        styles.put_on(element)
        numbers.unmark(element)
        if styles.is_contents(element):
            for run in [one for one in element.iter() if name(one) == "r"]:
                run[:] = [own for own in run if name(own) in _OF_FIELD]
        if mark := numbers.mark(element):
            element.insert(1, _made("r", _made("t", text=mark)))
    elif kind == "r" and styles.is_hidden(element):
        element[:] = [own for own in element if name(own) in _OF_FIELD]
    new = [element]
    if kind == "drawing":
        new = list(_drawn(element))
    elif kind in ("pict", "object"):
        new = list(_shapes(element))
    elif kind == "br" and attribute(element, "type") in _PART:
        new = [_made("t", text=" ")]
    elif kind in _LOST:
        new = [_made("r", _made("t", text=_WHERE.format(kind)))]
    for own in new:
        _rewrite(own, styles, numbers)
    yield from new


def _controlled(control: Element) -> Iterable[Element]:
    """What a control holds (17.5.2): its words, a box to tick too; not what it asks for, nor a list of contents."""
    properties = child(control, "sdtPr")
    gallery = value(child(properties, "docPartObj", "docPartGallery"))
    if child(properties, "showingPlcHdr") is not None or gallery == "Table of Contents":
        return ()
    return child(control, "sdtContent") or ()


def _drawn(drawing: Element) -> Iterator[Element]:
    """A drawing (20.4.2), part by part: its pictures, the text of its boxes, and what shows figures in another way."""
    said = next((one for one in drawing.iter() if name(one) == "docPr"), None)
    for part in _outermost(drawing, "pic", "txbxContent", "chart", "relIds"):
        kind = name(part)
        if kind == "txbxContent":
            yield _made("pict", part)
        elif kind == "pic":
            own = child(part, "nvPicPr", "cNvPr")
            blip = child(part, "blipFill", "blip")
            if blip is not None:
                yield _picture(blip, said if own is None or not own.get("descr") else own)
        else:
            yield _made("t", text=_WHERE.format("chart" if kind == "chart" else "diagram"))


def _shapes(element: Element) -> Iterator[Element]:
    """The same of what older documents have for drawings (ECMA-376, 4, 19)."""
    for part in _outermost(element, "imagedata", "txbxContent"):
        if name(part) == "txbxContent":
            yield _made("pict", part)
            continue
        shape = next((one for one in element.iter() if part in list(one)), element)
        id = next((said for key, said in part.attrib.items() if key.rpartition("}")[2] == "id"), None)
        if id is not None:
            blip = _made("blip", space=_A)
            blip.set(f"{_R}embed", id)
            yield _picture(blip, Element("docPr", {"descr": shape.get("alt", "")}))


def _picture(blip: Element, said: Element | None) -> Element:
    """A drawing that is one picture; `said` has its description."""
    inline = _made("inline", space=_WP)
    if said is not None:
        properties = deepcopy(said)
        properties.tag = f"{_WP}docPr"
        inline.append(properties)
    inner = _made("blipFill", blip, space=_PIC)
    graphic = _made("graphicData", _made("pic", inner, space=_PIC), space=_A)
    inline.append(_made("graphic", graphic, space=_A))
    return _made("drawing", inline)


def _made(kind: str, *inner: Element, space: str = _W, text: str = "") -> Element:
    new = Element(f"{space}{kind}")
    new.text = text
    new.extend(inner)
    return new


def _outermost(element: Element, *kinds: str) -> Iterator[Element]:
    """The elements of these names that stand in no other of them, in their order."""
    for own in element:
        if name(own) in kinds:
            yield own
        else:
            yield from _outermost(own, *kinds)


def _alternative(element: Element) -> Element | tuple[()]:
    """What is shown of one thing that is said in several ways: the newer one says most (ECMA-376, 3, 7.7)."""
    for kind in ("Choice", "Fallback"):
        found = child(element, kind)
        if found is not None and any(name(one) in ("t", "blip", "imagedata") for one in found.iter()):
            return found
    return child(element, "Choice") or ()
