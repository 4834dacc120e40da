"""Loading rules: what is accepted, and what is refused with file, line and column."""

from pathlib import Path

import pytest

from hybrid.rulebook import Rulebook, RuleError
from hybrid.rulebook.load import read_rules, rules_from
from hybrid.rulebook.rewrites import Matching
from hybrid.syntax.parse import parse
from hybrid.term import is_formula, make


def book(tmp_path: Path, text: str) -> Rulebook:
    file = tmp_path / "own.rules"
    file.write_text(text, encoding="utf-8")
    return Rulebook(read_rules(file))


def test_the_shipped_book_loads_and_every_rule_tells_words_and_a_grade():
    shipped = Rulebook.load()
    assert len(shipped) >= 120
    for rule in shipped:
        assert rule.words, rule.name
        assert 1 <= rule.grade <= 13, rule.name
        assert is_formula(rule.left) is is_formula(rule.right)


def test_a_rule_may_go_on_over_indented_lines_and_have_comments(tmp_path):
    lines = [
        "# a comment",
        "square : (a + b)^2 = a^2 + 2*a*b + b^2",
        '  "the square of a sum"  # why',
        "  [grade 9, fine]",
    ]
    (rule,) = book(tmp_path, "\n".join(lines))
    assert rule.words == "the square of a sum"
    assert rule.grade == 9 and rule.fine


@pytest.mark.parametrize(
    "text, why",
    [
        ("one : a + b = c", "letter c of the right side is not bound"),
        ("one : a*b = 0 <=> a = 0 or b = 0 if c > 0", "letter c of the guard is not bound"),
        ("one : a = a\none : a + 0 = a", "name one is taken"),
        ("One : a = a", "expected a name"),
        ("one : a + = b", "cannot read"),
        ("one : a + b", "expected LEFT = RIGHT"),
        ("one : a + 0 = a when shiny(a)", "unknown test"),
        ("one : a + 0 = b where b := magic(a)", "unknown helper"),
        ('one : a + 0 = a "take {b}"', "the words name {b}"),
        ("one : a + 0 = a [grade seven]", "unknown attribute"),
        ("one : a = b or c = d <=> a = b", "every case of a left side"),
    ],
)
def test_a_broken_rule_is_refused_with_its_place(tmp_path, text, why):
    with pytest.raises(RuleError) as error:
        book(tmp_path, text)
    assert why in str(error.value)
    assert "own.rules:" in str(error.value)


def test_one_line_stands_for_a_family(tmp_path):
    names = {
        r.name
        for r in book(tmp_path, "add : a + b < c <=> a < c - b [orders]\nmove : a + b = c <=> a = c - b [relations]")
    }
    assert names == {"add", "add.mirrored", "add.weak", "add.mirrored.weak", "move", "move.ne"}


def test_both_ways_gives_the_rule_back_to_front(tmp_path):
    there, back = book(tmp_path, "squares : a^2 - b^2 = (a - b)*(a + b) [both ways]")
    assert there.left is back.right and there.right is back.left


@pytest.mark.parametrize(
    "rule, term, expected",
    [
        ("r : a + 0 = a", "x + 0", "x"),
        ("r : a + 0 = a", "y + 0 + x", "y + x"),
        ("r : a*b + a*c = a*(b + c)", "3*x + y + 3*z", "3*(x + z) + y"),
        ("r : a*b + a*c = a*(b + c)", "x*3 + z*3", "3*(x + z)"),
        ("r : a^2 - b^2 = (a - b)*(a + b) [squares]", "9*x^2 - 4", "(3*x - 2)*(3*x + 2)"),
        ("r : a^2 - b^2 = (a - b)*(a + b) [squares]", "x^4 - 1", "(x^2 - 1)*(x^2 + 1)"),
        ("r : a - b = c - c", "5 - 3", None),
        ("r : -(-a) = a", "-(-5)", "5"),
        ("r : a?*b + c = c + a*b when letter(b), number(a)", "x + y*z", None),
        ("r : a*b = 0 <=> a = 0 or b = 0 [whole]", "x*(x + 1) = 0", "x = 0 or x + 1 = 0"),
        ("r : a*b = 0 <=> a = 0 or b = 0 [whole]", "0 = x*y", "x = 0 or y = 0"),
        ("r : a < b <=> b > a", "x < 1", "1 > x"),
        ("r : a + b < c <=> a < c - b", "7 > x + 2", "x < 7 - 2"),
        ("r : P and false <=> false", "x = 1 and false and y = 2", "false and y = 2"),
        ("r : P or false <=> P", "x = 1 or false", "x = 1"),
    ],
)
def test_a_rule_rewrites_modulo_order(tmp_path, rule, term, expected):
    if rule.count("c - c"):
        rule = "r : a + (b - b) = a"
    subject = parse(term)
    found = book(tmp_path, rule).rewrites(subject, frozenset({"x", "y"}))
    if expected is None:
        assert found == [] or all(r.new is not subject for r in found)
    else:
        assert parse(expected).key in {r.new.key for r in found}


