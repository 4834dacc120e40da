# ruff: noqa: E501 (rows of a table stay on a line)
"""School mathematics, line by line of what is covered: statement and answer.

Every problem is solved within a bounded number of expansions, its answer compared with the one written here
(the same up to the order of sums and cases, or proved equivalent and finished), and its derivation read back
from JSON and replayed by the kernel.
"""

import json

import pytest

from hybrid.compute import is_finished
from hybrid.decide import cascade
from hybrid.kernel import check
from hybrid.problem import derivation_from_json, derivation_to_json
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.syntax.parse import parse
from hybrid.term import equal, is_formula

# A slow machine must not fail a test: the limit is on expansions.
LIMITS = Limits(seconds=600, expansions=1500)

LINEAR = r"""
solve 3x - 7 = 11  ==>  x = 6
solve 5 - 2x = 9  ==>  x = -2
solve x/3 + 2 = 5  ==>  x = 9
solve 2x/5 - 1/2 = 3/10  ==>  x = 2
solve x/2 + x/3 = 10  ==>  x = 12
solve (x + 1)/2 - (x - 2)/3 = 4  ==>  x = 17
solve (2x - 1)/3 = (x + 4)/2  ==>  x = 14
solve 3/4 x - 2 = 1/2 x + 1  ==>  x = 12
solve 0.3x + 1.2 = 0.5x - 0.4  ==>  x = 8
solve 1.5x = 6  ==>  x = 4
solve 0.1(x - 4) = 0.05x + 1  ==>  x = 28
solve 4(x - 3) = 2(x + 5)  ==>  x = 11
solve 7 - (3 - x) = 2x  ==>  x = 4
solve -3(x + 2) + 4 = -(x - 6)  ==>  x = -4
solve 5x = 0  ==>  x = 0
solve 6x + 4 = 0  ==>  x = -2/3
solve x - 3/4 = 1/4  ==>  x = 1
solve 2(3x - 4) - 3(2x - 5) = 7  ==>  true
solve 2(x - 1) = 2x + 3  ==>  false
solve x/4 - 1/4 = (x - 1)/4  ==>  true
solve (x + 3)/6 + (x - 1)/4 = 2  ==>  x = 21/5
solve 12 = 3y - 6 for y  ==>  y = 6
solve (x - 1)^2 = x^2 - 9  ==>  x = 5
solve (x + 1)(x + 2) = x^2 + 11  ==>  x = 3
solve sqrt(2)*x = 4  ==>  x = 2*sqrt(2)
solve pi*x = 2*pi  ==>  x = 2
"""

LITERAL_EQUATIONS = r"""
solve a/(x + b) = c for x  ==>  (a != 0 and c != 0 and x = a/c - b) or (x != -b and c = 0 and a = 0)
solve 4*a/(p - 7) = 4*x for p  ==>  (a != 0 and x != 0 and p = a/x + 7) or (p != 7 and x = 0 and a = 0)
solve 1/f = 1/a + 1/b for f  ==>  a != 0 and b != 0 and a + b != 0 and f = a*b/(a + b)
solve a*x + b = c for x  ==>  (a != 0 and x = (c - b)/a) or (a = 0 and b = c)
solve A = 1/2*(b1 + b2)*h for h  ==>  (b1 + b2 != 0 and h = 2*A/(b1 + b2)) or (b1 + b2 = 0 and A = 0)
solve A = 1/2*(a + b)*h for b  ==>  (h != 0 and b = 2*A/h - a) or (h = 0 and A = 0)
solve 1/f = 1/a + 1/b for f  ==>  f = a*b/(a + b) and a != 0 and b != 0 and a + b != 0
solve v^2 = u^2 + 2*a*s for v  ==>  (u^2 + 2*a*s >= 0 and v = -sqrt(u^2 + 2*a*s)) or (u^2 + 2*a*s >= 0 and v = sqrt(u^2 + 2*a*s))
solve v = u + a*t for a  ==>  (t != 0 and a = (v - u)/t) or (t = 0 and u = v)
solve p = 2*(l + w) for w  ==>  w = p/2 - l
solve C = 5/9*(F - 32) for F  ==>  F = 9/5*C + 32
solve y = m*x + n for x  ==>  (m != 0 and x = (y - n)/m) or (m = 0 and n = y)
solve 3x + 4y = 12 for y  ==>  y = 3 - 3/4*x
solve 2(x + a) = 6 for x  ==>  x = 3 - a
solve a*x = a*b for x  ==>  (a != 0 and x = b) or a = 0
solve a*x + b*x = c for x  ==>  (a + b != 0 and x = c/(a + b)) or (a + b = 0 and c = 0)
solve a*(x - b) = b*(x - a) for x  ==>  a = b or x = 0
solve x/a = b for x  ==>  x = a*b and a != 0
solve a/x = b for x  ==>  (b != 0 and x = a/b and a != 0) or (a = 0 and b = 0 and x != 0)
solve (x - a)/(x - b) = 2 for x  ==>  x = 2*b - a and a != b
solve E = m*c^2 for m  ==>  (c != 0 and m = E/c^2) or (c = 0 and E = 0)
solve V = 1/3*pi*r^2*h for h  ==>  (r != 0 and h = 3*V/(pi*r^2)) or (r = 0 and V = 0)
solve a*x^2 + b*x + c = 0 for x  ==>  (a != 0 and b^2 - 4*a*c >= 0 and x = (-b - sqrt(b^2 - 4*a*c))/(2*a)) or (a != 0 and b^2 - 4*a*c >= 0 and x = (-b + sqrt(b^2 - 4*a*c))/(2*a)) or (a = 0 and b != 0 and x = -c/b) or (a = 0 and b = 0 and c = 0)
solve x^2 = a for x  ==>  (a >= 0 and x = -sqrt(a)) or (a >= 0 and x = sqrt(a))
solve x^2 - a^2 = 0 for x  ==>  x = a or x = -a
solve x^2 - (a + b)*x + a*b = 0 for x  ==>  x = a or x = b
solve |x - a| = b for x  ==>  (b >= 0 and x = a + b) or (b >= 0 and x = a - b)
solve sqrt(x - a) = b for x  ==>  b >= 0 and x = b^2 + a
solve x + y + z = s for y  ==>  y = s - x - z
solve I = P*r*t for t  ==>  (P != 0 and r != 0 and t = I/(P*r)) or (P = 0 and I = 0) or (r = 0 and I = 0)
solve 2^x = a for x  ==>  a > 0 and x = log(a, 2)
solve ln(x) = a for x  ==>  x = e^a
solve a*x < b for x where a > 0  ==>  x < b/a
solve A = pi*r^2 for r  ==>  (A >= 0 and r = -sqrt(A/pi)) or (A >= 0 and r = sqrt(A/pi))
solve A = pi*r^2 for r given A > 0, r > 0  ==>  r = sqrt(A/pi)
solve A = 4*pi*r^2 for r where r > 0  ==>  A > 0 and r = sqrt(A/pi)/2
solve V = 4/3*pi*r^3 for r  ==>  r = root(6, 3)*root(V/pi, 3)/2
solve V = s^3 for s  ==>  s = root(V, 3)
solve x^5 - b = a for x  ==>  x = root(a + b, 5)
solve x^4 = a for x  ==>  (a >= 0 and x = -root(a, 4)) or (a >= 0 and x = root(a, 4))
solve x^2 = a for x where x > 0  ==>  a > 0 and x = sqrt(a)
solve x^2/a = b for x  ==>  (a*b >= 0 and a != 0 and x = -sqrt(a*b)) or (a*b >= 0 and a != 0 and x = sqrt(a*b))
solve a^2 + b^2 = c^2 for a  ==>  (b^2 - c^2 <= 0 and a = -sqrt(c^2 - b^2)) or (b^2 - c^2 <= 0 and a = sqrt(c^2 - b^2))
solve d = sqrt(x^2 + y^2) for y  ==>  (x^2 - d^2 <= 0 and d >= 0 and y = -sqrt(d^2 - x^2)) or (x^2 - d^2 <= 0 and d >= 0 and y = sqrt(d^2 - x^2))
solve x/a + x/b = 1 for x  ==>  a != 0 and b != 0 and a + b != 0 and x = a*b/(a + b)
solve a^x = b for x given a > 1, b > 0  ==>  x = log(b, a)
solve log(x, a) = b for x given a > 1  ==>  x = a^b
solve P*(1 + r)^n = A for n given P > 0, A > 0, r > 0  ==>  n = log(A/P, 1 + r)
solve T = 20 + 70*e^(-k*t) for k given t > 0, T > 20  ==>  k = -ln(T/70 - 2/7)/t
solve A = l*w, P = 2*l + 2*w for l, w given A = 12, P = 14  ==>  (l = 3 and w = 4) or (l = 4 and w = 3)
solve F = 9/5*C + 32 for C given F = 68  ==>  C = 20
solve x^2 = 9*a^2*b^2 for x  ==>  x = 3*a*b or x = -3*a*b
solve x^2 = a^2 + b^2 for x  ==>  x = -sqrt(a^2 + b^2) or x = sqrt(a^2 + b^2)
solve (x - a)/b = c for x  ==>  x = b*c + a and b != 0
"""

