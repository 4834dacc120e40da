"""Where sentences end: decimals, titles, quotations."""

from __future__ import annotations

import pytest

from hybrid.words.grounding import Text
from hybrid.words.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann has 3 pens. How many?", ["Ann has 3 pens.", "How many?"]),
        ("A kg costs $2.50. What do 1.5 kg cost?", ["A kg costs $2.50.", "What do 1.5 kg cost?"]),
        ("Mr. Lee met Dr. Fox. Who came first?", ["Mr. Lee met Dr. Fox.", "Who came first?"]),
        ('He said "I have 3." How many?!', ['He said "I have 3."', "How many?!"]),
        ("She waits ... and waits", ["She waits ...", "and waits"]),
        ("no mark at all", ["no mark at all"]),
        (" ?! ", []),
        ("", []),
    ],
)
def test_sentences(text: str, said: list[str]) -> None:
    assert cut(text) == said


def test_a_question_with_a_decimal_or_a_title_is_one_question() -> None:
    text = Text("A kg costs $2. What do 2.5 kg cost Mr. Lee?")
    assert [text.story[a:b] for a, b in text.questions()] == ["What do 2.5 kg cost Mr. Lee?"]
