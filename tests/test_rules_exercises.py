"""One exercise for each small rule: what it makes of a term, as a teacher would write it on the board."""

from functools import cache

import pytest

from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse

EXERCISES = """
add-numbers              | 3 + 4 + x              | 7 + x
subtract-numbers         | 3 - 8                  | -5
add-negatives            | -3 - 8                 | -11
multiply-numbers         | 2*x*5                  | 10*x
divide-numbers           | 12/3                   | 4
reduce-fraction          | 9/12                   | 3/4
power-of-number          | 2^5                    | 32
root-of-number           | sqrt(49)               | 7
logarithm-of-number      | log(8, 2)              | 3
log-of-known-power       | log(x^3, 2)            | 3*log(x, 2)
factorial-of-number      | 5!                     | 120
decimal-as-fraction      | 0.25                   | 1/4
double-minus             | x - (-3)               | x + 3
add-zero                 | x + 0 + y              | x + y
times-one                | x*1                    | x
times-zero               | 0*x*y                  | 0
over-one                 | x/1                    | x
zero-over                | 0/x                    | 0
over-itself              | (x + 1)/(x + 1)        | 1
over-negative            | x/(-x)                 | -1
minus-itself             | x + y - x              | 0 + y
minus-one-times          | (-1)*x                 | -x
over-minus-one           | x/(-1)                 | -x

minus-difference         | -(x - 3)               | 3 - x
minus-sum                | -(x + y)               | -x - y
minus-times              | (-x)*y                 | -(x*y)
minus-times-minus        | (-x)*(-y)              | x*y
sign-to-number           | -(x*3)                 | -3*x
minus-square             | (-x)^2                 | x^2
minus-cube               | (-x)^3                 | -x^3
turn-difference          | x - y                  | -(y - x)
factor-minus             | -x - y                 | -(x + y)
distribute-minus         | 3*(x - 2)              | 3*x - 3*2
distribute               | 3*(x + 2)              | 3*x + 3*2
distribute-three         | 3*(x + y + 2)          | 3*x + 3*y + 3*2
first-outer-inner-last   | (x + 2)*(y + 3)        | x*y + x*3 + 2*y + 2*3
two-times-three          | (x + 2)*(a + b + 1)    | x*a + x*b + x*1 + 2*a + 2*b + 2*1
common-letter-product    | (x + 2)*(x + 3)        | x^2 + (2 + 3)*x + 2*3
like-terms               | 3*x + 5*x              | (3 + 5)*x
like-terms               | x^2 - x^2/2            | (1 - 1/2)*x^2
like-letters             | a*x + b*x              | (a + b)*x
same-twice               | x + x                  | 2*x
coefficient-of-fraction  | x/3                    | 1/3*x
coefficient-into-fraction | 4*x/2                 | (4/2)*x
fraction-as-coefficient  | 2/3*x                  | 2*x/3
one-over-times           | 1/3*x                  | x/3
square-of-difference     | (x - 3)^2              | x^2 - 2*x*3 + 3^2
square-of-sum            | (x + 3)^2              | x^2 + 2*x*3 + 3^2
square-of-negative-sum   | (-x - 3)^2             | (x + 3)^2
square-of-turned         | (x - y)^2              | (y - x)^2
square-of-three          | (x + y + 1)^2          | x^2 + y^2 + 1^2 + 2*x*y + 2*x*1 + 2*y*1
cube-of-difference       | (x - 2)^3              | x^3 - 3*x^2*2 + 3*x*2^2 - 2^3
cube-of-sum              | (x + 2)^3              | x^3 + 3*x^2*2 + 3*x*2^2 + 2^3
fourth-power-of-sum      | (x + 2)^4              | x^4 + 4*x^3*2 + 6*x^2*2^2 + 4*x*2^3 + 2^4
sum-times-difference     | (x + 3)*(x - 3)        | x^2 - 3^2
to-sum-of-cubes          | (x + y)*(x^2 - x*y + y^2) | x^3 + y^3
to-difference-of-cubes   | (x - y)*(x^2 + x*y + y^2) | x^3 - y^3
power-of-sum-stepwise    | (x + 1)^5              | (x + 1)^2*(x + 1)^(5 - 2)

times-itself             | x*x                    | x^2
times-power              | x*x^4                  | x^(4 + 1)
product-of-powers        | x^2*x^3                | x^(2 + 3)
quotient-of-powers       | x^5/x^3                | x^(5 - 3)
power-over-base          | x^5/x                  | x^(5 - 1)
base-over-power          | x/x^5                  | 1/x^(5 - 1)
power-of-power           | (x^2)^3                | x^(2*3)
power-of-positive-power  | (2^(1/2))^(1/3)        | 2^(1/2*(1/3))
power-of-product         | (2*x)^3                | 2^3*x^3
power-of-positive-product | (4*x)^(1/2)           | 4^(1/2)*x^(1/2)
product-of-like-powers   | x^3*y^3                | (x*y)^3
power-of-quotient        | (x/2)^3                | x^3/2^3
power-of-positive-quotient | (x/4)^(1/2)          | x^(1/2)/4^(1/2)
quotient-of-like-powers  | x^3/y^3                | (x/y)^3
power-as-product         | x^2                    | x*x
split-power              | x^5                    | x*x^(5 - 1)
power-zero               | x^0                    | 1
power-one                | x^1                    | x
one-to-power             | 1^n                    | 1
zero-to-power            | 0^n                    | 0
negative-exponent        | x^(-2)                 | 1/x^2
reciprocal-of-power      | 1/x^2                  | x^(-2)
power-minus-one          | x^(-1)                 | 1/x
over-negative-power      | y/x^(-2)               | y*x^2
quotient-to-negative     | (x/y)^(-2)             | (y/x)^2
power-half               | x^(1/2)                | sqrt(x)
power-half-back          | sqrt(x)                | x^(1/2)
power-third              | x^(1/3)                | root(x, 3)
third-power              | root(x, 3)             | x^(1/3)
power-quarter            | x^(1/4)                | root(x, 4)
power-quarter-back       | root(x, 4)             | x^(1/4)
power-of-halves          | x^(3/2)                | sqrt(x)^3
power-of-thirds          | x^(2/3)                | root(x, 3)^2
power-of-quarters        | x^(3/4)                | root(x, 4)^3
root-of-product          | sqrt(x*y)              | sqrt(x)*sqrt(y)
root-of-multiple         | sqrt(4*x)              | sqrt(4)*sqrt(x)
product-of-roots         | sqrt(x)*sqrt(y)        | sqrt(x*y)
root-of-quotient         | sqrt(x/9)              | sqrt(x)/sqrt(9)
quotient-of-roots        | sqrt(x)/sqrt(y)        | sqrt(x/y)
root-times-itself        | sqrt(x)*sqrt(x)        | x
root-of-square           | sqrt(x^2)              | abs(x)
root-of-positive-square  | sqrt(x^2)              | x
root-of-negative-square  | sqrt(x^2)              | -x
root-of-cube             | sqrt(x^3)              | x*sqrt(x)
root-of-fourth           | sqrt(x^4)              | x^2
root-of-sixth            | sqrt(x^6)              | abs(x)^3
into-root                | 2*sqrt(x)              | sqrt(2^2*x)
out-of-root              | sqrt(9*x)              | abs(3)*sqrt(x)
simplify-number-root     | sqrt(12)               | 2*sqrt(3)
denest-root              | sqrt(3 + 2*sqrt(2))    | sqrt(2) + 1
square-over-root         | x/sqrt(x)              | sqrt(x)
cube-root-of-product     | root(2*x, 3)           | root(2, 3)*root(x, 3)
cube-root-of-product-back | root(2, 3)*root(x, 3) | root(2*x, 3)
cube-root-of-quotient    | root(x/8, 3)           | root(x, 3)/root(8, 3)
cube-root-of-quotient-back | root(x, 3)/root(8, 3) | root(x/8, 3)
cube-root-of-cube        | root(x^3, 3)           | x
cube-root-of-negative    | root(-x, 3)            | -root(x, 3)
fourth-root-of-product   | root(16*x, 4)          | root(16, 4)*root(x, 4)
fourth-root-of-fourth    | root(x^4, 4)           | abs(x)
fourth-power-of-root     | root(x, 4)^4           | x
root-of-root             | sqrt(sqrt(x))          | root(x, 4)
root-of-cube-root        | sqrt(root(x, 3))       | root(x, 6)
fourth-root-of-square    | root(x^2, 4)           | sqrt(abs(x))
rationalize-root         | 3/sqrt(2)              | 3*sqrt(2)/2
rationalize-multiple     | 3/(5*sqrt(2))          | 3*sqrt(2)/(5*2)
rationalize-sum          | 2/(3 + sqrt(5))        | 2*(3 - sqrt(5))/(3^2 - 5)
rationalize-difference   | 2/(3 - sqrt(5))        | 2*(3 + sqrt(5))/(3^2 - 5)
rationalize-roots        | 1/(sqrt(5) + sqrt(2))  | 1*(sqrt(5) - sqrt(2))/(5 - 2)
rationalize-root-difference | 1/(sqrt(5) - sqrt(2)) | 1*(sqrt(5) + sqrt(2))/(5 - 2)
rationalize-cube-root    | 1/root(2, 3)           | 1*root(2, 3)^2/2
absolute-of-positive     | abs(3)                 | 3
absolute-of-negative     | abs(-3)                | -(-3)
absolute-of-minus        | abs(-x)                | abs(x)
absolute-of-difference   | abs(x - y)             | abs(y - x)
absolute-of-product      | abs(2*x)               | abs(2)*abs(x)
absolute-of-product-back | abs(x)*abs(y)          | abs(x*y)
absolute-of-quotient     | abs(x/2)               | abs(x)/abs(2)
absolute-of-quotient-back | abs(x)/abs(y)         | abs(x/y)
absolute-of-power        | abs(x^3)               | abs(x)^3
absolute-of-square       | abs(x^2)               | x^2
even-power-of-absolute   | abs(x)^4               | x^4
absolute-twice           | abs(abs(x))            | abs(x)

cancel-factor            | (2*x)/(2*y)            | x/y
cancel-to-whole          | (x*(x + 1))/x          | x + 1
cancel-to-one-over       | x/(x*y)                | 1/y
cancel-square            | (x^2*y)/(x*z)          | (x*y)/z
cancel-negatives         | (-x)/(-y)              | x/y
cancel-turned            | (x - 3)/(3 - x)        | -1
minus-above              | (-x)/y                 | -(x/y)
minus-below              | x/(-y)                 | -(x/y)
minus-into-numerator     | -(x/y)                 | (-x)/y
cancel-numbers           | (6*x)/(4*y)            | (3*x)/(2*y)
cancel-number-above      | (6*x)/4                | (3*x)/2
factor-numerator         | (x^2 - 1)/y            | (x - 1)*(x + 1)/y
factor-denominator       | y/(x^2 + x)            | y/(x*(x + 1))
add-same-denominator     | x/3 + y/3              | (x + y)/3
subtract-same-denominator | x/z - y/z             | (x - y)/z
split-fraction           | (x + y)/3              | x/3 + y/3
split-difference         | (x - y)/3              | x/3 - y/3
same-denominator         | 1/2 + 1/3              | 3/6 + 2/6
common-denominator       | x/4 + y/6              | (x*3)/12 + (y*2)/12
add-fractions-crosswise  | 1/x + 1/y              | (1*y + 1*x)/(x*y)
subtract-fractions-crosswise | 1/x - 1/y          | (1*y - 1*x)/(x*y)
add-to-fraction          | 2 + 1/x                | (2*x + 1)/x
subtract-fraction        | 2 - 1/x                | (2*x - 1)/x
multiply-fractions       | (x/2)*(y/3)            | (x*y)/(2*3)
multiply-by-fraction     | 2*(x/3)                | (2*x)/3
take-denominator-out     | (2*x)/3                | 2*(x/3)
divide-by-fraction       | x/(2/3)                | x*(3/2)
divide-fraction          | (x/2)/3                | x/(2*3)
divide-twice             | x/(y*z)                | (x/y)/z
reciprocal-of-fraction   | 1/(x/y)                | y/x
compound-sum             | (1 + 1/x)/y            | (1*x + 1)/(x*y)
compound-below           | 1/(1 + 1/x)            | (1*x)/(1*x + 1)
compound-fraction        | (1 + 1/x)/(2 + 3/x)    | (1*x + 1)/(2*x + 3)
cross-products           | x/2 = y/3              | x*3 = y*2
same-denominators        | x/3 = 5/3              | x = 5
same-numerators          | 2/x = 2/5              | x = 5
both-reciprocal          | 1/x = 3                | 1/(1/x) = 1/3

take-out-factor          | 3*x + 3*y              | 3*(x + y)
take-out-difference      | x*y - x*z              | x*(y - z)
take-out-itself          | x + x*y                | x*(1 + y)
take-out-square          | x^2 + x*y              | x*(x + y)
take-out-largest         | 6*x^2 + 4*x            | 2*x*(3*x + 2)
factor-by-groups         | x^2 + 2*x + 3*x + 6    | x*(x + 2) + 3*(x + 2)
difference-of-squares    | 9*x^2 - 4              | (3*x - 2)*(3*x + 2)
difference-with-one      | 4*x^2 - 1              | (2*x - 1)*(2*x + 1)
sum-of-cubes             | x^3 + 8                | (x + 2)*(x^2 - x*2 + 2^2)
difference-of-cubes      | 27*x^3 - 1             | (3*x - 1)*((3*x)^2 + 3*x*1 + 1^2)
perfect-square-sum       | x^2 + 2*x*y + y^2      | (x + y)^2
perfect-square-difference | x^2 - 2*x*y + y^2     | (x - y)^2
perfect-power            | 4*x^2 - 12*x + 9       | (2*x - 3)^2
perfect-cube-sum         | x^3 + 3*x^2*y + 3*x*y^2 + y^3 | (x + y)^3
split-middle-term        | 2*x^2 + 5*x + 3        | 2*x^2 + 2*x + 3*x + 3
sum-and-product          | x^2 + (2 + 3)*x + 2*3  | (x + 2)*(x + 3)
split-off-root           | x^3 - 6*x^2 + 11*x - 6 | (x - 1)*(x^2 - 5*x + 6)
complete-the-square      | x^2 + 6*x + 5          | (x + 3)^2 - 4
complete-with-half       | x^2 + 6*x              | (x + 6/2)^2 - (6/2)^2
as-square-in-power       | x^4 - 5*x^2 + 4        | (x^2)^2 - 5*x^2 + 4
factor-power             | x^6 - y^6              | (x^3 - y^3)*(x^3 + y^3)
fourth-powers            | x^4 + 4*y^4            | (x^2 - 2*x*y + 2*y^2)*(x^2 + 2*x*y + 2*y^2)

swap                     | 3 = x                  | x = 3
swap-order               | 3 < x                  | x > 3
subtract-on-both-sides   | x + 3 = 5              | x = 5 - 3
add-on-both-sides        | x - 3 = 5              | x = 5 + 3
divide-on-both-sides     | 2*x = 6                | x = 6/2
multiply-on-both-sides   | x/2 = 6                | x = 6*2
multiply-through         | x/2 + 1 = 6            | x + 1*2 = 6*2
multiply-through-unknown | 3/x + 1 = 4            | 3 + 1*x = 4*x and x != 0
negative-discriminant    | x^2 + x + 5 = 0        | false
change-signs             | -x = 6                 | x = -6
cancel-on-both-sides     | x + y = 3 + y          | x = 3
cancel-factor-on-both-sides | 2*x = 2*y           | x = y
bring-to-one-side        | x^2 = 5                | x^2 - 5 = 0
back-to-two-sides        | x^2 - 5 = 0            | x^2 = 5
move-out-of-sum          | x^2 + y = 0            | x^2 = -y
subtract-on-both-sides-less | x + 3 < 5           | x < 5 - 3
add-on-both-sides-less   | x - 3 < 5              | x < 5 + 3
divide-on-both-sides-less | 2*x < 6               | x < 6/2
divide-and-turn          | -2*x < 6               | x > 6/(-2)
multiply-on-both-sides-less | x/2 < 6             | x < 6*2
multiply-and-turn        | x/(-2) < 6             | x > 6*(-2)
change-signs-less        | -x < 6                 | x > -6
bring-to-one-side-less   | x^2 < 5                | x^2 - 5 < 0
compare-by-squares       | sqrt(2) < x            | sqrt(2)^2 < x^2
root-on-both-sides       | x^2 = 9                | x = 3 or x = -3
cube-root-on-both-sides  | x^3 = 8                | x = 2
square-on-both-sides     | sqrt(x) = 3            | sqrt(x)^2 = 3^2

fourth-root-of-letters   | x^4 = k                | k >= 0 and (x = -root(k, 4) or x = root(k, 4))
isolate-power-of-letters | pi*x^2 = k             | x^2 = k/pi
pure-power-of-letters    | x^2 + y^2 - 4 = 0      | x^2 = 4 - y^2
squares-equal            | x^2 = 4*k^2            | x = 2*k or x = -(2*k)
clear-letters            | x/k = 3                | x = k*3 and k != 0
isolate-fractional-power | x^(1/3) - 2 = 0        | x^(1/3) = 0 - (-2)
two-roots-greater        | sqrt(x - 1) + sqrt(x) > 5 | x - 1 + x + 2*sqrt((x - 1)*x) > 5^2 and x - 1 >= 0 and x >= 0
square-less-letters      | x^2 < k                | x > -sqrt(k) and x < sqrt(k)
exp-less-letters.mirrored | 2^x > k               | x > log(k, 2)
root-below-zero          | sqrt(k) < 0            | false
root-positive            | sqrt(k) > 0            | k > 0
greater-and-at-least     | k > 0 and k >= 0       | k > 0
join-powers              | 2^x*5^x                | 10^x
divide-powers            | 3*2^x = 2*3^x          | (2/3)^x = 2/3
root-base                | sqrt(2)^x = 8          | 2^(x/2) = 8
gather-logarithms        | log(x) + 3 = 5 - log(x) | 2*log(x) = 2
change-base-product      | log(x, 4)*log(x, 2)    | log(x, 2)/2*log(x, 2)
power-of-log-and-more    | 10^(2 - log(5))        | 5^(-1)*10^2
power-of-log-multiple    | e^(2*ln(x))            | x^2
power-of-other-log       | 3^log(4, 9)            | 4^(1/2)
common-to-one-side       | x*ln(x) = 2*ln(x)      | ln(x)*(x - 2) = 0
root-times-power         | sqrt(x)*x^(1/3)        | x^(1/3 + 1/2)
fractional-power-of-product | (16*x^8)^(3/4)      | 8*x^6
change-of-base           | ln(8)/ln(2)            | log(8, 2)
change-of-base-multiple  | 3*ln(x)/ln(2)          | 3*log(x, 2)
change-of-base-part      | ln(5)/(2*ln(2))        | log(5, 2)/2
log-less-factor          | log(100*x) - log(x)    | log(100)
bases-exchanged          | log(2, 3)*log(3, 2)    | 1
swap-unknown             | 5*x + 1 = x            | x = 5*x + 1
log-of-own-power-in-sum  | log(x, 2)^2 - log(x^3, 2) | log(x, 2)^2 - 1*3*log(x, 2)
log-of-own-power-multiple | ln(x)^2 + 3 = 2*ln(x^2) | 3 + ln(x)^2 = 2*2*ln(x) and x > 0
log-of-root-of-unknown   | log(sqrt(x), 3)        | log(x, 3)/2
exchange-base            | log(2, x)              | 1/log(x, 2)
log-less-log             | ln(x) < ln(2*x - 1)    | x < 2*x - 1 and x > 0
log-at-most-log          | ln(x) <= ln(2*x - 1)   | x <= 2*x - 1 and x > 0
log-less-log-flip        | log(x, 1/2) < log(3*x, 1/2) | x > 3*x and 3*x > 0
log-at-most-log-flip     | log(x, 1/2) <= log(3*x, 1/2) | x >= 3*x and 3*x > 0
two-powers               | 2*3^x - 3*2^x = 0      | 2*3^x = 3*2^x
divide-powers-less       | 3*2^x < 2*3^x          | (2/3)^x < 2/3
divide-power-less        | 2^x < 3^x              | (2/3)^x < 1
join-powers-more         | 2^x*3^(x + 1)          | 3^1*6^x
take-ln-of-product       | 2^x*3^(2*x) = 18       | x*ln(2) + 2*x*ln(3) = ln(18)
square-less              | ln(x)^2 < 4            | ln(x) > -sqrt(4) and ln(x) < sqrt(4)
square-at-most           | ln(x)^2 <= 4           | ln(x) >= -sqrt(4) and ln(x) <= sqrt(4)
square-greater           | ln(x)^2 > 4            | ln(x) < -sqrt(4) or ln(x) > sqrt(4)
square-at-least          | ln(x)^2 >= 4           | ln(x) <= -sqrt(4) or ln(x) >= sqrt(4)
sine-in-first-quarter    | sin(7*pi/5)            | -sin(2*pi/5)
cosine-in-first-quarter  | cos(13*pi/6)           | cos(pi/6)
tangent-in-first-quarter | tan(-pi/7)             | -tan(pi/7)
sine-by-roots            | sin(pi/12)             | (sqrt(6) - sqrt(2))/4
cosine-by-roots          | cos(pi/5)              | (sqrt(5) + 1)/4
tangent-by-roots         | tan(3*pi/8)            | sqrt(2) + 1
sine-over-cosine         | sin(x)/cos(x)          | tan(x)
multiple-sine-over-tangent | sin(x)*cos(x)/tan(x) | cos(x)*cos(x)
tangent-cosine-square    | tan(x)*cos(x)^2        | sin(x)*cos(x)
tangent-square-cosine-square | tan(x)^2*cos(x)^2  | sin(x)^2
cosine-fourth-less-sine-fourth | cos(x)^4 - sin(x)^4 | cos(x)^2 - sin(x)^2
circle-squared           | sin(x)^4 + 2*sin(x)^2*cos(x)^2 + cos(x)^4 | 1
sine-of-circle           | sin(x)^3 + sin(x)*cos(x)^2 | sin(x)
cosine-of-circle         | cos(x)^3 + cos(x)*sin(x)^2 | cos(x)
secant-less-tangent      | 1/cos(x)^2 - tan(x)^2  | 1
sine-tangent-cosine      | sin(x)*tan(x) + cos(x) | 1/cos(x)
number-less-sine-square  | 5 - 5*sin(x)^2         | 5*cos(x)^2
number-less-cosine-square | 5 - 5*cos(x)^2        | 5*sin(x)^2
sine-square-over-difference | sin(x)^2/(1 - cos(x)) | 1 + cos(x)
sine-square-over-sum     | sin(x)^2/(1 + cos(x))  | 1 - cos(x)
cosine-square-over-difference | cos(x)^2/(1 - sin(x)) | 1 + sin(x)
cosine-square-over-sum   | cos(x)^2/(1 + sin(x))  | 1 - sin(x)
absolute-of-surd         | abs(4 - pi)            | 4 - pi
absolute-of-negative-surd | abs(pi - 4)           | -(pi - 4)
between-zeros            | x*(x + k) < 0          | 0 > k and x > -0 and x < -k or 0 < k and x > -k and x < -0
between-zeros-weak       | x*(x + k) <= 0         | 0 >= k and x >= -0 and x <= -k or 0 < k and x >= -k and x <= -0
outside-zeros            | x*(x + k) > 0          | 0 >= k and (x < -0 or x > -k) or 0 < k and (x < -k or x > -0)
outside-zeros-weak       | x*(x + k) >= 0         | 0 >= k and (x <= -0 or x >= -k) or 0 < k and (x <= -k or x >= -0)
quotient-below           | (x - k)/(x - m) < 0    | (x - k)*(x - m) < 0
quotient-above           | (x - k)/(x - m) > 0    | (x - k)*(x - m) > 0
reciprocal-above         | k/(x - 2) > 0          | x - 2 > 0
reciprocal-below         | k/(x - 2) < 0          | x - 2 < 0
multiple-below-letters   | k*(x^2 - 1) < 0        | x^2 - 1 < 0
multiple-below-letters-flip | k*(x^2 - 1) < 0     | x^2 - 1 > 0
take-ln-of-multiples     | 2*3^x = 5^(2*x)        | x*ln(3) + ln(2) = 2*x*ln(5) + ln(1)
number-into-power        | 2^(x^2) = 8*4^x        | 2^(x^2) = 4^(x + 3/2)
log-of-power-with-log    | log(x^3, 2) - 3*log(x, 2) | 3*log(x, 2) - 3*log(x, 2)
expand-rooted-less       | (1 + sqrt(x))^2 < x + 3 | x + 2*sqrt(x) + 1 < x + 3
expand-rooted-less-right | x + 3 < (1 + sqrt(x))^2 | x + 3 < x + 2*sqrt(x) + 1
cancel-term              | sqrt(x) + x - 1 = x + 5 | sqrt(x) - 1 = 5
cancel-right             | 1/x + x^2 - 4 = 1/x    | x^2 - 4 = 0
cancel-term-less         | 2^x + x < x + 8        | 2^x < 8
cancel-right-less        | ln(x) + 1/x < 1/x      | ln(x) < 0
cancel-left-less         | 1/x < 1/x + ln(x)      | 0 < ln(x)
square-of-nonnegative    | x^2 = k and x >= 0     | k >= 0 and x = sqrt(k)
square-of-positive       | x^2 = k and x > 0      | k > 0 and x = sqrt(k)
divide-by-letters        | k*m*x^3 = 5            | k*m != 0 and x^3 = 5/(k*m) or k*m = 0 and 5 = 0
divide-by-letters-before | k*sqrt(x) = m          | k != 0 and sqrt(x) = m/k or k = 0 and m = 0
divide-by-letter-not     | k*x != m               | k != 0 and x != m/k or k = 0 and m != 0
isolate-from-letters     | x^2/k + m = 5          | x^2/k = 5 - m
isolate-product-of-letters | k*x^2 - m = 0        | k*x^2 = m
root-not-zero            | sqrt(k) != 0           | k > 0
root-is-zero             | sqrt(k) = 0            | k = 0
root-at-most-zero        | sqrt(k) <= 0           | k = 0
root-above-number        | sqrt(k) - 3 > 0        | k > 3^2
root-at-least-number     | sqrt(k) - 3 >= 0       | k >= 3^2
minus-root-above         | -sqrt(k) - 3 > 0       | false
minus-root-at-least      | -sqrt(k) - 3 >= 0      | false
root-exceeds             | sqrt(k) - m > 0        | k - m^2 > 0
root-reaches             | sqrt(k) - m >= 0       | k - m^2 >= 0
minus-root-exceeds       | -sqrt(k) - m > 0       | false
power-never-zero         | q^n = 0                | false
power-of-base-letter     | k^x = m                | k != 1 and m > 0 and x = log(m, k) or k = 1 and m = 1
root-of-letter-power     | x^n = k                | x = k^(1/n)
exp-less-letters-flip    | k^x < m                | x > log(m, k)
log-of-one               | log(1, k)              | 0
subtract-exponents       | x^n/x^m                | x^(n - m)
add-one-to-exponent      | x*x^n                  | x^(n + 1)
take-one-from-exponent   | x^n/x                  | x^(n - 1)
"""

