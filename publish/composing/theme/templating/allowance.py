"""The resources of one rendering of a theme's templates: counted, never timed.

A theme may come from anybody. Everything that can multiply (loops, macros, includes, joined
texts) is paid for in advance, so that a template stops at the same place on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import TemplateRuntimeError

from publish.values import dataclass

STEPS, STEPS_PER_VALUE = 1_000_000, 300
"""Parts of templates that are run, and how many more for each given value."""
CHARACTERS, CHARACTERS_PER_CHARACTER = 4_000_000, 32
"""Characters that operations and filters handle, and more for each given character."""
PRINTED, PRINTED_PER_CHARACTER = 250_000, 8
"""Characters of output (twice where a macro or a block passes them on)."""


class Refused(TemplateRuntimeError):
    """A template uses something forbidden; ``template`` and ``line`` say where, if known."""

    def __init__(
        self, rule: str, message: str, fix: str, template: str | None = None, line: int = 0
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.fix = fix
        self.template = template
        self.line = line


@dataclass
class Allowance:
    """The resources that are left; a template that needs more is :class:`Refused`."""

    steps: int
    characters: int
    printed: int

    def step(self, steps: int, printed: int = 0) -> None:
        """Pay for parts of a template, and for the plain text in them."""
        self.steps -= steps
        if self.steps < 0:
            raise Refused(
                "theme-template-steps",
                "the templates repeat too much: loops and macros multiply each other",
                "Loop once over what is shown; nest no loops that each run often.",
            )
        self.printed -= printed
        if self.printed < 0:
            raise Refused(
                "theme-template-length",
                "the templates print far more than the article holds",
                "Print each value once; look for a loop around large parts.",
            )

    def handle(self, characters: int) -> None:
        """Pay for texts that are read through or made."""
        self.characters -= characters
        if self.characters < 0:
            raise Refused(
                "theme-template-length",
                "the templates join or copy far more text than the article holds",
                "Print texts at their places instead of joining them.",
            )


def allowance(values: Mapping[str, object]) -> Allowance:
    """An allowance in proportion to the ``values`` to render."""
    leaves, characters = _measured(values)
    return Allowance(
        steps=STEPS + STEPS_PER_VALUE * leaves,
        characters=CHARACTERS + CHARACTERS_PER_CHARACTER * characters,
        printed=PRINTED + PRINTED_PER_CHARACTER * characters,
    )


def _measured(value: object) -> tuple[int, int]:
    if isinstance(value, str):
        return 1, len(value)
    if isinstance(value, Mapping):
        parts = [_measured(part) for part in value.values()]
    elif isinstance(value, (list, tuple)):
        parts = [_measured(part) for part in value]
    else:
        return 1, 0
    return 1 + sum(leaves for leaves, _ in parts), sum(characters for _, characters in parts)
