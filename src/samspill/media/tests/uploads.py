"""What people might upload, made in memory: what is taken, and what must not be."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image, PngImagePlugin

from samspill.core.errors import NotPossible
from samspill.media.inspection import MOST_BYTES_OF_A_FILE, MOST_BYTES_OF_A_PICTURE

SCRIPT = b"<script>alert(document.domain)</script>"


def picture(form="JPEG", size=(64, 48), mode="RGB", **more):
    written = BytesIO()
    drawn = Image.linear_gradient("L").resize(size)
    made = drawn.convert(mode)
    if mode == "RGBA":
        made.putalpha(drawn)
    made.save(written, form, **more)
    return written.getvalue()


def photograph_with_place():
    """Make a photograph that tells where and with what it was taken, and how to turn it."""
    exif = Image.Exif()
    exif[0x010F] = "A camera with a name"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (59.0, 54.0, 36.0)
    return picture(exif=exif, comment=b"taken at home")


def moving_picture(form):
    stills = [Image.new("RGB", (32, 32), colour) for colour in ("red", "green")]
    written = BytesIO()
    stills[0].save(written, form, save_all=True, append_images=stills[1:])
    return written.getvalue()


def picture_that_says_it_is(width, height):
    """Make a PNG of a few bytes whose header speaks of many pixels."""
    content = bytearray(picture("PNG", (16, 16)))
    content[16:24] = struct.pack(">II", width, height)
    import zlib  # noqa: PLC0415

    content[29:33] = struct.pack(">I", zlib.crc32(bytes(content[12:29])))
    return bytes(content)


def picture_with_words(words):
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", words)
    return picture("PNG", pnginfo=about)


def pdf(inside=b""):
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + inside + b"\ntrailer<<>>\n%%EOF\n"


def archive(entries, *, before=b"", comment=b""):
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(ZipInfo(name) if name.startswith(("/", "..")) else name, content)
        made.comment = comment
    return before + written.getvalue()


def office(kind="word/document.xml", **more):
    more = {name.replace("__", "/").replace("_dot_", "."): each for name, each in more.items()}
    return archive({"[Content_Types].xml": "<Types/>", kind: "<x/>", **more})


def open_document(kind="text", **more):
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}", **more})


def locked(content):
    """Set the mark of a password on every entry of an archive."""
    changed = bytearray(content)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 8] |= 1
        at += 4
    return bytes(changed)


#: Each with the words that the person is told.
NO_PICTURES = {
    "nothing": (b"", "empty"),
    "text": (b"Hello", "not a picture"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    "svg after a declaration": (b"<?xml version='1.0'?><svg/>", "SVG"),
    "svg with a script": (b"<svg>" + SCRIPT + b"</svg>", "SVG"),
    "svg after space and a mark": (b"\xef\xbb\xbf  \n<svg >", "SVG"),
    "svg with a doctype": (b"<!DOCTYPE svg PUBLIC '' ''><svg/>", "SVG"),
    "page": (b"<!DOCTYPE html><p>Hello", "web page"),
    "page without a beginning": (b"\n <html><body>" + SCRIPT, "web page"),
    "xml": (b"<?xml version='1.0'?><note/>", "web page"),
    "heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
    "pdf": (pdf(), "not a picture"),
    "archive": (archive({"a": "b"}), "not a picture"),
    "bmp": (picture("BMP"), "not a picture"),
    "tiff": (picture("TIFF"), "not a picture"),
    "icon": (picture("ICO"), "not a picture"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not a picture"),
    "flash": (b"FWS\x09\x00", "not a picture"),
    "program": (b"MZ\x90\x00", "not a picture"),
    "shell": (b"#!/bin/sh\nrm -rf /", "not a picture"),
    "jpeg that ends early": (picture()[:200], "broken"),
    "png that ends early": (picture("PNG")[:60], "broken"),
    "webp that ends early": (picture("WEBP")[:30], "broken"),
    "jpeg in name only": (b"\xff\xd8\xff\xe0" + b"x" * 400, "broken"),
    "gif in name only": (b"GIF89a" + b"\x00" * 30, "broken"),
    "jpeg and page": (picture() + SCRIPT, "two things"),
    "jpeg with a page in its comment": (picture(comment=SCRIPT), "two things"),
    "png and page": (picture("PNG") + b"<html ", "two things"),
    "png with a page in its words": (picture_with_words("<iframe src=x>"), "two things"),
    "gif and script": (picture("GIF", mode="P") + b"=1;" + SCRIPT, "two things"),
    "gif and php": (picture("GIF", mode="P") + b"<?php system('id');", "two things"),
    "webp and svg": (picture("WEBP") + b"<svg onload=alert(1)>", "two things"),
    "jpeg and archive": (picture() + archive({"a": "b"}), "two things"),
    "png and archive": (picture("PNG") + office(), "two things"),
    "jpeg and pdf": (picture() + pdf(), "two things"),
    "moving gif": (moving_picture("GIF"), "moves"),
    "moving webp": (moving_picture("WEBP"), "moves"),
    "moving png": (moving_picture("PNG"), "moves"),
    "a hundred million pixels": (picture_that_says_it_is(10_000, 10_000), "too many pixels"),
    "a strip": (picture_that_says_it_is(70_000, 1_000), "too many pixels"),
    "four thousand million pixels": (picture_that_says_it_is(60_000, 60_000), ""),
    "one pixel": (picture("PNG", (1, 1)), "too small"),
    "a line": (picture("PNG", (200, 2)), "too small"),
    "too many bytes": (picture() + b"\0" * MOST_BYTES_OF_A_PICTURE, "too large"),
}
NO_FILES = {
    "nothing": (b"", "empty"),
    "text": (b"Hello", "not taken"),
    "page": (b"<html><body>" + SCRIPT, "web page"),
    "svg": (b"<svg " + SCRIPT, "web page"),
    "xml": (b"<?xml version='1.0'?><w:document/>", "web page"),
    "rich text": (b"{\\rtf1 hello}", "not taken"),
    "older document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "older"),
    "program": (b"MZ\x90\x00", "not taken"),
    "picture": (picture(), "not taken"),
    "pdf that ends early": (pdf()[:-8], "no end"),
    "pdf with a program": (pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "holds a program"),
    "pdf that starts something": (pdf(b"<</S/Launch/F(cmd.exe)>>"), "holds a program"),
    "pdf with a file": (pdf(b"<</Type/EmbeddedFile>>"), "holds a program"),
    "pdf and page": (b"%PDF-1.4 " + SCRIPT + pdf(), "two things"),
    "pdf and archive": (pdf() + archive({"a": "b"}), "two things"),
    "page before pdf": (SCRIPT + pdf(), "web page"),
    "archive": (archive({"a.txt": "b"}), "no office document"),
    "empty archive": (archive({}), ""),
    "archive that ends early": (office()[:-40], "broken"),
    "archive in name only": (b"PK\x03\x04" + b"x" * 100, "broken"),
    "page in front of a document": (archive({}, before=SCRIPT), "web page"),
    "document with a comment": (
        archive({"[Content_Types].xml": "", "word/document.xml": ""}, comment=SCRIPT),
        "two things",
    ),
    "document with macros": (office(word__vbaProject_dot_bin="x"), "macros"),
    "workbook with macros": (office("xl/workbook.xml", xl__vbaProject_dot_bin="x"), "macros"),
    "open document with macros": (open_document(**{"Basic/Standard/x.xml": "x"}), "macros"),
    "open document with scripts": (open_document(**{"Scripts/python/x.py": "x"}), "macros"),
    "document with a program": (office(**{"word/media/x.exe": "MZ"}), "macros"),
    "document that climbs": (office(**{"../../etc/passwd": "x"}), "outside"),
    "document from the root": (office(**{"/etc/passwd": "x"}), "outside"),
    "document of windows": (office(**{"C:\\x": "x"}), "outside"),
    "document behind a password": (locked(office()), "password"),
    "another archive": (archive({"META-INF/MANIFEST.MF": "x", "a.class": "x"}), "no office"),
    "book": (archive({"mimetype": "application/epub+zip"}), "no office document"),
    "bomb": (office(**{"word/media/x.png": b"\0" * (40 * 1024 * 1024)}), "far too large"),
    "bomb of many": (
        office(**{f"word/{number}": b"" for number in range(5_001)}),
        "far too large",
    ),
    "too many bytes": (pdf(b"\0" * MOST_BYTES_OF_A_FILE), "too large"),
}


def refusal_of(check, content):
    """Return the sentence with which a check refuses an upload, or nothing where it is taken."""
    try:
        check(content)
    except NotPossible as error:
        return str(error)
    return ""
