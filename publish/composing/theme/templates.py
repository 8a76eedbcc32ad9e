"""Jinja2, closed: sandboxed, escaping, strict, fed from memory only, and metered.

A theme may come from anybody. Its templates see plain data and Jinja's own
``loop``, ``caller``, ``self`` and ``super``; :mod:`~publish.composing.theme.templating.grammar`
is their language, :mod:`~publish.composing.theme.templating.filters` are their filters, and
:mod:`~publish.composing.theme.templating.allowance` limits what they consume.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from functools import lru_cache
from textwrap import shorten
from types import CodeType, MethodType
from typing import Any

from jinja2 import (
    BaseLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment

from publish.composing.theme.loading import Theme
from publish.composing.theme.templating import filters, grammar
from publish.composing.theme.templating.allowance import Allowance, Refused, allowance
from publish.composing.theme.templating.operations import described, shown, step
from publish.errors import Problem, ThemeError, Where
from publish.keeping.kept import NOTHING, KeptWork
from publish.values import dataclass

SOURCE = 100_000
"""Characters of all the templates that one page needs."""
DEEPEST = 16
"""Templates that include each other."""

_LINE = 300
"""Characters of a message; some of Jinja's contain the whole faulty value."""

_LOOP: tuple[str, ...] = ("index", "index0", "revindex", "revindex0", "first", "last", "length")
_LOOP += ("previtem", "nextitem", "depth", "depth0", "cycle")
_HINT = "Templates may use the values that ARCHITECTURE.md lists, and the filters of a theme."


@dataclass(frozen=True)
class Compiled:
    """A checked template, and its cost."""

    code: CodeType
    references: tuple[grammar.Reference, ...]
    cost: grammar.Cost


class _Code:
    """Compiled templates as bytes.

    Python runs such bytes as it runs its own ``.pyc``, so they are only read where nobody but the
    user can write.
    """

    def encode(self, value: Compiled) -> bytes:
        references = [(r.names, r.line, r.optional) for r in value.references]
        return marshal.dumps((value.code, references, value.cost.steps, value.cost.printed))

    def decode(self, data: bytes) -> Compiled:
        try:
            code, references, steps, printed = marshal.loads(data)
            found = tuple(grammar.Reference(*one) for one in references)
            return Compiled(code, found, grammar.Cost(steps, printed))
        except (EOFError, TypeError) as error:
            raise ValueError(str(error)) from error


_CODE = _Code()


@lru_cache(maxsize=256)
def compiled(name: str, source: str, kept: KeptWork = NOTHING) -> Compiled:
    """``source`` checked, metered and compiled: the same for every article that is set with it."""
    return kept.value("template", (name, source), _CODE, lambda: _compiled(name, source))


def _compiled(name: str, source: str) -> Compiled:
    compiler = Environment({})
    try:
        tree = compiler.parse(source, name, name)
        found = grammar.metered(tree, filters.FILTERS, filters.TESTS)
        # Its name serves as a file name, which tracebacks show.
        code = compiler.compile(tree, name, name)
    except Refused as refusal:
        refusal.template = name
        raise
    except (RecursionError, MemoryError, SyntaxError) as error:
        # Jinja's parser and Python's both fail on deeply nested input.
        deep = grammar.too_deep()
        deep.template = name
        raise deep from error
    except ValueError as error:
        raise Refused("theme-template-number", str(error), "Write a shorter one.", name) from error
    return Compiled(code, tuple(found.references), found.cost)


