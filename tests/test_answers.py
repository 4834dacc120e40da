"""Answers: how they are read, when two are the same, whether one is worked out, and where one stands in a text."""

import json
import re
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from benchmarks.answers import difference
from benchmarks.generate import school_problems
from hybrid.answers import equal, read_given, read_gold
from hybrid.answers.bounds import SMALL, _measured, _plain, moderate
from hybrid.answers.compare import match
from hybrid.answers.extract import LONGEST, final_answer, marks
from hybrid.answers.finished import finished, repeats
from hybrid.answers.read import read
from hybrid.answers.surds import signed_square
from hybrid.answers.wording import _CLEAR, _anything, _clear, stripped, worded
from hybrid.decide.closed import compare
from hybrid.syntax.answer import parse_answer
from hybrid.syntax.errors import InputError
from hybrid.syntax.latex import to_latex
from hybrid.syntax.parse import parse
from hybrid.syntax.text import to_text

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "datasets" / "answer_pairs.jsonl").read_text("utf-8").splitlines()
]


def kinds(text: str) -> set[str]:
    return {r.kind for r in read(text).readings}


# -- the set of pairs ------------------------------------------------------------------------------


def test_the_pairs_are_well_formed_and_say_why() -> None:
    assert len(PAIRS) >= 250 and len({p["id"] for p in PAIRS}) == len(PAIRS)
    assert all(p["why"] and p["kind"] and isinstance(p["equal"], bool) for p in PAIRS)
    assert 0.4 < sum(p["equal"] for p in PAIRS) / len(PAIRS) < 0.6


@pytest.mark.parametrize("kind", sorted({p["kind"] for p in PAIRS}))
def test_no_verdict_on_a_pair_is_wrong(kind: str) -> None:
    for p in PAIRS:
        if p["kind"] == kind:
            verdict = equal(p["gold"], p["given"], p.get("question", ""))
            assert verdict.answer != ("refuted" if p["equal"] else "proved"), p
            assert verdict.answer == "proved" or not p["equal"], p


def test_a_text_is_equal_to_itself() -> None:
    for p in PAIRS:
        for text in (p["gold"], p["given"]):
            assert equal(text, text).answer == "proved", text


def test_equality_does_not_depend_on_the_order() -> None:
    for p in PAIRS:
        if not p["gold"].startswith("\\approx"):  # only the gold answer may say that it is rounded
            there, back = equal(p["gold"], p["given"]), equal(p["given"], p["gold"])
            assert there.proved is back.proved, p


def test_what_is_printed_is_read_back_as_the_same_answer() -> None:
    for e in school_problems(84, seed=5):
        for t in (e.problem, e.answer):
            assert equal(to_text(t), to_latex(t)).proved, to_text(t)


def test_a_changed_answer_is_not_proved() -> None:
    """Answers with one number changed, and a second evaluator to say whether that makes them wrong."""
    rng = Random(6)
    seen = 0
    for e in school_problems(140, seed=6):
        text = to_text(e.answer)
        numbers = [m for m in re.finditer(r"(?<![\w.^])\d+", text)]
        if not numbers:
            continue
        m = rng.choice(numbers)
        changed = f"{text[: m.start()]}{int(m[0]) + rng.choice([1, 2, 10])}{text[m.end() :]}"
        if difference(e.problem, parse(changed)) is not None:
            seen += 1
            assert not equal(text, changed).proved, (text, changed)
    assert seen > 60


# -- reading ---------------------------------------------------------------------------------------


def test_a_pair_may_be_an_interval() -> None:
    assert kinds("(2, 3)") == {"tuple", "reals"}
    assert kinds("(2, 3]") == {"reals"}
    assert equal("2 < x < 3", "(2, 3)").proved
    assert equal("x = 2, y = 3", "(2, 3)").proved
    assert equal("(2, 3]", "(2, 3)").refuted
    assert equal("[2, 3]", "(2, 3)").refuted
    assert equal("[2, 3]", "{2, 3}").refuted
    assert equal("{3, 2}", "[3, 2]").proved  # no interval, a list


def test_infinite_ends() -> None:
    assert equal("x >= 2", "[2, oo]").proved  # people write the bracket, and nothing is at infinity
    assert equal("x >= 2", "[2, ∞)").proved
    assert equal("all real numbers", "(-∞, ∞)").proved
    assert not equal("x >= 2", "∞").proved
    assert not equal("x >= 2", "[∞, 2]").proved
    assert not equal("x < 2", "(∞, 2)").proved


def test_a_letter_is_not_the_real_line() -> None:
    assert kinds("R") == {"value"} and kinds("x in R") == {"reals"}
    assert equal("r", "all real numbers").refuted
    assert not equal("no solution", "no answer").proved