QUADRATICS = r"""
solve x^2 = 49  ==>  x = -7 or x = 7
solve 2x^2 = 50  ==>  x = -5 or x = 5
solve x^2 - 12 = 0  ==>  x = -2*sqrt(3) or x = 2*sqrt(3)
solve (x + 3)^2 = 5  ==>  x = -3 - sqrt(5) or x = -3 + sqrt(5)
solve 4(x - 1)^2 - 9 = 0  ==>  x = -1/2 or x = 5/2
solve x^2 + 4 = 0  ==>  false
solve x^2 + 3x = 0  ==>  x = -3 or x = 0
solve x^2 - 7x + 12 = 0  ==>  x = 3 or x = 4
solve 6x^2 + x - 2 = 0  ==>  x = -2/3 or x = 1/2
solve 9x^2 - 6x + 1 = 0  ==>  x = 1/3
solve x^2 - 4x + 1 = 0  ==>  x = 2 - sqrt(3) or x = 2 + sqrt(3)
solve 2x^2 - 4x - 1 = 0  ==>  x = (2 - sqrt(6))/2 or x = (2 + sqrt(6))/2
solve x(x - 3) = 10  ==>  x = -2 or x = 5
solve (x - 2)(x + 3) = 6  ==>  x = -4 or x = 3
solve x^2/2 - x/3 = 1/6  ==>  x = -1/3 or x = 1
solve 0.5x^2 - 2 = 0  ==>  x = -2 or x = 2
solve 0.1x^2 - 0.5x + 0.6 = 0  ==>  x = 2 or x = 3
solve x^2 - 2*sqrt(2)*x + 2 = 0  ==>  x = sqrt(2)
solve (2x - 1)^2 = (x + 3)^2  ==>  x = -2/3 or x = 4
solve x^2 + x - 1 = 0  ==>  x = (-1 - sqrt(5))/2 or x = (-1 + sqrt(5))/2
solve 3x^2 + 2x + 5 = 0  ==>  false
solve x^2 != 4  ==>  x != -2 and x != 2
"""

HIGHER = r"""
solve x^3 - x = 0  ==>  x = -1 or x = 0 or x = 1
solve x^3 - 3x^2 - 4x + 12 = 0  ==>  x = -2 or x = 2 or x = 3
solve 2x^3 - 3x^2 - 11x + 6 = 0  ==>  x = -2 or x = 1/2 or x = 3
solve x^3 + 27 = 0  ==>  x = -3
solve x^3 = 5  ==>  x = root(5, 3)
solve x^4 = 16  ==>  x = -2 or x = 2
solve x^4 - 13x^2 + 36 = 0  ==>  x = -3 or x = -2 or x = 2 or x = 3
solve x^4 + 3x^2 - 4 = 0  ==>  x = -1 or x = 1
solve x^4 - x^2 + 4 = 0  ==>  false
solve x^4 = 2x^2 - 5  ==>  false
solve x^4 - 2x + 5 = 0  ==>  false
solve x^4 + 4x^3 + 6x^2 + 4x + 3 = 0  ==>  false
solve (x^4 - x^2 + 4)*(x - 1) = 0  ==>  x = 1
solve x^4 - 4x^2 + 1 = 0  ==>  x = -sqrt(2 + sqrt(3)) or x = -sqrt(2 - sqrt(3)) or x = sqrt(2 - sqrt(3)) or x = sqrt(2 + sqrt(3))
solve x^6 - 9x^3 + 8 = 0  ==>  x = 1 or x = 2
solve (x^2 + x)^2 - 8(x^2 + x) + 12 = 0  ==>  x = -3 or x = -2 or x = 1 or x = 2
solve x^4 + x^2 + 1 = 0  ==>  false
solve (x - 1)^3 = 8  ==>  x = 3
solve x^5 = 4x^3  ==>  x = -2 or x = 0 or x = 2
solve x^3 - 2x^2 - 5x + 6 = 0  ==>  x = -2 or x = 1 or x = 3
solve x^3 - 3x + 2 = 0  ==>  x = -2 or x = 1
solve x^4 - 2x^3 - x^2 + 2x = 0  ==>  x = -1 or x = 0 or x = 1 or x = 2
solve x^3 + x^2 - 2x - 2 = 0  ==>  x = -1 or x = -sqrt(2) or x = sqrt(2)
solve x^3 - 8x = 0  ==>  x = -2*sqrt(2) or x = 0 or x = 2*sqrt(2)
solve (x^2 - 4)(x^2 + 1) = 0  ==>  x = -2 or x = 2
solve x^4 - 2 = 0  ==>  x = -root(2, 4) or x = root(2, 4)
solve x^6 = 64  ==>  x = -2 or x = 2
"""

RATIONAL = r"""
solve 1/x = 4  ==>  x = 1/4
solve 3/(x - 2) = 5/(x + 4)  ==>  x = 11
solve 1/x + 1/(2x) = 3  ==>  x = 1/2
solve x/(x - 1) = 1/(x - 1)  ==>  false
solve x/(x - 1) = 2  ==>  x = 2
solve (x^2 - 4)/(x - 2) = 4  ==>  false
solve (x^2 - 9)/(x - 3) = x + 3  ==>  x != 3
solve 1/(x - 1) + 1/(x + 1) = 2/(x^2 - 1)  ==>  false
solve 2/(x - 1) - 3/(x + 2) = 1/2  ==>  x = (-3 - sqrt(73))/2 or x = (-3 + sqrt(73))/2
solve 1/(1 + 1/x) = 2/3  ==>  x = 2
solve (1 + 1/x)/(1 - 1/x) = 3  ==>  x = 2
solve 1/(x^2 - x) = 1/x  ==>  x = 2
solve (x + 1)/(x + 1) = 1  ==>  x != -1
solve 6/x = x - 1  ==>  x = -2 or x = 3
solve x^2/(x - 3) = 9/(x - 3)  ==>  x = -3
solve 4/x^2 = 1  ==>  x = -2 or x = 2
solve 1/x^2 - 3/x + 2 = 0  ==>  x = 1/2 or x = 1
solve 1/x = 0  ==>  false
solve (x - 2)/(x + 1) = 0  ==>  x = 2
solve x + 4/x = 4  ==>  x = 2
solve 3x/(x + 1) - 2/(x - 1) = 3  ==>  x = 1/5
solve 1/(x - 2) = 1/(x - 3)  ==>  false
solve x^-1 + 2 = 3  ==>  x = 1
"""

ABSOLUTE_VALUES = r"""
solve |x| = 5  ==>  x = -5 or x = 5
solve |2x - 5| = 7  ==>  x = -1 or x = 6
solve |3 - x| = 0  ==>  x = 3
solve 2|x + 1| - 3 = 5  ==>  x = -5 or x = 3
solve |x - 1| = |x + 3|  ==>  x = -1
solve |2x + 1| = |x - 4|  ==>  x = -5 or x = 1
solve |x - 2| = 2x - 1  ==>  x = 1
solve |x + 1| = x - 3  ==>  false
solve |x - 1| + |x + 2| = 5  ==>  x = -3 or x = 2
solve ||x| - 2| = 1  ==>  x = -3 or x = -1 or x = 1 or x = 3
solve |x^2 - 4| = 5  ==>  x = -3 or x = 3
solve |x^2 - 5| = 4  ==>  x = -3 or x = -1 or x = 1 or x = 3
solve |x| = x  ==>  x >= 0
solve |x| + 1 = 0  ==>  false
solve |x/2 - 1| = 3  ==>  x = -4 or x = 8
solve |x - 1| + |x - 3| = 2  ==>  x >= 1 and x <= 3
solve x^2 - 3|x| + 2 = 0  ==>  x = -2 or x = -1 or x = 1 or x = 2
solve |x - 3|/2 = 4  ==>  x = -5 or x = 11
solve 5 - |x| = 2  ==>  x = -3 or x = 3
"""

ROOTS = r"""
solve sqrt(x) = 3  ==>  x = 9
solve sqrt(2x + 1) = 5  ==>  x = 12
solve sqrt(x) + 2 = 0  ==>  false
solve sqrt(x + 6) = x  ==>  x = 3
solve sqrt(2x + 3) = x  ==>  x = 3
solve x - sqrt(x) = 6  ==>  x = 9
solve sqrt(x + 1) = sqrt(2x - 3)  ==>  x = 4
solve sqrt(3x + 1) - sqrt(x + 4) = 1  ==>  x = 5
solve sqrt(x) + sqrt(x + 7) = 7  ==>  x = 9
solve sqrt(x - 1) + sqrt(x + 2) = sqrt(3x + 1)  ==>  x = (2*sqrt(7) - 2)/3
solve root(x, 3) = 2  ==>  x = 8
solve root(x - 1, 3) + 2 = 0  ==>  x = -7
solve sqrt(1 + sqrt(x)) = 2  ==>  x = 9
solve sqrt(x + sqrt(x)) = sqrt(6)  ==>  x = 4
solve sqrt(x^2 - 9) = 4  ==>  x = -5 or x = 5
solve 2*sqrt(x - 3) = x - 3  ==>  x = 3 or x = 7
solve x^(1/2) = 4  ==>  x = 16
solve x^(2/3) = 4  ==>  x = 8
solve x^(3/2) = 8  ==>  x = 4
solve sqrt(x^2) = 3  ==>  x = -3 or x = 3
solve sqrt(5 - x) = x - 3  ==>  x = 4
solve root(x, 4) = 2  ==>  x = 16
solve sqrt(x + 2) + sqrt(x - 3) = 5  ==>  x = 7
solve sqrt(x)*sqrt(x + 3) = 2  ==>  x = 1
solve x^(2/3) - 5x^(1/3) + 6 = 0  ==>  x = 8 or x = 27
solve x^(2/3) + x^(1/3) = 2  ==>  x = 1
solve x^(1/2) - 3x^(1/4) + 2 = 0  ==>  x = 1 or x = 16
solve sqrt(x) + 2*root(x, 4) = 3  ==>  x = 1
"""

