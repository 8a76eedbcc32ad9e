"""Lays a page out again for a number of another page only where that number has changed.

WeasyPrint 70 does not know the target of ``target-counter(attr(…))``. It lays a page that shows
one out without the number, then with it, and once more when the number of all pages is known. Here
the target is known, what comes after it has the number from the first, and a number that stays
the same changes no page. This replaces private functions; ``tests/formats/pdf`` fails if an
upgrade moves them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from weasyprint.css.targets import TargetCollector
from weasyprint.layout import page

_weasyprint_collect = TargetCollector.collect_missing_counters
_weasyprint_remake = page.remake_page
_CONTENT, _COUNTERS, _TARGETS = "content", ("counter()", "counters()"), "target-counter"
_REMAKE, _CHANGED = -1, "content_changed"
"""The place and key in WeasyPrint's record of a page by which it is laid out again."""


def install() -> None:
    """Replace WeasyPrint's methods; may be called again."""
    TargetCollector.collect_missing_counters = _collect
    TargetCollector.cache_target_page_counters = _cache
    page.remake_page = _remake


def _collect(
    collector: Any,
    box: Any,
    token: str,
    parse_again: Any,
    missing: list[str],
    targets: dict[str | None, list[str]],
) -> None:
    """Record the counters that ``box`` shows and whose values only the layout gives.

    WeasyPrint's ``missing`` are the counters of a target, if there is one, in place of its own.
    """
    if token == _CONTENT and None in targets:
        content = box.style[_CONTENT]
        names = targets.pop(None)
        targets.update((anchor, names) for anchor in _anchors(content, box.element))
        if not any(kind in _COUNTERS for kind, _ in content):
            missing = []
    _weasyprint_collect(collector, box, token, parse_again, missing, targets)


def _anchors(content: Sequence[tuple[str, Any]], element: Any) -> Iterator[str]:
    """The targets that ``content`` names by attributes of ``element``."""
    for kind, value in content:
        if kind.startswith(_TARGETS) and value[0][0] == "attr()":
            name, _, fallback = value[0][1]
            yield (element.get(name) or fallback or "").removeprefix("#")


def _cache(
    collector: Any, anchor: str, counters: Mapping[str, Any], index: int, pages: Sequence[Any]
) -> None:
    """Keep the counters of the page with ``anchor``, the one at ``index`` of ``pages``."""
    target = collector.target_lookup_items.get(anchor)
    if collector.collecting or target is None or target.state != "up-to-date":
        return
    target.page_maker_index = index
    before = target.cached_page_counter_values
    if before == counters:
        return
    target.cached_page_counter_values = deepcopy(counters)
    for (_, token), shown in collector.counter_lookup_items.items():
        names = shown.missing_target_counters.get(anchor) if token == _CONTENT else None
        if names is not None and _changed(names, before, counters):
            _show(shown, pages)


def _changed(names: Collection[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return any(name in new and old.get(name) != new[name] for name in names)


def _show(shown: Any, pages: Sequence[Any]) -> None:
    """Put new numbers where they are shown; a page that is laid out already is laid out again.

    If it is not known to be on any, it is on this one, which goes on being looked through, or
    comes later.
    """
    if shown.page_maker_index is None:
        shown.pending = True
    elif shown.page_maker_index < len(pages):
        pages[shown.page_maker_index][_REMAKE][_CHANGED] = True
    if shown.page_maker_index is not None or not shown.missing_counters:
        shown.parse_again(shown.cached_page_counter_values)


def _remake(index: int, context: Any, *others: Any) -> Any:
    """Make a page; what is not on it has its numbers, and is no reason to make its own again."""
    made = _weasyprint_remake(index, context, *others)
    for shown in context.target_collector.counter_lookup_items.values():
        if shown.page_maker_index is None and not shown.missing_counters:
            shown.pending = False
    return made
