"""The nearest known name, and the question that asks for it."""

from __future__ import annotations

from publish.suggest import did_you_mean, nearest, nearest_few, question


def test_the_nearest_is_asked_for_as_it_is_written_there() -> None:
    assert did_you_mean("titel", ["title", "date"], "Write one.") == "Did you mean title?"
    assert did_you_mean("titel", ["title"], "", "`{}`") == "Did you mean `title`?"
    assert did_you_mean("matrx", ["matrix"], "", "\\begin{{}}") == "Did you mean \\begin{matrix}?"


def test_without_a_likeness_the_other_advice_is_given() -> None:
    assert did_you_mean("zebra", ["title", "date"], "Write one.") == "Write one."
    assert nearest("zebra", ["title", "date"]) is None
    assert nearest("", ["title"]) is None
    assert nearest("title", []) is None


def test_case_decides_only_between_names_that_differ_in_nothing_else() -> None:
    assert nearest("MAP.JPG", ["map.jpg"]) == "map.jpg"
    assert nearest("gama", ["Gamma", "gamma"]) == nearest("gama", ["gamma", "Gamma"]) == "gamma"
    assert nearest("Gama", ["gamma", "Gamma"]) == "Gamma"


def test_how_like_they_must_be_can_be_said() -> None:
    assert nearest("harbour.jpg", ["old-harbor-1912.jpeg"]) is None
    assert nearest("harbour.jpg", ["old-harbor-1912.jpeg"], 0.5) == "old-harbor-1912.jpeg"


def test_several_are_asked_for_in_one_question() -> None:
    assert nearest_few("essay", ["essays", "essay-2", "cases"], most=2) == ("essays", "essay-2")
    assert question("cc-by-4.0", "cc-by-sa-4.0") == "Did you mean cc-by-4.0 or cc-by-sa-4.0?"
    assert question() == ""
