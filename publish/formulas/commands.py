"""Tables of commands that are more than one character, and of those that are refused."""

from __future__ import annotations

from publish.values import dataclass

ACCENTS: dict[str, tuple[str, bool]] = {
    "hat": ("^", False),
    "widehat": ("^", True),
    "tilde": ("~", False),
    "widetilde": ("~", True),
    "bar": ("¯", False),
    "overline": ("‾", True),
    "vec": ("→", False),
    "overrightarrow": ("→", True),
    "overleftarrow": ("←", True),
    "overleftrightarrow": ("↔", True),
    "dot": ("˙", False),
    "ddot": ("¨", False),
    "dddot": ("⃛", False),
    "check": ("ˇ", False),
    "breve": ("˘", False),
    "acute": ("´", False),
    "grave": ("`", False),
    "mathring": ("˚", False),
    "overbrace": ("⏞", True),
    "overbracket": ("⎴", True),
}
"""The mark above an argument, and whether it stretches."""
UNDER: dict[str, tuple[str, bool]] = {
    "underline": ("_", True),
    "underbrace": ("⏟", True),
    "underbracket": ("⎵", True),
    "underrightarrow": ("→", True),
    "underleftarrow": ("←", True),
}
"""The mark below an argument, and whether it stretches."""
LABELED = frozenset({"overbrace", "underbrace", "overbracket", "underbracket"})
"""Marks whose script is a label above or below the whole."""

ARROWS: dict[str, str] = {
    "xrightarrow": "→",
    "xleftarrow": "←",
    "xleftrightarrow": "↔",
    "xRightarrow": "⇒",
    "xLeftarrow": "⇐",
    "xLeftrightarrow": "⇔",
    "xmapsto": "↦",
    "xhookrightarrow": "↪",
    "xhookleftarrow": "↩",
    "xrightleftharpoons": "⇌",
}
"""Arrows as long as their labels."""

SPACES: dict[str, str] = {
    ",": "0.1667em",
    "thinspace": "0.1667em",
    ":": "0.2222em",
    ">": "0.2222em",
    "medspace": "0.2222em",
    ";": "0.2778em",
    "thickspace": "0.2778em",
    "!": "-0.1667em",
    "negthinspace": "-0.1667em",
    " ": "0.25em",
    "\n": "0.25em",
    "space": "0.25em",
    "enspace": "0.5em",
    "quad": "1em",
    "qquad": "2em",
}

FRACTIONS: dict[str, tuple[bool | None, bool]] = {
    "frac": (None, False),
    "dfrac": (True, False),
    "tfrac": (False, False),
    "cfrac": (True, False),
    "binom": (None, True),
    "dbinom": (True, True),
    "tbinom": (False, True),
}
"""Whether a fraction is in display style (``None``: as its surroundings), and a binomial."""

TEXTS: dict[str, str | None] = {
    "text": None,
    "textrm": None,
    "textnormal": None,
    "textup": None,
    "mbox": None,
    "textbf": "bold",
    "textit": "italic",
}
"""Commands whose argument is running text, and its ``mathvariant``."""

STYLES: dict[str, bool] = {"displaystyle": True, "textstyle": False}

SIZES: dict[str, str] = {
    **dict.fromkeys(("big", "bigl", "bigr", "bigm"), "1.2em"),
    **dict.fromkeys(("Big", "Bigl", "Bigr", "Bigm"), "1.623em"),
    **dict.fromkeys(("bigg", "biggl", "biggr", "biggm"), "2.047em"),
    **dict.fromkeys(("Bigg", "Biggl", "Biggr", "Biggm"), "2.470em"),
}
"""The height of the delimiter after the command."""

SILENT = frozenset({"nonumber", "notag"})
"""Commands without effect: lines of a formula have no numbers anyway."""


@dataclass(frozen=True)
class Environment:
    """How ``\\begin{…}`` sets its cells; ``align`` is repeated for all columns."""

    opening: str = ""
    closing: str = ""
    align: tuple[str, ...] = ("center",)
    display: bool = False
    columns: int = 30
    script: bool = False
    name: str = "matrix"


_PAIRS = Environment(align=("right", "left"), display=True, name="aligned")
_LINES = Environment(display=True, columns=1, name="gathered")
ENVIRONMENTS: dict[str, Environment] = {
    "matrix": Environment(),
    "pmatrix": Environment("(", ")"),
    "bmatrix": Environment("[", "]"),
    "Bmatrix": Environment("{", "}"),
    "vmatrix": Environment("|", "|"),
    "Vmatrix": Environment("‖", "‖"),
    "smallmatrix": Environment(script=True),
    "array": Environment(),
    "cases": Environment("{", "", ("left",), columns=2, name="cases"),
    "dcases": Environment("{", "", ("left",), display=True, columns=2, name="cases"),
    "rcases": Environment("", "}", ("left",), columns=2, name="cases"),
    "aligned": _PAIRS,
    "align": _PAIRS,
    "align*": _PAIRS,
    "split": _PAIRS,
    "gathered": _LINES,
    "gather": _LINES,
    "gather*": _LINES,
}

_MACRO = "A formula has no macros: write out what {} would stand for."
_COLOR = "A formula has the color of the text around it: delete {}."
_NUMBER = "Write {{#eq-name}} after the closing $$ to number the equation and refer to it."
REFUSED: dict[str, str] = {
    **dict.fromkeys(
        (
            *("newcommand", "renewcommand", "providecommand", "def", "gdef", "edef", "let"),
            *("newenvironment", "DeclareMathOperator", "require"),
        ),
        _MACRO,
    ),
    **dict.fromkeys(("color", "textcolor", "colorbox", "fcolorbox", "definecolor"), _COLOR),
    **dict.fromkeys(("tag", "tag*", "label"), _NUMBER),
    **dict.fromkeys(("ref", "eqref", "cref"), "Refer to it in the text: [](#eq-name)."),
    **dict.fromkeys(("over", "atop", "above"), "Write \\frac{{a}}{{b}}."),
    "choose": "Write \\binom{{n}}{{k}}.",
    "rm": "Write \\mathrm{{…}}.",
    "bf": "Write \\mathbf{{…}}.",
    "it": "Write \\mathit{{…}}.",
    "cal": "Write \\mathcal{{…}}.",
    "sf": "Write \\mathsf{{…}}.",
    "tt": "Write \\mathtt{{…}}.",
    "hline": "Leave the rule out: Word has no rules in a matrix.",
    "cline": "Leave the rule out: Word has no rules in a matrix.",
    "multline": "Write aligned, with & where lines are aligned.",
    "equation": "Leave it out: $$ … $$ is the equation.",
    "eqnarray": "Write aligned.",
    **dict.fromkeys(
        ("phantom", "hphantom", "vphantom", "rlap", "llap", "smash"),
        "Nobody sees it, and screen readers skip it: delete it.",
    ),
    **dict.fromkeys(
        ("cancel", "bcancel", "xcancel", "boxed", "fbox"),
        "Most e-readers draw no lines through or around a formula: use words.",
    ),
    "(": "Put the formula between $ and $.",
    ")": "Put the formula between $ and $.",
    "[": "Put the formula between $$ and $$.",
    "]": "Put the formula between $$ and $$.",
}
"""Commands and environments that are refused, with alternatives; ``{}`` is the command."""