def test_words_are_no_product_of_letters() -> None:
    assert kinds("Monday") == {"words"}
    assert kinds("xyz") == {"value"}
    assert equal("listen", "silent").answer == "unknown"


def test_a_function_is_no_membership() -> None:
    assert worded("sin(x)^2").text == "sin(x)^2"
    assert worded("x in [1, 2)").text == "[1, 2)"


def test_a_clear_text_is_worded_as_any_other() -> None:
    """The short way gives what the long way gives, on all texts that may take it."""
    rng = Random(8)
    pieces = [
        "3",
        "12",
        "0.5",
        "1/2",
        " 2 1/2 ",
        "x",
        "m",
        " or ",
        " and ",
        "=",
        "<",
        " ",
        "(",
        ")",
        "+",
        "-",
        "!",
        ".",
    ]
    texts = ["f(x) = x^2 + 1", "5 m", "12 g", "$5.$", "3 5/4", "x = 2 1/3", "-4 m", "2 x", "(2) m", *"xmR5"]
    texts += ["".join(rng.choices(pieces, k=rng.randint(1, 9))) for _ in range(5_000)]
    clear = [t for t in map(stripped, texts) if _CLEAR.fullmatch(t)]
    assert len(clear) > 2_500
    for text in clear:
        assert _clear(text) == _anything(text), text


def test_what_needs_a_second_look_is_not_clear() -> None:
    for text in ("x in R", "12 cm", "R", "no solution", "1,234", "5%", "all x", "2 U 3", "oo", "|x|", "{2}", "~3"):
        assert not _CLEAR.fullmatch(text), text


@pytest.mark.parametrize(
    "text, math, unit",
    [
        ("12 apples", "12", "apple"),
        ("$12.50", "12.50", "dollar"),
        ("-$5", "-5", "dollar"),
        ("3 \\text{ cm}^2", "3", "cm^2"),
        ("40 miles per hour", "40", "miles/hour"),
        ("12cm", "12", "cm"),
        ("12m", "12m", ""),
        ("12x", "12x", ""),
        ("3 dozen", "36", ""),
        ("2.5 million dollars", "2500000", "dollars"),
        ("2 1/2 cups", "(2+1/2)", "cups"),
        ("2 or 3", "2 or 3", ""),
    ],
)
def test_units(text: str, math: str, unit: str) -> None:
    found = worded(text)
    assert (found.text.strip(), found.unit) == (math, unit)


def test_a_product_is_not_a_number_with_a_unit() -> None:
    assert equal("12x", "12").refuted
    assert equal("12", "12x").refuted
    assert not equal("12 m", "12 s").proved


def test_collections_stand_nowhere_inside_an_expression() -> None:
    for text in ("(1, 2) + 3", "sqrt({2, 3})", "[1, 2)^2"):
        with pytest.raises(InputError):
            parse_answer(text)


def test_nothing_in_an_answer_is_run() -> None:
    for text in ("__import__('os').getpid()", "exec('x')", "().__class__", "lambda: 1", "{{7*7}}", "%s%n"):
        assert not equal("49", text).proved
        assert not equal(text, "49").proved


def test_percent_depends_on_the_question() -> None:
    asked = "What percent of the pupils cycle?"
    assert equal("20", "20%", asked).proved
    assert equal("20", "20%").refuted
    assert equal("20%", "0.2%", asked).refuted
    assert equal("1/5", "20%").proved


Part = tuple[int, bool, int, bool]  # low, closed there, high, closed there; a point is closed at both ends


def random_set(rng: Random) -> list[Part]:
    """Intervals and points with gaps between them, so that two sets are equal only when they are the same list."""
    ends = sorted(rng.sample(range(-20, 20, 2), 2 * rng.randint(1, 3)))
    parts = []
    for low, high in zip(ends[::2], ends[1::2], strict=True):
        point = rng.random() < 0.3
        parts.append((low, True, low, True) if point else (low, rng.random() < 0.5, high, rng.random() < 0.5))
    return parts


def as_intervals(parts: list[Part]) -> str:
    return " ∪ ".join(
        f"{{{low}}}" if low == high else f"{'[' if left else '('}{low}, {high}{']' if right else ')'}"
        for low, left, high, right in parts
    )


def as_latex(parts: list[Part]) -> str:
    return as_intervals(parts).replace("{", "\\{").replace("}", "\\}").replace("∪", "\\cup")


def as_inequalities(parts: list[Part]) -> str:
    return " or ".join(
        f"x = {low}" if low == high else f"{low} {'<=' if left else '<'} x {'<=' if right else '<'} {high}"
        for low, left, high, right in parts
    )