EXPONENTIAL = r"""
solve (3^x + 3)/21 = 4  ==>  x = 4
solve -3*(3^m - 1) - 1 = -241 for m  ==>  m = 4
solve 2^x = 32  ==>  x = 5
solve 3^(2x - 1) = 27  ==>  x = 2
solve 5^x = 1/25  ==>  x = -2
solve 4^x = 8  ==>  x = 3/2
solve 2^(x + 3) = 4^x  ==>  x = 3
solve 9^x = 27^(x - 1)  ==>  x = 3
solve 2^x = 0  ==>  false
solve 2^x = -4  ==>  false
solve 3*2^x = 48  ==>  x = 4
solve 2^(2x) - 6*2^x + 8 = 0  ==>  x = 1 or x = 2
solve 9^x - 4*3^x + 3 = 0  ==>  x = 0 or x = 1
solve e^x = 5  ==>  x = ln(5)
solve e^(2x) = 1  ==>  x = 0
solve 2^(x + 1) + 2^x = 24  ==>  x = 3
solve 10^x = 7  ==>  x = log(7, 10)
solve 2^x = 3^x  ==>  x = 0
solve 4^x - 3*2^x - 4 = 0  ==>  x = 2
solve 2^(x^2) = 16  ==>  x = -2 or x = 2
solve (1/2)^x = 8  ==>  x = -3
solve e^(2x) - 3*e^x + 2 = 0  ==>  x = 0 or x = ln(2)
solve 3^x + 3^(-x) = 2  ==>  x = 0
solve 5^(x - 1) = 7  ==>  x = 1 + log(7, 5)
solve 4^x + 16*4^(-x) = 10  ==>  x = 1/2 or x = 3/2
solve 5*4^x - 20*4^(-x) = 0  ==>  x = 1/2
solve 4^x - 4^(-x) = 15/4  ==>  x = 1
solve 6^x = 2^x * 9  ==>  x = 2
solve 3*2^x = 2*3^x  ==>  x = 1
solve 2^x*5^x = 1000  ==>  x = 3
solve sqrt(2)^x = 8  ==>  x = 6
solve x*2^x = 8x  ==>  x = 0 or x = 3
solve 2*x*e^x - 6*e^x = 0  ==>  x = 3
solve 0.5^x = 4  ==>  x = -2
"""

LOGARITHMS = r"""
solve 2*(log(3*k) + 1) = 4 for k  ==>  k = 10/3
solve -(log(a, 2) + 5)/3 = -3 for a  ==>  a = 16
solve 2*(log(x) + 1) > 4  ==>  x > 10
solve log(x, 2) = 5  ==>  x = 32
solve log(x, 10) = -2  ==>  x = 1/100
solve log(2x + 1, 3) = 2  ==>  x = 4
solve ln(x) = 0  ==>  x = 1
solve ln(x - 1) = 3  ==>  x = e^3 + 1
solve log(x, 3) + log(x - 2, 3) = 1  ==>  x = 3
solve log(x + 3, 2) - log(x, 2) = 2  ==>  x = 1
solve log(x^2, 10) = 2  ==>  x = -10 or x = 10
solve 2*log(x, 5) = 4  ==>  x = 25
solve log(x, 2)^2 - 3*log(x, 2) + 2 = 0  ==>  x = 2 or x = 4
solve ln(x) + ln(x + 1) = ln(6)  ==>  x = 2
solve log(x, 2) = log(2x - 5, 2)  ==>  x = 5
solve log(x, 2) = log(3x + 4, 2)  ==>  false
solve log(8, x) = 3  ==>  x = 2
solve log(x, 4) + log(x, 2) = 3  ==>  x = 4
solve 3*log(x, 2) = log(27, 2)  ==>  x = 3
solve log(x - 1, 10) + log(x + 2, 10) = 1  ==>  x = 3
solve ln(x)^2 = 4  ==>  x = e^(-2) or x = e^2
solve log(x, 2) = -3  ==>  x = 1/8
solve ln(2x) - ln(x - 1) = ln(3)  ==>  x = 3
solve x^log(x) = 100x  ==>  x = 1/10 or x = 100
solve x^log(x) = x^3/100  ==>  x = 10 or x = 100
solve x^log(x, 2) = 8*x^2  ==>  x = 1/2 or x = 8
solve x^ln(x) = e^4  ==>  x = e^(-2) or x = e^2
solve log(x)^2 = log(100*x)  ==>  x = 1/10 or x = 100
solve log(p, 2) + 2*log(p, 4) = 4  ==>  p = 4
solve log(x, 5) - 5x - 4 = -5x - 1  ==>  x = 125
solve log(2x + 3, 5) = log(x - 1, 5) + 1  ==>  x = 8/3
solve log(5x - 1, 2) - 3 = log(x, 2)  ==>  false
solve log(x + 2) = 1 + log(x)  ==>  x = 2/9
solve 3*log(x) - 2 = 2*log(x) + 1  ==>  x = 1000
solve log(x, 2) - log(x, 4) = 1  ==>  x = 4
solve log(x, 2)*log(x, 4) = 2  ==>  x = 1/4 or x = 4
solve log(x^3) = log(x)^2 + 2  ==>  x = 10 or x = 100
solve log(x + 6, x) = 2  ==>  x = 3
solve x*ln(x) = 2*ln(x)  ==>  x = 1 or x = 2
solve x^2*ln(x) - 9*ln(x) = 0  ==>  x = 1 or x = 3
solve log(x, 3) = 1 + log(2, 3)  ==>  x = 6
solve log(x) = 2 - log(5)  ==>  x = 20
solve ln(x) = ln(12) - ln(3)  ==>  x = 4
solve ln(x) = 2*ln(3) + ln(4)  ==>  x = 36
solve log(x, 3) = log(4, 9)  ==>  x = 2
"""

SYSTEMS = r"""
solve x + 2y = 7, 3x - y = 7 for x, y  ==>  x = 3 and y = 2
solve 2x + 3y = 12, x = y + 1 for x, y  ==>  x = 3 and y = 2
solve x/2 + y/3 = 3, x - y = 1  ==>  x = 4 and y = 3
solve 0.5x + y = 4, x - 2y = 0  ==>  x = 4 and y = 2
solve x + y = 3, 2x + 2y = 7  ==>  false
solve x - y = 1, 2x - 2y = 2  ==>  x = 1 + y
solve x + y + z = 6, x - y + z = 2, x + y - z = 0  ==>  x = 1 and y = 2 and z = 3
solve 2x + y - z = 1, x - y + 2z = 5, 3x + 2y + z = 10  ==>  x = 1 and y = 2 and z = 3
solve x + y = 3, y + z = 5, z + w = 7, x + z + w = 8  ==>  x = 1 and y = 2 and z = 3 and w = 4
solve a + b + c + d = 10, a + b - c - d = -4, a - b + c - d = -2, a - b - c + d = 0  ==>  a = 1 and b = 2 and c = 3 and d = 4
solve x + y = a, x - y = b for x, y  ==>  x = (a + b)/2 and y = (a - b)/2
solve x + y = 7, x*y = 12  ==>  (x = 3 and y = 4) or (x = 4 and y = 3)
solve x^2 + y^2 = 25, x - y = 1  ==>  (x = -3 and y = -4) or (x = 4 and y = 3)
solve y = x^2, y = x + 2  ==>  (x = -1 and y = 1) or (x = 2 and y = 4)
solve x^2 + y^2 = 13, x^2 - y^2 = 5  ==>  (x = -3 and y = -2) or (x = -3 and y = 2) or (x = 3 and y = -2) or (x = 3 and y = 2)
solve x*y = 6, x/y = 3/2  ==>  (x = -3 and y = -2) or (x = 3 and y = 2)
solve x + y = 2, x^2 + y^2 = 2  ==>  x = 1 and y = 1
solve x + y = 1, x^2 + y^2 = 0  ==>  false
solve 3x - 2y = 4, 6x - 4y = 8 for x, y  ==>  x = 4/3 + 2/3*y
solve x = 2, y = 3 for x, y  ==>  x = 2 and y = 3
solve 1/x + 1/y = 5/6, 1/x - 1/y = 1/6  ==>  x = 2 and y = 3
"""

