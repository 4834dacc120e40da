"""Terms that rules which compute are tried on: school algebra of every kind the book speaks of.

One term of each shape that some helper takes apart; a user's rule with a helper needs one that its tests let
through, or is tried on its own left side with small terms put in (instances.py).
"""

from __future__ import annotations

from functools import cache

from hybrid.syntax.parse import parse
from hybrid.term import Term

_EXPRESSIONS = """
x + 0; 3 + 4; 7 - 9; -2 - 5; 1/2 + 1/3; 3*4*x; 6/3; 6/4; (1/2)/(3/4); 2^5; (2/3)^(-2); sqrt(9); root(8, 3); sqrt(12)
sqrt(1/2); log(8, 2); log(1/9, 3); 5!; 0.25; 0.5 + 0.25; 1.5*10; 0.5*x; abs(-3); sqrt(3 + 2*sqrt(2)); sqrt(2) + sqrt(8)
1/sqrt(2); 2/(1 + sqrt(3)); x + x; 3*x + 2*x - 5; x*x^2; 2*x*3*y; (x + 1)*(x - 2); (x + 1)^2; (2*x - 3)^3; -(x - 2)
3*(x + 2) - x; a*x + b*x; (a + b)*(a - b); x^2 - 9; x^2 + 5*x + 6; x^2 + 6*x + 9; 4*x^2 - 12*x + 9; 2*x^2 + 5*x + 3
x^3 - 8; x^3 + 1; x^4 - 5*x^2 + 4; x^4 - 16; x^3 - 6*x^2 + 11*x - 6; x^3 + 2*x^2 + 3*x + 6; 2*x^2 + 4*x; 6*x + 4
x^8 - 1; x^6 - y^6; a*x + a*y + b*x + b*y; x^2*y - x*y^2; (x^2 - 1)/(x - 1); (x^2 - 4)/(x^2 + 4*x + 4); x/(x^2 + x)
6*x/4; (2*x + 4)/6; 1/x + 1/y; 1/x - 1/(x + 1); x/2 + x/3; 2/(x - 1) + 3/(x + 1); 1 + 1/x; x/(x - 1) - 1/(x - 1)
(x/y)/(y/x); 1/(1 + 1/x); x^(-2); (x + 1)^(-1); x^(3/2); sqrt(x^2); sqrt(4*x); sqrt(x^2*y); root(x^3, 3)
sqrt(x)*sqrt(y); sqrt(x) + 2*sqrt(x); 4^x - 5*2^x + 4; x - 3*sqrt(x) + 2; 2^x*2^3; (x + 1)^(3/2); x^(1/2)
(3*x)^(1/2); sqrt(2)*x + x; a + 2 + a; (a^2 - b^2)/(a - b); sqrt(2)*(x + 1); (x + sqrt(x))*(x + 2); x*2; (1 + 2*a)/a
12*x^2 + 12*x + 3; x/(2*y) + y/(3*x); (x^2 + x)/2; (6*x)/(4*y); 3*a - 3*b; x^2 + 4*x; x^2 + 4*x + 1; 2*x^2 - 8*x + 3
(2*x + 4)/(x^2 - 1); x*(x + 1)/2; (x*(x + 2))/((x + 1)*3); 1/2 - x/3; (x^2)^(3/2); (8*x^6)^(1/3)
x!/(x - 2)!; 6^x/2^x; 2^x*3^x; sin(x)^4 - cos(x)^4; log(100*x, 10); ln(x^2 - 1) - ln(x - 1)
log(x, 8) + log(x, 4); 2*log(x, 9) - log(x + 1, 27)
1/(sqrt(x + 1) - sqrt(x)); 1/(sqrt(x + 1) + sqrt(x)); (sqrt(x + y) - sqrt(x))/y
(17*23 + 100) mod 7; 7^100 mod 5; 17 mod 5; gcd(48, 36); gcd(36, 48); gcd(12, 0); gcd(-4, 6); lcm(4, 6); lcm(-4, 6)
(x + x) mod 5; lcm(12, 18); sqrt(10) mod 1; (2*pi) mod 3
sin(13*pi/6); cos(4*pi/5); tan(-pi/8); sin(pi/12); cos(pi/5); tan(3*pi/10); sin(3*pi/8); cos(-17*pi/10)
"""

