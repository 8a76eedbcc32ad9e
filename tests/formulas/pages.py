"""Pages with formulas, read from Markdown as an author writes it."""

from __future__ import annotations

from dataclasses import replace

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.errors import Severity
from publish.page import Page
from publish.reading.body import read_body
from publish.reading.findings import Findings
from publish.reading.piece import Body


def read(source: str) -> tuple[Body, list[str]]:
    """A body, and the rules and places of what was found in it, ``rule:line:column``."""
    findings = Findings("article.md")
    body = read_body(source, "en", lambda *place: None, findings)
    return body, [f"{p.rule}:{p.where.line}:{p.where.column}" for p in findings.problems if p.where]


def page(source: str, theme: str = "briefing", lang: str = "en") -> Page:
    """A Page of ``source``, which must be sound."""
    findings = Findings("article.md")
    body = read_body(source, lang, lambda *place: None, findings)
    assert not [p for p in findings.problems if p.severity is Severity.ERROR]
    article = replace(specimen_article(lang), body=body.html, images=(), abstract=None)
    return compose(article, load(theme))


EVERYWHERE = r"""
A line with $a_1 + b$ and $\frac{x}{2}$ in it.[^1]

$$\sum_{k=0}^{n} \binom{n}{k} = 2^n$$ {#eq-sum}

and the text goes on to $$\left| x \right| = \begin{cases} x & x \ge 0 \\ -x & x < 0 \end{cases}$$
and then on. See [that](#eq-sum), and [$E_0$ too](https://example.org/e).

## The case of $\alpha$

- An item with $\sqrt{2}$

  $$\begin{aligned} a &= b \\ &= \underbrace{c + d}_{\text{two}} \end{aligned}$$ {#eq-lines}

| Name | Formula |
|------|---------|
| Root | $\sqrt[3]{y}$ |

> Quoted: $\vec{v} \cdot \hat{n}$.

[^1]: A note with $\int_0^1 t\,\mathrm{d}t$ in it.
"""
"""Formulas wherever they may stand."""
