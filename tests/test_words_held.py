"""A model can be held to programs that quote a story and use its numbers, and to no others."""

import pytest

from hybrid.words.reader.asking import EXAMPLES
from hybrid.words.reader.held import held_grammar, numbers
from hybrid.words.stories import story

ll = pytest.importorskip("llguidance")


class Bytes:
    eos_token_id = 256
    bos_token_id = None
    special_token_ids = (256,)
    tokens = (*(bytes([i]) for i in range(256)), b"<end>")

    def __call__(self, text: bytes) -> list[int]:
        return list(text)


TOKENS = ll.LLTokenizer(ll.TokenizerWrapper(Bytes()))


def written(grammar: str, program: str) -> tuple[str, bool]:
    """As much of a program as can be written, and whether it may end there."""
    matcher = ll.LLMatcher(TOKENS, ll.LLMatcher.grammar_from_lark(grammar))
    assert not matcher.get_error()
    data = program.encode()
    return data[: matcher.try_consume_tokens(list(data))].decode(), matcher.is_accepting()


NORA = 'Nora bakes 4 trays of 15 rolls. "Sell half," says Tom. She sells 20% of the rolls. How many rolls are left?'
PROGRAM = """trays = 4 tray "bakes 4 trays"
each = 15 roll/tray "trays of 15 rolls"
sold = trays*each*20% roll "She sells 20% of the rolls"
ask trays*each - sold roll "How many rolls are left?"
""".strip()


def test_a_program_of_the_story_can_be_written() -> None:
    assert written(held_grammar(NORA), PROGRAM) == (PROGRAM, True)


@pytest.mark.parametrize(
    ("right", "wrong", "upto"),
    [
        ("15 roll/tray", "16 roll/tray", "each = 1"),  # invented
        ('"bakes 4 trays"', '"he bakes 4 trays"', '"h'),  # not said so: `her` is no word of it either, `how` would be
        ('"She sells 20% of', '"She sells 2 of', '"She sells 2'),
        ('"She sells 20% of', '"he sells 20% of', '"h'),
        ("20% roll", "days_per_week roll", "days_per_week"),  # nothing calls for weeks
        ("each = ", "per_dozen = ", "per_dozen"),  # a constant is given
        ("bakes 4 trays", "", '"'),
        ("unsaid", "", ""),
    ],
)
def test_what_the_story_does_not_say_cannot(right: str, wrong: str, upto: str) -> None:
    program = PROGRAM.replace(right, wrong, 1)
    so_far, _ = written(held_grammar(NORA), program)
    assert so_far.endswith(upto) and (so_far != program) == (program != PROGRAM)


def test_a_program_ends_with_its_one_question() -> None:
    grammar = held_grammar(NORA)
    lines = PROGRAM.splitlines()
    assert written(grammar, "\n".join(lines[:-1]))[1] is False
    assert written(grammar, PROGRAM + "\n" + lines[0]) == (PROGRAM, True)
    assert written(grammar, lines[-1]) == ("ask", False)  # as a name may begin


def test_constants_that_the_words_call_for_may_be_used() -> None:
    text = "A tap loses 3 litres of water a day. How many litres does it lose in 2 weeks?"
    program = 'loss = 3 litre/day "3 litres of water a day"\nask loss*2*days_per_week litre "in 2 weeks"'
    assert written(held_grammar(text), program) == (program, True)


@pytest.mark.parametrize(("text", "program"), EXAMPLES)
def test_our_examples_can_be_written(text: str, program: str) -> None:
    assert written(held_grammar(text), program) == (program, True)


@pytest.mark.parametrize("operations", [1, 2, 3, 4, 5, 6])
def test_the_programs_of_generated_stories_can_be_written(operations: int) -> None:
    for number in range(25):
        told = story(8, number, operations)
        program = str(told.program).strip()
        assert written(held_grammar(told.text), program) == (program, True), told.text


def test_any_program_can_be_written_of_no_story() -> None:
    program = 'a = 7 x "whatever"\nask a*days_per_week x'
    assert written(held_grammar(), program) == (program, True)


def test_the_numbers_of_a_story_are_those_it_says_and_implies() -> None:
    assert numbers("Tom has 1,200 stamps and sells 3/4 of them, a dozen a day, at 2.5% less.") >= ["1", "2"]
    found = set(numbers("Tom has 1,200 stamps and sells 3/4 of them, half at 2.5% less."))
    assert found >= {"1200", "3", "4", "0.75", "2.5%", "2.5", "1", "2", "0.5"} and not {"5", "12", "7"} & found
    assert {"3", "12"} <= set(numbers("Three friends share a dozen eggs."))


def test_what_a_story_says_breaks_no_grammar() -> None:
    for text in ('"', "12", 'a "b" c\\ \n %ignore /x/ 7', "é ½ 3 — “four” /a/ {}", "x" * 5000 + " 7"):
        matcher = ll.LLMatcher(TOKENS, ll.LLMatcher.grammar_from_lark(held_grammar(text)))
        assert not matcher.get_error(), text
