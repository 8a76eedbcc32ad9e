"""Commands that are one character, by what that character does in a formula.

The names are those of LaTeX and of the AMS symbols; in the tables each precedes its character.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from publish.values import dataclass


class Kind(StrEnum):
    """The kind of an atom, which decides the space around it (The TeXbook, chapter 17)."""

    ORDINARY = "ordinary"
    OPERATOR = "operator"
    BINARY = "binary"
    RELATION = "relation"
    OPENING = "opening"
    CLOSING = "closing"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True)
class Symbol:
    """A character, its kind, and whether it is a letter or the like (``mi``)."""

    character: str
    kind: Kind
    letter: bool = False
    integral: bool = False


_LETTERS = """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
    varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    ell ℓ hbar ℏ hslash ℏ imath ı jmath ȷ wp ℘ Re ℜ Im ℑ aleph ℵ beth ℶ gimel ℷ daleth ℸ eth ð
    mho ℧ infty ∞ emptyset ∅ varnothing ∅ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥
    angle ∠ measuredangle ∡ sphericalangle ∢ degree ° prime ′ backprime ‵ complement ∁
    ldots … dots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱
    square □ Box □ blacksquare ■ Diamond ◊ lozenge ◊ blacklozenge ⧫ bigstar ★ triangle △
    triangledown ▽ blacktriangle ▲ blacktriangledown ▼ clubsuit ♣ diamondsuit ♢ heartsuit ♡
    spadesuit ♠ flat ♭ natural ♮ sharp ♯ checkmark ✓ maltese ✠ surd √ pounds £ yen ¥ copyright ©
    S § P ¶
"""
_BINARY = """
    pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔
    vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △
    bigtriangledown ▽ triangleleft ◁ triangleright ▷ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ oplus ⊕ ominus ⊖
    otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ dagger † ddagger ‡ amalg ⨿ dotplus ∔ ltimes ⋉ rtimes ⋊
    Cap ⋒ Cup ⋓ leftthreetimes ⋋ rightthreetimes ⋌ barwedge ⊼ veebar ⊻ doublebarwedge ⩞
    curlywedge ⋏ curlyvee ⋎ boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ circleddash ⊝ circledast ⊛
    circledcirc ⊚ centerdot ⋅ intercal ⊺ divideontimes ⋇ bmod mod
"""
_RELATIONS = """
    lt < gt > le ≤ leq ≤ ge ≥ geq ≥ leqq ≦ geqq ≧ leqslant ⩽ geqslant ⩾ ll ≪ gg ≫ lll ⋘ ggg ⋙
    ne ≠ neq ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ approxeq ≊ cong ≅ doteq ≐ Doteq ≑ propto ∝ varpropto ∝
    asymp ≍ prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ precsim ≾ succsim ≿
    subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ sqsubset ⊏ sqsupset ⊐
    sqsubseteq ⊑ sqsupseteq ⊒ Subset ⋐ Supset ⋑ subseteqq ⫅ supseteqq ⫆ in ∈ notin ∉ ni ∋ owns ∋
    vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ perp ⊥ mid ∣ nmid ∤
    parallel ∥ nparallel ∦ bowtie ⋈ Join ⋈ smile ⌣ frown ⌢ lesssim ≲ gtrsim ≳ lessapprox ⪅
    gtrapprox ⪆ lessgtr ≶ gtrless ≷ lesseqgtr ⋚ gtreqless ⋛ eqsim ≂ backsim ∽ backsimeq ⋍ bumpeq ≏
    Bumpeq ≎ circeq ≗ triangleq ≜ risingdotseq ≓ fallingdotseq ≒ thicksim ∼ thickapprox ≈ between ≬
    pitchfork ⋔ vartriangleleft ⊲ vartriangleright ⊳ trianglelefteq ⊴ trianglerighteq ⊵
    nless ≮ ngtr ≯ nleq ≰ ngeq ≱ nleqslant ≰ ngeqslant ≱ nsim ≁ ncong ≇ nsubseteq ⊈ nsupseteq ⊉
    nprec ⊀ nsucc ⊁ ntriangleleft ⋪ ntriangleright ⋫ ntrianglelefteq ⋬ ntrianglerighteq ⋭
    lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ therefore ∴ because ∵ coloneqq ≔ eqqcolon ≕
    to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔
    longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸
    Longleftrightarrow ⟺ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ hookrightarrow ↪
    hookleftarrow ↩ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightharpoonup ⇀ rightharpoondown ⇁
    leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ leadsto ⇝
    rightsquigarrow ⇝ dashrightarrow ⇢ dashleftarrow ⇠ twoheadrightarrow ↠ twoheadleftarrow ↞
    rightarrowtail ↣ leftarrowtail ↢ rightrightarrows ⇉ leftleftarrows ⇇ rightleftarrows ⇄
    leftrightarrows ⇆ upuparrows ⇈ downdownarrows ⇊ curvearrowright ↷ curvearrowleft ↶
    circlearrowright ↻ circlearrowleft ↺ looparrowright ↬ looparrowleft ↫ multimap ⊸ Lsh ↰ Rsh ↱
    nrightarrow ↛ nleftarrow ↚ nleftrightarrow ↮ nRightarrow ⇏ nLeftarrow ⇍ nLeftrightarrow ⇎
    upharpoonright ↾ upharpoonleft ↿ downharpoonright ⇂ downharpoonleft ⇃
    Rrightarrow ⇛ Lleftarrow ⇚ colon :
