# ruff: noqa: E501 (rows of a table stay on a line)
"""School problems of which nobody thought when the rules were written: statement and answer, which must be said in
just these terms, up to the order of sums and cases."""

import json

import pytest

from hybrid.kernel import check
from hybrid.problem import derivation_from_json, derivation_to_json
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.syntax.parse import parse
from hybrid.term import equal

LIMITS = Limits(seconds=600, expansions=150)  # a slow machine must not fail a test: the limit is on expansions

SOLVED = r"""
solve n! = 120  ==>  n = 5
solve (x - 1)! = 1  ==>  x = 1 or x = 2
solve 3*n! + 4 = 364  ==>  n = 5
solve n! = 7  ==>  false
solve (n^2 - 1)! = 40320  ==>  n = -3 or n = 3
solve 4*3^x = 3*4^x  ==>  x = 1
solve 6*4^x - 13*6^x + 6*9^x = 0  ==>  x = -1 or x = 1
solve 25^x - 3*10^x + 2*4^x >= 0  ==>  x <= 0 or x >= log(2, 5/2)
solve 4^x - 6^x < 2*9^x  ==>  x > -log(2, 3/2)
solve 6*2^x - 8 = 2^(x + 1)  ==>  x = 1
solve 3*sqrt(x) - 4 = sqrt(x)  ==>  x = 4
solve 3*|x| - 4 > |x|  ==>  x < -2 or x > 2
solve log(16, x) - log(x, 2) = 3  ==>  x = 1/16 or x = 2
solve log(x, 2) = log(x + 6, 4)  ==>  x = 3
solve log(x, 3) = 2*log(x - 2, 9)  ==>  false
solve log(9 - 2^x, 2) = 3 - x  ==>  x = 0 or x = 3
solve log(2^x - 1, 2) - log(2^x + 3, 2) = -1  ==>  x = log(5, 2)
solve y = log(x, b) for x  ==>  x = b^y and b > 0 and b != 1
solve y = a*e^(k*x) + c for x  ==>  (a != 0 and (y - c)/a > 0 and k != 0 and x = ln((y - c)/a)/k) or (a != 0 and (y - c)/a > 0 and k = 0 and y = a + c) or (a = 0 and c = y)
solve 2^x > a for x  ==>  a <= 0 or (a > 0 and x > log(a, 2))
solve 3^(2x) <= a for x  ==>  a > 0 and x <= log(a, 3)/2
solve log(x, a) > 1 for x given a > 1  ==>  x > a
solve log(x, a) < 2 for x given 0 < a, a < 1  ==>  x > a^2
solve a^(2x) = a^(x + 3) for x given a > 1  ==>  x = 3
solve 10^x = 1000*sqrt(10)  ==>  x = 7/2
solve 100*e^(-0.05*t) = 50 for t  ==>  t = 20*ln(2)
solve 2^x*3^y = 6, 3^x*2^y = 6  ==>  x = 1 and y = 1
solve 5^x = 3^(x + 1)  ==>  x = ln(3)/ln(5/3)
solve 3^x < 5^(x - 1)  ==>  x > ln(5)/ln(5/3)
simplify log(3, 2)*log(4, 3)  ==>  2
simplify 2*ln(3) - ln(9)  ==>  0
simplify log(10, 2) - 1  ==>  log(5, 2)
evaluate log(2*sqrt(2), 4)  ==>  3/4
solve (m - 1)*x^2 - 2*m*x + m + 3 = 0 for x  ==>  (m != 1 and m <= 3/2 and x = (m - sqrt(3 - 2*m))/(m - 1)) or (m != 1 and m <= 3/2 and x = (m + sqrt(3 - 2*m))/(m - 1)) or (m = 1 and x = 2)
solve (a - b)*x^2 + (b - c)*x + c - a = 0 for x  ==>  x = 1 or (a != b and x = (c - a)/(a - b)) or (a = b and a = c)
solve (m^2 + m + 1)*x = m for x  ==>  x = m/(m^2 + m + 1)
solve m*x - 3 > 2*x for x  ==>  (m > 2 and x > 3/(m - 2)) or (m < 2 and x < 3/(m - 2))
solve x + y > 3, x + y = 2  ==>  false
solve x + y < 3, x + y = 2  ==>  x = 2 - y
solve A = 1/2*h*(a + b) for b  ==>  (h != 0 and b = (2*A - a*h)/h) or (h = 0 and A = 0)
solve m = k/sqrt(1 - v^2/c^2) for v  ==>  (k/m > 0 and c^2*(1 - k^2/m^2) >= 0 and c != 0 and v = -sqrt(-c^2*(k - m)*(k + m)/m^2)) or (k/m > 0 and c^2*(1 - k^2/m^2) >= 0 and c != 0 and v = sqrt(-c^2*(k - m)*(k + m)/m^2)) or (k = 0 and m = 0 and v > -abs(c) and v < abs(c) and c != 0)
solve a = b*sqrt(x + c) for x  ==>  (b != 0 and a/b >= 0 and x = a^2/b^2 - c) or (b = 0 and a = 0 and x >= -c)
solve y = 1/sqrt(x) for x  ==>  y > 0 and x = 1/y^2
solve f = 1/(2*pi*sqrt(L*C)) for C  ==>  f > 0 and L != 0 and C = 1/(4*pi^2*L*f^2)
solve sqrt(a) + x = sqrt(a) + 2 for x  ==>  x = 2 and a >= 0
solve ln(a) + x < ln(a) + 2 for x  ==>  x < 2 and a > 0
solve 1/x < a  ==>  (a > 0 and x < 0) or (a > 0 and x > 1/a) or (a = 0 and x < 0) or (a < 0 and x > 1/a and x < 0)
solve 2/x >= a for x  ==>  (a > 0 and x > 0 and x <= 2/a) or (a = 0 and x > 0) or (a < 0 and x > 0) or (a < 0 and x <= 2/a)
solve a*x^2 > 1 for x  ==>  (a > 0 and x < -sqrt(1/a)) or (a > 0 and x > sqrt(1/a))
solve a*x^2 + 1 > 0 for x  ==>  a > 0 or (a < 0 and x > -sqrt(-1/a) and x < sqrt(-1/a)) or a = 0
solve x^2 > a for x  ==>  a < 0 or (a >= 0 and x < -sqrt(a)) or (a >= 0 and x > sqrt(a))
solve x^2 - a^2 < 0 for x  ==>  x > -abs(a) and x < abs(a)
solve 1 - x^2/c^2 > 0 for x  ==>  x > -abs(c) and x < abs(c) and c != 0
solve x^2 + b*x + c > 0 for x  ==>  b^2 - 4*c < 0 or (b^2 - 4*c >= 0 and x < -sqrt(b^2 - 4*c)/2 - b/2) or (b^2 - 4*c >= 0 and x > sqrt(b^2 - 4*c)/2 - b/2)
solve root(2x - 1, 3) <= -1  ==>  x <= 0
solve x^3 < a for x  ==>  x < root(a, 3)
solve |a*x| < 1 for x  ==>  (a > 0 and x > -1/a and x < 1/a) or (a < 0 and x < -1/a and x > 1/a) or a = 0
solve 1/(2^x - 1) > 1  ==>  x > 0 and x < 1
solve x*2^x - 4x < 0  ==>  x > 0 and x < 2
solve 1/log(x, 2) < 1  ==>  (x > 0 and x < 1) or x > 2
solve log(x, 2) <= log(4, x)  ==>  (x > 0 and x <= 2^(-sqrt(2))) or (x > 1 and x <= 2^sqrt(2))
solve log(x, 2)^2 - 2 > 0  ==>  (x > 0 and x < 2^(-sqrt(2))) or x > 2^sqrt(2)
solve |x - 1| + |y + 2| = 0  ==>  x = 1 and y = -2
solve sqrt(x - 1) + |y + 2| = 0  ==>  x = 1 and y = -2
solve (x - 3)^2 + sqrt(x + y) = 0  ==>  x = 3 and y = -3
solve |x| + |y| = 1, x + y = 1  ==>  y >= 0 and y <= 1 and x = 1 - y
solve x + y = 3, x > y  ==>  x = 3 - y and y < 3/2
simplify -1/(1 - e)  ==>  1/(e - 1)
solve ln(x) - ln(x - 1) = 1  ==>  x = e/(e - 1)
simplify n!/(n - 1)!  ==>  n
simplify (n + 2)!/n!  ==>  n^2 + 3*n + 2
simplify (n - 1)!/(n + 1)!  ==>  1/(n^2 + n)
simplify n!/((n - 2)!*2!)  ==>  (n^2 - n)/2
simplify x^n/x^(n + 1)  ==>  1/x
simplify x^(n + 2)/x^n  ==>  x^2
simplify (x^n)^2  ==>  x^(2*n)
simplify 6^n/2^n  ==>  3^n
simplify 3*2^x*5^x  ==>  3*10^x
simplify 1/cos(x) - sin(x)*tan(x)  ==>  cos(x)
simplify (1 + tan(x)^2)/tan(x)^2  ==>  1/sin(x)^2
simplify 1/(1 - sin(x)) + 1/(1 + sin(x))  ==>  2/cos(x)^2
simplify cos(x)^4 + sin(x)^2*cos(x)^2  ==>  cos(x)^2
factor x^n + x^(n + 1)  ==>  x^n*(x + 1)
solve n!/(n - 2)! = 20 where n natural  ==>  n = 5
solve (n + 2)!/n! = 56 where n natural  ==>  n = 6
solve (n + 1)! = 6*(n - 1)! where n natural  ==>  n = 2
simplify 1/sin(x)^2 - 1/tan(x)^2  ==>  1
simplify cos(x)/(1 - sin(x)) - tan(x)  ==>  1/cos(x)
simplify sin(x)^4 - cos(x)^4  ==>  2*sin(x)^2 - 1
simplify (sin(x)^3 + cos(x)^3)/(sin(x) + cos(x))  ==>  1 - sin(x)*cos(x)
simplify tan(x)/(1 + tan(x)^2)  ==>  sin(x)*cos(x)
simplify log(100*x, 10)  ==>  2 + log(x, 10)
simplify ln(e*x)  ==>  1 + ln(x)
simplify ln(a^2 - b^2) - ln(a - b)  ==>  ln(a + b)
simplify root(x, 3)*root(x^2, 3)  ==>  x
simplify 1/(sqrt(x + 1) - sqrt(x))  ==>  sqrt(x + 1) + sqrt(x)
simplify (sqrt(x + h) - sqrt(x))/h  ==>  1/(sqrt(x + h) + sqrt(x))
solve y = (e^x - e^(-x))/2 for x  ==>  x = ln(y + sqrt(y^2 + 1))
solve x + y = 10, x*y > 20 over integers  ==>  (x = 3 and y = 7) or (x = 4 and y = 6) or (x = 5 and y = 5) or (x = 6 and y = 4) or (x = 7 and y = 3)
solve (x - 1)^2 + (y - 2)^2 + (z - 3)^2 = 0  ==>  x = 1 and y = 2 and z = 3
solve x^2 + y^2 <= 0  ==>  x = 0 and y = 0
solve y = 2^x/(1 + 2^x) for x  ==>  y != 1 and y/(y - 1) < 0 and x = log(-y/(y - 1), 2)
solve y = (x - 1)^3 + 2 for x  ==>  x = root(y - 2, 3) + 1
solve (x - a)/(x + 1) <= 0 for x  ==>  (a < -1 and x >= a and x < -1) or (a > -1 and x > -1 and x <= a)
solve (x - a)/(x - b) >= 0 for x given a < b  ==>  x <= a or x > b
solve log(a*x, 10) = b for x  ==>  a != 0 and x = 10^b/a
solve a*ln(x) = ln(x) + 2 for x  ==>  a != 1 and x = e^(2/(a - 1))
solve N = K/(1 + A*e^(-r*t)) for t given N > 0, K > N, A > 0, r > 0  ==>  t = ln(A*N/(K - N))/r
find a given f(x) = a*x + 1, f(2) = 5  ==>  2
find a + b given f(x) = a*x + b, f(1) = 2  ==>  2
solve f(1) = 2, f(2) = 5 given f(x) = a*x + b  ==>  a = 3 and b = -1
solve y = x^2 - 4x + 1 for x  ==>  (y >= -3 and x = 2 - sqrt(y + 3)) or (y >= -3 and x = sqrt(y + 3) + 2)
"""

