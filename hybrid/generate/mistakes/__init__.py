"""Wrong attempts: a derivation with one mistake in it, and what follows from the mistake worked out rightly.

A mistake is a *wrong rule* used where a right one was due: `(a + b)^2 = a^2 + b^2`, `a^2 = c <=> a = sqrt(c)`. That
people's errors in algebra are rule-like, and which rules they are, is found by Brown and Burton ("Diagnostic models for
procedural bugs in basic mathematical skills", Cognitive Science 2, 1978), Matz ("Towards a process model for high
school algebra errors", 1982), Sleeman ("An attempt to understand students' understanding of basic algebra", Cognitive
Science 8, 1984, where they are called mal-rules) and Payne and Squibb ("Algebra mal-rules and cognitive accounts of
error", Cognitive Science 14, 1990). Wrong rules that fit the rule language stand in `wrong.rules`; those that compute
(a slip in a number) or depend on what the right rule made (a case left out) are in `slips.py` and `left_out.py`.

A wrong line counts only when the judge refutes the step to it and gives the point, and when the two lines, evaluated
exactly at that point, really differ. What is accidentally right is dropped.
"""

from hybrid.generate.mistakes.attempts import mistakes
from hybrid.generate.mistakes.kinds import KINDS
from hybrid.generate.mistakes.stories import STORY_KINDS, wrong_solutions

__all__ = ["KINDS", "STORY_KINDS", "mistakes", "wrong_solutions"]
