"""Rule: an article that holds an adapted ShareAlike picture is itself under such a license."""

from __future__ import annotations

from publish.checks.edits import edited
from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article
from publish.rights.channels import is_permitted
from publish.rights.sharing import satisfies


def _find(article: Article, _: Occasion) -> Found:
    ours = article.metadata.license
    for image, credit, name in credited(article):
        theirs = credit.license
        if (
            theirs is None
            or not theirs.share_alike
            or is_permitted(credit)
            or satisfies(ours, theirs)
        ):
            continue
        if done := edited(credit, "adaptation"):
            terms = theirs.short or theirs.name
            rest = "no license of the article is stated"
            if ours:
                rest = f"the article is under {ours.short or ours.name}"
            message = f"{name} is under {terms} and was adapted ({', '.join(done)}), but {rest}"
            fix = (
                f"Use the picture as it was offered, write `license: {theirs.id}` for the article, "
                "or ask the maker and write `basis: permission` with `evidence:`."
            )
            yield place(image, credit), message, fix


RULE = Rule(
    "share-alike-adapted",
    Severity.ERROR,
    "ShareAlike: what is made of the picture must be offered under the same license.",
    _find,
    more="A picture that is shown as it is, or only cropped, binds nobody: the article keeps its "
    "own terms, and the picture keeps its. Only an adaptation (black-and-white, colorized, "
    "retouched, text-added, composite, translated, redrawn) must be passed on alike. A later "
    "version of the license, or another that is declared compatible, will do.",
    example="license: CC-BY-SA-4.0        # of the article\nimages:\n  map.png:\n    credit:\n"
    "      creator: Ben Example\n      source: https://example.org/map\n"
    "      license: CC-BY-SA-4.0\n      edits: [translated]\n      changes: labels translated",
    clause="CC BY-SA 4.0 §3(b)",
    rights=True,
    order=70,
)
