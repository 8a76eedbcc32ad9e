"""``[channels]`` in ``publish.toml`` and ``withdrawn.toml``: read, or refused with a place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from publish.errors import SourceError
from publish.model.publication import Channel
from publish.reading.publication.settings import read_publication
from tests.channels.desk import PUBLICATION

HEAD = PUBLICATION.count("\n")
SHA, LIKENESS = "0123456789abcdef" * 4, "0123456789abcdef" * 2


def test_channels_are_read_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "publish.toml"
    file.write_text(
        PUBLICATION
        + '[channels.partner-b]\nformat = "docx"\nsyndicated = true\ncommercial = true\n'
        + "[channels.docx]\nsyndicated = false\n"
        + '[channels.web]\nformat = "epub"\n'
    )
    assert read_publication(file).channels == (
        Channel("partner-b", "docx", syndicated=True, commercial=True),
        Channel("docx", "docx", syndicated=False),
        Channel("web", "epub"),
    )


def test_a_default_channel_keeps_what_is_not_said(tmp_path: Path) -> None:
    file = tmp_path / "publish.toml"
    file.write_text(PUBLICATION + "[channels.docx]\ncommercial = true\n")
    assert read_publication(file).channels == (Channel("docx", "docx", True, True),)


BROKEN = {
    "[[channels]]": "1: error[value-type]: `channels` must be a section",
    "[channels]\nweb = 1": "2: error[value-type]: the channel `web` must be a section",
    '[channels."A b"]\nformat = "pdf"': "1: error[channel-name]: `A b`",
    "[channels.web]": (
        "1: error[channel-format]: [channels.web] has no `format`\n"
        '  Write format = "html" (or pdf, epub, docx).'
    ),
    '[channels.web]\nformat = "dokx"': (
        "2: error[channel-format]: the format 'dokx' does not exist\n  Did you mean docx?"
    ),
    "[channels.web]\nformat = 3": "2: error[channel-format]: the format 3 does not exist",
    '[channels.pdf]\nformat = "docx"': (
        "2: error[channel-format]: the channel `pdf` has the name of"
    ),
    '[channels.a]\nformat = "pdf"\n[channels.b]\nformat = "pdf"\nsyndicate = true': (
        "5: error[unknown-key]: `syndicate` is not a key of [channels.b]\n"
        "  Did you mean `syndicated`?"
    ),
    '[channels.a]\nformat = "pdf"\nsyndicated = "yes"': (
        "3: error[value-type]: `syndicated` must be true or false"
    ),
}


@pytest.mark.parametrize("settings", BROKEN)
def test_errors_name_their_place(settings: str, tmp_path: Path) -> None:
    file = tmp_path / "publish.toml"
    file.write_text(PUBLICATION + settings)
    with pytest.raises(SourceError) as caught:
        read_publication(file)
    line, rest = BROKEN[settings].split(":", 1)
    assert f"publish.toml:{HEAD + int(line)}:{rest}" in str(caught.value)


def test_withdrawals_are_read(tmp_path: Path) -> None:
    (tmp_path / "publish.toml").write_text(PUBLICATION)
    (tmp_path / "withdrawn.toml").write_text(
        f'# a note\n[[withdrawn]]\nname = "a.jpg"\nsince = 2026-03-01\nsha256 = ["{SHA}"]\n\n'
        f'[[withdrawn]]\nsources = "https://example.org/a"\nreason = "they asked"\n'
        f'likeness = ["{LIKENESS}"]\n'
    )
    one, two = read_publication(tmp_path / "publish.toml").withdrawn
    assert (one.name, one.sha256, one.since) == ("a.jpg", (SHA,), date(2026, 3, 1))
    assert one.where is not None and one.where.line == 2
    assert (two.sources, two.reason) == (("https://example.org/a",), "they asked")
    assert two.likeness == (LIKENESS,)
    assert two.where is not None and two.where.line == 7


UNFIT = {
    "withdrawn = 1": "error[unknown-key]: `withdrawn` is not a key here",
    "x = 1": "error[unknown-key]: `x` is not a key here",
    "[[withdrawn]": ":1:12: error[toml-syntax]",
    '[[withdrawn]]\nname = "a.jpg"': ":1: error[withdrawn-unmarked]",
    '[[withdrawn]]\nsha256 = ["12"]': ":1: error[value-type]: `sha256`",
    '[[withdrawn]]\nsources = ["example.org"]': ":1: error[value-type]: `sources`",
    f'\n[[withdrawn]]\nsha256 = "{SHA}"\nname = 3': ":2: error[value-type]: `name`",
    f'[[withdrawn]]\nsha256 = "{SHA}"\nsince = "2026-03-01"': ":1: error[date]: `since`",
    f'[[withdrawn]]\nsha256 = "{SHA}"\nreasons = "x"': "Did you mean `reason`?",
}


@pytest.mark.parametrize("text", UNFIT)
def test_a_withdrawal_that_cannot_be_read_stops_everything(text: str, tmp_path: Path) -> None:
    (tmp_path / "publish.toml").write_text(PUBLICATION)
    (tmp_path / "withdrawn.toml").write_text(text)
    with pytest.raises(SourceError) as caught:
        read_publication(tmp_path / "publish.toml")
    assert UNFIT[text] in str(caught.value)
    assert "withdrawn.toml" in str(caught.value)
