"""Templates that would run for ever, fill the memory or look behind the scenes."""

from dataclasses import replace

import pytest

from tests.composing.hostile.attack import BRIEFING, rule_of

DOUBLED = "{% set a = ['x'] %}" + "{% set a = [a, a] %}" * 40
TWICE = "{% set b = ['x'] %}" + "{% set b = [b, b] %}" * 40
PAIRED = "{% set a = ('x',) %}" + "{% set a = (a, a) %}" * 40

TEMPLATES = {
    # loops
    "{% for a in body %}" * 3 + "x" + "{% endfor %}" * 3: "theme-template-length",
    "{% for a in body %}" * 5 + "{% set x = 1 %}" + "{% endfor %}" * 5: "theme-template-steps",
    "{% for c in body %}{{ body }}{% endfor %}": "theme-template-length",
    "{% for c in body %}" + "y" * 20_000 + "{% endfor %}": "theme-template-length",
    "{% for c in body %}" + "{% if c %}{% endif %}" * 3000 + "{% endfor %}": "theme-template-steps",
    "{% for c in body %}{% include 'credits.html.j2' %}{% endfor %}": "theme-template-length",
    "{% for x in range(10**9) %}{% endfor %}": "theme-template",
    "{% for x in range(1000000000) %}{% endfor %}": "theme-template",
    "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}": "theme-template",
    # macros, blocks, templates
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": "theme-template-depth",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}": (
        "theme-template-steps"
    ),
    "{% block b %}{{ self.b() }}{% endblock %}": "theme-template-depth",
    "{% include 'colophon.html.j2' %}": "theme-template-loop",
    "{% extends 'colophon.html.j2' %}": "theme-template-loop",
    "{% import 'colophon.html.j2' as x %}": "theme-template-loop",
    "{% include article.title %}": "theme-template",
    "{% include '/etc/passwd' %}": "theme-template",
    "{% include '../theme.toml' %}": "theme-template",
    "{% include 'credits.html.j2' without context %}": "theme-template",
    # long texts
    "{{ 'a' * 10000000000 }}": "theme-template-number",
    "{{ 'a' * 1000000000 }}": "theme-template-operator",
    "{{ [1] * 1000000000 }}": "theme-template-operator",
    "{{ '%1000000000d' % 1 }}": "theme-template-operator",
    "{{ '%999999999d' is even }}": "theme-template-value",
    "{{ '%999999999d' is divisibleby(1) }}": "theme-template-value",
    "{% set a = 'aa' %}" + "{% set a = a ~ a %}" * 40: "theme-template-length",
    "{% set a = 'aa' %}" + "{% set a = a + a %}" * 40: "theme-template-length",
    "{% set a = 'aa' %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40: "theme-template-length",
    "{% set a = 'a' * 1 %}": "theme-template-operator",
    "{{ body|replace('e', body)|replace('e', body) }}": "theme-template-length",
    "{{ body|list|join(body|list|join(body)) }}": "theme-template-length",
    "{{ body|trim(body) }}": "theme-template-length",
    "{% for x in body %}{% set y = body[1:] %}{% endfor %}": "theme-template-length",
    "{% for x in body %}{% if body ~ 1 == body ~ 2 %}{% endif %}{% endfor %}": (
        "theme-template-length"
    ),
    "{% for x in body %}{% if x ~ 'zz' in body %}{% endif %}{% endfor %}": "theme-template-length",
    "{% for x in body %}{% set y = body|list %}{% endfor %}": "theme-template-length",
    "x" * 200_000: "theme-template-size",
    "{{ article.title }}" * 20_000: "theme-template-size",
    # filters and functions that make something of nothing
    "{{ 'a'|center(1000000000) }}": "theme-template-filter",
    "{{ 'a'|indent(1000000000) }}": "theme-template-filter",
    "{{ '%1000000000d'|format(1) }}": "theme-template-filter",
    "{{ 'a'|batch(1000000000, 'x')|list }}": "theme-template-filter",
    "{{ 'a'|wordwrap(1, wrapstring=body) }}": "theme-template-filter",
    "{{ 1|round(-1000000000) }}": "theme-template-filter",
    "{{ article|pprint }}": "theme-template-filter",
    "{{ article|tojson }}": "theme-template-filter",
    "{{ article|xmlattr }}": "theme-template-filter",
    "{{ body|safe }}": "theme-template-filter",
    "{{ [1, 2]|random }}": "theme-template-filter",
    "{{ ['a']|map('center', 1000000000)|list }}": "theme-template-filter",
    "{{ ['a']|map(' concatenate')|list }}": "theme-template-filter",
    "{{ lipsum(n=100000) }}": "theme-template",
    "{{ cycler('a').next() }}": "theme-template",
    # numbers
    "{{ 9 ** 9 ** 9 }}": "theme-template",
    "{{ 1" + "0" * 5000 + " }}": "theme-template-number",
    "{{ 1" + "0" * 1000 + " }}": "theme-template-number",
    "{{ 1000000000 * 1000000000 }}": "theme-template-number",
    "{{ 1e400 }}": "theme-template-number",
    "{{ 1 / 0 }}": "theme-template",
    # depth
    "{{ " + "(" * 300 + "1" + ")" * 300 + " }}": "theme-template-depth",
    "{{ " + "not " * 3000 + "1 }}": "theme-template-depth",
    "{{ " + "1 + " * 5000 + "1 }}": "theme-template-depth",
    "{{ 'a'" + "|upper" * 3000 + " }}": "theme-template-depth",
    "{{ article" + ".a" * 3000 + " }}": "theme-template-depth",
    "{% if 1 %}" * 200 + "{% endif %}" * 200: "theme-template-depth",
    "{% for c in [1] %}" * 45 + "{% endfor %}" * 45: "theme-template-depth",
    "{{" * 20_000: "theme-template-depth",
    # lists in lists, which share their parts
    DOUBLED + TWICE + "{% if a == b %}{% endif %}": "theme-template-value",
    DOUBLED + TWICE + "{% if a is eq b %}{% endif %}": "theme-template-value",
    DOUBLED + TWICE + "{% if a in [b] %}{% endif %}": "theme-template-value",
    DOUBLED + "{{ a }}": "theme-template-value",
    DOUBLED + "{{ a ~ '' }}": "theme-template-value",
    DOUBLED + "{{ a|join }}": "theme-template-value",
    DOUBLED + "{{ a|sort }}": "theme-template-value",
    DOUBLED + "{{ a|string }}": "theme-template-value",
    DOUBLED + "{{ a|escape }}": "theme-template-value",
    DOUBLED + "{% if a is lower %}{% endif %}": "theme-template-value",
    PAIRED + "{% set d = {a: 1} %}": "theme-template",
    PAIRED + "{{ article[a] }}": "theme-template",
    # walks along attributes
    "{{ ''.__class__.__mro__ }}": "theme-template",
    "{{ ''['__class__'] }}": "theme-template",
    "{{ article.title.upper() }}": "theme-template",
    "{{ article.items() }}": "theme-template",
    "{{ article|attr('__class__') }}": "theme-template-filter",
    "{{ '{0.__class__}'.format(article) }}": "theme-template",
    "{{ '{a.__class__}'.format_map({'a': 1}) }}": "theme-template",
    "{{ [article]|map(attribute='__class__')|first }}": "theme-template",
    "{{ self.__init__ }}": "theme-template",
    "{{ self._TemplateReference__context }}": "theme-template",
    "{% for x in [1] %}{{ loop._iterator }}{% endfor %}": "theme-template",
    "{% macro m() %}{% endmacro %}{{ m._func }}": "theme-template",
    "{% macro m() %}{% endmacro %}{{ m(*body) }}": "theme-template",
    "{% set ns = namespace() %}": "theme-template",
    "{% autoescape false %}{{ article.title }}{% endautoescape %}": "theme-template",
}


@pytest.mark.parametrize(("template", "rule"), TEMPLATES.items(), ids=lambda text: text[:60])
def test_a_template_is_stopped(template: str, rule: str) -> None:
    hostile = replace(BRIEFING, templates={**BRIEFING.templates, "colophon.html.j2": template})
    assert rule_of(hostile) == rule


def test_templates_that_double_each_other_are_stopped() -> None:
    twice = {f"t{n}": f"{{% include 't{n + 1}' %}}" * 9 for n in range(12)}
    templates = {
        **BRIEFING.templates,
        **twice,
        "t12": "x",
        "colophon.html.j2": "{% include 't0' %}",
    }
    assert rule_of(replace(BRIEFING, templates=templates)) == "theme-template-steps"


def test_templates_in_a_long_row_are_stopped() -> None:
    row = {f"t{n}": f"{{% include 't{n + 1}' %}}" for n in range(500)}
    templates = {**BRIEFING.templates, **row, "t500": "x", "colophon.html.j2": "{% include 't0' %}"}
    assert rule_of(replace(BRIEFING, templates=templates)) == "theme-template-depth"