"""
_LARGE = """
    sum ∑ prod ∏ coprod ∐ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀
    biguplus ⨄ bigsqcup ⨆
"""
_INTEGRALS = "int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯ oiiint ∰"
_OPENING = "lbrace { lbrack [ lparen ( langle ⟨ lceil ⌈ lfloor ⌊ lvert | lVert ‖ lgroup ⟮ { {"
_CLOSING = "rbrace } rbrack ] rparen ) rangle ⟩ rceil ⌉ rfloor ⌋ rvert | rVert ‖ rgroup ⟯ } }"
_BARS = "vert | Vert ‖ | ‖ backslash \\ uparrow ↑ downarrow ↓ updownarrow ↕"
_MORE_BARS = "Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕"
_SIGNS = "neg ¬ lnot ¬ % % $ $ # # & & _ _"
_PUNCTUATION = "ldotp . cdotp ·"


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _table() -> dict[str, Symbol]:
    rows = (
        (_LETTERS, Kind.ORDINARY, True),
        (_BINARY, Kind.BINARY, False),
        (_RELATIONS, Kind.RELATION, False),
        (_LARGE, Kind.OPERATOR, False),
        (_OPENING, Kind.OPENING, False),
        (_CLOSING, Kind.CLOSING, False),
        (_BARS, Kind.ORDINARY, False),
        (_MORE_BARS, Kind.ORDINARY, False),
        (_SIGNS, Kind.ORDINARY, False),
        (_PUNCTUATION, Kind.PUNCTUATION, False),
    )
    found = {n: Symbol(c, k, letter) for text, k, letter in rows for n, c in _pairs(text).items()}
    for name, character in _pairs(_INTEGRALS).items():
        found[name] = Symbol(character, Kind.OPERATOR, integral=True)
    found["colon"] = Symbol(":", Kind.PUNCTUATION)
    return found


SYMBOLS: dict[str, Symbol] = _table()
"""The character of every such command, by its name without the backslash."""

_TYPED = {
    "+": ("+", Kind.BINARY),
    "-": ("−", Kind.BINARY),
    "*": ("∗", Kind.BINARY),
    "/": ("/", Kind.ORDINARY),
    "=": ("=", Kind.RELATION),
    "<": ("<", Kind.RELATION),
    ">": (">", Kind.RELATION),
    ":": (":", Kind.RELATION),
    ",": (",", Kind.PUNCTUATION),
    ";": (";", Kind.PUNCTUATION),
    "(": ("(", Kind.OPENING),
    "[": ("[", Kind.OPENING),
    ")": (")", Kind.CLOSING),
    "]": ("]", Kind.CLOSING),
    "!": ("!", Kind.CLOSING),
    "?": ("?", Kind.CLOSING),
    "|": ("|", Kind.ORDINARY),
    ".": (".", Kind.ORDINARY),
    "@": ("@", Kind.ORDINARY),
}
_BY_CHARACTER = {s.character: s for s in reversed(SYMBOLS.values()) if len(s.character) == 1}


def typed(character: str) -> Symbol | None:
    """The symbol for a character that is typed as it is; ``None`` if none is allowed."""
    if character in _TYPED:
        return Symbol(*_TYPED[character])
    if character in _BY_CHARACTER and not character.isascii():
        return _BY_CHARACTER[character]
    if unicodedata.category(character).startswith("L"):
        return Symbol(character, Kind.ORDINARY, letter=True)
    if unicodedata.category(character) == "Sm":
        return Symbol(character, Kind.RELATION)
    return None


FUNCTIONS = frozenset(
    [
        "arccos",
        "arcsin",
        "arctan",
        "arg",
        "cos",
        "cosh",
        "cot",
        "coth",
        "csc",
        "deg",
        "dim",
        "exp",
        "hom",
        "ker",
        "lg",
        "ln",
        "log",
        "sec",
        "sin",
        "sinh",
        "tan",
        "tanh",
    ]
)
"""Functions whose scripts are beside their name."""
LIMITS = {
    **{name: name for name in ["det", "gcd", "inf", "lim", "max", "min", "Pr", "sup"]},
    "liminf": "lim inf",
    "limsup": "lim sup",
    "injlim": "inj lim",
    "projlim": "proj lim",
}
"""Functions whose scripts are below and above their name in display style."""

DELIMITERS: dict[str, str] = {
    **{c: c for c in "()[]|/"},
    "<": "⟨",
    ">": "⟩",
    **{
        f"\\{name}": SYMBOLS[name].character
        for text in (_OPENING, _CLOSING, _BARS, _MORE_BARS)
        for name in _pairs(text)
    },
}
"""The delimiters that ``\\left``, ``\\right``, ``\\middle`` and ``\\big`` take."""
