"""`syntolk import` of documents of Word: what a reader of the document sees, and nothing else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from word import document, note, paragraph, picture, run, table

from pipeline.importers import docx
from pipeline.words import words

ENGLISH = words([])
PNG = b"\x89PNG\r\n\x1a\n"


def test_a_document_of_word() -> None:
    data = document(
        paragraph("Årsberättelse 2026", "Title"),
        paragraph("Bakgrund", "Rubrik1"),
        paragraph("Vi började 2020.", more=note(2)),
        paragraph("Ett", "Liststycke", numbered=True),
        paragraph("Två", "Liststycke", numbered=True),
        paragraph("Metod", "Rubrik2"),
        table(("Dag", "Tid"), ("Mån", "9–17")),
        picture("En skylt"),
        image=PNG,
        notes={2: "Se rapporten."},
    )
    page = docx.page(data, "a.docx", ENGLISH, "arsberattelse")
    assert page.title == "Årsberättelse 2026"
    assert [line for line in page.body.splitlines() if line] == [
        "## Bakgrund",
        "Vi började 2020.[^footnote-2]",
        "- Ett",
        "- Två",
        "### Metod",
        "| Dag | Tid |",
        "| --- | --- |",
        "| Mån | 9–17 |",
        "![En skylt](arsberattelse-1.png)",
        "[^footnote-2]: Se rapporten.",
    ]
    assert [(one.name, one.data) for one in page.pictures] == [("arsberattelse-1.png", PNG)]


def of_word(*parts: str, **more: Any) -> str:
    """The body of the page of a document."""
    return docx.page(document(*parts, **more), "a.docx", ENGLISH, "rapport").body.strip()


def inside(kind: str, *runs: str) -> str:
    return f"<w:{kind}>{''.join(runs)}</w:{kind}>"


def test_words_in_fields_and_marked_passages_stay() -> None:
    field = f'<w:fldSimple w:instr="SEQ Figur">{run("4")}</w:fldSimple>'
    within = inside("bdo", run(" och")) + inside("smartTag", inside("smartTag", run(" Lund")))
    ruby = inside("ruby", inside("rt", run("läs")), inside("rubyBase", run(" skrift")))
    assert of_word(paragraph("Figur ", more=field + within + f"<w:r>{ruby}</w:r>")) == "Figur 4 och Lund skrift"


def test_nobody_sees_what_was_deleted_or_is_hidden() -> None:
    deleted = inside("del", run("bort").replace("w:t", "w:delText")) + inside("moveFrom", run("flyttat"))
    added = inside("ins", run("till")) + inside("moveTo", run(" hit"))
    hidden = run("gömt", "vanish") + run(" 12", "webHidden") + run(" synligt", 'vanish w:val="0"')
    style = '<w:style w:type="character" w:styleId="G"><w:name w:val="Gömd"/><w:rPr><w:vanish/></w:rPr></w:style>'
    by_style = run("också gömt", 'rStyle w:val="G"')
    text = of_word(paragraph("Lagt ", more=deleted + added + hidden + by_style), more=style)
    assert text == "Lagt till hit synligt"


_DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def drawing(inner: str) -> str:
    return f'<w:r><w:drawing {_DRAWN}><wp:anchor><wp:docPr id="1" name="x"/><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>'


def box(text: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx></wps:wsp>"


def test_text_boxes_stay_once() -> None:
    old = f"<w:pict><v:oval><v:textbox><w:txbxContent>{paragraph('I rutan')}</w:txbxContent></v:textbox></v:oval></w:pict>"
    both = f'<w:r><mc:AlternateContent {_DRAWN}><mc:Choice Requires="wps">{drawing(box("I rutan"))}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>'
    for said in (drawing(box("I rutan")), f"<w:r {_DRAWN}>{old}</w:r>", both):
        assert of_word(paragraph("Före", more=said), paragraph("Efter")) == "Före\n\nI rutan\n\nEfter"


def test_pictures_of_a_group_and_of_older_documents_have_their_own_descriptions() -> None:
    own = '<pic:pic><pic:nvPicPr><pic:cNvPr id="2" name="x" descr="{}"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId2"/></pic:blipFill></pic:pic>'
    group = drawing(f"<wpg:wgp>{own.format('En bro')}{own.format('En å')}{box('Karta')}</wpg:wgp>")
    old = f'<w:r><w:pict {_DRAWN}><v:shape alt="En skylt"><v:imagedata r:id="rId2"/></v:shape></w:pict></w:r>'
    text = of_word(paragraph("", more=group), paragraph("", more=old), image=PNG)
    assert text == "![En bro](rapport-1.png)![En å](rapport-2.png)\n\nKarta\n\n![En skylt](rapport-3.png)"


def test_a_picture_that_got_lost_is_asked_for() -> None:
    assert of_word(picture("En bro"), image=None) == "![En bro](rapport.png)"


def test_what_word_draws_itself_is_said() -> None:
    equation = f"<m:oMath {_DRAWN}><m:r><m:t>x</m:t></m:r></m:oMath>"
    assert of_word(paragraph("Se ", more=drawing("<c:chart/>") + equation)).count("<!-- Here stood <") == 2


def test_headings_are_known_by_what_they_are_made_of() -> None:
    made = '<w:style w:type="paragraph" w:styleId="K1"><w:name w:val="Kommun 1"/><w:basedOn w:val="Rubrik1"/></w:style>'
    plain = '<w:style w:type="paragraph" w:styleId="K2"><w:name w:val="Kommun 2"/><w:basedOn w:val="K1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    nameless = '<w:style w:styleId="K3"><w:name w:val="Rubrik 3"/></w:style>'
    level = paragraph("Fyra", "K").replace("</w:pPr>", '<w:outlineLvl w:val="3"/></w:pPr>')
    parts = [paragraph("Titel", "Title"), paragraph("Ett", "K1"), paragraph("Två", "K2"), paragraph("Tre", "K3"), level]
    assert of_word(*parts, more=made + plain + nameless) == "## Ett\n\nTvå\n\n#### Tre\n\n##### Fyra"


def test_items_are_known_by_their_style() -> None:
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    made = f'<w:style w:type="paragraph" w:styleId="P"><w:name w:val="Punkt"/>{number}</w:style>'
    assert of_word(paragraph("Ett", "P"), paragraph("Två", "P"), more=made) == "- Ett\n- Två"


def test_numbers_go_on_and_letters_stay() -> None:
    def level(number: int, format_: str) -> str:
        return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/></w:lvl>'

    lists = f'<w:abstractNum w:abstractNumId="7">{level(0, "decimal")}{level(1, "lowerLetter")}</w:abstractNum>'
    lists += '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists += f'<w:num w:numId="3"><w:abstractNumId w:val="7"/>{anew}</w:num>'

    def item(text: str, list_: int = 2, depth: int = 0) -> str:
        made = paragraph(text, numbered=True).replace('w:numId w:val="1"', f'w:numId w:val="{list_}"')
        return made.replace('w:ilvl w:val="0"', f'w:ilvl w:val="{depth}"')

    text = of_word(
        item("Ett"),
        item("under", depth=1),
        item("Två"),
        paragraph("Mellan"),
        item("Tre"),
        paragraph("Nytt"),
        item("Ett", 3),
        lists=lists,
    )
    nested = '1. Ett\n   <ol type="a"><li>under</li></ol>\n2. Två'
    assert re.sub(r"\n\s*\n(?=   )", "\n", text) == f"{nested}\n\nMellan\n\n3. Tre\n\nNytt\n\n1. Ett"


def test_a_control_gives_its_words_and_not_what_it_asks_for() -> None:
    def control(properties: str, *inner: str) -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{inside('sdtContent', *inner)}</w:sdt>"

    ticked = '<w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/>'
    contents = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    text = of_word(
        control(contents, paragraph("Innehåll"), paragraph("Mål 3")),
        control("", paragraph("Ansvarig:")),
        control("<w:showingPlcHdr/>", paragraph("Klicka här för att ange text.")),
        paragraph("Beslut ", more=control(ticked, run("☒")) + run(" ja ") + control(ticked, run("☐")) + run(" nej")),
    )
    assert text == "Ansvarig:\n\nBeslut ☒ ja ☐ nej"


def test_a_list_of_contents_stays_behind() -> None:
    def of_field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    style = '<w:style w:type="paragraph" w:styleId="Innehll1"><w:name w:val="toc 1"/></w:style>'
    begun = of_field("begin") + "<w:r><w:instrText> TOC </w:instrText></w:r>" + of_field("separate") + run("Mål\t3")
    text = of_word(
        paragraph("", "Innehll1", more=begun),
        paragraph("Medel 4", "Innehll1"),
        paragraph("Inledning", more=of_field("end")),
        more=style,
    )
    assert text == "Inledning"


def test_a_break_of_the_page_parts_words() -> None:
    broken = '<w:r><w:br w:type="page"/></w:r>' + run("efter")
    assert of_word(paragraph("Före", more=broken)) == "Före efter"


def test_a_table_that_shows_its_lines_stays_one() -> None:
    style = '<w:style w:type="table" w:styleId="Tabellrutnt"><w:name w:val="Table Grid"/></w:style>'
    lined = '<w:tblPr><w:tblStyle w:val="Tabellrutnt"/></w:tblPr>'
    cell = inside("tc", paragraph("Ett"), paragraph("två"), paragraph("tre"))
    rows = inside("tr", cell, inside("tc", paragraph("fyra"))) * 2
    assert "Ett" in of_word(inside("tbl", rows))
    assert "<td>" not in of_word(inside("tbl", rows))
    assert of_word(inside("tbl", lined, rows), more=style).count("<td>") == 4


@pytest.mark.parametrize("format_", ["bullet", "none"])
def test_an_item_whose_sign_nobody_sees_is_a_text(format_: str) -> None:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{format_}"/><w:lvlText w:val=" "/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    plain = paragraph("mer om ett", numbered=True).replace('w:numId w:val="1"', 'w:numId w:val="2"')
    assert of_word(paragraph("Ett", numbered=True), plain, lists=lists) == "- Ett\n\nmer om ett"
