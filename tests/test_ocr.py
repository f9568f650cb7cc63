"""Text in pictures, several of which are read at a time: by programs that stand in for tesseract, and by tesseract itself."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import described
import pytest
from PIL import Image

from pipeline.pictures import ocr
from pipeline.pictures.ocr import Reader
from pipeline.pictures.svg_text import PictureText
from pipeline.pictures.texts import FILE

ASKED = 'title = "X"\n[images]\nread_text = ["sv"]\n'
TABLE = "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t96\tBadhuset"
TOGETHER = f"""#!/bin/sh
# Says nothing until another one is at work too.
cat > /dev/null
echo "$OMP_THREAD_LIMIT" > "$MEETING/$$"
tries=0
while [ $(ls "$MEETING" | wc -l) -lt 2 ]; do
    tries=$((tries + 1)); [ $tries -gt 100 ] && exit 1
    sleep 0.1
done
printf '%b' '{TABLE}\\n5\\t1\\t1\\t1\\t1\\t2\\t0\\t0\\t9\\t9\\t96\\tstänger\\n'
""".replace("\t", "\\t")
SLEEPING = '#!/bin/sh\necho at it >> "$MEETING/begun"\nexec sleep 60\n'


def picture(number: int) -> bytes:
    """A picture that is like no other."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (number, 0, 0)).save(out, "PNG")
    return out.getvalue()


def pictures(pages: int, each: int = 1) -> dict[str, str | bytes]:
    """Pages with pictures."""
    files: dict[str, str | bytes] = {"syntolk.toml": ASKED}
    for page in range(pages):
        names = [f"bild {page}-{number}.png" for number in range(each)]
        files |= {f"source/{name}": picture(page * each + number) for number, name in enumerate(names)}
        shown = "".join(f"![En simmare]({name.replace(' ', '%20')})\n\n" for name in names)
        files[f"source/sida{page}.md"] = f"---\ntitle: Sida {page}\n---\n\n{shown}"
    return files


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a program in the place of tesseract; gives the folder where those that run leave something."""

    def put(text: str) -> Path:
        folder, meeting = tmp_path / "bin", tmp_path / "meeting"
        for new in (folder, meeting):
            new.mkdir()
        (folder / ocr.PROGRAM).write_text(text, "utf-8")
        (folder / ocr.PROGRAM).chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        monkeypatch.setenv("MEETING", str(meeting))
        return meeting

    return put


@pytest.mark.parametrize("pages", [1, 3], ids=["of one page", "of several"])
def test_several_pictures_are_read_at_a_time(site, syntolk, program, pages: int) -> None:
    meeting = program(TOGETHER)
    root = site(pictures(pages, 2))
    ran = syntolk("-C", root, "build", "--jobs", "2", "--timings")
    assert ran.out.count("image-text-undescribed") == 2 * pages
    assert [*json.loads((root / FILE).read_text("utf-8"))["texts"].values()] == [["Badhuset stänger"]] * 2 * pages
    assert {file.read_text() for file in meeting.iterdir()} == {"1\n"}  # Each by one thread.
    assert "read text in pictures" in ran.err
    again = syntolk("-C", root, "build", "--jobs", "2", "--no-check")
    assert (again.code, len([*meeting.iterdir()])) == (0, 2 * pages)  # None is read twice.


def test_it_makes_no_difference_how_many_are_read_at_a_time(site, syntolk) -> None:
    """By the real tesseract; a picture that a page names twice, one in HTML, one in the front matter, and one with a version in English."""
    data = (described.DATA / "oppet.png").read_bytes()
    page = "---\ntitle: A\npicture: c.png\npicture_alt: En sjö\n---\n\n![En simmare](a.png)\n\n![En sjö](a.png)\n\n<img src='b.png' alt='En båt'>\n"
    names = ("a.png", "a.en.png", "b.png", "c.png", "ingens.png")
    files = {f"source/{name}": data + bytes([number]) for number, name in enumerate(names)}
    root = site({"syntolk.toml": ASKED, "source/a.md": page, **files})
    ran, kept = [], []
    for jobs in ("1", "3"):
        shutil.rmtree(root / ".syntolk", ignore_errors=True)
        ran.append(json.loads(syntolk("-C", root, "build", "--jobs", jobs, "--format", "json").out)["findings"])
        kept.append(json.loads((root / FILE).read_text("utf-8"))["texts"])
    assert ran[0] == ran[1]
    assert str(ran[0]).count("'image-text-undescribed'") >= 3
    assert kept[0] == kept[1]
    assert len(kept[0]) == 4  # Not that which no page shows.


def test_a_tesseract_that_hangs_is_cut_off(program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_SECONDS", 0.5)
    program(SLEEPING)
    begun = time.monotonic()
    found = Reader(["sv"]).read_all(["a.png", "b.png", "c.png"], lambda name: picture(ord(name[0])), 2)
    assert found == [PictureText(sure=False)] * 3
    assert time.monotonic() - begun < 20


def test_who_interrupts_does_not_wait_for_tesseract(site, program) -> None:
    """Nor when this process alone is told, and not all of the terminal."""
    begun = program(SLEEPING) / "begun"
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # A shell's background job ignores it.
    command = f"{heard}; import sys; from pipeline.cli import main; sys.exit(main())"
    run = [sys.executable, "-c", command, "-C", str(site(pictures(1, 5))), "build", "--jobs", "2"]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 60
        while not (begun.exists() and begun.read_text() == "at it\n" * 2) and time.monotonic() < until:
            time.sleep(0.05)
        told = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()  # Ends when nobody is left who could write there.
        assert process.returncode == 3
    assert time.monotonic() - told < 20
    assert b"Traceback" not in said
    assert begun.read_text() == "at it\n" * 2  # And no other one has begun.
