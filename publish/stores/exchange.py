"""``exchanged``: folders of stores, as folders here to build from and to build to.

What is built here is put to its store as soon as it is proved.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path

from publish import scratch
from publish.batches.orders import Ending, Result
from publish.errors import PublishError
from publish.inputs import record, storing
from publish.stores.address import Store, asked, opened
from publish.stores.bringing import bring, copy, publication_around
from publish.stores.sets import bring_set, put_set
from publish.values import dataclass

_OUT = "build"
"""The folder of a publication's sets, where no other is named."""


@dataclass
class Exchange:
    """Folders here, and the places in stores that they are for."""

    base: Path
    sources: list[Path] = field(default_factory=list)
    """The folders of articles to build."""
    out: Path | None = None
    """The folder for sets, where one is named."""
    names: dict[str, str] = field(default_factory=dict)
    """Folders here, and the addresses that people know them by."""
    _targets: dict[Path, Store] = field(default_factory=dict)
    _before: dict[Path, Mapping[str, str]] = field(default_factory=dict)
    _roots: dict[str, Path] = field(default_factory=dict)

    def deliver(self, result: Result) -> Result:
        """Put the set that was published here to its store; the result says where that fails."""
        folder = result.published.folder if result.published else None
        if folder is None or folder.parent not in self._targets:
            return result
        target = self._targets[folder.parent].within(folder.name)
        try:
            put_set(folder, target, self._before.get(folder, {}))
            self._put_record(folder)
        except PublishError as error:
            return replace(result, ending=Ending.FAILED, published=None, hashes={}, error=error)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return result

    def _bring(self, addresses: Sequence[str], every: Callable[[Path], list[Path]] | None) -> None:
        """Bring the publications around articles, and name the articles."""
        wanted: dict[str, list[Store]] = {}
        roots: dict[str, Store] = {}
        for article in map(opened, addresses):
            root = publication_around(article) or article
            roots[root.address] = root
            wanted.setdefault(root.address, []).append(article)
        for address, root in roots.items():
            here = self.base / str(len(self._roots)) / root.name
            articles = [one.address.removeprefix(address).strip("/") for one in wanted[address]]
            bring(root, None if every else articles, here)
            self._known(here, root)
            self._roots[address] = here
            self.sources += every(here) if every else [here / name for name in articles]
            if self.out is None:
                self._targets[here / _OUT] = root.within(_OUT)

    def _known(self, here: Path, store: Store) -> None:
        self.names[str(here)] = store.address
        if here.is_relative_to(Path.cwd()):
            self.names[str(here.relative_to(Path.cwd()))] = store.address

    def _bring_sets(self) -> None:
        """Bring the sets that are there, so that builds keep, refuse and compare as anywhere."""
        for source in self.sources:
            for parent in self._targets:
                is_its = self.out == parent or source.is_relative_to(parent.parent)
                folder = parent / source.resolve().name
                if is_its and folder not in self._before:
                    store = self._targets[parent].within(folder.name)
                    self._before[folder] = bring_set(store, folder)
                    self._bring_record(folder)

    def _record_of(self, folder: Path) -> tuple[Path, Store]:
        place = Path(record.place(folder))
        return place, self._targets[folder.parent].within(place.parent.name).within(place.name)

    def _bring_record(self, folder: Path) -> None:
        """Bring the record of a set, by which a build knows that nothing has changed."""
        place, there = self._record_of(folder)
        above = there.parent
        assert above is not None
        known = {n: about for n, about in above.files().items() if n == there.name}
        if known:
            aside = self.base / "record"
            copy(above, known, aside)
            table = storing.load(str(aside / there.name))
            shutil.rmtree(aside)
            if table is not None:
                back = {address: here for here, address in self.names.items()}
                storing.store(str(place), _swapped(table, back))

    def _put_record(self, folder: Path) -> None:
        place, there = self._record_of(folder)
        table = storing.load(str(place))
        if table is not None and there.parent:
            storing.store(str(place), _swapped(table, self.names))
            with asked(there.address):
                there.system.makedirs(there.parent.path, exist_ok=True)
                there.system.put_file(str(place), there.path)


def _swapped(table: dict[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """A record with other folders: places in it are those of one machine, for one command."""
    text = json.dumps(table, ensure_ascii=False)
    for old, new in sorted(names.items(), reverse=True):
        text = text.replace(_in_json(old), _in_json(new))
    found: dict[str, object] = json.loads(text)
    return found


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


@contextmanager
def exchanged(
    sources: Sequence[str | Path],
    out: str | Path | None,
    every: Callable[[Path], list[Path]] | None = None,
) -> Iterator[Exchange]:
    """Bring ``sources`` here, addresses of stores as strings; ``out`` is where sets go.

    ``every`` finds the articles of a publication, where all are meant. Raises ``UsageError`` and
    ``EnvironmentFault``.
    """
    import tempfile

    with scratch.folder(Path(tempfile.gettempdir()).resolve(), "publish-") as base:
        made = Exchange(base)
        if isinstance(out, str):
            target = opened(out)
            made.out = base / "out" / target.name
            made._targets[made.out] = target
            made._known(made.out, target)
        else:
            made.out = out
        addresses = [source for source in sources if isinstance(source, str)]
        made._bring(addresses, every)
        made.sources[:0] = [source for source in sources if isinstance(source, Path)]
        if every and not addresses:
            made.sources += every(Path())
        made._bring_sets()
        yield made
