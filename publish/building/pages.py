"""The Pages of an article, one for each channel."""

from __future__ import annotations

from dataclasses import replace

from publish.building.plan import Plan
from publish.composing.body.picture_names import with_plain_names
from publish.composing.compose import Composition
from publish.composing.theme.loading import Theme
from publish.formats.channels import channels
from publish.model.article import Article
from publish.page import Page
from publish.rights.channels import withheld


class Pages:
    """The Pages of an article by the names of its channels, composed on demand.

    Channels that withhold the same pictures share one Page.
    """

    def __init__(self, article: Article, theme: Theme) -> None:
        self.article = with_plain_names(article)
        self.channels = channels(article.publication)
        self._composition = Composition(self.article, theme)
        self._composed: dict[tuple[str | None, ...], Page] = {}

    @property
    def main(self) -> Page:
        """The first channel's Page, which represents the article as a whole."""
        return self.of(next(iter(self.channels)))

    def of(self, name: str) -> Page:
        """The Page of a channel; raises ``ThemeError``, and ``KeyError`` for an unknown channel."""
        channel = self.channels[name]
        reasons = (withheld(image, channel) for image in self.article.images)
        key = tuple(reason.id if reason else None for reason in reasons)
        if key not in self._composed:
            self._composed[key] = self._composition.page(channel)
        return self._composed[key]

    def format_of(self, name: str) -> str:
        """The format of a channel."""
        return self.channels[name].format


def planned_pages(plan: Plan) -> Pages:
    """The Pages of a plan, with the work that this user's earlier processes did on this machine.

    They are the same without it.
    """
    return Pages(plan.article, replace(plan.theme, kept=plan.kept))