PROVED = r"""
prove x > y |- 2^x > 2^y
prove x > y |- (1/2)^x < (1/2)^y
prove ||a| - |b|| <= |a - b|
prove |x - y| <= |x| + |y|
prove |a| - |b| <= |a + b|
prove (a^m)^n = a^(m*n) given a > 0
prove log(a*b, c) = log(a, c) + log(b, c) given a > 0, b > 0
prove (n + 1)! = (n + 1)*n! where n natural
prove n! = n*(n - 1)! where n natural, n >= 1
prove (n + 1)! - n! = n*n! where n natural
prove f(f(x)) = x given f(x) = (x + 1)/(x - 1)
prove a > b > 0, c > 0 |- (b + c)/(a + c) > b/a
prove 0 < b, b < a, 0 < c |- b/a < (b + c)/(a + c)
prove f(2) = 5 |- a = 2 given f(x) = a*x + 1
prove a*b = 1 |- 1/(1 + a) + 1/(1 + b) = 1
prove a/b = c/d |- (a + b)/(a - b) = (c + d)/(c - d)
prove a/b = c/d |- a/b = (a + c)/(b + d)
prove a*b*c = 1 |- 1/(1 + a + a*b) + 1/(1 + b + b*c) + 1/(1 + c + c*a) = 1
"""

