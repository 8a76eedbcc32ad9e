"""The Pages of an article, one for each channel."""

from __future__ import annotations

from dataclasses import replace

from publish.building.plan import Plan
from publish.composing.body.picture_names import with_plain_names
from publish.composing.compose import Composition
from publish.composing.theme.loading import Theme
from publish.formats.channels import channels
from publish.model.article import Article
from publish.model.edition import SCREEN, Design, Edition
from publish.model.publication import Channel
from publish.page import Page
from publish.rights.channels import withheld


class Pages:
    """The Pages of an article by the names of its channels, composed on demand.

    Channels that withhold the same pictures share one Page, unless they have editions with other
    settings.
    """

    def __init__(self, article: Article, theme: Theme) -> None:
        self.article = with_plain_names(article)
        self.channels = channels(article.publication)
        self._theme = theme
        self._compositions: dict[Design, Composition] = {}
        self._composed: dict[tuple[Design, tuple[str | None, ...]], Page] = {}
        self._set: dict[tuple[Edition, int], Page] = {}

    @property
    def main(self) -> Page:
        """The first channel's Page, which represents the article as a whole."""
        return self.of(next(iter(self.channels)))

    def of(self, name: str) -> Page:
        """The Page of a channel; raises ``ThemeError``, and ``KeyError`` for an unknown channel."""
        channel = self.channels[name]
        edition = channel.edition or SCREEN
        page = self._page(channel, edition.design)
        if page.edition == edition:
            return page
        key = edition, id(page)
        if key not in self._set:
            self._set[key] = replace(page, edition=edition)
        return self._set[key]

    def _page(self, channel: Channel, design: Design) -> Page:
        """The Page that all editions of the same design share."""
        reasons = (withheld(image, channel) for image in self.article.images)
        key = design, tuple(reason.id if reason else None for reason in reasons)
        if key not in self._composed:
            if design not in self._compositions:
                self._compositions[design] = Composition(self.article, self._theme, design)
            self._composed[key] = self._compositions[design].page(channel)
        return self._composed[key]

    def format_of(self, name: str) -> str:
        """The format of a channel."""
        return self.channels[name].format


def planned_pages(plan: Plan) -> Pages:
    """The Pages of a plan, with the work that this user's earlier processes did on this machine.

    They are the same without it.
    """
    return Pages(plan.article, replace(plan.theme, kept=plan.kept))
