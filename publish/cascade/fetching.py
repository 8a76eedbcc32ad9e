"""Lets WeasyPrint load only the page's own pictures and fonts, from memory.

Otherwise a theme or an article could reach files and the network through ``@import``, ``url()``,
SVG or attachments. All protocols are closed, and refusals are recorded, because WeasyPrint only
logs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from publish.page import Asset, FontFace, Page

BASE = "http://document.invalid/"
"""``.invalid`` never resolves (RFC 2606), so a gap in the fetcher leads nowhere."""


class PageFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Serves ``files`` (path below :data:`BASE` → media type and file) and refuses all else."""

    def __init__(self, files: Mapping[str, tuple[str, Asset | FontFace]]) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False, fail_on_errors=True)
        self.files = files
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the file at ``url``, or record it in ``refused`` and raise."""
        found = self.files.get(url.removeprefix(BASE)) if url.startswith(BASE) else None
        if found is None:
            self.refused.append(url)
            raise FatalURLFetchingError(f"refused: {url}")
        media_type, file = found
        return URLFetcherResponse(url, file.data, headers={"Content-Type": media_type})


def page_files(page: Page) -> PageFiles:
    """Return the files of ``page``: pictures by name, fonts under ``fonts/``."""
    pictures = {asset.name: (asset.media_type, asset) for asset in page.assets}
    fonts = {f"fonts/{face.name}": ("font/ttf", face) for face in page.look.fonts}
    return PageFiles({**pictures, **fonts})


def font_faces(faces: Iterable[FontFace], prefix: str = BASE) -> str:
    """Return ``@font-face`` rules for ``faces``, with files under ``prefix`` + ``fonts/``."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f'font-style: {face.style}; src: url("{prefix}fonts/{face.name}") }}'
        for face in faces
    )
