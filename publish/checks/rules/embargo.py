"""Rule: until its embargo ends, an article is not released."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, start_of
from publish.errors import Severity
from publish.model.article import Article
from publish.rights.embargo import holds


def _find(article: Article, occasion: Occasion) -> Found:
    until = article.metadata.embargo
    when = occasion.moment or occasion.as_of
    if until is not None and holds(until, when):
        message = f"the article is under embargo until {until.isoformat(' ', 'minutes')}"
        message += f" (judged as of {when.isoformat()}): every page of every format says so"
        yield start_of(article), message, _FIX


_FIX = (
    "Build again when it has ended; to build now what is to be released then, say --as-of with"
    " the day and the time."
)

RULE = Rule(
    "embargo",
    Severity.WARNING,
    "Those who get a text before its time must see, on whatever page they open, that they have it "
    "in confidence.",
    _find,
    more="`embargo:` is the moment at which the text may be published, with its time zone. A build "
    "before it is stamped on every page of every format, says so in its metadata, and is refused "
    "by `publish verify` without --allow-embargo. A build after it bears no trace of it. A day "
    "given to --as-of counts from its beginning, in the embargo's own time zone.",
    example="embargo: 2026-12-01T06:00+01:00",
    order=80,
)
