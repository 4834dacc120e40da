"""A state as a question in words, for language models that know nothing of this program.

The question is a conversation: what lines look like, short examples of ours with their answers, and the state. What
is asked and the state stand on lines of their own, in a fixed form, so that the chat template of an exported network
(hybrid.model.export) can make its own prompt of them. The state is written as lines write it, every * included.
"""

from __future__ import annotations

from hybrid.model.text import linear
from hybrid.problem import Problem
from hybrid.term import Term

Message = dict[str, str]

SYSTEM = """You do school algebra, one step at a time. Answer with one line that says what the state becomes.
    so: STATE           the new state, equivalent to the old one (for an expression: equal to it)
    #RULE: STATE        the same, naming the rule that does it
Write every * and every bracket of a function: 2*x, sqrt(x), x^2, log(x, 2). Write or, and, true, false, !=, <=.
Keep all solutions. No other words."""
EXAMPLES = (
    ("Problem: solve 3x - 6 = 0 for x\nAsked: solve for x\nState: 3*x-6 = 0", "so: 3*x = 6"),
    ("Problem: solve x^2 = x\nAsked: solve for x\nState: x*(x-1) = 0", "#zero-product: x = 0 or x-1 = 0"),
    ("Problem: simplify (x + 1)^2 - 1\nAsked: simplify\nState: (x+1)^2-1", "so: x^2+2*x"),
)


def question(problem: Problem, state: Term) -> str:
    """The problem as it was written, what is asked, and the state."""
    statement = " ".join((problem.text or f"{problem.goal} {problem.term}").split())
    letters = f" for {', '.join(problem.unknowns)}" if problem.unknowns else ""
    return f"Problem: {statement}\nAsked: {problem.goal}{letters}\nState: {linear(state).text()}"


def messages(problem: Problem, state: Term) -> list[Message]:
    """The conversation whose next message is a line for the state."""
    told = [{"role": "system", "content": SYSTEM}]
    for asked, answered in EXAMPLES:
        told += [{"role": "user", "content": asked}, {"role": "assistant", "content": answered}]
    return [*told, {"role": "user", "content": question(problem, state)}]


def plain(problem: Problem, state: Term) -> str:
    """The same as one text, for models that continue a text and know no roles."""
    examples = [f"{asked}\nLine:\n{answered}\n" for asked, answered in EXAMPLES]
    return "\n".join([SYSTEM, "", *examples, f"{question(problem, state)}\nLine:\n"])


def first_line(text: str) -> str:
    """The first line of an answer that is not empty; "" when there is none."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
