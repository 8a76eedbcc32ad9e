"""The grammar: every command of a formula, and the function that reads it."""

from __future__ import annotations

from publish.formulas import (
    accents,
    commands,
    delimiters,
    fractions,
    letters,
    matrices,
    spaces,
    texts,
)
from publish.formulas.alphabets import ALPHABETS
from publish.formulas.parser import Reader
from publish.formulas.symbols import FUNCTIONS, LIMITS, SYMBOLS

READERS: dict[str, Reader] = {
    **dict.fromkeys(SYMBOLS, letters.symbol),
    **dict.fromkeys((*FUNCTIONS, *LIMITS), letters.function),
    **dict.fromkeys(("operatorname", "operatorname*"), letters.operator_name),
    **dict.fromkeys((*ALPHABETS, "mathrm", "mathit", "mathnormal"), letters.alphabet),
    "not": letters.negated,
    **dict.fromkeys(commands.SPACES, spaces.named_space),
    **dict.fromkeys(("hspace", "hspace*"), spaces.space_of_length),
    **dict.fromkeys(commands.TEXTS, texts.text),
    **dict.fromkeys(commands.FRACTIONS, fractions.fraction),
    "sqrt": fractions.root,
    **dict.fromkeys(commands.ACCENTS, accents.over),
    **dict.fromkeys(commands.UNDER, accents.under),
    **dict.fromkeys(("overset", "underset", "stackrel"), accents.stack),
    **dict.fromkeys(commands.ARROWS, accents.arrow),
    "left": delimiters.left,
    **dict.fromkeys(commands.SIZES, delimiters.sized),
    "pmod": delimiters.modulo,
    "begin": matrices.environment,
    "substack": matrices.substack,
    **dict.fromkeys(("right", "middle", "end", "\\", "cr"), delimiters.unmatched),
}
"""The reader of every command, by its name without the backslash."""