INEQUALITIES = r"""
solve 3x + 2 > 8  ==>  x > 2
solve 5 - 2x < 11  ==>  x > -3
solve (x - 1)/2 <= (x + 2)/3  ==>  x <= 7
solve 2(x - 3) >= 3(x + 1)  ==>  x <= -9
solve 54 < 6*x  ==>  x > 9
solve 1 >= -2*x  ==>  x >= -1/2
solve x + 1 > x  ==>  true
solve x > x + 2  ==>  false
solve -2 <= 3 - x < 5  ==>  x > -2 and x <= 5
solve x > 1 and x > 3  ==>  x > 3
solve x < 2 or x < 5  ==>  x < 5
solve x < 1 and x > 4  ==>  false
solve 2x - 1 > 3 or 3x < -6  ==>  x < -2 or x > 2
solve x^2 - 5x + 6 < 0  ==>  x > 2 and x < 3
solve x^2 - 5x + 6 >= 0  ==>  x <= 2 or x >= 3
solve x^2 + x + 1 > 0  ==>  true
solve x^2 + 4 < 0  ==>  false
solve x^2 - 4x + 4 > 0  ==>  x != 2
solve x^4 - 4x^2 + 4 > 0  ==>  x != -sqrt(2) and x != sqrt(2)
solve x^4 - 8x^2 + 5 > 1 - 4x^2  ==>  x != -sqrt(2) and x != sqrt(2)
solve x^2 - 4x + 4 <= 0  ==>  x = 2
solve x^2 - 3 >= 0  ==>  x <= -sqrt(3) or x >= sqrt(3)
solve x^3 - x > 0  ==>  (x > -1 and x < 0) or x > 1
solve x*(x - 1)*(x + 2) <= 0  ==>  x <= -2 or (x >= 0 and x <= 1)
solve x^4 - 5x^2 + 4 < 0  ==>  (x > -2 and x < -1) or (x > 1 and x < 2)
solve 1/x > 2  ==>  x > 0 and x < 1/2
solve 1/x < 1  ==>  x < 0 or x > 1
solve (x + 1)/(x - 3) <= 0  ==>  x >= -1 and x < 3
solve (x + 3)/(x - 1) > 2  ==>  x > 1 and x < 5
solve (x^2 - 1)/(x - 2) >= 0  ==>  (x >= -1 and x <= 1) or x > 2
solve 1/(x - 1) >= 1/(x + 1)  ==>  x < -1 or x > 1
solve 3*(|x - 2| + 1) < 12  ==>  x > -1 and x < 5
solve |x + 1| <= 4  ==>  x >= -5 and x <= 3
solve |2x - 3| > 5  ==>  x < -1 or x > 4
solve |x| < -1  ==>  false
solve |x| >= -2  ==>  true
solve |x - 1| < |x + 3|  ==>  x > -1
solve |x| > 2x - 3  ==>  x < 3
solve 1 < |x - 2| < 3  ==>  (x > -1 and x < 1) or (x > 3 and x < 5)
solve |x - 1| + |x + 1| < 4  ==>  x > -2 and x < 2
solve sqrt(x) < 3  ==>  x >= 0 and x < 9
solve sqrt(x - 1) >= 2  ==>  x >= 5
solve sqrt(x + 2) > x  ==>  x >= -2 and x < 2
solve sqrt(x) > -1  ==>  x >= 0
solve sqrt(x + 3) <= x + 1  ==>  x >= 1
solve sqrt(x - 1) + sqrt(x + 4) > 5  ==>  x > 5
solve sqrt(x) + sqrt(x + 3) <= 3  ==>  x >= 0 and x <= 1
solve x^2 < a for x given a > 0  ==>  x > -sqrt(a) and x < sqrt(a)
solve x^2 >= a for x given a > 0  ==>  x <= -sqrt(a) or x >= sqrt(a)
solve 2^x > a for x given a > 0  ==>  x > log(a, 2)
solve ln(x) < a for x  ==>  x > 0 and x < e^a
solve 2^x > 8  ==>  x > 3
solve (1/2)^x >= 4  ==>  x <= -2
solve 3^(x + 1) <= 9  ==>  x <= 1
solve 2^x < -1  ==>  false
solve log(x, 2) < 3  ==>  x > 0 and x < 8
solve ln(x) >= 1  ==>  x >= e
solve 4^x - 5*2^x + 4 < 0  ==>  x > 0 and x < 2
solve 2^x + 2^(-x) > 5/2  ==>  x < -1 or x > 1
solve e^(2x) + e^x < 6  ==>  x < ln(2)
solve x^2 > 2x  ==>  x < 0 or x > 2
solve -x^2 + 4x - 3 > 0  ==>  x > 1 and x < 3
solve x/2 - 1/3 > x/6  ==>  x > 1
solve 0.5x - 1 <= 2  ==>  x <= 6
solve x^2 < 4 and x > 0  ==>  x > 0 and x < 2
solve 2 < x^2 < 9  ==>  (x > -3 and x < -sqrt(2)) or (x > sqrt(2) and x < 3)
"""

ARITHMETIC = r"""
simplify 2/3 + 3/4 - 5/6  ==>  7/12
simplify (2/3)*(9/4)/(1/2)  ==>  3
simplify 3 - 2*(4 - 7)^2  ==>  -15
simplify 2^5*2^-3 + 3^0  ==>  5
simplify (2/3)^-2  ==>  9/4
simplify 8^(2/3)  ==>  4
simplify 16^(-3/4)  ==>  1/8
simplify sqrt(50) - sqrt(18) + 4/sqrt(2)  ==>  4*sqrt(2)
simplify (1 + sqrt(3))^2  ==>  4 + 2*sqrt(3)
simplify (sqrt(5) - 2)*(sqrt(5) + 2)  ==>  1
simplify 6/(3 - sqrt(3))  ==>  3 + sqrt(3)
simplify sqrt(7 + 4*sqrt(3))  ==>  2 + sqrt(3)
simplify root(54, 3) - root(16, 3)  ==>  root(2, 3)
simplify sqrt(2)*sqrt(8)  ==>  4
simplify sqrt(1/2)  ==>  sqrt(2)/2
simplify (1/2 + 1/3)/(1/2 - 1/3)  ==>  5
simplify 1 - (2 - (3 - (4 - 5)))  ==>  3
simplify 5!  ==>  120
simplify |3 - 5| + |-2|  ==>  4
simplify ln(8)/ln(2)  ==>  3
simplify log(8, 2) + log(1/9, 3)  ==>  1
simplify ln(e^3)  ==>  3
simplify 10^(log(5, 10))  ==>  5
simplify sin(pi/6) + cos(pi/3)  ==>  1
simplify sin(pi/4)^2 + tan(pi/4)  ==>  3/2
simplify cos(pi) - sin(pi/2)  ==>  -2
simplify 1.983*10  ==>  19.83
simplify 0.1 + 0.2  ==>  0.3
simplify 2.5*0.4  ==>  1
simplify -2^4 + (-2)^4  ==>  0
simplify 1/sqrt(3) + 1/sqrt(12)  ==>  sqrt(3)/2
simplify (3*sqrt(2))^2  ==>  18
"""

LIKE_TERMS = r"""
simplify 3x + 5 - x + 2  ==>  2*x + 7
simplify 4a - 3b + 2a + 5b  ==>  6*a + 2*b
simplify x^2 + 3x - 2x^2 + x  ==>  4*x - x^2
simplify 2(x + 3) - 3(x - 1)  ==>  9 - x
simplify (x + 1)(x - 1) - x^2  ==>  -1
simplify (a - b)^2 + 2a*b  ==>  a^2 + b^2
simplify x/2 + x/3  ==>  5/6*x
simplify x*x^2*x^3  ==>  x^6
simplify (2x^2*y)^3  ==>  8*x^6*y^3
simplify x^5/x^2  ==>  x^3
simplify (x^2)^3/x^4  ==>  x^2
simplify 6x^3*y/(3x*y^2)  ==>  2*x^2/y
simplify x^-2*x^3  ==>  x
simplify -(x - y) - (y - x)  ==>  0
simplify 2a*3b*a  ==>  6*a^2*b
simplify sin(x)^2 + cos(x)^2  ==>  1
simplify sin(x)^2 + cos(x)^2 + 1  ==>  2
simplify 2*sin(x)^2 + 2*cos(x)^2  ==>  2
simplify tan(x)*cos(x)  ==>  sin(x)
simplify 1 - sin(x)^2  ==>  cos(x)^2
simplify 2^(log(x, 2))  ==>  x
simplify log(2^x, 2)  ==>  x
simplify e^(ln(x)) + 1  ==>  x + 1
simplify sin(-x) + sin(x)  ==>  0
simplify sqrt(x^4)  ==>  x^2
simplify sqrt(12*x^2)  ==>  2*sqrt(3)*abs(x)
simplify sqrt(x)*sqrt(x)  ==>  x
simplify |x|^2  ==>  x^2
"""