class Shelf(BaseLoader):
    """Loads templates from memory. Each use of a template is paid for."""

    def __init__(self, templates: Mapping[str, str], kept: KeptWork = NOTHING) -> None:
        self.templates = templates
        self.kept = kept
        self.references: dict[str, tuple[grammar.Reference, ...]] = {}
        self.heights: dict[str, int] = {}
        self._read = 0

    def load(
        self, environment: Any, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The template of that name; its faults are :class:`Refused` or Jinja's."""
        if name not in self.templates:
            raise TemplateNotFound(name)
        source = self.templates[name]
        self._read += len(source)
        if self._read > SOURCE:
            message = f"more than {SOURCE} characters of templates"
            raise Refused("theme-template-size", message, "Shorten them.", name)
        known = compiled(name, source, self.kept)
        self.references[name] = known.references
        template: Template = environment.template_class.from_code(
            environment, known.code, globals or {}
        )
        template.root_render_func = _paid(template.root_render_func, known.cost)
        return template

    def height(self, name: str, environment: Any, path: tuple[str, ...] = ()) -> int:
        """The number of nested templates in ``name``, itself included; all of them are loaded.

        Raises :class:`Refused` for a circle, and beyond :data:`DEEPEST`.
        """
        if name in path:
            circle = " → ".join([*path[path.index(name) :], name])
            fix = "Remove one of them from the circle."
            raise Refused("theme-template-loop", f"templates in a circle: {circle}", fix, name)
        if name not in self.heights:
            environment.get_template(name)
            path = (*path, name)
            below = [self.height(other, environment, path) for other in self._named_by(name)]
            self.heights[name] = 1 + max(below, default=0)
        if len(path) + self.heights[name] > DEEPEST:
            message = f"more than {DEEPEST} templates include each other"
            raise Refused("theme-template-depth", message, "Put some of them together.", name)
        return self.heights[name]

    def _named_by(self, name: str) -> Iterator[str]:
        for reference in self.references[name]:
            there = [other for other in reference.names if other in self.templates]
            if not there and not reference.optional:
                message = f"there is no template {' or '.join(reference.names)}"
                fix = f"There are: {', '.join(sorted(self.templates))}."
                raise Refused("theme-template", message, fix, name, reference.line)
            yield from there


def _paid(function: Callable[..., Any], cost: grammar.Cost) -> Callable[..., Any]:
    def entered(context: Context) -> Any:
        step(context, cost.steps, cost.printed)
        return function(context)

    return entered


class Environment(ImmutableSandboxedEnvironment):
    """The templates of one theme.

    Nothing that they are given has attributes: ``a.b`` is an entry of a table, or
    one of Jinja's own names. Nothing can be called but macros and blocks.
    """

    def __init__(self, templates: Mapping[str, str], kept: KeptWork = NOTHING) -> None:
        self.shelf = Shelf(templates, kept)
        super().__init__(
            loader=self.shelf,
            autoescape=True,
            undefined=StrictUndefined,
            finalize=shown,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            optimized=False,
        )
        self.globals.clear()
        self.filters = {**filters.FILTERS, **filters.HIDDEN}
        self.tests = dict(filters.TESTS)
        self.allowance: Allowance = allowance({})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute``: the same as ``obj["attribute"]``."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An entry of a table or a list, or one of the names of Jinja's own objects."""
        match obj:
            case Mapping() if isinstance(argument, str) and argument in obj:
                return obj[argument]
            case str() | list() | tuple() if isinstance(argument, int):
                if -len(obj) <= argument < len(obj):
                    return obj[argument]
            case LoopContext() if argument in _LOOP:
                return getattr(obj, argument)
            case TemplateModule() if isinstance(argument, str) and not argument.startswith("_"):
                if argument in vars(obj):
                    return vars(obj)[argument]
            case TemplateReference():
                with suppress(KeyError):
                    return obj[argument]
            case Undefined():
                str(obj)  # The message names the undefined value.
        # A list for a name would be written out in the message, and can be endless.
        name = str(argument) if isinstance(argument, (str, int)) else described(argument)
        return self.undefined(obj=obj, name=name)

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks and ``loop.cycle``; an unknown name raises when it is called."""
        if isinstance(obj, MethodType):
            return isinstance(obj.__self__, LoopContext)
        return isinstance(obj, (Macro, BlockReference, Undefined))


def environment(theme: Theme) -> Environment:
    """The theme's templates, ready to be rendered."""
    return Environment(theme.templates, theme.kept)


def render(env: Environment, name: str, theme: Theme, values: Mapping[str, object]) -> str:
    """One template, rendered; raises ``ThemeError`` with its file and line."""
    env.allowance = allowance(values)
    try:
        env.shelf.height(name, env)
        return env.get_template(name).render(values)
    except Refused as error:
        place = error.template or _place(error, env, name)[0]
        line = error.line or _place(error, env, name)[1]
        raise _fault(theme, place, line, error.message or "", error.rule, error.fix) from error
    except RecursionError as error:
        rule, message = "theme-template-depth", "a macro or a block calls itself without end"
        fix = "Let it end, or write a loop."
        raise _fault(theme, *_place(error, env, name), message, rule, fix) from error
    except TemplateSyntaxError as error:
        raise _fault(theme, error.name or name, error.lineno, error.message or "") from error
    except _FAULTS as error:
        raise _fault(theme, *_place(error, env, name), str(error)) from error


_FAULTS = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AssertionError,
    AttributeError,
)
"""The exceptions of Jinja and its filters for values that they cannot use."""


def _place(error: BaseException, env: Environment, name: str) -> tuple[str, int]:
    """The innermost template and its line, which Jinja writes into the traceback."""
    line, frame = 0, error.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        if file in env.shelf.templates:
            name, line = file, frame.tb_lineno
        frame = frame.tb_next
    return name, line


def _fault(
    theme: Theme,
    name: str,
    line: int,
    message: str,
    rule: str = "theme-template",
    fix: str = _HINT,
) -> ThemeError:
    file = next((f for f in theme.folders if (f / "templates" / name).is_file()), None)
    place = Where(str(file / "templates" / name) if file else name, line)
    return ThemeError(Problem(rule, shorten(message, _LINE), fix, place))
