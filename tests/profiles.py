"""How many examples random tests draw: many in a full run, a few in a quick one."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

FEW = 5
"""Examples of a test in a quick run."""
LONG = 20
"""A search for new faults draws so many times the examples of a full run."""


def register() -> None:
    """Make the profiles known, and take the full one; ``--hypothesis-profile`` takes another.

    ``full`` and ``quick`` draw the same examples every time: a change that is right never fails
    by chance. ``fuzz`` draws others each time. No deadline, and slow drawing is no fault: a busy
    machine fails no test.

    Hypothesis also draws constants from all of our modules that are imported; those depend on
    the tests that ran before in the same process, so it gets none.
    """
    assert hasattr(providers, "_get_local_constants"), "Hypothesis has another way: look at it"
    providers._get_local_constants = Constants
    settings.register_profile(
        "full",
        deadline=None,
        derandomize=True,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    full = settings.get_profile("full")
    settings.register_profile("quick", full, max_examples=FEW)
    settings.register_profile("fuzz", full, max_examples=100 * LONG, derandomize=False)
    settings.load_profile("full")


def examples(most: int, **others: Any) -> settings:
    """Settings for a test that draws another number of examples than the profile says."""
    number = {"quick": min(most, FEW), "fuzz": most * LONG}
    return settings(max_examples=number.get(settings.get_current_profile_name(), most), **others)
