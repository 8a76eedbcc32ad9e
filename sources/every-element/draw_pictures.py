"""Draw the pictures of this article: a coast at three times of the day, a chart, an ornament.

    python sources/every-element/draw_pictures.py [FOLDER]

Each is kept in another file format, since the article shows what formats there
are. The drawings are ours, and in the public domain (CC0). The same program
gives the same pictures; it needs Pillow and resvg-py, and no network.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import resvg_py
from PIL import Image

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1600, 1000


@dataclass(frozen=True)
class Light:
    """The colors of an hour, from the top of the sky to the rocks, and where the sun stands."""

    sky: tuple[str, str]
    sun: str
    at: tuple[int, int]
    hills: tuple[str, str, str]
    sea: tuple[str, str]
    lamp: bool = False


DAWN = Light(
    ("#7d93b2", "#f6d9b8"), "#fff3dc", (420, 560), ("#8c8ea6", "#6c7189", "#454c63"),
    ("#c9b5ab", "#5d6f8a"),
)  # fmt: skip
NOON = Light(
    ("#4f8fc4", "#cfe5f2"), "#ffffff", (1060, 170), ("#8fb0ad", "#5f8a7c", "#37594f"),
    ("#8fc0d6", "#2f6f93"),
)  # fmt: skip
DUSK = Light(
    ("#22274d", "#d9765a"), "#ffc98f", (1180, 585), ("#5a4668", "#3d3554", "#221f38"),
    ("#a4586a", "#262b50"), lamp=True,
)  # fmt: skip


def coast(light: Light, width: int = WIDTH, height: int = HEIGHT) -> str:
    """A headland with a lighthouse, as an SVG."""
    back, middle, front = light.hills
    x, y = light.at
    beam = (
        '<path d="M1246 398 L0 250 L0 470 Z" fill="#ffe9b0" opacity=".28"/>' if light.lamp else ""
    )
    window = "#ffe9b0" if light.lamp else "#33414f"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"
 viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice">
<defs>
<linearGradient id="sky" x2="0" y2="1"><stop stop-color="{light.sky[0]}"/>
<stop offset="1" stop-color="{light.sky[1]}"/></linearGradient>
<linearGradient id="sea" x2="0" y2="1"><stop stop-color="{light.sea[0]}"/>
<stop offset="1" stop-color="{light.sea[1]}"/></linearGradient>
<radialGradient id="glow"><stop stop-color="{light.sun}" stop-opacity=".75"/>
<stop offset="1" stop-color="{light.sun}" stop-opacity="0"/></radialGradient>
</defs>
<rect width="1600" height="660" fill="url(#sky)"/>
<circle cx="{x}" cy="{y}" r="300" fill="url(#glow)"/>
<circle cx="{x}" cy="{y}" r="58" fill="{light.sun}"/>
<path d="M0 600 C180 520 330 545 520 590 S820 560 980 600 L1600 620 V680 H0Z" fill="{back}"/>
<rect y="640" width="1600" height="360" fill="url(#sea)"/>
<path d="M520 655 C700 600 830 560 980 575 S1330 545 1600 500 V760 C1250 700 900 700 520 655Z"
 fill="{middle}"/>
{beam}
<path d="M1222 560 L1230 412 H1262 L1270 560Z" fill="#f4f1ea"/>
<path d="M1226 505 L1228 460 H1264 L1266 505Z" fill="#b3402f"/>
<rect x="1226" y="384" width="40" height="28" fill="{window}"/>
<path d="M1222 384 L1246 356 L1270 384Z" fill="#33414f"/>
<path d="M860 1000 C960 800 1120 700 1320 640 S1540 600 1600 560 V1000Z" fill="{front}"/>
<path d="M0 760 q70 -16 140 0 t140 0 t140 0 t140 0" fill="none" stroke="#fff" stroke-opacity=".35"
 stroke-width="5"/>
<path d="M120 850 q70 -16 140 0 t140 0 t140 0 t140 0" fill="none" stroke="#fff"
 stroke-opacity=".25" stroke-width="6"/>
<path d="M180 742 l150 0 l-34 46 h-92z" fill="#33414f"/><path d="M252 735 v-150 l96 140z"
 fill="#f4f1ea"/><path d="M244 735 v-112 l-62 104z" fill="#dcd6c8"/>
</svg>"""


YEARS = (("2021", 212), ("2022", 268), ("2023", 305), ("2024", 349), ("2025", 391))


def chart() -> str:
    """Ships that passed the light, a bar for each year, as an SVG with text in it."""
    bars = []
    for n, (year, ships) in enumerate(YEARS):
        left, high = 110 + n * 160, ships * 1.1
        bars.append(
            f'<rect x="{left}" y="{520 - high:g}" width="96" height="{high:g}" fill="#0f4c6b"/>'
            f'<text x="{left + 48}" y="{508 - high:g}" text-anchor="middle">{ships}</text>'
            f'<text x="{left + 48}" y="556" text-anchor="middle">{year}</text>'
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="600" viewBox="0 0 960 600">'
        ""
        '<g font-family="Source Sans 3, sans-serif" font-size="26" fill="#1b1f24">'
        + "\n".join(bars)
        + '</g><path d="M80 520 H900" stroke="#56616b" stroke-width="2"/></svg>\n'
    )


def ornament() -> str:
    """A wave on nothing: it says nothing, and lets the paper show."""
    waves = " ".join(f"t{60} 0" for _ in range(9))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="80" viewBox="0 0 600 40">'
        f'<path d="M30 20 q15 -16 30 0 {waves}" fill="none" stroke="#0f4c6b" stroke-width="3" '
        'stroke-linecap="round"/></svg>'
    )


def raster(svg: str) -> Image.Image:
    """An SVG's pixels, with their transparency."""
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg))))


def draw(folder: Path) -> None:
    """Write every picture of the article to ``folder``."""
    wide = coast(NOON, 1800, 1000)
    raster(wide).convert("RGB").save(folder / "coast.jpg", quality=88, dpi=(300, 300))
    for name, light in (("dawn.webp", DAWN), ("noon.png", NOON), ("dusk.avif", DUSK)):
        raster(coast(light, 1200, 900)).convert("RGB").save(folder / name, quality=85)
    lamp = raster(coast(DUSK, 1600, 1000)).convert("RGB").crop((950, 260, 1550, 860))
    lamp.quantize(96, dither=Image.Dither.NONE).save(folder / "lamp.gif")
    raster(ornament()).save(folder / "wave.png", optimize=True)
    (folder / "ships.svg").write_text(chart(), "utf-8")


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
