"""Addresses: whatever is typed comes out as RFC 3986 has it, and leads to the same place."""

from __future__ import annotations

import string
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.addresses import fault, normalized
from publish.reading.body import read_body
from publish.reading.findings import Findings


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("https://example.org/a#b#c", "https://example.org/a#b%23c"),
        ("https://example.org/#/route#place", "https://example.org/#/route%23place"),
        ("https://example.org/?q=a|b", "https://example.org/?q=a%7Cb"),
        ("https://example.org/[x]{y}^z", "https://example.org/%5Bx%5D%7By%7D%5Ez"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%zz", "https://example.org/%25zz"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/köln", "https://example.org/köln"),
        ("https://[2001:db8::1]:80/a", "https://[2001:db8::1]:80/a"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ('https://example.org/"a"<b>', "https://example.org/%22a%22%3Cb%3E"),
        ("mailto:ada@example.org?subject=a b", "mailto:ada@example.org?subject=a%20b"),
        ("https://example.org/a\\b", "https://example.org/a%5Cb"),
        ("tel:+47 123", "tel:+47%20123"),
    ],
)
def test_an_address_is_written_as_the_standard_has_it(typed: str, written: str) -> None:
    assert normalized(typed) == written
    assert fault(written) is None


@given(st.text(string.printable + "äß中\u00a0\u202e", max_size=30))
def test_any_tail_is_mended_once_and_means_the_same(tail: str) -> None:
    typed = f"https://example.org/{tail}"
    written = normalized(typed)
    assert fault(written) is None
    assert normalized(written) == written
    assert unquote(unquote(written)) == unquote(unquote(typed))
    assert urlsplit(written).hostname == "example.org"


@given(st.text("ab/?#%[]|1", max_size=12))
def test_what_has_a_fault_is_what_is_changed(tail: str) -> None:
    typed = f"https://example.org/{tail}"
    assert (fault(typed) is None) == (normalized(typed) == typed)


def test_links_of_an_article_are_written_so() -> None:
    findings = Findings("article.md")
    body = read_body("See [it](https://example.org/a#b#c).", "en", lambda *a: None, findings)
    assert 'href="https://example.org/a#b%23c"' in body.html
