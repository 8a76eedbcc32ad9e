"""Draw the pictures of this article: a valley, a gauge, a map, a street cut open.

    python sources/the-slow-valley/draw_valley.py [FOLDER]

The drawings are ours, and in the public domain (CC0); the map is under CC BY 4.0. The same
program gives the same pictures; it needs Pillow and resvg-py, and no network.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import resvg_py
from PIL import Image

HERE = Path(__file__).parent
INK, QUIET = "#1c2123", "#566064"
GREEN, OCHER, RED = "#0d584f", "#c58a2c", "#a8482f"
_SVG = '<svg xmlns="http://www.w3.org/2000/svg"'
_TEXT = f'<g font-family="sans-serif" fill="{INK}"'

TOWNS = ("Overmere", "Stennick", "Harl", "Brack", "Low Aune", "Aunemouth")

RIDGES = (
    ("M0 470 C260 380 420 430 640 380 S1040 300 1300 370 S1660 330 1800 360 V990 H0Z", "#9db7b4"),
    ("M0 560 C200 500 420 520 620 470 S980 520 1180 470 S1560 400 1800 450 V990 H0Z", "#7a9f9a"),
    ("M0 640 C240 560 430 640 640 600 S900 640 1060 610 S1500 520 1800 560 V990 H0Z", "#55827c"),
    ("M0 760 C180 690 330 700 560 720 S760 690 1010 690 S1420 640 1800 670 V1200 H0Z", "#346660"),
)
"""Hills behind each other, the nearest last."""


def valley() -> str:
    """The valley at the end of a dry day, with the river in it."""
    ridges = "".join(f'<path d="{path}" fill="{color}"/>' for path, color in RIDGES)
    fields = "".join(
        f'<path d="{path}" fill="{color}" opacity=".9"/>'
        for path, color in (
            ("M0 870 L380 780 L560 800 L150 940 L0 960Z", "#c9a65a"),
            ("M0 985 L190 945 L520 835 L640 850 L330 1040 L0 1130Z", "#a98a45"),
            ("M1180 770 L1500 720 L1800 740 V830 L1400 830Z", "#b99a52"),
            ("M1250 845 L1430 855 L1800 855 V980 L1520 960Z", "#8f8a45"),
        )
    )
    houses = "".join(
        f'<path d="M{x} {y} v-{h} l{h} -{h * 0.7:g} l{h} {h * 0.7:g} v{h}z" fill="#efe6d2"/>'
        f'<path d="M{x - 3} {y - h} l{h + 3} -{h * 0.7:g} l{h + 3} {h * 0.7:g}z" fill="#7d3f2c"/>'
        for x, y, h in ((1130, 742, 20), (1178, 738, 24), (1232, 734, 19), (1276, 730, 26),
                        (1090, 748, 16), (1338, 724, 20))
    )  # fmt: skip
    poplars = "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="{r}" ry="{r * 3.4:g}" fill="#21473f"/>'
        for x, y, r in ((690, 690, 9), (716, 684, 11), (744, 690, 9), (1420, 690, 12),
                        (1452, 684, 10), (300, 730, 13), (334, 722, 11), (1640, 700, 14))
    )  # fmt: skip
    return f"""{_SVG} width="1800" height="1200" viewBox="0 0 1800 1200">
<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#5f93a6"/>
<stop offset=".55" stop-color="#cfd8c2"/><stop offset="1" stop-color="#f1d9a4"/></linearGradient>
<linearGradient id="river" x2="0" y2="1"><stop stop-color="#f0e2ba"/>
<stop offset=".35" stop-color="#a9c9c6"/><stop offset="1" stop-color="#3f7f80"/></linearGradient>
<radialGradient id="glow"><stop stop-color="#fff4d2" stop-opacity=".9"/>
<stop offset="1" stop-color="#fff4d2" stop-opacity="0"/></radialGradient></defs>
<rect width="1800" height="700" fill="url(#sky)"/>
<circle cx="930" cy="350" r="330" fill="url(#glow)"/>
<circle cx="930" cy="350" r="62" fill="#fff6dc"/>
{ridges}{fields}{poplars}{houses}
<path d="M905 688 C960 720 1010 735 960 770 S720 830 760 880 S1130 930 1060 1010 S640 1100 560 1200
 H1210 C1290 1100 1430 1060 1350 985 S960 900 985 855 S1130 780 1085 745 S985 705 950 688Z"
 fill="url(#river)"/>
<path d="M560 1200 C640 1110 980 1060 1052 1010 L1085 1016 C1010 1085 760 1120 700 1200Z
 M760 880 C775 910 900 940 985 960 L1000 950 C900 925 800 900 790 872Z" fill="#e3cf9b"/>
