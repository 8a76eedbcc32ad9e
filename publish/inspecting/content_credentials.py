"""Finds and reads Content Credentials (C2PA 2.2) in a picture.

Finding them needs no library (§A.3 says where each kind of file has them). Reading
needs ``c2pa-python``, an extra of this package. It gets no network: remote manifests
are not fetched, certificates not checked online.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from publish.errors import SourceError
from publish.inspecting.findings import Findings
from publish.inspecting.inspection import Credentials
from publish.pictures.embedding import CONTAINERS
from publish.pictures.metadata_reading import tiff
from publish.pictures.metadata_reading.block import Broken

INSTALL = "pip install 'publish-toolkit[inspect]'"

_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
"""The ``uuid`` box of an ISO base media file (§A.3.2)."""
_TIFF_TAG = 0xCD41
_TRAINED = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")
"""IPTC digital source types of works that a trained model made."""
_OFFLINE = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": False},
}


def has_credentials(data: bytes, media_type: str | None) -> bool:
    """Return whether the picture has a C2PA manifest store."""
    container = CONTAINERS.get(media_type or "")
    try:
        if container is not None:
            return container.manifest_store(data) is not None
        return (media_type or "") in _FINDERS and _FINDERS[media_type or ""](data)
    except SourceError:  # a broken picture; read_picture_metadata has reported it
        return False


def read_credentials(
    data: bytes, media_type: str | None, name: str, findings: Findings
) -> Credentials | None:
    """Read a picture's Content Credentials; None if it has none.

    Without the library, or if reading fails, they are reported as unread with a
    Problem. The signature is checked, but against no trust list.
    """
    if not has_credentials(data, media_type):
        return None
    try:
        import c2pa
    except ImportError:
        message = f"the Content Credentials (C2PA) of {name} were not read"
        findings.hint("inspect-credentials-unread", message, f"Install the reader: {INSTALL}")
        return Credentials()
    try:
        context = c2pa.Context(c2pa.Settings.from_dict(_OFFLINE))
        with c2pa.Reader(media_type, io.BytesIO(data), context=context) as reader:
            return _active_manifest(json.loads(reader.json()))
    except Exception as error:  # the library's own errors, and whatever a broken manifest causes
        message = f"the Content Credentials (C2PA) of {name} cannot be read: {error}"
        findings.warn("inspect-credentials-broken", message)
        return Credentials()


def _active_manifest(store: Mapping[str, Any]) -> Credentials:
    """Read the active manifest from the library's JSON."""
    manifest = store.get("manifests", {}).get(store.get("active_manifest"), {})
    signature = manifest.get("signature_info") or {}
    actions = list(_actions(manifest))
    found = Credentials(
        read=True,
        generator=_generator(manifest),
        signer=signature.get("common_name") or signature.get("issuer"),
        signed=signature.get("time"),
        state=(store.get("validation_state") or "").lower() or None,
        actions=tuple(
            f"{name} ({kind})" if (kind := source.rpartition("/")[2]) else name
            for name, source in actions
        ),
    )
    trained = any(source.rpartition("/")[2] in _TRAINED for _, source in actions)
    return replace(found, made_by_ai=trained or (False if actions else None))


def _generator(manifest: Mapping[str, Any]) -> str | None:
    for info in manifest.get("claim_generator_info") or ():
        if name := info.get("name"):
            return f"{name} {info['version']}" if info.get("version") else str(name)
    return manifest.get("claim_generator")


def _actions(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield name and digital source type of every action, in order (C2PA §18.15)."""
    for assertion in manifest.get("assertions") or ():
        if str(assertion.get("label", "")).startswith("c2pa.actions"):
            for action in assertion.get("data", {}).get("actions") or ():
                yield str(action.get("action", "")), str(action.get("digitalSourceType", ""))


# -- finding them ---------------------------------------------------------------------------


def _in_boxes(data: bytes) -> bool:
    at = 0
    while at + 24 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"uuid" and data[at + 8 : at + 24] == _UUID:
            return True
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8:
            return False
        at += size
    return False


def _in_tiff(data: bytes) -> bool:
    try:
        return any(tag.number == _TIFF_TAG for tag in tiff.tags(data))
    except Broken:
        return False


_FINDERS: Mapping[str, Callable[[bytes], bool]] = {
    "image/avif": _in_boxes,
    "image/heic": _in_boxes,
    "image/tiff": _in_tiff,
    "image/jxl": lambda data: b"jumb" in data and b"c2pa" in data,
}
"""Finders for the kinds that ``publish.pictures.embedding`` does not write."""
