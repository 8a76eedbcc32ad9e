"""What WeasyPrint may load: the page's own pictures and fonts, from memory, and nothing else.

A theme or an article could otherwise reach files and the network through
``@import``, ``url()``, SVG or attachments. Protocols are closed altogether, and
every refusal is kept, since WeasyPrint only logs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from publish.page import FontFace, Page

BASE = "http://document.invalid/"
"""RFC 2606: ``.invalid`` never resolves, so a hole in the fetcher stays a dead end."""


class Shelf(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Serves ``files`` (path below :data:`BASE` → media type and bytes); refuses the rest."""

    def __init__(self, files: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False, fail_on_errors=True)
        self.files = files
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The file at ``url``, or ``FatalURLFetchingError`` and a note in ``refused``."""
        found = self.files.get(url.removeprefix(BASE)) if url.startswith(BASE) else None
        if found is None:
            self.refused.append(url)
            raise FatalURLFetchingError(f"refused: {url}")
        media_type, data = found
        return URLFetcherResponse(url, data, headers={"Content-Type": media_type})


def shelf(page: Page) -> Shelf:
    """Everything that ``page`` brings along: pictures by name, fonts under ``fonts/``."""
    pictures = {asset.name: (asset.media_type, asset.data) for asset in page.assets}
    fonts = {f"fonts/{face.name}": ("font/ttf", face.data) for face in page.look.fonts}
    return Shelf({**pictures, **fonts})


def font_faces(faces: Iterable[FontFace], prefix: str = BASE) -> str:
    """``@font-face`` rules for ``faces``, their files under ``prefix`` + ``fonts/``."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f'font-style: {face.style}; src: url("{prefix}fonts/{face.name}") }}'
        for face in faces
    )
