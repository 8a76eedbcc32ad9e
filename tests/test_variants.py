"""Bytes kept as what differs from others are the same bytes."""

from __future__ import annotations

import pickle
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from publish.model.variants import Variant, varied
from publish.page import Asset

PHOTOGRAPH = bytes(n * n % 251 for n in range(300_000))


@given(
    st.integers(0, len(PHOTOGRAPH)),
    st.integers(0, len(PHOTOGRAPH)),
    st.binary(max_size=300),
)
def test_any_change_in_one_place_can_be_kept(one: int, other: int, between: bytes) -> None:
    first, last = sorted((one, other))
    changed = PHOTOGRAPH[:first] + between + PHOTOGRAPH[last:]
    kept = varied(PHOTOGRAPH, changed)
    assert (kept.whole() if isinstance(kept, Variant) else kept) == changed
    if isinstance(kept, Variant):
        assert len(kept.between) <= len(between) + last - first


@given(st.binary(max_size=9000), st.binary(max_size=9000))
def test_any_two_can_be_kept(original: bytes, changed: bytes) -> None:
    kept = varied(original, changed)
    assert (kept.whole() if isinstance(kept, Variant) else kept) == changed


def test_an_asset_is_the_same_however_its_bytes_are_kept() -> None:
    changed = PHOTOGRAPH[:700] + b"a credit" + PHOTOGRAPH[700:]
    kept = Asset("a.jpg", "image/jpeg", varied(PHOTOGRAPH, changed))
    whole = Asset("a.jpg", "image/jpeg", changed)
    assert kept == whole
    assert kept.data == changed
    assert pickle.loads(pickle.dumps(kept)) == whole
    assert replace(kept, data=b"other").data == b"other"
