"""The input of the other programs: the same article, in the form that they understand."""

from __future__ import annotations

import html
import re
import shutil
import sys
from pathlib import Path

from publish.cascade.fetching import font_faces
from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.model.article import Article
from publish.reading import read


def prepare(article_folder: Path, root: Path, folder: Path) -> None:
    """Fill ``folder`` with ``peer.md``, the pictures, and ``page.html`` with all it needs."""
    folder.mkdir(parents=True, exist_ok=True)
    article = read(article_folder)
    _write_markdown(article, article_folder, folder)
    _write_html(article, root, folder)


def _write_markdown(article: Article, source: Path, folder: Path) -> None:
    """Our Markdown with a head for pandoc; caption and credit become the figure's caption."""
    body = (source / "article.md").read_text("utf-8").split("---\n", 2)[2]
    for image in article.images:
        shutil.copyfile(source / image.name, folder / image.name)
        credit = "; ".join(c.line or c.title or "" for c in image.credits)
        caption = f"{_plain(image.caption or '')}. {credit}".replace("[", r"\[").replace("]", r"\]")
        alt = (image.alt or "").replace('"', r"\"")
        body = body.replace(f"![]({image.name})", f'![{caption}]({image.name}){{alt="{alt}"}}')
    data = article.metadata
    head = {
        "title": _quoted(data.title),
        "author": "[" + ", ".join(_quoted(person.name) for person in data.authors) + "]",
        "date": data.date.isoformat(),
        "lang": data.lang,
        "subject": _quoted(data.category or ""),
    }
    lines = [f"{key}: {value}" for key, value in head.items()]
    (folder / "peer.md").write_text("\n".join(("---", *lines, "---", body)), "utf-8")


def _write_html(article: Article, root: Path, folder: Path) -> None:
    """Our own composed page, its stylesheet and fonts, for WeasyPrint on its own."""
    theme = article.publication.theme if article.publication else "briefing"
    page = compose(article, load(theme, root))
    for asset in page.assets:
        (folder / asset.name).write_bytes(asset.data)
    (folder / "fonts").mkdir(exist_ok=True)
    for face in page.look.fonts:
        (folder / "fonts" / face.name).write_bytes(face.data)
    look = (font_faces(page.look.fonts, prefix=""), page.look.style, page.look.paper)
    (folder / "page.css").write_text("\n".join(look), "utf-8")
    link = '<link rel="stylesheet" href="page.css"/></head>'
    (folder / "page.html").write_text(page.markup.replace("</head>", link, 1), "utf-8")


def _plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    prepare(*map(Path, sys.argv[1:4]))