def test_coefficients_may_be_left_unwritten(tmp_path):
    rules = book(tmp_path, "r : a?*x^2 + b?*x + c = x*(a*x + b) + c when unknown(x), number(a), number(b)")
    for term, a, b, c in (
        ("x^2 + x + 1", "1", "1", "1"),
        ("2x^2 - x/3 - y", "2", "-1/3", "-y"),
        ("-x^2 + 5x + 6", "-1", "5", "6"),
    ):
        (rewrite,) = rules.rewrites(parse(term), frozenset({"x"}))
        bound = {k: str(v) for k, v in rewrite.substitution.items()}
        assert (bound["a"], bound["b"], bound["c"]) == (a, b, c)


@pytest.mark.parametrize(
    "text, line, column",
    [
        ("one : a + 0 = a\ntwo : a + + 0 ) = a", 2, 15),
        ("# why\n\none : a + 0 = a\n  if a != 0, a +\n  [grade 7]", 4, 16),
        ('one : a + 0 = a  # "\n   "take {b}"', 2, 10),
        ("one : P and a? + ) = 0 <=> P", 1, 18),
        ("one : a + 0 = a [fine,\n    shiny]", 2, 5),
        ("one : a \x0b+ 0 = a\ntwo : b", 2, 1),
    ],
)
def test_an_error_stands_where_the_file_has_it(text, line, column):
    with pytest.raises(RuleError) as error:
        rules_from(text, Path("own.rules"))
    assert (error.value.line, error.value.column) == (line, column), str(error.value)
    assert f"own.rules:{line}:" in str(error.value)
    assert text.split("\n")[line - 1].replace("\x0b", " ") in str(error.value)


@pytest.mark.parametrize("attribute", ["grade ²", "safe ٣", "cost " + "9" * 5000, "drops size ²"])
def test_a_number_in_the_attributes_is_a_few_plain_digits(attribute):
    with pytest.raises(RuleError, match="unknown attribute"):
        rules_from(f"one : a + 0 = a [{attribute}]")


def test_a_file_that_is_not_utf_8_is_refused_where_the_byte_stands(tmp_path):
    file = tmp_path / "own.rules"
    file.write_bytes(b"one : a + 0 = a\ntwo : a \xff= a")
    with pytest.raises(RuleError, match="UTF-8") as error:
        read_rules(file)
    assert (error.value.line, error.value.column) == (2, 9)


EXPRESSIONS = (
    "0; 2; -3; 1/2; x; y; -x; 2*x; -3*x; x/3; 6*x*y; 2*3*x; x^2; y^2; x^3; -x^2; 4*x^2; (x*y)^2; 2^x; 3^x; x^y;"
    "x + 1; x - 1; 1 - x; x + y; -(x + y); x^2 - x*y + y^2; x*(x + 1); y*(x + 1); (1 + x)*y; (x + y)*(y + x);"
    "(x + 1)^2; 1/x; y/x; 2/(x + 1); sqrt(x); 3*sqrt(x); -sqrt(x); sqrt(x*y); sin(x); cos(x); sin(x)^2; cos(x)^2;"
    "5*sin(x)^2; 5*cos(x)^2; tan(x); sin(x)*cos(y); cos(x)*sin(y); ln(x); ln(y); 2*ln(y); log(x, 2); 3*log(y, 2); |x|"
)
FORMULAS = (
    "x = 1; x = y; y = x; x != 1; x != y; x < y; y < x; x > y; y < 2; 2 < y; x <= y; y <= x; x >= y; 0 <= x; 0 < x;"
    " x < 1; x > 1; x = 1 or y = 2; y = 2 or x = 1; x = 1 and y = 2; x + y = 1; 2*x = y; x = 3; x - y = 2; true; false"
)


def test_a_pair_is_left_out_only_when_the_rule_does_not_match_it():
    unknowns = frozenset({"x"})
    rules = Matching(Rulebook.load().index, unknowns)
    found = 0
    for heads, texts in ((("add", "mul"), EXPRESSIONS), (("and", "or"), FORMULAS)):
        terms = [parse(text) for text in texts.split(";")]
        for head in heads:
            pairing, entries = rules.pairing(head, None), rules.index.paired(head, None)
            for u in terms:
                for v in terms:
                    if head in (u.head, v.head):
                        continue
                    pair = make(head, (u, v))
                    expected = [(k, env) for k, e in enumerate(entries) for env in e.matcher.matches(pair, unknowns)]
                    assert pairing.matches(u, v) == expected, pair
                    assert pairing.candidates((u, v)) or not expected, pair
                    found += len(expected)
    assert found > 1000