</svg>"""


def gauge() -> str:
    """The gauge at a bridge's pier, with the river far below the mark of the year before."""
    marks = "".join(
        f'<rect x="560" y="{y}" width="{60 if n % 5 == 0 else 34}" height="5" fill="{INK}"/>'
        for n, y in enumerate(range(130, 800, 28))
    )
    stones = "".join(
        f'<rect x="{x + (row % 2) * 70 - 60}" y="{row * 82}" width="136" height="78" '
        f'fill="{shade}"/>'
        for row in range(12)
        for x, shade in zip(
            range(0, 480, 140), ("#b9b3a3", "#aaa392", "#c2bcad", "#b1aa99"), strict=True
        )
    )
    return f"""{_SVG} width="1200" height="900" viewBox="0 0 1200 900">
<rect width="1200" height="900" fill="#dfe5da"/>
<path d="M440 0 H1200 V520 C1000 470 820 500 440 560Z" fill="#a9bdae"/>
<path d="M440 560 C820 500 1000 470 1200 520 V760 H440Z" fill="#8d9a72"/>
<g>{stones}</g><rect x="400" width="120" height="900" fill="#8d8676" opacity=".35"/>
<rect x="530" y="80" width="150" height="820" fill="#f5f1e6"/>
{marks}
<rect x="530" y="262" width="150" height="8" fill="{RED}"/>
<path d="M0 705 Q90 690 180 705 T360 705 T540 705 T720 705 T900 705 T1080 705 T1260 705 V900 H0Z"
 fill="#3f7f80"/>
<path d="M0 760 Q90 748 180 760 T360 760 T540 760 T720 760 T900 760 T1080 760 T1260 760" fill="none"
 stroke="#a9c9c6" stroke-width="6" opacity=".7"/>
<path d="M0 830 Q90 818 180 830 T360 830 T540 830 T720 830 T900 830 T1080 830 T1260 830" fill="none"
 stroke="#a9c9c6" stroke-width="6" opacity=".5"/></svg>"""


def river_map() -> str:
    """The river from its source to the sea, with the six towns and what joins it."""
    places = (
        (150, 130, 104, 184), (318, 214, 318, 264), (468, 170, 468, 142),
        (640, 268, 690, 312), (790, 214, 772, 278), (952, 306, 940, 358),
    )  # fmt: skip
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="11" fill="#ffffff" stroke="{GREEN}" stroke-width="5"/>'
        f'<text x="{left}" y="{base}" text-anchor="middle" font-weight="600">{name}</text>'
        for (x, y, left, base), name in zip(places, TOWNS, strict=True)
    )
    return f"""{_SVG} width="1100" height="460" viewBox="0 0 1100 460">
<rect width="1100" height="460" fill="#eef4f2"/>
<path d="M985 460 C1010 400 985 350 1018 300 S1010 120 1060 0 H1100 V460Z" fill="#b9d3d3"/>
<path d="M40 70 C90 90 110 110 150 130 S250 190 318 214 S420 170 468 170 S580 250 640 268 S730 210
 790 214 S900 290 952 306 L1014 318" fill="none" stroke="{GREEN}" stroke-width="11"
 stroke-linecap="round"/>
<path d="M250 20 C270 90 300 150 318 214 M590 420 C600 360 620 320 640 268 M820 40 C810 110 800 170
 790 214" fill="none" stroke="{GREEN}" stroke-width="5" stroke-linecap="round" opacity=".6"/>
<path d="M430 50 V100 M412 74 H448" stroke="{OCHER}" stroke-width="5"/>
{_TEXT} font-size="25">{dots}
<text x="268" y="46" fill="{QUIET}" font-size="21">Sill</text>
<text x="606" y="410" fill="{QUIET}" font-size="21">Little Aune</text>
<text x="836" y="64" fill="{QUIET}" font-size="21">Dray</text>
<text x="458" y="82" fill="{QUIET}" font-size="21">reservoir, never built</text>
<text x="60" y="424" fill="{QUIET}" font-size="21">20 km</text></g>
<path d="M60 388 H180 M60 380 V396 M180 380 V396" stroke="{QUIET}" stroke-width="3"/></svg>"""


def cistern() -> str:
    """A street cut open: gutters lead into a tank under the square, and a pump into gardens."""
    return f"""{_SVG} width="1100" height="520" viewBox="0 0 1100 520">
<rect width="1100" height="200" fill="#dfeaea"/>
<rect y="200" width="1100" height="320" fill="#c9b48a"/>
<rect y="200" width="1100" height="16" fill="#8d8676"/>
<path d="M60 200 V90 L150 30 L240 90 V200Z" fill="#efe6d2"/>
<path d="M48 96 L150 26 L252 96Z" fill="#7d3f2c"/>
<path d="M860 200 V100 L950 44 L1040 100 V200Z" fill="#efe6d2"/>
<path d="M848 106 L950 40 L1052 106Z" fill="#7d3f2c"/>
<path d="M246 100 V250 H380" fill="none" stroke="{GREEN}" stroke-width="9"/>
<path d="M854 110 V250 H720" fill="none" stroke="{GREEN}" stroke-width="9"/>
<rect x="380" y="236" width="340" height="220" fill="#f5f1e6" stroke="#6d6657" stroke-width="14"/>
<rect x="388" y="316" width="324" height="132" fill="#3f7f80"/>
<path d="M640 420 V150 H700" fill="none" stroke="{OCHER}" stroke-width="7"/>
<circle cx="560" cy="120" r="52" fill="#55827c"/>
<rect x="552" y="160" width="16" height="42" fill="#6b4a2c"/>
{_TEXT} font-size="25"><text x="404" y="292">Tank, 180 m³</text>
<text x="708" y="160">Pump and tap</text>
<text x="268" y="290" text-anchor="end">From the roofs</text>
<text x="830" y="290">From the roofs</text></g></svg>"""


def raster(svg: str) -> Image.Image:
    """An SVG's pixels."""
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg)))).convert("RGB")


def draw(folder: Path) -> None:
    """Write every picture of the article to ``folder``."""
    raster(valley()).save(folder / "valley.jpg", quality=84, dpi=(300, 300))
    raster(gauge()).crop((0, 130, 1200, 800)).save(folder / "gauge.jpg", quality=84, dpi=(300, 300))
    drawings = {
        "map": river_map(),
        "cistern": cistern(),
    }
    for name, svg in drawings.items():
        (folder / f"{name}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
