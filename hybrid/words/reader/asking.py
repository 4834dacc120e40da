"""A story as a question in words, for language models that know nothing of this program.

The question is a conversation: what the story language looks like, short examples of ours with their programs, the
constants that the words of the story call for, and the story. What the checks say of a program comes back as one more
turn. Only the shape of a conversation is asked of the model; whatever it answers is read as a program or not at all, so
a story that gives orders can spoil the answer and do no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hybrid.propose.words import Message
from hybrid.words.constants import CONSTANTS

SYSTEM = """You read a word problem and write what it says as a program, one line for each thing it says.
    NAME = EXPRESSION UNIT "QUOTE"                         a quantity
    unknown NAME UNIT "QUOTE"                              a quantity that nobody has given
    where EXPRESSION RELATION EXPRESSION UNIT "QUOTE"      a relation, one of = < <= > >= !=
    ask EXPRESSION UNIT "QUOTE"                            what is wanted; the last line
Names are small letters, digits and _. Expressions have + - * / ^ and brackets, numbers, names, percent such as 15%, and
floor(x), ceil(x), remainder(a, b), min, max, gcd, lcm. Units are names in the singular: apple, dollar/kg, m^2; a plain
number has none. A QUOTE is copied word for word from the problem, and every number of the line stands in it. A number
that the problem does not say is the name of a constant. Write what the problem says and do not work it out. No other
words."""

EXAMPLES = (
    (
        "Nora bakes 4 trays of 15 rolls. She sells half of the rolls. How many rolls are left?",
        'trays = 4 tray "bakes 4 trays"\n'
        'each = 15 roll/tray "trays of 15 rolls"\n'
        'baked = trays*each roll "4 trays of 15 rolls"\n'
        'sold = baked/2 roll "She sells half of the rolls"\n'
        'ask baked - sold roll "How many rolls are left?"',
    ),
    (
        "A lamp costs $60 and is sold at 20% off. How much does a hotel pay for 9 such lamps?",
        'price = 60 dollar/lamp "A lamp costs $60"\n'
        'sale = price*(1 - 20%) dollar/lamp "sold at 20% off"\n'
        'lamps = 9 lamp "9 such lamps"\n'
        'ask sale*lamps dollar "How much does a hotel pay"',
    ),
    (
        "Some sheep graze on a hill. 7 run away and 12 come from the valley. Then there are 40 sheep on the hill. How "
        "many sheep were on the hill at first?",
        'unknown first sheep "Some sheep graze on a hill"\n'
        'gone = 7 sheep "7 run away"\n'
        'come = 12 sheep "12 come from the valley"\n'
        'where first - gone + come = 40 sheep "Then there are 40 sheep"\n'
        'ask first sheep "How many sheep were on the hill at first?"',
    ),
    (
        "A tap loses 3 litres of water a day. How many litres does it lose in 2 weeks?",
        'loss = 3 litre/day "3 litres of water a day"\n'
        'weeks = 2 week "in 2 weeks"\n'
        'ask loss*weeks*days_per_week litre "How many litres does it lose"',
    ),
)
MOST_ERRORS = 6  # that are told


def question(story: str) -> str:
    """The story on lines of its own, and the constants that its words call for."""
    allowed = [name for name, constant in CONSTANTS.items() if constant.allowed(story)]
    constants = f"Constants: {', '.join(allowed)}\n" if allowed else ""
    return f"{constants}Problem: {' '.join(story.split())}"


def messages(story: str) -> list[Message]:
    """The conversation whose next message is a program."""
    told = [{"role": "system", "content": SYSTEM}]
    for asked, answered in EXAMPLES:
        told += [{"role": "user", "content": question(asked)}, {"role": "assistant", "content": answered}]
    return [*told, {"role": "user", "content": question(story)}]


def corrected(story: str, program: str, errors: Sequence[str]) -> list[Message]:
    """The conversation after a program with errors, whose next message is a better one."""
    found = "\n".join(f"- {each}" for each in errors[:MOST_ERRORS])
    turn = f"That program has errors:\n{found}\nWrite the whole program again without them. No other words."
    return [*messages(story), {"role": "assistant", "content": program}, {"role": "user", "content": turn}]


def plain(conversation: Sequence[Message]) -> str:
    """A conversation as one text, for models that continue a text and know no roles."""
    system, *turns = conversation
    parts = [system["content"], ""]
    for turn in turns:
        parts.append(f"{turn['content']}\nProgram:" if turn["role"] == "user" else f"{turn['content']}\n")
    return "\n".join(parts) + "\n"


_FENCE = re.compile(r"```[a-z]*[ \t]*\n(.*?)(?:```|\Z)", re.S)
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.S)


def program_text(answer: str) -> str:
    """The program in an answer: what stands in its first code block, else all of it; without thoughts before it."""
    text = _THOUGHT.sub("", answer)
    fenced = _FENCE.search(text)
    return (fenced[1] if fenced else text).strip()
