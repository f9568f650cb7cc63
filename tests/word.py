"""A document of Word, by hand: the least that Word would open (ECMA-376, 1)."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_STYLES = {"Title": "Title", "Rubrik1": "heading 1", "Rubrik2": "heading 2", "Liststycke": "List Paragraph"}
"""Names by id, as the Swedish Word has them."""


def paragraph(text: str, style: str = "", *, numbered: bool = False, more: str = "") -> str:
    """A paragraph; `more` is XML of further runs."""
    own = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    own += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if numbered else ""
    return f'<w:p><w:pPr>{own}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>{more}</w:p>'


def run(text: str, *properties: str) -> str:
    """Words in a paragraph, with properties such as `vanish`."""
    said = "".join(f"<w:{one}/>" for one in properties)
    return f'<w:r><w:rPr>{said}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def note(number: int) -> str:
    """A reference to a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table whose first row are headers."""

    def row(cells: tuple[str, ...], *, head: bool) -> str:
        said = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
        return f"<w:tr>{said}{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"

    return f"<w:tbl>{''.join(row(cells, head=number == 0) for number, cells in enumerate(rows))}</w:tbl>"


def picture(alt: str) -> str:
    """The picture of the document, with its description."""
    a, p = ("http://schemas.openxmlformats.org/drawingml/2006/" + name for name in ("main", "picture"))
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    inner = f'<pic:pic xmlns:pic="{p}"><pic:blipFill><a:blip xmlns:a="{a}" r:embed="rId2"/></pic:blipFill></pic:pic>'
    graphic = f'<a:graphic xmlns:a="{a}"><a:graphicData uri="{p}">{inner}</a:graphicData></a:graphic>'
    return f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{wp}"><wp:docPr id="1" name="Bild 1" descr={quoteattr(alt)}/>{graphic}</wp:inline></w:drawing></w:r></w:p>'


def document(
    *parts: str,
    image: bytes | None = b"",
    notes: dict[int, str] | None = None,
    more: str = "",
    lists: str = "",
    part: tuple[str, str] | None = None,
) -> bytes:
    """The file with these parts; `more` is XML of further styles, `lists` of further lists, `part` another file in it."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
        for id, name in _STYLES.items()
    )
    numbers = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    numbers += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    told = "".join(f'<w:footnote w:id="{n}">{paragraph(text)}</w:footnote>' for n, text in (notes or {}).items())
    related = [
        ("styles", "styles.xml"),
        ("image", "media/image1.png"),
        ("numbering", "numbering.xml"),
        ("footnotes", "footnotes.xml"),
    ]
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(related, 1)
    )
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    whole = f'<Relationship Id="rId1" Type="{_KINDS}/officeDocument" Target="word/document.xml"/>'
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", f"<Relationships {package}>{whole}</Relationships>")
        file.writestr("word/_rels/document.xml.rels", f"<Relationships {package}>{links}</Relationships>")
        file.writestr("word/document.xml", f"<w:document {_W} {_R}><w:body>{''.join(parts)}</w:body></w:document>")
        file.writestr("word/styles.xml", f"<w:styles {_W}>{styles}{more}</w:styles>")
        file.writestr("word/numbering.xml", f"<w:numbering {_W}>{numbers}{lists}</w:numbering>")
        file.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{told}</w:footnotes>")
        if part is not None:
            file.writestr(*part)
        if image is not None:
            file.writestr("word/media/image1.png", image)
    return out.getvalue()
