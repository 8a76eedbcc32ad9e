"""Little memory is enough to stop a bomb, and no format reaches for the disk or the network."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.composing.hostile.test_templates import DOUBLED


def run(code: str, *arguments: str) -> str:
    """What a program prints that has 500 MB and no more."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (500 << 20, 500 << 20))\n"
    done = subprocess.run(
        [sys.executable, "-c", limit + textwrap.dedent(code), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


COMPOSE = """
    import sys
    from dataclasses import replace
    from publish.composing.compose import compose
    from publish.composing.specimen import specimen_article
    from publish.composing.theme.loading import load
    from publish.errors import ThemeError
    theme = load("briefing")
    kind, text = sys.argv[1:]
    if kind == "template":
        theme = replace(theme, templates={**theme.templates, "colophon.html.j2": text})
    else:
        theme = replace(theme, sheets={**theme.sheets, "style": text})
    try:
        compose(specimen_article("en"), theme)
    except ThemeError as error:
        print(error.problems[0].rule)
"""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("template", "{% set a = 'aa' %}" + "{% set a = a ~ a %}" * 40),
        ("template", "{{ body|list|join(body|list|join(body)) }}"),
        ("template", "{% for a in body %}" * 8 + "{{ a }}" + "{% endfor %}" * 8),
        ("template", DOUBLED + "{{ a|string }}"),
        ("style", "p { color: " + "(" * 60_000),
        ("style", "p { color: red }" * 8_000),
    ],
    ids=lambda text: text[:40],
)
def test_a_bomb_fits_into_little_memory(kind: str, text: str) -> None:
    assert run(COMPOSE, kind, text).startswith("theme-")


WATCHED = """
    import sys
    from dataclasses import replace
    from publish.composing.compose import compose
    from publish.composing.specimen import specimen_article
    from publish.composing.theme.loading import load
    from publish.errors import PublishError
    from publish.formats import FORMATS

    secret = sys.argv[1]
    outside = ("socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.exec", "os.system")
    seen = []

    def watch(event, arguments):
        if event.startswith(outside):
            seen.append((event, arguments))
        elif event == "open" and secret in str(arguments[0]):
            seen.append((event, arguments))

    body = "<p>A paragraph.</p><ul><li>one</li><li>two</li></ul>"
    page = compose(replace(specimen_article("en"), body=body), load("briefing"))
    # What the theme itself says takes time with each stylesheet, and asks for nothing.
    page = replace(page, look=replace(page.look, specimen=page.markup, style="p { margin: 0 }"))
    for format in FORMATS.values():
        format.write(page)  # What is imported for the first time may open what it likes.
    sys.addaudithook(watch)
    for css in sys.stdin.read().splitlines():
        changed = replace(page, look=replace(page.look, style=f"{css}\\n{page.look.style}"))
        for name, format in FORMATS.items():
            try:
                format.write(changed)
                print(name, "made")
            except PublishError as error:
                print(name, error.problems[0].rule)
    assert not seen, seen
"""

ASKING = """
@import "{0}";
@import url({0});
p {{ background: url({0}) }}
p::before {{ content: url({0}) }}
ul {{ list-style-image: url({0}) }}
@page {{ background: url({0}); @top-left {{ content: url({0}) }} }}
p {{ background: image-set("{0}" 1x) }}
@font-face {{ font-family: x; src: url({0}) }} p {{ font-family: x }}
@font-face {{ font-family: x; src: local("{0}") }} p {{ font-family: x }}
@color-profile device-cmyk {{ src: url({0}) }} p {{ color: device-cmyk(1 0 0 0) }}
"""


def test_no_format_fetches_what_a_stylesheet_asks_for(tmp_path: Path) -> None:
    """Composing refuses all of these; were one to slip through, no writer would follow it."""
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }")
    remote = 'p {{ background: url("http://127.0.0.1:9/x") }}\n@import "http://127.0.0.1:9/x";'
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WATCHED), str(secret)],
        input=ASKING.format(secret.as_uri()).strip() + f"\n@import '{secret}';\n" + remote,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    ends = [line.split() for line in done.stdout.splitlines()]
    assert [name for name, _ in ends] == ["pdf", "epub", "docx", "html"] * 13
    allowed = {
        "made",
        "theme-fetch-refused",
        "theme-import",
        "theme-css-nested",
        "theme-page-content",
    }
    assert {end for _, end in ends} <= allowed