RATIONAL_EXPRESSIONS = r"""
simplify (x^2 - 9)/(x^2 + 3x)  ==>  (x - 3)/x
simplify (2x + 4)/(x + 2)  ==>  2
simplify (x^2 - 2x + 1)/(x - 1)  ==>  x - 1
simplify (a^2 - b^2)/(a - b)  ==>  a + b
simplify (x - 1)/(1 - x)  ==>  -1
simplify 1/x + 1/(x + 1)  ==>  (2*x + 1)/(x*(x + 1))
simplify 1/(x - 1) - 1/(x + 1)  ==>  2/(x^2 - 1)
simplify (1/x + 1/y)/(1/x - 1/y)  ==>  (x + y)/(y - x)
simplify x/(x^2 - 4) - 1/(x - 2)  ==>  -2/(x^2 - 4)
simplify (x^2 + 5x + 6)/(x^2 - 4)*(x - 2)/(x + 3)  ==>  1
simplify (x^3 - 8)/(x^2 - 4)  ==>  (x^2 + 2*x + 4)/(x + 2)
simplify 1/(1/x)  ==>  x
simplify a/b*b/a  ==>  1
simplify (x/y)/(x/z)  ==>  z/y
"""

FACTORING = r"""
factor 6x^2 + 9x  ==>  3*x*(2*x + 3)
factor x^2 - 7x + 12  ==>  (x - 3)*(x - 4)
factor x^2 - 16  ==>  (x - 4)*(x + 4)
factor x^2 + 6x + 9  ==>  (x + 3)^2
factor 2x^2 + 5x - 3  ==>  (x + 3)*(2*x - 1)
factor x^3 + 27  ==>  (x + 3)*(x^2 - 3*x + 9)
factor x^4 - 1  ==>  (x - 1)*(x + 1)*(x^2 + 1)
factor x*y + 2x + 3y + 6  ==>  (x + 3)*(y + 2)
factor a^2 - 4b^2  ==>  (a - 2*b)*(a + 2*b)
factor 4x^2 - 12x*y + 9y^2  ==>  (2*x - 3*y)^2
factor x^3 - 3x^2 - 4x + 12  ==>  (x - 2)*(x + 2)*(x - 3)
factor a*b - a*c  ==>  a*(b - c)
factor x^4 + 4  ==>  (x^2 - 2*x + 2)*(x^2 + 2*x + 2)
factor x^2*y - y^3  ==>  y*(x - y)*(x + y)
factor 12x^3 - 27x  ==>  3*x*(2*x - 3)*(2*x + 3)
factor x^2/4 - 1  ==>  (x - 2)*(x + 2)/4
factor x^6 - 1  ==>  (x - 1)*(x + 1)*(x^2 + x + 1)*(x^2 - x + 1)
factor x^2 + 1  ==>  x^2 + 1
factor a^3 - 8*b^3  ==>  (a - 2*b)*(a^2 + 2*a*b + 4*b^2)
factor x^4 - 5x^2 + 4  ==>  (x - 1)*(x + 1)*(x - 2)*(x + 2)
factor -x^2 + 4  ==>  -(x - 2)*(x + 2)
expand (2x - 3)(x + 4)  ==>  2*x^2 + 5*x - 12
expand (a + b)^3  ==>  a^3 + 3*a^2*b + 3*a*b^2 + b^3
expand (x - 1)(x^2 + x + 1)  ==>  x^3 - 1
expand 2x(x - y)^2  ==>  2*x^3 - 4*x^2*y + 2*x*y^2
expand (x + 1)^4  ==>  x^4 + 4*x^3 + 6*x^2 + 4*x + 1
expand -(x - 2)(x + 2)  ==>  4 - x^2
expand (x + 1/2)^2  ==>  x^2 + x + 1/4
"""

WHOLE_NUMBERS = r"""
solve 2x + 1 = 7 over integers  ==>  x = 3
solve x^2 = 9 over naturals  ==>  x = 3
solve 2 < 3x - 1 < 12 over integers  ==>  x = 2 or x = 3 or x = 4
solve x^2 < 10 where x natural  ==>  x = 0 or x = 1 or x = 2 or x = 3
solve 6x = 4 over integers  ==>  false
solve x^2 = 2 over rationals  ==>  false
solve 2x + 4y = 7 over integers  ==>  false
solve x*y = 6 where x, y natural  ==>  (x = 1 and y = 6) or (x = 2 and y = 3) or (x = 3 and y = 2) or (x = 6 and y = 1)
solve x + y = 3 where x, y natural  ==>  (x = 0 and y = 3) or (x = 1 and y = 2) or (x = 2 and y = 1) or (x = 3 and y = 0)
solve 2x > 7 where x integer  ==>  x >= 4
solve 2x^2 + x - 3 = 0 over integers  ==>  x = 1
solve x^2 - x - 6 <= 0 over integers  ==>  x = -2 or x = -1 or x = 0 or x = 1 or x = 2 or x = 3
solve x*y = -5 over integers  ==>  (x = -5 and y = 1) or (x = -1 and y = 5) or (x = 1 and y = -5) or (x = 5 and y = -1)
solve x^2 - y^2 = 15 where x, y natural  ==>  (x = 4 and y = 1) or (x = 8 and y = 7)
solve x^2 = y^2 + 12 over naturals  ==>  x = 4 and y = 2
solve x*y = x + y over integers  ==>  (x = 0 and y = 0) or (x = 2 and y = 2)
solve (x - 1)*(y + 2) = 2 over integers  ==>  (x = -1 and y = -3) or (x = 0 and y = -4) or (x = 2 and y = 0) or (x = 3 and y = -1)
solve 1/x + 1/y = 1/3 over naturals  ==>  (x = 4 and y = 12) or (x = 6 and y = 6) or (x = 12 and y = 4)
solve x^3 - y^3 = 7 over integers  ==>  (x = -1 and y = -2) or (x = 2 and y = 1)
solve x*y = 12, x + 1 < y over naturals  ==>  (x = 1 and y = 12) or (x = 2 and y = 6)
solve 2x + y = 7 over integers  ==>  y = 7 - 2*x
solve 6x - 3y = 15 over integers  ==>  y = 2*x - 5
solve x^2 = 4y^2 over integers  ==>  x = 2*y or x = -2*y
solve |x| <= 1 over integers  ==>  x = -1 or x = 0 or x = 1
"""

FIND_AND_EVALUATE = r"""
evaluate f(3) given f(x) = 2x^2 - 5x + 1  ==>  4
evaluate f(g(2)) given f(x) = x + 1, g(x) = x^2  ==>  5
evaluate f(a + 1) given f(x) = x^2 - 1  ==>  a^2 + 2*a
evaluate x^2 + y^2 given x = 3, y = 4  ==>  25
evaluate 2x - y given x = 1/2, y = -3  ==>  4
evaluate f(-1) + f(1) given f(x) = x^3 + 2  ==>  4
evaluate sqrt(x + 1) given x = 7  ==>  2*sqrt(2)
evaluate f(1/2) given f(x) = 1/x  ==>  2
find a + b given a - b = 2, a = 5  ==>  8
find x + y given x^2 - y^2 = 12, x - y = 3  ==>  4
find x^2 + 1/x^2 given x + 1/x = 3  ==>  7
find a/b given 2a = 3b, b != 0  ==>  3/2
find x*y given x + y = 7, x^2 + y^2 = 25  ==>  12
find 3x + 1 given 2x = 6  ==>  10
find f(2) given f(x) = 3x - 1  ==>  5
find x given 3x + 1 = 10  ==>  3
find (a^3 + b^3) given a + b = 3, a*b = 1  ==>  18
find x + y + z given x + y = 3, y + z = 5, x + z = 6  ==>  7
"""

LATEX = r"""
solve \frac{x}{2} + \frac{x}{3} = 5  ==>  x = 6
solve \sqrt{x + 1} = 3  ==>  x = 8
solve x^{2} - 5x + 6 = 0  ==>  x = 2 or x = 3
solve \left|x - 1\right| \le 2  ==>  x >= -1 and x <= 3
solve \frac{1}{x} = \frac{2}{x+1}  ==>  x = 1
simplify \frac{x^2 - 1}{x - 1}  ==>  x + 1
simplify \sqrt{8} + \sqrt{2}  ==>  3*sqrt(2)
solve 2^{x+1} = 16  ==>  x = 3
solve \log_2(x) = 3  ==>  x = 8
"""

