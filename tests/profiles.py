"""How many examples random tests draw: all in a full run, a few in a quick one."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings

FEW = 10
"""Examples of a test in a quick run."""


def register() -> None:
    """Make the profiles known, and take the full one; ``--hypothesis-profile`` takes another.

    No deadline, and slow drawing is no fault: a busy machine fails no test. A quick run is the
    same every time.
    """
    settings.register_profile(
        "full",
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    full = settings.get_profile("full")
    settings.register_profile("quick", full, max_examples=FEW, derandomize=True, database=None)
    settings.load_profile("full")


def examples(most: int, **others: Any) -> settings:
    """Settings for a test that draws another number of examples than the profile says."""
    quick = settings.get_current_profile_name() == "quick"
    return settings(max_examples=min(most, FEW) if quick else most, **others)