_FORMULAS = """
(x + 3) mod 7 = 5; x mod 3 = 2 and x mod 5 = 3; sin(x) = 1/2; cos(x) < 1/2
floor(x/2) >= 3; ceil(x) < 5; 2*floor(x) != 6; floor(x) = 5/2; floor(x) + 2*x = 7; floor(x) + floor(2*x) = 5
x mod 1 = 1/3 and x > 0 and x < 2; x - floor(x) = 1/3; floor(x) = ceil(x); floor(2*x) = 2*floor(x); x*floor(x) = 10
x = 2 and x != 1; x = 1 and x > 2; x = 3 and x^2 = 9 and x != 0; g*x + x^2 - 8*x + 13 = 0; 1/0 = x
2*x + 3 = 7; 3*x = x + 4; 5 = 2*x + 1; 2*(x - 1) = 3*x; x + 1 = 2*(x + 3); x^2 = 5*x - 6; x^2 - 5*x + 6 = 0
x^2 - 4 = 0; 2*x^2 - 6 = 0; (x + 1)*(x + 2) + x = 0; x^2 + x + 1 = 0; x^2 + 4*x + 1 = 0; 3*(x - 1)^2 - 12 = 0
x^3 - x = 0; x^2 = 9; x/2 + 1 = x; a*x + b*x = 3; 2*x - 3*x != 4; 2*x + 3 != 7; x^2 != 5*x - 6; x^2 - 5*x + 6 != 0
3 < x + 2; 2*x + 3 < 7; 3*x >= x + 4; x^2 > 4; x^2 <= 5*x - 6; x^2 - 5*x + 6 < 0; (x - 1)*(x + 2) >= 0; 1/x > 2
1/x - 2 > 0; (x + 1)/(x - 1) < 0; 1/x + 1/(x + 1) <= 0; (x^2 - 1)/(x^2 - 4) < 0; (x^2 - 1)/(x^2 - 4) >= 0
2*sqrt(x) + 3 = x; sqrt(x) + 1 < 4; 3 - sqrt(x) > 1; 2*abs(x) - 3 = 5; 2*abs(x) - 3 < 5; 1 - abs(x) >= -4
abs(x) + abs(x - 1) = 3; abs(x - 1) < 2*x; abs(x) <= x; abs(x) != 2*x; 2^x = 8; 4^x = 8^2; 4^x = 8^(x + 1)
3*2^x - 4 = 20; 2*ln(x) - 1 = 3; log(x, 2) + 1 = 4; (1/2)^x = 4; 1 + 2^x = 9; 9^x = 3; 1 < 2; 2 + 2 = 5; sqrt(2) > 1
1/2 <= 0.5; 3 != 3; x + 1 = x; x + 1 > x; x - x = 0; x/x = 1; sqrt(x) >= -1; 2*x = x + x; x > 1 and x > 2
x = 1 or x = 1 or x = 2; x > 0 and x < 3 and x != 1; x >= 1 and x <= 1; x < 1 or x > 0; x^2 - 2*x > -1
2*(x + 1) < 3; 3*(x - 2) >= x; 2*(x + 1) > x; 4*(1 - x) <= x; sqrt(x)*(x + 1) = 3; x > 2*x + 5; 3*x <= 7
x + 2 <= 3*x - 1; x + 3 > 2; 7 >= x - 1; a*x + b*x < 3; a*x + b*x >= 2; a*x - x > 1; a*x - x <= 1; a*x - x != 1
x/2 + 1/3 = x/5 - 2; x/2 + 1/3 != x/5; x/2 + 1 < x/3; x/2 + 1 > x/3; x/4 <= x - 3; 3*x/4 >= x + 1; -x = 3; -x != 3
-x = 4; -2*x < 5; -2*x > 6; -2*x <= 3; -3*x >= 4; 4^x - 5*2^x + 4 = 0; 9^x - 4*3^x + 3 = 0; 3^x + 3^(-x) - 2 = 0
4^x = 5*2^x - 4; 4^x - 5*2^x + 4 < 0; 4^x - 5*2^x + 4 > 0; 4^x - 5*2^x + 4 <= 0; 4^x - 5*2^x + 4 >= 0; 4^x < 5*2^x - 4
4^x > 5*2^x - 4; 4^x <= 5*2^x - 4; 4^x >= 5*2^x - 4; log(x, 2)^2 - 3*log(x, 2) + 2 = 0; x + sqrt(x) - 2 = 0; 2*a*b = 0
a - b != 0; 2^x - 1 < 3; 2^x - 1 > 3; 3*2^x + 1 <= 7; 2^x - 4 >= 0; ln(x) - 1 < 2; 2*ln(x) > 4; log(x, 2) + 1 <= 4
log(x, 2) - 1 >= 0; -2*a < 0; 2 = x + 3*x; 2 != x + 3*x; 1/x + 1/(x + 1) = 2; 1/(x - 1) != 2/x
x^2 + x = 3; x^2 + x >= 3; x^2 + x < 3; x^2 + 1 > 2*x; sqrt(x) - 2 <= 1; sqrt(x) + 2 >= 3; 2*sqrt(x) > 6
abs(x) + 2 > 3; abs(x) - 1 <= 2; 2*x + 4 = 2*x; 1/x < 2 + x; 1/x + x > 0; 1/x - 1 >= 0; 1/(x - 1) - 1/x <= 0
x/(x + 1) - 2 < 0; x^3 - x > 0; x^3 - x <= 0; x^3 - x >= 0; x^3 - x < 0; x^2 - x != 0; x*2^x - 2^x = 0
2*(x + 3) != x; x != 2*(x - 3); x^2 + 3 != 4*x; x^2 = 2*x; (x - 1)/(x^2 - 4) > 0; x^4 - 1 > 0; x*(x - 1) + 2 = 0
x*(x - 1) != 0; 2*x*(x + 3) - 5 != 0; 1 - 3^x = -8; (x^2 - 1)/(x^2 - 4) <= 0; (x^2 - 1)/(x^2 - 4) > 0
x = 1 or x = 2 or x = 2; abs(x) > 3*x; abs(x - 2) >= 1; x >= 2 and x >= 3; x^2 + y^2 = 13 and x^2 - y^2 = 5
x*y = 6 and x*y - x = 4; 1/(x - x) = 2; sqrt(-1 - x^2) = 1; ln(-2) = x; 3 = sqrt(x)*(x + 1); 1 + x <= 2*(x - 3)
x <= 2*(x - 3); x >= 2 and x < 3 => x > 1; x = 1 or x = 2 => x > 0; x > 3 => x > 2; x = 2 => x > 3
x^4 - x^2 + 4 = 0; x^4 - 2*x + 5 = 0; x^4 + x^2 + 1 = 0; log(x, 2)^2 = log(8*x, 2); log(x, 2)^2 = log(x^3/4, 2)
log(x, 10)^2 = log(100*x, 10); log(x, 3)^2 = log(9*x, 3); x^2 + a^2 - 4 = 0; 2*x^2 - a = 0
log(x, 2) - 3 = 2*log(x, 2) - 7; log(x, 2) = 2*log(x, 2) + 1; a*x^2 - b = 0
9^x - 6^x = 2*4^x; 9^x - 6^x < 2*4^x; 9^x - 6^x <= 2*4^x; 9^x - 6^x > 2*4^x; 9^x - 6^x >= 2*4^x
log(x, 2) = log(x + 6, 4); 3*sqrt(x) - 4 = sqrt(x); 3*(2^x - 1) = 4^x; (x + 1)! = 6*x!; 3*x! + 4 = 22; x! = 24
sin(x) = 1/2 and x >= 0 and x <= pi; cos(2*x) < sin(x) and x > -pi and x < pi; tan(x)^2 = 3 and 0 <= x and x <= 2*pi
sin(x + pi/3) >= sqrt(2)/2 and x >= 0 and x <= 2*pi
x = a + a; x != a + a; x < a + a; x > a + a; x <= a + a; x >= a + a; a != 0 and a >= 0
1/(2^x - 1) < 1; 1/(2^x - 1) - 1 < 0; 1/(2^x - 1) <= 1; 1/(2^x - 1) - 1 <= 0; 1/(2^x - 1) > 1; 1/(2^x - 1) - 1 > 0
1/(2^x - 1) >= 1; 1/(2^x - 1) - 1 >= 0; x*2^x - 4*x < 0; x*2^x - 4*x > 0; x*2^x - 4*x <= 0; x*2^x - 4*x >= 0
2^x = a*(1 + 2^x); -sqrt(2)*x = 3; -sqrt(2)*x != 3; -sqrt(2)*x < 3; -sqrt(2)*x > 3; -sqrt(2)*x <= 3; -sqrt(2)*x >= 3
"""


@cache
def expressions() -> tuple[Term, ...]:
    """The sample expressions."""
    return _terms(_EXPRESSIONS)


@cache
def formulas() -> tuple[Term, ...]:
    """The sample formulas."""
    return _terms(_FORMULAS)


def _terms(text: str) -> tuple[Term, ...]:
    return tuple(parse(t) for t in text.replace("\n", ";").split(";") if t.strip())