MORE = r"""
solve 3(x - 2)/4 - 5(2 - x)/6 = 7  ==>  x = 122/19
solve 1.2(x - 0.5) = 0.7x + 2.4  ==>  x = 6
solve E = 1/2*m*v^2 for v where m > 0  ==>  (E/m >= 0 and v = -sqrt(2*E/m)) or (E/m >= 0 and v = sqrt(2*E/m))
solve S = 2*pi*r*(r + h) for h where r > 0  ==>  h = S/(2*pi*r) - r
solve 1/R = 1/a + 1/b for a  ==>  (b != 0 and b != R and R != 0 and a = b*R/(b - R)) or (R = 0 and false)
solve F = G*m*M/r^2 for m where G > 0, M > 0, r > 0  ==>  m = F*r^2/(G*M)
solve y = a/(x - b) + c for x  ==>  (a != 0 and y != c and x = b + a/(y - c)) or (a = 0 and y = c and x != b)
solve T = 2*pi*sqrt(l/g) for l where g > 0  ==>  T >= 0 and l = g*T^2/(4*pi^2)
solve (x + 1)/(x - 2) = (x + 3)/(x - 4)  ==>  x = 1/2
solve 2/(x^2 - 1) + 1/(x + 1) = 1  ==>  x = 2
solve x/(x + 2) + 2/x = 4/(x^2 + 2x)  ==>  false
solve 1/(x - 1) - 1/x = 1/6  ==>  x = -2 or x = 3
solve (x^2 - 5x + 6)/(x - 3) = 0  ==>  x = 2
solve (1 - 1/x)/(1 + 1/x) = 1/3  ==>  x = 2
solve |x - 1| = |2x + 5|  ==>  x = -6 or x = -4/3
solve |x + 2| + |x - 3| = 7  ==>  x = -3 or x = 4
solve |x| + |x - 1| + |x - 2| = 6  ==>  x = -1 or x = 3
solve |x^2 - 2x| = 3  ==>  x = -1 or x = 3
solve |3 - |x|| = 2  ==>  x = -5 or x = -1 or x = 1 or x = 5
solve |x - 1|/|x + 1| = 2  ==>  x = -3 or x = -1/3
solve sqrt(x - 2) = x - 4  ==>  x = 6
solve sqrt(4x + 1) + sqrt(x) = 8  ==>  x = (317 - 16*sqrt(253))/9
solve root(x^2 - 1, 3) = 2  ==>  x = -3 or x = 3
solve sqrt(x)*(x - 4) = 0  ==>  x = 0 or x = 4
solve sqrt(2x - 1)/sqrt(x + 1) = 1  ==>  x = 2
solve x^(1/3) = 3  ==>  x = 27
solve (x + 1)^(3/2) = 27  ==>  x = 8
solve sqrt(x + 5) - sqrt(x) = 1  ==>  x = 4
solve 2^x*2^(x + 1) = 32  ==>  x = 2
solve 2^(x + 2) - 2^x = 12  ==>  x = 2
solve 5^(2x) = 5^x + 20  ==>  x = 1
solve 2^x + 2^(3 - x) = 9  ==>  x = 0 or x = 3
solve 3^(x^2 - 3x) = 1/9  ==>  x = 1 or x = 2
solve e^(2x) - e^x - 6 = 0  ==>  x = ln(3)
solve 2^x = 5^(x - 1)  ==>  x = ln(5)/(ln(5) - ln(2))
solve 100*1.05^x = 200  ==>  x = log(2, 1.05)
solve log(x + 1, 2) + log(x - 1, 2) = 3  ==>  x = 3
solve log(x^2 - 3x, 10) = 1  ==>  x = -2 or x = 5
solve log(log(x, 2), 2) = 1  ==>  x = 4
solve ln(x + 2) - ln(x) = 1  ==>  x = 2/(e - 1)
solve log(x, 9) = 1/2  ==>  x = 3
solve ln(x^2) = 2  ==>  x = -e or x = e
solve a*x + y = 1, x + y = 2 for x, y  ==>  (a != 1 and x = -1/(a - 1) and y = 2 + 1/(a - 1))
solve x + y = 10, x^2 - y^2 = 20  ==>  x = 6 and y = 4
solve x*y = 12, x - y = 1  ==>  (x = -3 and y = -4) or (x = 4 and y = 3)
solve x^2 + y = 5, x + y = 3  ==>  (x = -1 and y = 4) or (x = 2 and y = 1)
solve 2x - y = 3, 4x - 2y = 5  ==>  false
solve x = 2y, y = 3z, x + y + z = 20  ==>  x = 12 and y = 6 and z = 2
solve 2x + 3y - z = 5, x - y + z = 6, 3x + 2y - 2z = 3 for x, y, z  ==>  x = 3 and y = 1 and z = 4
solve x^2 - 6x + 9 <= 0  ==>  x = 3
solve (x - 1)^2*(x + 2) > 0  ==>  (x > -2 and x < 1) or x > 1
solve x^2/(x - 1) >= 0  ==>  x = 0 or x > 1
solve 2/(x - 1) < 1/x  ==>  x < -1 or (x > 0 and x < 1)
solve |x^2 - 4| < 3  ==>  (x > -sqrt(7) and x < -1) or (x > 1 and x < sqrt(7))
solve |x| + |x - 2| <= 4  ==>  x >= -1 and x <= 3
solve sqrt(2x - 1) < x  ==>  x >= 1/2 and x != 1
solve sqrt(x) >= x  ==>  x >= 0 and x <= 1
solve 2^(x^2) < 16  ==>  x > -2 and x < 2
solve 9^x - 4*3^x + 3 >= 0  ==>  x <= 0 or x >= 1
solve log(x - 1, 2) > 2  ==>  x > 5
solve log(x, 1/2) < 1  ==>  x > 1/2
solve ln(x) < 0  ==>  x > 0 and x < 1
solve x^3 < 8  ==>  x < 2
solve x + 1/x > 2  ==>  (x > 0 and x < 1) or x > 1
solve 3 < 2x + 1 < 9 and x != 2  ==>  (x > 1 and x < 2) or (x > 2 and x < 4)
simplify (x^2 - 1)/(x^2 + 2x + 1)  ==>  (x - 1)/(x + 1)
simplify (3x^2*y^-1)^2/(9*x*y)  ==>  x^3/y^3
simplify sqrt(18*x^3) where x > 0  ==>  3*x*sqrt(2*x)
simplify (sqrt(a) + sqrt(b))*(sqrt(a) - sqrt(b))  ==>  a - b
simplify x/(x - y) + y/(y - x)  ==>  1
simplify (a + b)^2 - (a - b)^2  ==>  4*a*b
simplify 2/(sqrt(5) - sqrt(3))  ==>  sqrt(5) + sqrt(3)
simplify 3/4 - 0.5  ==>  0.25
simplify |x - 5| given x < 5  ==>  5 - x
simplify |-3x| given x > 0  ==>  3*x
simplify |n| + n where n natural  ==>  2*n
simplify sqrt(x^4 + 2x^2 + 1)  ==>  x^2 + 1
simplify sqrt(x^2*y) given x >= 0, y >= 0  ==>  x*sqrt(y)
simplify sqrt(8x^2) given x < 0  ==>  -2*sqrt(2)*x
simplify root(16x^4*y^5, 4) given x > 0, y > 0  ==>  2*x*y*root(y, 4)
simplify x^(1/2)*x^(1/3) given x > 0  ==>  x^(5/6)
simplify a^(3/4)/a^(1/2)  ==>  a^(1/4)
simplify sqrt(x)/x^(1/3)  ==>  x^(1/6)
simplify (8x^6)^(1/3)  ==>  2*x^2
simplify (16a^8)^(3/4)  ==>  8*a^6
simplify (27x^3)^(2/3)  ==>  9*x^2
simplify (x^2)^(3/2)  ==>  x^2*abs(x)
simplify ln(x^2)/ln(x) given x > 1  ==>  2
simplify ln(sqrt(x)) + ln(sqrt(x))  ==>  ln(x)
simplify log(100x) - log(x)  ==>  2
simplify 2*log(5) + log(4)  ==>  2
simplify log(2, 3)*log(3, 2)  ==>  1
simplify ln(1/e)  ==>  -1
simplify e^(ln(x) + 1)  ==>  e*x
simplify e^(2*ln(x))  ==>  x^2
simplify e^(-ln(x))  ==>  1/x
simplify cos(x)^2 - 1  ==>  -sin(x)^2
simplify cos(5*pi/4)  ==>  -sqrt(2)/2
simplify sin(11*pi/6) + tan(4*pi/3)  ==>  (2*sqrt(3) - 1)/2
simplify (2^30*x)^2/(2^29*x)  ==>  2147483648*x
simplify 0.75x + 0.25x  ==>  x
simplify (1 - cos(x)^2)/sin(x)  ==>  sin(x)
simplify sin(pi - x)  ==>  sin(x)
simplify sin(2*pi/3)  ==>  sqrt(3)/2
simplify tan(3*pi/4)  ==>  -1
simplify log(6, 2) - log(3, 2)  ==>  1
simplify ln(2) + ln(3)  ==>  ln(6)
simplify 2*ln(x) + ln(y)  ==>  2*ln(x) + ln(y)
simplify 3*10^4*2*10^-2  ==>  600
simplify (x^3 - 1)/(x - 1) - x^2  ==>  x + 1
simplify |x|*|x|  ==>  x^2
simplify sqrt(x^2 + 2x + 1)  ==>  abs(x + 1)
factor 2x^2*y - 8y  ==>  2*y*(x - 2)*(x + 2)
factor x^2 + 2x*y + y^2 - z^2  ==>  (x + y - z)*(x + y + z)
factor 8x^3 + 1  ==>  (2*x + 1)*(4*x^2 - 2*x + 1)
factor a*x + b*x - a*y - b*y  ==>  (a + b)*(x - y)
factor x^4 + x^2 + 1  ==>  (x^2 - x + 1)*(x^2 + x + 1)
factor x^2 - 2  ==>  x^2 - 2
expand (x + y + 1)^2  ==>  x^2 + 2*x*y + y^2 + 2*x + 2*y + 1
expand (a - b)(a^2 + a*b + b^2)  ==>  a^3 - b^3
expand 3(x - 1)/2  ==>  3/2*x - 3/2
evaluate (a + b)/(a - b) given a = 3, b = 1  ==>  2
evaluate f(x + h) - f(x) given f(x) = x^2  ==>  2*x*h + h^2
evaluate x^2 - 3x given x = -2  ==>  10
find x^3 + y^3 given x + y = 4, x*y = 3  ==>  28
find x - y given x^2 - y^2 = 15, x + y = 5  ==>  3
find a^4 + b^4 given a + b = 1, a*b = -1  ==>  7
solve x + 2y = 5 where x, y natural  ==>  (x = 1 and y = 2) or (x = 3 and y = 1) or (x = 5 and y = 0)
solve x^2 + y^2 = 25 where x, y natural  ==>  (x = 0 and y = 5) or (x = 3 and y = 4) or (x = 4 and y = 3) or (x = 5 and y = 0)
solve 3x = 2 over rationals  ==>  x = 2/3
"""

