"""The pictures of an article that cannot go to a channel, and the reasons.

The reasons are a table, each a question about the picture and the channel. A picture made of
several works goes where all of them can.
"""

from __future__ import annotations

from collections.abc import Callable

from publish.model.article import Image
from publish.model.credit import Credit
from publish.model.publication import Channel
from publish.values import dataclass


@dataclass(frozen=True)
class Reason:
    """A reason why a picture is withheld from a channel.

    ``id`` is in manifests, and in themes' labels as ``withheld-<id>``; ``words`` are for editors.
    """

    id: str
    words: str
    keeps_out: Callable[[Image, Channel], bool]


def withheld(image: Image, channel: Channel) -> Reason | None:
    """The first reason to withhold ``image`` from ``channel``; None if there is none."""
    return next((reason for reason in REASONS if reason.keeps_out(image, channel)), None)


def is_cleared(credit: Credit) -> bool:
    """Whether partners can pass the work on: by its own statement, otherwise by an open license."""
    if credit.syndication is not None:
        return credit.syndication
    return credit.license is not None and credit.license.open


def is_permitted(credit: Credit) -> bool:
    """Whether the use rests on a permission, so that the limits of a license do not apply."""
    return credit.basis in ("permission", "own", "agency")


def _is_withdrawn(image: Image, channel: Channel) -> bool:
    return image.withdrawn is not None


def _is_kept_elsewhere(image: Image, channel: Channel) -> bool:
    name = channel.in_credits
    return any(credit.channels and name not in credit.channels for credit in image.credits)


def _is_not_cleared(image: Image, channel: Channel) -> bool:
    # Nobody knows whether partners can pass on a picture without a credit.
    cleared = bool(image.credits) and all(is_cleared(credit) for credit in image.credits)
    return channel.syndicated and not cleared


def _is_not_for_sale(image: Image, channel: Channel) -> bool:
    licenses = [c.license for c in image.credits if c.license and not is_permitted(c)]
    return bool(channel.commercial) and any(license.non_commercial for license in licenses)


REASONS: tuple[Reason, ...] = (
    Reason("withdrawn", "it was withdrawn", _is_withdrawn),
    Reason("channel", "its credit names other channels", _is_kept_elsewhere),
    Reason("syndication", "it is not cleared for republication", _is_not_cleared),
    Reason("commercial", "its license is for noncommercial use only", _is_not_for_sale),
)
"""All reasons, the most serious first."""