GOOD = [tuple(part.strip() for part in line.split("|")) for line in EXERCISES.splitlines() if line.strip()]

# What a rule must leave alone, though it looks like it.
NOT = [
    ("like-terms", "3*x + 5*y"),
    ("add-numbers", "x + 4"),
    ("sum-times-difference", "(x + 3)*(x - 2)"),
    ("difference-of-squares", "x^2 - 5"),
    ("perfect-power", "x^2 + 6*x + 8"),
    ("split-middle-term", "x^2 + x + 1"),
    ("cancel-factor", "(2*x)/(3*y)"),
    ("cancel-turned", "(x - 3)/(2 - x)"),
    ("minus-square", "(-x)^3"),
    ("power-of-halves", "x^(4/3)"),
    ("power-of-power", "(x^2)^(1/2)"),
    ("same-denominators", "x/3 = 5/2"),
    ("cancel-on-both-sides", "x + 2 = y + 3"),
    ("take-out-factor", "2*x + 3*y"),
    ("absolute-of-square", "abs(x^3)"),
    ("cancel-term", "x^2 + x = x + 4"),
]


@cache
def alone(name: str) -> Rulebook:
    return Rulebook([Rulebook.load().by_name[name]])


def results(name: str, before: str) -> list[str]:
    return [str(r.new) for r in alone(name).rewrites(parse(before), frozenset({"x"}))]


def rewrites(name: str, before: str, after: str) -> bool:
    """Whether a rule makes `after` of `before`, up to the order of sums and products."""
    found = alone(name).rewrites(parse(before), frozenset({"x"}))
    return parse(after).key in {r.new.key for r in found}


@pytest.mark.parametrize("name, before, after", GOOD, ids=[f"{n}: {b}" for n, b, _ in GOOD])
def test_what_a_rule_makes_of_a_term(name, before, after):
    assert rewrites(name, before, after), f"{name} makes {results(name, before)} of {before}"


@pytest.mark.parametrize("name, before", NOT)
def test_what_a_rule_leaves_alone(name, before):
    assert results(name, before) == []


def test_every_small_rule_has_an_exercise():
    small = {r.name for r in Rulebook.load() if r.fine and "." not in r.name}
    assert small - {name for name, _, _ in GOOD} == set()


def test_words_name_the_terms_they_speak_of():
    (rewrite,) = alone("add-numbers").rewrites(parse("3 + 4"), frozenset())[:1]
    assert rewrite.rule.words == "add {a} and {b}"
    assert {str(rewrite.substitution["a"]), str(rewrite.substitution["b"])} == {"3", "4"}
