"""Lines as a PDF paints them, put back into the order of reading."""

from __future__ import annotations

import pytest

from publish.proof.readers.bidi import language_runs_left, logical, runs_left


@pytest.mark.parametrize(
    ("painted", "read"),
    [
        ("plain", "plain"),
        ("to the right, plain.", "to the right, plain."),
        ("םולש", "שלום"),
        ("םלוע םולש", "שלום עולם"),
        ("2025 תנש", "שנת 2025"),
        (".1,000 ו 2025 תנש", "שנת 2025 ו 1,000."),
        ("ףוס English words ךותב", "בתוך English words סוף"),
        (")םולש(", "(שלום)"),
    ],
)
def test_a_paragraph_to_the_left(painted: str, read: str) -> None:
    assert "".join(logical(painted, leftward=True)) == read


@pytest.mark.parametrize(
    ("text", "left"),
    [("שלום", True), ("שלום a", True), ("plain", False), ("שלום and more", False), ("1, 2", False)],
)
def test_which_way_a_paragraph_runs(text: str, left: bool) -> None:
    assert runs_left(text) is left


@pytest.mark.parametrize(
    ("tag", "left"),
    [("he", True), ("ar-EG", True), ("en", False), ("az-Arab", True), ("ar-Latn", False)],
)
def test_which_way_a_language_runs(tag: str, left: bool) -> None:
    assert language_runs_left(tag) is left


def test_a_paragraph_to_the_right() -> None:
    assert "".join(logical("and םלוע םולש end.", leftward=False)) == "and שלום עולם end."


def test_a_ligature_stays_whole() -> None:
    assert "".join(logical(["م", "لا", "س"], leftward=True)) == "سلام"