REFUTED = r"""
prove f(x + y) = f(x) + f(y) given f(x) = x^2
prove f(x) = f(y) |- x = y given f(x) = x^2
prove f(x) > 0 given f(x) = x - 1
prove (n + 1)! = n*n! where n natural
prove n!/(n - 2)! = n^2 where n natural
prove |a| + |b| <= |a + b|
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("==>")) for line in table.strip().splitlines()]


@pytest.mark.parametrize("statement, answer", rows(SOLVED))
def test_a_problem_is_solved_in_these_terms_and_replayed(statement, answer):
    result = solve(statement, limits=LIMITS)
    assert result.status == "proved", f"{result.reason}; got as far as {result.derivation and result.derivation.last}"
    derivation = derivation_from_json(json.loads(json.dumps(derivation_to_json(result.derivation))))
    assert check(derivation.problem, derivation, Rulebook.load()).after is result.answer
    assert equal(result.answer, parse(answer)), f"{result.answer}, expected {answer}"


@pytest.mark.parametrize("statement", PROVED.strip().splitlines())
def test_a_statement_is_proved_and_replayed(statement):
    result = solve(statement, limits=LIMITS)
    assert result.status == "proved", result.reason
    derivation = derivation_from_json(json.loads(json.dumps(derivation_to_json(result.derivation))))
    assert check(derivation.problem, derivation, Rulebook.load()).goal == "prove"


@pytest.mark.parametrize("statement", REFUTED.strip().splitlines())
def test_a_false_statement_is_refuted(statement):
    assert solve(statement, limits=LIMITS).status == "refuted"
