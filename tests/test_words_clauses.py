"""Stories whose sentences are equations: read, solved, and left alone when one sentence is something else."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.words.check import examine
from hybrid.words.reader import clauses
from hybrid.words.reader.reader import read

STORIES = {
    "Tom is 4 years older than Ann. In 6 years the sum of their ages will be 40. How old is Ann now?": 12,
    "Ben is twice as old as Ann, and Cal is 3 years younger than Ben. The sum of their ages is 47. How old is Cal?": 17,
    "Mary is 10 years old. Five years ago, Tom was twice as old as Mary. How old is Tom?": 15,
    "Zoe is 3 times as old as Yan. 5 years ago, Zoe was 4 times as old as Yan. How old will Zoe be in 2 years?": 47,
    "Ann's and Ben's ages add up to 30. Ann is 6 years younger than Ben. How old was Ann 2 years ago?": 10,
    "Cal has three times as many stamps as Dora. Together they have 48 stamps. How many stamps does Dora have?": 12,
    "Eva has half as many shells as Finn. Eva and Finn have 36 shells in total. How many shells does Eva have?": 12,
    "Gus and Hal have some coins. Gus has 8 fewer coins than Hal. Hal has 15 coins. How many coins do they have?": 22,
    "A pen costs $2 more than a pencil. Together they cost $3.50. How much does the pencil cost?": Fraction(3, 4),
    "A lamp costs four times as much as a bulb. A bulb costs $6. What is the price of the lamp?": 24,
    "Ann's mother is 5 times as old as Ann. Ann is 8 years old. How old is her mother?": 40,
    "Tom is 12 years old. He is 4 years older than his sister Ann. How old is Ann?": 8,
    "Ivo is 4 years older than Kai. If the sum of their ages is 30, how old is Ivo?": 17,
    "In 5 years, Lea will be 3 times as old as Max is now. Max is 10 years old. How old is Lea?": 25,
    "Nia is 2 years older than twice Oli's age. If Oli will be 12 in 3 years, how old is Nia now?": 20,
    "The sum of Pia, Rob and Uma's ages is 40. Pia is 9. Rob is 2 years older than Pia. How old is Uma?": 20,
    "Kim has 4 more than twice as many cards as Leo. If Leo has 7 cards, how many cards do Kim and Leo have?": 25,
    "Ned has 3 times as many cards as Mia and 2 fewer cards than Ola. Mia has 6 cards. How many does Ola have?": 20,
    "Pat has half the number of stamps as Rex. Rex has 10 stamps. How many more stamps does Rex have than Pat?": 5,
    "Sol has a third as much money as Tia does. Tia has $60. How much money do they have in total?": 80,
    "7 less than twice a number is 9. What is the number?": 8,
    "If 5 is added to three times a number, the result is 20. Find the number.": 5,
    "The sum of two numbers is 20 and their difference is 4. What is the larger number?": 12,
    "One number is 3 times the other. Their sum is 48. What is the smaller number?": 12,
    "The larger number is 3 more than twice the smaller number. Their sum is 24. What is the larger number?": 17,
    "The product of two numbers is 24. Their sum is 10. What is the smaller number?": 4,
    "The sum of three consecutive even numbers is 66. Find the largest number.": 24,
    "3/4 of a number increased by 5 is 20. What is the number?": 20,
    "Twice the sum of a number and 3 is 20. What is the number?": 7,
    "20% of a number is 30. Find the number.": 150,
    "Ann is one third as old as Ben. Ben is 36 years old. How old is Ann?": 12,
    "Ann can paint a room in 6 hours. Ben can paint the same room in 3 hours. "
    "How long will it take them to paint the room together?": 2,
    "The length of a rectangle is 3 cm more than its width. The perimeter is 26 cm. What is the width?": 5,
    "The length of a rectangle is twice its width. The area of the rectangle is 50 square meters. Find the length.": 10,
    "A rectangle has a perimeter of 40 cm. Its length is 4 cm longer than its width. What is its area?": 96,
}


@pytest.mark.parametrize("story, value", STORIES.items())
def test_the_equations_of_a_story_are_read_and_solved(story: str, value: int | Fraction) -> None:
    found = clauses.read(story)
    assert found is not None and found.value == value
    assert examine(story, found.program).ok


OTHERS = {
    "one equation too few": "Ann is 4 years older than Ben. How old is Ann?",
    "a contradiction": "Ann is 4 years older than Ben. Ben is 4 years older than Ann. How old is Ann?",
    "two kinds of things": "Ann has 3 more pens than Ben. Ben has 5 pencils. How many pens does Ann have?",
    "ages and things": "Ann is 4 years older than Ben. Together they have 10 pens. How old is Ann?",
    "a sentence of another kind": "Ann has 3 figs. Ben has 5 figs. They eat 2 figs. How many figs do they have?",
    "no whole numbers": "The sum of three consecutive numbers is 10. Find the smallest.",
    "no even numbers": "The sum of three consecutive even numbers is 65. Find the smallest number.",
    "half a fig": "Ann has half as many figs as Ben. Ben has 7 figs. How many figs does Ann have?",
    "somebody else": "Ann is 4 years older than Ben. Ben is 6 years old. How old is Cal?",
    "two of three": "Ann has 2 figs. Ben has 3 figs. Cal has 4 figs. How many figs do the two have?",
    "which of two": "The sum of two numbers is 20 and their difference is 4. What is the number?",
    "a side and the area": "The area of a rectangle is 5 more than its perimeter. Its width is 3. Find the length.",
    "when that was": "Ann was 4 years older than Ben. Ben is 6 years old. How old is Ann?",
    "half a year": "Ann is 4 years older than Ben. In 2.5 years, Ben will be 6 years old. How old is Ann?",
    "who she is": "Ann is 4 years older than Eva. She is 9 years old. How old is Ann?",
    "sold and had": "Ann has 5 figs. Ben sold 3 figs. How many figs do they have together?",
    "sold": "Ann sold 5 figs. Ben sold 3 more figs than Ann. How many figs does Ben have?",
    "no number to find": "5 is 5. What is the number?",
    "between three": "Ann is 2. Ben is 3. Cal is 4. The difference between their ages is 1. How old is Ann?",
    "no question": "Ann is 4 years older than Ben. Ben is 6 years old.",
    "a quotation mark": 'Ann is 4 years older than "Ben". Ben is 6 years old. How old is Ann?',
    "nothing": "",
}


@pytest.mark.parametrize("story", OTHERS.values(), ids=OTHERS)
def test_any_other_story_is_left_to_the_other_reader(story: str) -> None:
    assert clauses.read(story) is None


def test_unknowns_are_named_and_relations_quoted() -> None:
    story = "Tom is 4 years older than Ann. In 6 years the sum of their ages will be 40. How old is Ann now?"
    assert clauses.program(story) == (
        'unknown tom year "Tom"\n'
        'unknown ann year "Ann"\n'
        'where tom = ann + 4 year "Tom is 4 years older than Ann"\n'
        'where (tom + 6) + (ann + 6) = 40 year "In 6 years the sum of their ages will be 40"\n'
        'ask ann year "How old is Ann now"\n'
    )


def test_the_shipped_reader_answers_with_equations_and_says_what_else_it_considered() -> None:
    story = "Cal has three times as many stamps as Dora. Together they have 48 stamps. How many stamps does Dora have?"
    found = read(story)
    assert found.answers and found.confidence == clauses.CONFIDENCE
    assert "where cal = 3*dora" in str(found.readings[0].program)
    assert len({r.value for r in found.readings}) == len(found.readings) > 1


@given(st.lists(st.sampled_from(" ".join(STORIES).replace(".", " . ").replace("?", " ? ").split()), max_size=40))
def test_jumbled_words_are_no_story(words: list[str]) -> None:
    clauses.read(" ".join(words))  # raises nothing


SENTENCES = [s.strip("?.") for story in [*STORIES, *OTHERS.values()] for s in story.split(". ")]


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_jumbled_sentences_fit_together_or_are_refused(sentences: list[str]) -> None:
    found = clauses.read(". ".join(sentences) + "?")
    assert found is None or examine(". ".join(sentences) + "?", found.program).ok


def test_a_long_text_is_not_looked_at() -> None:
    assert clauses.read("Ann is 4 years older than Ben. " * 100 + "How old is Ann?") is None