EQUAL_SUMMANDS = r"""
solve log(x, 5) + x^2 > x^2 + 1  ==>  x > 5
solve sqrt(x) + 1/(x - 9) = 1/(x - 9) + 3  ==>  false
solve sqrt(x) + 1/(x - 9) = 1/(x - 9) + 4  ==>  x = 16
solve e^(4y) - 5e^(2y) - 4 = -5e^(2y)  ==>  y = ln(2)/2
solve 3*log(n, 6)^2 - 8*log(n, 6) - 3 = -8*log(n, 6)  ==>  n = 1/6 or n = 6
solve x^2 + 1/(x - 2) = 4 + 1/(x - 2)  ==>  x = -2
solve x^2 + 1/x != 4 + 1/x  ==>  x != -2 and x != 0 and x != 2
solve sqrt(x) < sqrt(x) + x - 4  ==>  x > 4
solve sqrt(5 - x) + x^2 <= sqrt(5 - x) + 9  ==>  x >= -3 and x <= 3
solve ln(x) + 1/x >= 1/x  ==>  x >= 1
solve 5^x + x = x + 1/25  ==>  x = -2
"""

FORMULAS = r"""
solve x! = 120 where x natural  ==>  x = 5
solve x! < 30 where x natural  ==>  x = 0 or x = 1 or x = 2 or x = 3 or x = 4
solve G = a*q^(n - 1) for a given q > 0  ==>  a = G/q^(n - 1)
solve 24x + 3y + 15z = -6, 4x - 2y + 3z = -1, -4x - 3y - 2z = 1  ==>  x = -13*y/4 - 1/4 and z = 5*y
solve 2y = z, x + y = 3 for x, y, z  ==>  x = 3 - y and z = 2*y
solve 4*a*b*r^3 = V for r  ==>  (a != 0 and b != 0 and r = cbrt(2)*cbrt(V/(a*b))/2) or (V = 0 and a = 0) or (V = 0 and b = 0)
solve V = pi*r^2*h for r given h > 0, r > 0  ==>  V/(pi*h) > 0 and r = sqrt(V/(pi*h))
solve V = 1/3*pi*r^2*h for r given h > 0, V > 0, r > 0  ==>  r = sqrt(3*V/(pi*h))
solve K = m*v^2/2 for v given m > 0, v >= 0  ==>  K/m >= 0 and v = sqrt(2*K/m)
solve A = P*(1 + r)^2 for r given r > 0  ==>  (A/P > 1 and P != 0 and A/P >= 0 and r = sqrt(A/P) - 1) or (r > 0 and P = 0 and A = 0)
solve S = 2*pi*r^2 + 2*pi*r*h for r given h > 0, S > 0, r > 0  ==>  r = (sqrt(pi^2*h^2 + 2*pi*S) - pi*h)/(2*pi)
solve F = k*q*p/d^2 for d given k > 0, q > 0, p > 0, F > 0  ==>  d = -sqrt(k*p*q/F) or d = sqrt(k*p*q/F)
solve y = (a*x + b)/(c*x + d) for x given c > 0  ==>  (c*y != a and x = (b - d*y)/(c*y - a) and b*c != a*d) or (c*y = a and b = d*y and x != -d/c)
solve y = k/x^2 + c for x given k > 0  ==>  (c != y and k/(y - c) > 0 and x = -sqrt(k/(y - c))) or (c != y and k/(y - c) > 0 and x = sqrt(k/(y - c)))
solve x^2/a^2 - y^2/b^2 = 1 for x given a > 0, b > 0  ==>  x = -sqrt(a^2*y^2/b^2 + a^2) or x = sqrt(a^2*y^2/b^2 + a^2)
solve y = a + b*ln(x) for x  ==>  (b != 0 and x = e^(y/b - a/b)) or (x > 0 and b = 0 and a = y)
solve y = a + b*sqrt(x) for x given b > 0  ==>  x = (y - a)^2/b^2 and (y - a)/b >= 0
solve b^t = c for t given b > 0, c > 0  ==>  (b != 1 and t = log(c, b)) or (b = 1 and c = 1)
solve a^x = 1 for x given a > 0  ==>  (a != 1 and x = 0) or a = 1
solve a^x > b for x given a > 1, b > 0  ==>  x > log(b, a)
solve x^n = a for x given x > 0, a > 0, n > 0  ==>  x = a^(1/n)
solve A = P*(1 + r)^n for P given r > 0  ==>  P = A/(1 + r)^n
solve A = P*(1 + r)^n for r given r > 0, A > 0, P > 0, n > 0  ==>  r = (A/P)^(1/n) - 1 and (A/P)^(1/n) - 1 > 0
solve T = A + B*e^(-k*t) for t given k > 0, B > 0, T > A  ==>  t = -ln((T - A)/B)/k
solve S = a*(1 - q^n)/(1 - q) for a given q > 0, q < 1  ==>  (q^n != 1 and a = S*(q - 1)/(q^n - 1)) or (q^n = 1 and S = 0)
simplify x^(2n)/x^n  ==>  x^n
simplify x^(n + 2)/x  ==>  x^(n + 1)
simplify a^n/a^m  ==>  a^(n - m)
"""

POWERS_AND_LOGARITHMS = r"""
solve 3^(x + 1) = 2*5^x  ==>  x = (ln(2) - ln(3))/(ln(3) - ln(5))
solve 2^(x^2) = 8*4^x  ==>  x = -1 or x = 3
solve sqrt(x + 1) - sqrt(x - 2) >= 1  ==>  x >= 2 and x <= 3
solve sqrt(x + 5) - sqrt(x) > 1  ==>  x >= 0 and x < 4
simplify log(x^3, 2) - 3*log(x, 2)  ==>  0
simplify ln(x^2) + ln(x)  ==>  3*ln(x)
solve log(x, 2)^2 - log(x^3, 2) + 2 = 0  ==>  x = 2 or x = 4
solve ln(x)^2 + 3 = 2*ln(x^2)  ==>  x = e or x = e^3
solve log(x, 3) = log(9, x)  ==>  x = 3^(-sqrt(2)) or x = 3^sqrt(2)
solve log(x, 2) + log(2, x) = 5/2  ==>  x = sqrt(2) or x = 4
solve log(sqrt(x)) = sqrt(log(x))  ==>  x = 1 or x = 10000
solve 2^x < 3^x  ==>  x > 0
solve 3*2^x > 2*3^x  ==>  x < 1
solve log(x)^2 < 4  ==>  x > 1/100 and x < 100
solve log(x)^2 >= 1  ==>  (x > 0 and x <= 1/10) or x >= 10
solve ln(x)^2 - ln(x) - 2 > 0  ==>  (x > 0 and x < 1/e) or x > e^2
solve log(x + 1, 1/3) > log(2x - 1, 1/3)  ==>  x > 2
solve log(2x - 3) < log(x + 1)  ==>  x > 3/2 and x < 4
solve ln(x^2 - 3) <= ln(2x)  ==>  x > sqrt(3) and x <= 3
solve 2^x*3^(x + 1) = 108  ==>  x = 2
solve 2^x*3^(2x) = 18  ==>  x = 1
solve 2^x*5^(1 - x) = 4  ==>  x = log(4/5, 2/5)
solve 2^x + 3^y = 17, 2^x - 3^y = -1  ==>  x = 3 and y = 2
solve 3*2^x + 2*3^y = 24, 2^x + 3^y = 11  ==>  x = 1 and y = 2
"""

SINES_AND_SIGNS = r"""
simplify sin(x)/cos(x)  ==>  tan(x)
simplify sin(x)*cos(x)/tan(x)  ==>  cos(x)^2
simplify cos(x)^4 - sin(x)^4  ==>  cos(x)^2 - sin(x)^2
simplify (1 + tan(x)^2)*cos(x)^2  ==>  1
simplify sin(x)^4 + 2*sin(x)^2*cos(x)^2 + cos(x)^4  ==>  1
simplify 1/cos(x)^2 - tan(x)^2  ==>  1
simplify 5 - 5*sin(x)^2  ==>  5*cos(x)^2
simplify sin(x)^2/(1 - cos(x))  ==>  1 + cos(x)
simplify sin(x)*tan(x) + cos(x)  ==>  1/cos(x)
simplify |pi - 4|  ==>  4 - pi
simplify |3 - pi| + pi  ==>  2*pi - 3
simplify |ln(2) - 1|  ==>  1 - ln(2)
"""

