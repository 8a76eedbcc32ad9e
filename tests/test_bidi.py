"""UAX #9, held to Pango's implementation (FriBidi) and to what an isolate promises."""

from __future__ import annotations

import ctypes
import random
from collections.abc import Iterator

import pytest
import weasyprint.text.ffi

from publish.languages.bidi import FSI, LRI, PDI, RLI, levels, may_run_left, visual_order

ALPHABETS = (
    "abאבبت12٣۴ -,.()[]$%",
    "aאب1٣+-,./:%$ \t()<>!?«»\u0301\u05b0\u200e\u200fx",
    "aאب1٣ ()[]{}⟨⟩〈〉-",
    "aאب1 .\u202a\u202b\u202d\u202e\u202c",
)
SIGNS = dict.fromkeys(map(ord, "\u0301\u05b0\u202a\u202b\u202d\u202e\u202c\t "))
"""Characters without a place of their own."""


@pytest.fixture(scope="module")
def pango() -> ctypes.CDLL:
    assert weasyprint.text.ffi.pango, "WeasyPrint has loaded the library"
    names = ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll")
    return next(library for name in names if (library := _loaded(name)))


def _loaded(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


def texts(alphabet: str, number: int) -> Iterator[str]:
    """The same ones on every day."""
    chance = random.Random(alphabet)
    for _ in range(number):
        yield "".join(chance.choices(alphabet, k=chance.randint(1, 14)))


@pytest.mark.parametrize("alphabet", ALPHABETS)
@pytest.mark.parametrize("leftward", [False, True])
def test_the_order_is_that_of_another_implementation(
    pango: ctypes.CDLL, alphabet: str, leftward: bool
) -> None:
    for text in texts(alphabet, 1500):
        expected = [n for n in visual_order(_of_pango(pango, text, leftward)) if seen(text, n)]
        found = [n for n in visual_order(levels(text, leftward=leftward)) if seen(text, n)]
        assert found == expected, ascii(text)


def seen(text: str, n: int) -> bool:
    return ord(text[n]) not in SIGNS


def _of_pango(pango: ctypes.CDLL, text: str, leftward: bool) -> list[int]:
    ask = pango.pango_log2vis_get_embedding_levels
    ask.restype = ctypes.POINTER(ctypes.c_uint8)
    data, base = text.encode(), ctypes.c_int(leftward)
    return list(ask(data, len(data), ctypes.byref(base))[: len(text)])


@pytest.mark.parametrize("sign", [LRI, RLI, FSI])
@pytest.mark.parametrize("leftward", [False, True])
def test_an_isolate_is_one_sign_outside_and_a_paragraph_inside(sign: str, leftward: bool) -> None:
    chance = random.Random(sign)
    for before, inner, after in zip(*[texts(ALPHABETS[n], 400) for n in (0, 2, 0)], strict=True):
        if chance.random() < 0.3:
            inner = f"{inner}{RLI}{before}{PDI}"
        text = f"{before}{sign}{inner}{PDI}{after}"
        order = visual_order(levels(text, leftward=leftward))
        start = len(before) + 1
        inside = [n - start for n in order if start <= n < start + len(inner)]
        as_one = visual_order(levels(f"{before}\ufffc{after}", leftward=leftward))
        moved = [n if n < start else n + len(inner) + 1 for n in as_one if n != start - 1]
        assert [n for n in order if n < start - 1 or n > start + len(inner)] == moved, ascii(text)
        own = leftward_by(inner) if sign == FSI else sign == RLI
        assert inside == visual_order(levels(inner, leftward=own)), ascii(text)


def leftward_by(text: str) -> bool:
    """The first strong letter that is in no isolate decides (P2, P3)."""
    depth = 0
    for letter in text:
        depth += (letter == RLI) - (letter == PDI)
        if not depth and letter in "abאבبتx":
            return letter in "אבبت"
    return False


@pytest.mark.parametrize(
    ("text", "leftward", "order"),
    [
        ("אב 12", True, "12 בא"),
        ("ab אב 12", False, "ab 12 בא"),
        ("אב a, b 1", True, "a, b 1 בא"),
        ("اب 12-34", True, "34-12 با"),
        ("אב 12-34", True, "12-34 בא"),
    ],
)
def test_what_readers_see(text: str, leftward: bool, order: str) -> None:
    assert "".join(text[n] for n in visual_order(levels(text, leftward=leftward))) == order


def test_what_cannot_run_left_is_known_at_once() -> None:
    assert not may_run_left("Zürich Ωμέγα 北京 हिन्दी")
    assert may_run_left("a שלום")
    assert may_run_left("العربية")
    assert levels("", leftward=True) == visual_order([]) == []
