"""Templates: what a theme can write, what it is told when it errs, and how far it can go."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import Theme, load
from publish.composing.theme.templates import SOURCE, environment, render
from publish.errors import ThemeError

NOTHING = Theme("test", "", {}, {}, {}, {})
VALUES: dict[str, object] = {
    "title": "Salt & Pepper",
    "none": None,
    "people": [{"name": "Ada", "age": 36}, {"name": "Bo", "age": 4}],
    "words": {"by": "By", "items": "Entries"},
}


def rendered(*templates: str, **named: str) -> str:
    texts = {"page": templates[0], **named}
    theme = replace(NOTHING, templates=texts)
    return render(environment(theme), "page", theme, VALUES)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ title }}", "Salt &amp; Pepper"),
        ("{{ title|upper ~ '<' }}", "SALT &amp; PEPPER&lt;"),
        ("{{ words.by }} {{ words['by'] }} {{ words.items }}", "By By Entries"),
        ("{{ people[0].name }}{{ people[-1]['name'] }}", "AdaBo"),
        ("{% for p in people %}{{ loop.index }}{{ p.name }}{% endfor %}", "1Ada2Bo"),
        ("{% for p in people if p.age > 9 %}{{ p.name }}{% else %}none{% endfor %}", "Ada"),
        ("{% for p in people %}{{ loop.cycle('a', 'b') }}{{ loop.length }}{% endfor %}", "a2b2"),
        ("{% for p in people %}{{ ', ' if not loop.first }}{{ p.age + 1 }}{% endfor %}", "37, 5"),
        ("{{ people|map(attribute='name')|join(' and ') }}", "Ada and Bo"),
        ("{{ people|join('/', attribute='name') }}", "Ada/Bo"),
        ("{{ people|selectattr('age', 'lt', 9)|map(attribute='name')|first }}", "Bo"),
        ("{{ people|sort(attribute='age')|map(attribute='name')|list|last }}", "Ada"),
        ("{{ ['b', 'a']|sort|join }}{{ 'ab'|reverse }}", "abba"),
        ("{{ title|replace('&', 'and') }}", "Salt and Pepper"),
        ("{{ title|e|replace('&', '+') }}", "Salt + Pepper"),
        ("{{ none|default('–', true) }}{{ missing|default('?') }}", "–?"),
        ("{{ title|length }}{{ title[:4] }}{{ title[0] }}", "13SaltS"),
        ("{{ 7 // 2 }} {{ 7 % 2 }} {{ 7 * 2 }} {{ 7 - 2 }} {{ -7 }}", "3 1 14 5 -7"),
        ("{{ 'a' + 'b' }}", "ab"),
        ("{% if none is none and title is defined and 4 is even %}yes{% endif %}", "yes"),
        ("{% if 'Salt' in title and 'by' in words and 3 in [1, 3] %}yes{% endif %}", "yes"),
        ("{% set a = title %}{% set b %}<{{ a }}>{% endset %}{{ b }}", "<Salt &amp; Pepper>"),
        ("{% with a = 'x' %}{{ a }}{% endwith %}{% filter upper %}y{% endfilter %}", "xY"),
        (
            "{% macro m(x, y='!') %}{{ x }}{{ y }}{% endmacro %}{{ m('a') }}{{ m('b', '?') }}",
            "a!b?",
        ),
        ("{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}x{% endcall %}", "[x]"),
        ("{% block a %}x{% endblock %}{{ self.a() }}", "xx"),
        ("{# nothing #}", ""),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
    ],
)
def test_a_theme_can_write(template: str, expected: str) -> None:
    assert rendered(template) == expected


def test_templates_include_import_and_extend_each_other() -> None:
    assert (
        rendered(
            "{% extends 'base' %}{% block a %}{{ super() }}b{% endblock %}",
            base="<{% block a %}a{% endblock %}{% include 'end' %}{% include 'x' ignore missing %}",
            end="{% from 'macros' import m %}{{ m(title) }}",
            macros="{% macro m(x) %}{{ x|lower }}{% endmacro %}",
        )
        == "<absalt &amp; pepper"
    )


def test_a_module_has_its_macros_and_nothing_else() -> None:
    macros = "{% macro m() %}x{% endmacro %}{% set n = 1 %}"
    assert rendered("{% import 'macros' as all %}{{ all.m() }}{{ all.n }}", macros=macros) == "x1"
    with pytest.raises(ThemeError, match="no attribute '_body_stream'"):
        rendered("{% import 'macros' as all %}{{ all._body_stream }}", macros=macros)


@pytest.mark.parametrize(
    ("template", "rule", "says"),
    [
        ("{{ titel }}", "theme-template", "'titel' is undefined"),
        ("{{ words.buy }}", "theme-template", "no attribute 'buy'"),
        ("{{ missing.name }}", "theme-template", "'missing' is undefined"),
        ("{% for x in people", "theme-template", "unexpected end of template"),
        ("{{ title|shout }}", "theme-template-filter", "There are: capitalize"),
        ("{{ title|uper }}", "theme-template-filter", "Did you mean upper?"),
        ("{% if title is funny %}{% endif %}", "theme-template-test", "There are: boolean"),
        ("{% include 'x' %}", "theme-template", "There are: page"),
        ("{{ none }}", "theme-template-value", "cannot print what is not stated"),
        ("{{ people }}", "theme-template-value", "cannot print a list"),
        ("{{ words ~ '' }}", "theme-template-value", "cannot join a table"),
        ("{{ title is defined }}", "theme-template-value", "cannot print a yes or no"),
        ("{{ 'a' * 3 }}", "theme-template-operator", "`*` is for numbers"),
        ("{{ 1 / 0 }}", "theme-template", "division by zero"),
        ("{{ title() }}", "theme-template", "not safely callable"),
        ("{{ title|truncate(1) }}", "theme-template", "expected length"),
    ],
)
def test_a_slip_is_reported_with_its_rule(template: str, rule: str, says: str) -> None:
    with pytest.raises(ThemeError, match="page") as caught:
        rendered(template)
    (problem,) = caught.value.problems
    assert problem.rule == rule
    assert says in f"{problem.message} {problem.fix}"


def test_a_fault_names_the_file_and_the_line_that_hold_it(tmp_path: Path) -> None:
    templates = tmp_path / "mine/templates"
    templates.mkdir(parents=True)
    (tmp_path / "mine/theme.toml").write_text('parent = "briefing"')
    (templates / "colophon.html.j2").write_text("<p>\n{% include 'mine.html.j2' %}</p>")
    for fault in ("{{ nothing }}", "{{ 'a' * 2 }}", "{{ 1|shout }}", "{% for %}"):
        (templates / "mine.html.j2").write_text(f"<b>\n\n{fault}</b>")
        with pytest.raises(ThemeError) as caught:
            compose(specimen_article("en"), load(str(tmp_path / "mine")))
        where = caught.value.problems[0].where
        assert where is not None
        assert (Path(where.file).name, where.line) == ("mine.html.j2", 3), fault


def test_a_long_article_is_no_attack() -> None:
    """Forty times the specimen, two hundred pictures: every theme sets it without complaint."""
    article = specimen_article("en")
    images = tuple(replace(article.images[0], name=f"picture-{n}.jpg") for n in range(200))
    figures = "".join(f'<figure data-image="{image.name}"></figure>' for image in images)
    ids = re.compile(r'(?<=\bid=")|(?<=href="#)(?!fig-)')
    body = "".join(ids.sub(f"copy-{n}-", article.body) for n in range(40))
    long = replace(article, body=body + figures, images=(*article.images, *images))
    for name in ("briefing", "dispatch", "journal"):
        assert len(compose(long, load(name)).markup) > 300_000


@pytest.mark.parametrize("name", ["briefing", "dispatch", "journal", "report"])
def test_a_shipped_theme_has_a_fraction_of_what_it_may(name: str) -> None:
    assert sum(map(len, load(name).templates.values())) < SOURCE / 4
