"""Rule: the credit indicates changes in a picture where its license demands it."""

from __future__ import annotations

from publish.checks.edits import edited
from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article
from publish.rights.demands import notice


def _find(article: Article, _: Occasion) -> Found:
    for image, credit, name in credited(article):
        if credit.license is None or credit.changes:
            continue
        weights, clause = notice(credit.license)
        if done := edited(credit, *weights):
            terms = credit.license.short or credit.license.name
            message = (
                f"{name} was {', '.join(done)}, and its credit does not tell readers, "
                f"as {terms} demands ({clause})"
            )
            fix = f"Write `changes:` in your readers' language, such as `changes: {done[0]}`."
            yield place(image, credit), message, fix


RULE = Rule(
    "changes-untold",
    Severity.ERROR,
    "Readers must not mistake an editor's changes for the maker's work.",
    _find,
    more="`edits:` is your own record, `changes:` is what readers see in the credit. Creative "
    "Commons licenses of version 4.0 demand notice of any modification, a crop too; earlier "
    "versions only of adaptations. Making a picture smaller or changing its format is not a "
    "modification.",
    example="credit:\n  creator: Ben Example\n  source: https://example.org/ferry\n"
    "  license: CC-BY-4.0\n  edits: [cropped]\n  changes: cropped at the left",
    clause="CC 4.0 §3(a)(1)(B); CC 3.0 §3(b)",
    rights=True,
    settled_by=("changes",),
    order=110,
)
