"""Jinja2, closed: sandboxed, escaping, strict, and fed from memory only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import (
    DictLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    select_autoescape,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from publish.composing.theme import Theme
from publish.errors import Problem, ThemeError, Where

_RANGE = 1000


class Environment(ImmutableSandboxedEnvironment):
    """Templates get plain data and no callables, so there is nothing to call but filters."""

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing that a template is given is meant to be called, save Jinja's own loop."""
        return type(obj).__module__.startswith("jinja2.")


def environment(theme: Theme) -> Environment:
    """The theme's templates, ready to be rendered."""
    env = Environment(
        loader=DictLoader(dict(theme.templates)),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    # range(10**9) and the like would never end; a template has no need to count.
    for name in ("range", "lipsum", "cycler", "joiner", "namespace"):
        env.globals.pop(name, None)
    return env


def render(env: Environment, name: str, theme: Theme, values: Mapping[str, object]) -> str:
    """One template, rendered; raises ``ThemeError`` with its file and line."""
    try:
        return env.get_template(name).render(values)
    except TemplateSyntaxError as error:
        raise _fault(theme, error.name or name, error.lineno, error.message or "") from error
    except (TemplateError, SecurityError, TypeError, ValueError) as error:
        raise _fault(theme, name, _line(error, name), str(error)) from error


def _line(error: BaseException, name: str) -> int:
    """The template's line, which Jinja writes into the traceback."""
    line, frame = 0, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename.endswith((name, "<template>")):
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def _fault(theme: Theme, name: str, line: int, message: str) -> ThemeError:
    file = next((f for f in theme.folders if (f / "templates" / name).is_file()), None)
    place = Where(str(file / "templates" / name) if file else name, line)
    hint = "Templates may use the values that ARCHITECTURE.md lists, and Jinja's filters."
    return ThemeError(Problem("theme-template", message, hint, place))