def as_builder(parts: list[Part]) -> str:
    return f"{{x | {as_inequalities(parts)}}}"


def test_the_notations_of_a_set_agree() -> None:
    rng = Random(7)
    notations = (as_intervals, as_latex, as_inequalities, as_builder)
    for _ in range(60):
        ours, theirs = random_set(rng), random_set(rng)
        first, second = rng.sample(notations, 2)
        assert equal(first(ours), second(ours)).proved, (first(ours), second(ours))
        changed = [list(part) for part in ours]
        i, side = rng.randrange(len(ours)), rng.choice([1, 3])
        changed[i][side] = not changed[i][side]
        others = [theirs] if ours[i][0] == ours[i][2] else [theirs, [tuple(part) for part in changed]]
        for other in others:
            assert equal(first(ours), second(other)).proved is (ours == other), (first(ours), second(other))  # type: ignore[arg-type]


# -- square roots of rational numbers ---------------------------------------------------------------


def test_the_sign_and_the_square_of_a_surd() -> None:
    assert signed_square(parse("3*sqrt(2)/2")) == signed_square(parse("3/sqrt(2)")) == (1, Fraction(9, 2))
    assert signed_square(parse("-sqrt(1/2)^3")) == (-1, Fraction(1, 8))
    for text in ("0", "1/0", "sqrt(2)/0", "sqrt(-2)", "sqrt(0)", "1 + sqrt(2)", "2^pi", "2^(1/2)", "cbrt(2)", "2^(-1)"):
        assert signed_square(parse(text)) is None, text


def test_surds_compare_as_the_decider_compares_them() -> None:
    """Of random surds in pairs, some of them equal by construction, the signs and squares say what enclosures say."""
    rng = Random(9)

    def surd() -> str:
        parts = [rng.choice(["sqrt(2)", "sqrt(3)", "sqrt(8)", "sqrt(1/2)", "3", "(-2)", "1/2"]) for _ in range(3)]
        return f"{parts[0]}{rng.choice('*/')}({parts[1]})*({parts[2]})^{rng.randint(1, 3)}"

    equals = 0
    for _ in range(300):
        a, b = parse(surd()), parse(surd())
        if rng.random() < 0.3:
            b = parse(f"({to_text(a)})*sqrt(2)/sqrt(2)")
        left, right = signed_square(a), signed_square(b)
        assert left is not None and right is not None
        assert (left == right) is (compare(a, b) == 0), (a, b)
        equals += left == right
    assert 50 < equals < 250


# -- bounds ----------------------------------------------------------------------------------------

HUGE = [
    "9^9^9^9",
    "10^10^10",
    "(x + 1)^100000",
    "(x + y + z + w)^60",
    "2^(10^9)",
    "1000000!",
    "(" * 480 + "x" + ")" * 480,
    "+".join(f"sqrt({p})" for p in (2, 3, 5, 7, 11, 13, 17, 19)),
    "root(2, 997) + root(3, 991)",
    ",".join(map(str, range(400))),
    "1" * 990,
    "x" * 5_000,
]


@pytest.mark.parametrize("text", HUGE)
def test_what_is_too_large_is_not_compared(text: str) -> None:
    for gold in ("42", "x + 1", "x = 2 or x = 3", "x > 2", "(2, 3)"):
        assert not equal(gold, text).proved


def test_the_bounds_hold_of_random_powers() -> None:
    rng = Random(2)
    for _ in range(200):
        n = rng.choice([2, 7, 30, 61, 500, 10**6])
        t = parse(f"(x + {rng.randint(1, 9)})^{n}")
        assert moderate(t) is (n <= 60)


def test_small_plain_terms_are_within_the_limits() -> None:
    """What is accepted by its size alone is accepted by its degree, monomials and bits."""
    rng = Random(10)

    def grown(size: int) -> str:
        if size < 2:
            return rng.choice(["x", "y", "a", "b", "c", "7", str(2**64 - 1)])
        left = rng.randint(1, size - 1)
        return f"({grown(left)} {rng.choice('+-*/')} {grown(size - left)})"

    terms = [parse(grown(rng.randint(1, 14))) for _ in range(1_500)]
    terms += [
        parse("*".join(["(a + b + c + d)"] * 4)),
        parse("*".join(["x"] * 19)),
        parse("(a+b+c)*(a+b+c)=(a+b+c)/(a+b)"),
    ]
    small = [t for t in terms if t.size <= SMALL and _plain(t)]
    assert len(small) > 800 and parse("x^2") not in small
    assert all(_measured(t) for t in small)


