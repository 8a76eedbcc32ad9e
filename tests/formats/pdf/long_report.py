"""A report of forty pages with all that printers and archives trip over, written by the machine."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image as Raster

from tests.channels.desk import PUBLICATION

CHAPTERS = 13
WORDS = (
    "The harbor of the town was dredged again in the year after the storm, and those who paid for "
    "it asked what it had been for. Nobody had kept the figures in one place, so they were taken "
    "from the books of the port, of the church and of three insurers, and compared line by line. "
)
HEAD = """\
---
title: Forty Pages on a Harbor
subtitle: How one report goes to the printer, to the archive and to the screen
authors: Ada Example
date: 2026-11-30
lang: en-GB
category: Report
description: What a harbor costs, and what it is for.
contents: yes
hero: opening.jpg
key-points:
  - The harbor was dredged in vain.
  - The figures agree but for one year.
images:
  opening.jpg:
    alt: A field of gray that grows darker from left to right.
    caption: The harbor at night.
    credit: {title: Night, creator: Ada, source: "https://example.org/night", license: CC0-1.0}
"""
MAP_RECORD = """\
  map-{0}.svg:
    alt: A line from west to east with three dots.
    caption: The way into the harbor in year {0}.
    credit: {{title: Way, creator: Ada, source: "https://example.org/{0}", license: CC-BY-4.0}}
"""
PHOTO_RECORD = """\
  mole-{0}.jpg:
    alt: A field of gray, upright.
    caption: The mole in year {0}.
    credit: {{title: Mole, creator: Ben, source: "https://example.org/{0}", license: CC0-1.0}}
"""
MAP = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 240">
<rect width="600" height="240" fill="#dfe9ec"/><path d="M20 200 C 200 20 380 220 580 40" fill="none"
stroke="#0f4c6b" stroke-width="6"/><circle cx="200" cy="113" r="9" fill="#a3171f"/>
<circle cx="540" cy="231" r="6" fill="#a3171f" fill-opacity=".5"/>
<text x="30" y="40" font-family="sans-serif" font-size="22" fill="#1b1f24">The way in</text></svg>
"""


def write_report(desk: Path) -> Path:
    """The folder of the report, in a publication; the same bytes each time."""
    folder = desk / "sources/harbor"
    folder.mkdir(parents=True)
    (desk / "publish.toml").write_text(PUBLICATION, "utf-8")
    (folder / "opening.jpg").write_bytes(_photograph(2600, 1700))
    records = ""
    for number in range(1, CHAPTERS + 1):
        if number % 3:
            drawing = MAP.replace("The way", f"Way {number}")
            (folder / f"map-{number}.svg").write_text(drawing, "utf-8")
            records += MAP_RECORD.format(number)
        else:
            (folder / f"mole-{number}.jpg").write_bytes(_photograph(900, 1200 + number))
            records += PHOTO_RECORD.format(number)
    chapters = "\n".join(map(_chapter, range(1, CHAPTERS + 1)))
    (folder / "article.md").write_text(f"{HEAD}{records}---\n{chapters}", "utf-8")
    return folder


def _chapter(number: int) -> str:
    rows = "\n".join(
        f"| {year} | {year % 7 * number * 31:,} | {year % 5 * 1.5:.1f} | the books of the port |"
        for year in range(2001, 2013)
    )
    kinds = (
        f"![](mole-{number}.jpg){{place=right width=38%}}",
        f"![](map-{number}.svg)",
        f"![](map-{number}.svg){{.outset}}",
    )
    return f"""
## Chapter number {number} {{#sec-{number}}}

{WORDS * 3}[^n{number}]

[^n{number}]: By the [books of the port](https://example.org/books/{number}), of the year {number}.

### What was counted

{WORDS * 2} The sum is $S_{{{number}}} = \\sum_i a_i^2$, as in [](#eq-{number}), and *stays* one
in [](#tbl-{number}).

$$
S_{{{number}}} = \\frac{{\\sqrt{{a + b}}}}{{2}} \\approx {number}
$$ {{#eq-{number}}}

{kinds[number % 3]}

{WORDS * 4}

:::table {{#tbl-{number}}}
What was paid in chapter {number}

| Year | Paid | Share | From |
|-----:|-----:|------:|:-----|
{rows}
:::

1. {WORDS}
2. {WORDS}

:::note
{WORDS}
:::

### What follows from it

{WORDS * 3}

> {WORDS}
"""


def _photograph(width: int, height: int) -> bytes:
    """A JPEG of three colors that run into each other."""
    bands = (
        Raster.linear_gradient("L").rotate(turn).resize((width, height)) for turn in (0, 90, 180)
    )
    data = io.BytesIO()
    Raster.merge("RGB", tuple(bands)).save(data, "JPEG", quality=80, dpi=(300, 300))
    return data.getvalue()