INEQUALITIES_WITH_LETTERS = r"""
solve (x - a)*(x - b) < 0 for x  ==>  (a < b and x > a and x < b) or (a > b and x > b and x < a)
solve (x - a)*(x - 2) <= 0 for x  ==>  (a <= 2 and x >= a and x <= 2) or (a > 2 and x >= 2 and x <= a)
solve x^2 + a*x < 0 for x given a > 0  ==>  x > -a and x < 0
solve (x - a)*(x - b) < 0 for x given a < b  ==>  x > a and x < b
solve (x - a)*(x - b) >= 0 for x given a < b  ==>  x <= a or x >= b
solve (x - a)/(x - b) > 0 for x given a < b  ==>  x < a or x > b
solve x^2 - a^2 <= 0 for x given a > 0  ==>  x >= -a and x <= a
solve a/x > 0 for x given a > 0  ==>  x > 0
solve a*x^2 > a for x given a > 0  ==>  x < -1 or x > 1
solve a*x^2 > a for x given a < 0  ==>  x > -1 and x < 1
solve x^2 > a*x for x given a > 0  ==>  x < 0 or x > a
"""

PROOFS = r"""
prove x < y, y < z |- x < z
prove a >= b, b > c, c >= d |- a > d
prove a < b, c < d |- a + c < b + d
prove a = b, b = c |- a = c
prove a < b, c > 0 |- a*c < b*c
prove x > 2 |- x > 1
prove x > 3 |- x^2 > 9
prove x > 0, y > 0 |- x + y > 0
prove x > 0, y < 0 |- x*y < 0
prove 2x + 1 = 7 |- x = 3
prove x^2 = 4, x < 0 |- x = -2
prove 3x - 2 > 4 |- x > 2
prove x^2 - 5x + 6 = 0 |- x = 2 or x = 3
prove x + y = 5, x - y = 1 |- x = 3
prove |x| < 2 |- x < 2
prove (a + b)^2 - (a - b)^2 = 4*a*b
prove a^3 - b^3 = (a - b)*(a^2 + a*b + b^2)
prove (x + y + z)^2 = x^2 + y^2 + z^2 + 2x*y + 2y*z + 2x*z
prove (x^2 - 1)/(x - 1) = x + 1
prove 1/(x - 1) - 1/(x + 1) = 2/(x^2 - 1)
prove x^2 + 2x + 1 >= 0
prove x^2 + y^2 >= 2x*y
prove x^2 - 4x + 5 > 0
prove tan(x)*cos(x) = sin(x)
prove sin(x)^2 = 1 - cos(x)^2
prove (sin(x) + cos(x))^2 = 1 + 2*sin(x)*cos(x)
prove 1 + tan(x)^2 = 1/cos(x)^2
prove sin(x)/tan(x) = cos(x)
prove sin(x)^4 - cos(x)^4 = sin(x)^2 - cos(x)^2
prove (1 - sin(x))*(1 + sin(x)) = cos(x)^2
prove tan(x) + 1/tan(x) = 1/(sin(x)*cos(x))
prove cos(x)^2 - sin(x)^2 = 1 - 2*sin(x)^2
prove (1 - cos(x)^2)/sin(x) = sin(x)
prove tan(x)^2*cos(x)^2 + cos(x)^2 = 1
prove sin(x)/(1 + cos(x)) + (1 + cos(x))/sin(x) = 2/sin(x)
prove sin(2x) = 2*sin(x)*cos(x)
prove cos(2x) = 1 - 2*sin(x)^2
prove n^2 - n >= 0 where n integer
prove x > y |- -x < -y
prove x >= 1 |- 1/x <= 1
prove a > 0, b > 0 |- (a + b)/2 >= sqrt(a*b)
prove x > 0 |- x + 1/x >= 2
prove |x*y| = |x|*|y|
prove a < b |- a < (a + b)/2
prove x <= 3, x >= 3 |- x = 3
prove a/b = c/d |- a*d = b*c
prove x = 2*y, y = 3 |- x = 6
prove 4*sin(x)^2 + 4*cos(x)^2 = 4
prove sqrt(12) = 2*sqrt(3)
prove x != 0 |- x^2 > 0
prove f(3) = 9 given f(x) = x^2
prove 1/(n*(n + 1)) = 1/n - 1/(n + 1)
prove 1/(1 - sin(x)) + 1/(1 + sin(x)) = 2/cos(x)^2
prove 19/(1 - sin(x)) + 19/(1 + sin(x)) - 38 = 38*tan(x)^2
prove cos(x)/(1 - sin(x)) = (1 + sin(x))/cos(x)
"""

TOPICS = {
    "linear": LINEAR,
    "literal equations": LITERAL_EQUATIONS,
    "quadratics": QUADRATICS,
    "higher": HIGHER,
    "rational": RATIONAL,
    "absolute values": ABSOLUTE_VALUES,
    "roots": ROOTS,
    "exponential": EXPONENTIAL,
    "logarithms": LOGARITHMS,
    "systems": SYSTEMS,
    "inequalities": INEQUALITIES,
    "arithmetic": ARITHMETIC,
    "like terms": LIKE_TERMS,
    "rational expressions": RATIONAL_EXPRESSIONS,
    "factoring": FACTORING,
    "whole numbers": WHOLE_NUMBERS,
    "find and evaluate": FIND_AND_EVALUATE,
    "latex": LATEX,
    "more": MORE,
    "equal summands": EQUAL_SUMMANDS,
    "inequalities with letters": INEQUALITIES_WITH_LETTERS,
    "sines and signs": SINES_AND_SIGNS,
    "powers and logarithms": POWERS_AND_LOGARITHMS,
    "formulas": FORMULAS,
}


def rows(table):
    return [tuple(part.strip() for part in line.split("==>")) for line in table.strip().splitlines()]


def replayed(result):
    """The theorem of a result's derivation, written to a proof file and read back."""
    derivation = derivation_from_json(json.loads(json.dumps(derivation_to_json(result.derivation))))
    return check(derivation.problem, derivation, Rulebook.load())


def agrees(result, wanted):
    """Whether an answer is the one wanted, or proved to say the same in a finished form."""
    answer = result.answer
    if equal(answer, wanted):
        return True
    known = (*result.problem.given, *result.conditions)
    same = cascade.equivalence if is_formula(wanted) else cascade.identity
    return is_finished(answer) and same(answer, wanted, known, result.problem.domains).proved


EXERCISES = [(statement, answer) for table in TOPICS.values() for statement, answer in rows(table)]


@pytest.mark.parametrize("statement, answer", EXERCISES)
def test_an_exercise_is_solved_finished_and_replayed(statement, answer):
    result = solve(statement, limits=LIMITS)
    assert result.status == "proved", f"{result.reason}; got as far as {result.derivation and result.derivation.last}"
    assert replayed(result).after is result.answer
    assert agrees(result, parse(answer)), f"{result.answer}, expected {answer}"


@pytest.mark.parametrize("statement", PROOFS.strip().splitlines())
def test_a_statement_is_proved_and_replayed(statement):
    result = solve(statement, limits=LIMITS)
    assert result.status == "proved", result.reason
    assert replayed(result).goal == "prove"


# statement, answers, the rule of each method that must occur (None where the method does not fit)
METHODS = [
    ("solve x^2 = 9", "x = -3 or x = 3", ("square-roots", "factor-left", "square-roots", "quadratic-formula")),
    ("solve 2x^2 - 8 = 0", "x = -2 or x = 2", ("square-roots", "factor-left", "square-roots", "quadratic-formula")),
    ("solve (x - 1)^2 = 4", "x = -1 or x = 3", ("square-roots", "factor-left", "square-roots", "quadratic-formula")),
    ("solve x^2 + 4x = 5", "x = -5 or x = 1", (None, "factor-left", "complete-square", "quadratic-formula")),
    ("solve 2x^2 + 3x - 2 = 0", "x = -2 or x = 1/2", (None, "factor-left", "complete-square", "quadratic-formula")),
    ("solve 3x^2 - 6x = 0", "x = 0 or x = 2", (None, "factor-left", "complete-square", "quadratic-formula")),
    ("solve x^2 + 6x + 9 = 0", "x = -3", (None, "factor-left", "complete-square", "quadratic-formula")),
    (
        "solve x^2 - 4x + 1 = 0",
        "x = 2 - sqrt(3) or x = 2 + sqrt(3)",
        (None, None, "complete-square", "quadratic-formula"),
    ),
    ("solve x^2 + x + 1 = 0", "false", (None, "no-real-root", "complete-square", "no-real-root")),
]


@pytest.mark.parametrize("statement, answer, rules", METHODS)
def test_a_method_asked_for_is_the_one_used(statement, answer, rules):
    for method, rule in zip(("roots", "factoring", "square", "formula"), rules, strict=True):
        result = solve(statement, method=method, limits=LIMITS)
        if rule is None:
            assert result.status == "open"
            continue
        assert agrees(result, parse(answer))
        used = [step.rule for step in result.steps]
        assert any(name.startswith(rule) for name in used), used
        others = {"factor-left", "complete-square", "quadratic-formula"} - {rule}
        assert others.isdisjoint(used), used


def test_there_are_enough_exercises():
    assert len(set(EXERCISES)) == len(EXERCISES) >= 250