# -- worked out ------------------------------------------------------------------------------------


def worked_out(gold: str, given: str, question: str = "") -> bool:
    found = match(read_gold(gold), read_given(given))
    assert found.verdict.proved and found.gold is not None and found.given is not None, (gold, given)
    return finished(found.gold, found.given, given, question)


@pytest.mark.parametrize(
    "gold, given",
    [
        ("56088", "56,088"),
        ("1/2", "2/4"),
        ("1/2", "50%"),
        ("2.5", "2 1/2"),
        ("3000000", "3*10^6"),
        ("sqrt(2)/2", "1/sqrt(2)"),
        ("3*sqrt(2)", "sqrt(18)"),
        ("5*x + 1", "1 + 5*x"),
        ("x^2 - 5*x + 6", "(x - 2)*(x - 3)"),
        ("(x - 2)*(x - 3)", "(x - 3)*(x - 2)"),
        ("x = 2 or x = 3", "{2, 3}"),
        ("x > 2", "2 < x"),
        ("x > 2", "(2, oo)"),
        ("y = 2*x + 1", "2*x + 1"),
        ("2^100", "4^50"),
    ],
)
def test_worked_out(gold: str, given: str) -> None:
    assert worked_out(gold, given)


@pytest.mark.parametrize(
    "gold, given",
    [
        ("56088", "123*456"),
        ("7", "3 + 4"),
        ("2", "sqrt(4)"),
        ("2", "log(100)"),
        ("{1, 2}", "{1, 1 + 1}"),
        ("5*x + 1", "3*x + 2*x + 1"),
        ("2*x", "x + x"),
        ("3*sqrt(2)", "sqrt(50) - sqrt(8)"),
        ("(x - 2)*(x - 3)", "x^2 - 5*x + 6"),
        ("x = 2 or x = 3", "x^2 - 5*x + 6 = 0"),
        ("x > 2", "2*x > 4"),
        ("y = 2*x + 1", "2*x - y + 1 = 0"),
    ],
)
def test_equal_and_not_worked_out(gold: str, given: str) -> None:
    assert not worked_out(gold, given)


def test_repeating_the_question_is_no_answer() -> None:
    assert repeats("(x+1)^2", "Expand $(x + 1)^2$.")
    assert not repeats("x^2+2x+1", "Expand $(x + 1)^2$.")
    assert not worked_out("x^2 + 2*x + 1", "(x+1)^2", "Expand (x + 1)^2")
    assert worked_out("0.5", "1/2", "Is it 1/2 or 1/3?")
    assert worked_out("(x+1)^2", "(x+1)^2", "Is (x+1)^2 a square?")


# -- extraction ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "completion, text, how",
    [
        ("so \\boxed{x = 2}", "x = 2", "marked"),
        ("\\boxed{2} and \\boxed{3}", "2 , 3", "marked"),
        ("first \\boxed{1}, then \\boxed{\\frac{1}{2}}", "\\frac{1}{2}", "marked"),
        ("\\boxed{\\{1, 2\\}}", "\\{1, 2\\}", "marked"),
        ("5 + 7 = 12\n#### 12", "12", "marked"),
        ("<think>#### 3</think><answer> 12 </answer>", "12", "marked"),
        ("#### Step 1\nThe answer is 12.", "12", "said"),
        ("Answer: x = 2 or x = 3", "x = 2 or x = 3", "said"),
        ("The final answer is $\\frac{1}{2}$. I hope it is right.", "\\frac{1}{2}", "said"),
        ("The answer is 3.5 dollars. Good.", "3.5 dollars", "said"),
        ("It follows that\n$x + 1 = 3$, so $x = 2$", "x = 2", "written"),
        ("\\[\nx = 5\n\\]", "x = 5", "written"),
        ("x + 1 = 3\nTherefore, x = 2", "x = 2", "last"),
        ("So she has 12 apples left.", "12", "last"),
        ("So the loss is -$5", "-$5", "last"),
        ("There is no real solution.", "no real solution", "last"),
    ],
)
def test_where_the_answer_stands(completion: str, text: str, how: str) -> None:
    found = final_answer(completion)
    assert found is not None and (found.text, found.how) == (text, how)


def test_no_answer() -> None:
    for completion in ("", "  \n ", "no idea", "x" * (LONGEST + 1), "\\boxed{2"):
        found = final_answer(completion)
        assert found is None or found.how == "last" and completion.startswith("\\boxed")


def test_marks_are_counted() -> None:
    assert marks("\\boxed{2} or \\boxed{3}") == 1
    assert marks("\\boxed{2}. No, wait: it is \\boxed{3}") == 2
    assert marks("nothing") == 0
