"""Content Credentials, signed with a test certificate and read back."""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime, timedelta

import c2pa
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from publish.inspecting import FoundImage, inspect
from tests.inspecting.strangers import docx, drawing, paragraph
from tests.metadata.strategies import picture

TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
MANIFEST = {
    "claim_generator_info": [{"name": "Example Studio", "version": "2.1"}],
    "title": "Waves",
    "assertions": [
        {
            "label": "c2pa.actions",
            "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": TRAINED}]},
        }
    ],
}


def certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, signer: ec.EllipticCurvePrivateKey
) -> bytes:
    """A certificate as C2PA wants it (§14.5.1); by itself an authority if it is its own issuer."""

    def named(text: str) -> x509.Name:
        return x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, text),
                x509.NameAttribute(NameOID.COMMON_NAME, text),
            ]
        )

    root = name == issuer
    usage = dict.fromkeys(
        (
            *("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
            *("crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(len(name) + 1)
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime(2020, 1, 1) + timedelta(days=36500))
        .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=not root, key_cert_sign=root, **usage), critical=True
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not root:
        mail = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(mail, critical=False)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def signed() -> bytes:
    """A JPEG that says that it was made by a model, and is signed."""
    authority, key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    chain = certificate("Example Signer", key, "Example Root", authority) + certificate(
        "Example Root", authority, "Example Root", authority
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    signer = c2pa.Signer.from_info(
        c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, chain, private, None)
    )
    out = io.BytesIO()
    with c2pa.Builder(json.dumps(MANIFEST)) as builder:
        builder.sign(signer, "image/jpeg", io.BytesIO(picture("JPEG")), out)
    return out.getvalue()


def only(data: bytes) -> FoundImage:
    (image,) = inspect(data, "x.jpg").images
    return image


def test_signer_actions_and_generator_are_read(signed: bytes) -> None:
    found = only(signed).credentials
    assert found is not None
    assert found.read
    assert found.generator == "Example Studio 2.1"
    assert found.signer == "Example Signer"
    assert found.actions == ("c2pa.created (trainedAlgorithmicMedia)",)
    assert found.made_by_ai is True
    assert found.state == "valid"


def test_changed_pixels_break_the_signature(signed: bytes) -> None:
    changed = signed[:-12] + bytes(b ^ 1 for b in signed[-12:-2]) + signed[-2:]
    found = only(changed).credentials
    assert found is not None
    assert found.state == "invalid"


def test_they_are_found_in_a_document(signed: bytes) -> None:
    data = docx(paragraph(drawing("x")), {"word/media/a.jpg": signed}, x=("image", "media/a.jpg"))
    (image,) = inspect(data, "x.docx").images
    assert image.credentials is not None
    assert image.credentials.signer == "Example Signer"


def test_without_the_library_they_are_reported_as_unread(
    signed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    found = inspect(signed, "x.jpg")
    assert found.images[0].credentials is not None
    assert not found.images[0].credentials.read
    (problem,) = found.problems
    assert problem.rule == "inspect-credentials-unread"
    assert "publish-toolkit[inspect]" in problem.fix


def test_a_picture_without_them_has_none() -> None:
    assert only(picture("JPEG")).credentials is None


def test_a_broken_store_is_reported(signed: bytes) -> None:
    at = signed.index(b"c2pa.signature")
    found = inspect(signed[:at] + b"\xff" * 14 + signed[at + 14 :], "x.jpg")
    credentials = found.images[0].credentials
    assert credentials is not None
    assert not credentials.read or credentials.state == "invalid"
