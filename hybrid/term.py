"""Terms: the one kind of thing.

A term is a leaf or a head applied to terms. Expressions, equations, systems (`and`), cases (`or`)
and sequents (`H => C`) are all terms:

    leaf      num (an exact rational), sym (a letter), const (e, pi), true, false
    algebra   add, mul (flat, two or more arguments), neg, div, pow, root(u, n), abs, log(u, base),
              sin, cos, tan, fact, mod(a, m), gcd, lcm, call (a function named in the problem)
    formulas  eq ne lt le gt ge, and, or (flat, two or more arguments), implies, defined(t)

Encoding:

    2*x + 3 = 7        eq(add(mul(num 2, sym x), num 3), num 7)
    a - b - 3          add(sym a, neg(sym b), num -3)
    -3*x/2             div(mul(num -3, sym x), num 2)
    sqrt(x), ln(x)     root(sym x, num 2), log(sym x, const e)

Terms keep the way they were written, up to three normalisations that make rules short: sums and
products are flat; there is no subtraction, only the sum of a negative; and a minus sign in front of a
positive leading number is that number's sign (`-(3*x)` is `-3*x`). Nothing is evaluated.

Terms are immutable and interned: equal terms are the same object, so `is` is equality and whatever is
derived from a term is computed once and kept in its `memo`.
"""

from __future__ import annotations

import re
import threading
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

P = TypeVar("P")
Place = tuple[int, ...]

MAX_DEPTH = 200
FORGETTING = 500  # problems after which a process that lives long lets its terms forget
MAX_INDEX = 1_000  # of a root in what people and files write; deciders may go beyond
LEAVES = frozenset({"num", "sym", "const", "true", "false"})
ASSOCIATIVE = frozenset({"add", "mul", "and", "or"})
RELATIONS = frozenset({"eq", "ne", "lt", "le", "gt", "ge"})
FLIPPED = {"eq": "eq", "ne": "ne", "lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
CONNECTIVES = frozenset({"and", "or", "implies"})
UNARY = frozenset({"neg", "abs", "sin", "cos", "tan", "fact", "defined"})
DIVISION = frozenset({"mod", "gcd", "lcm"})
BINARY = frozenset({"div", "pow", "root", "log", "implies"}) | DIVISION | RELATIONS
# How many arguments a head takes that asks nothing else of them.
_ARITY = {head: 2 if head in BINARY else 1 for head in (BINARY | UNARY) - {"neg", "root"}}
HEADS = LEAVES | ASSOCIATIVE | UNARY | BINARY | {"call"}


class TermError(ValueError):
    """A term that cannot be: unknown head, wrong number of arguments, or nested too deep."""


class _Node:
    """The fields of a term, writable: a term is one of these until it is finished (see `_intern`)."""

    __slots__ = ("head", "value", "args", "size", "depth", "free", "memo", "_key", "__weakref__")

    head: str
    value: Any
    args: tuple[Term, ...]
    size: int
    depth: int
    free: frozenset[str]
    memo: dict[Any, Any]
    _key: str | None


class Term(_Node):
    """An immutable, interned term. Build with the functions of this module, never directly.

    head   one of HEADS
    value  int | Fraction for num (a Fraction only for a terminating decimal), str for sym, const, call
    args   the arguments, a tuple of terms
    size   number of nodes; depth: longest path; free: the names of its letters
    key    canonical text, equal for two terms iff they are equal modulo the order of + * and or
    memo   whatever was computed from this term, by the name of what computed it
    """

    __slots__ = ()

    @property
    def key(self) -> str:
        return self._key or _key(self)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"terms are immutable: cannot set {name}")

    def __reduce__(self) -> Any:
        return (_rebuild, (self.head, self.value, self.args))

    def __repr__(self) -> str:
        if self.head in ("num", "sym", "const"):
            return str(self.value)
        if self.head == "call":
            return f"{self.value}({', '.join(map(repr, self.args))})"
        return f"{self.head}({', '.join(map(repr, self.args))})" if self.args else self.head

    def __str__(self) -> str:
        from hybrid.syntax.text import to_text  # the printer sits above terms; imported when a term is shown

        return to_text(self)


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
RESERVED = frozenset(
    (
        "e pi true false and or not sqrt cbrt root abs ln log exp sin cos tan mod gcd lcm defined where given over for"
    ).split()
)

_Key = tuple[Any, ...]  # head, value, the ids of the arguments


class _Ref(weakref.ref["Term"]):
    """A weak reference that knows under which key it stands."""

    __slots__ = ("key",)
    key: _Key


def _forget(gone: weakref.ref[Term]) -> None:
    key = gone.key  # type: ignore[attr-defined]
    with _lock:
        if _interned.get(key) is gone:
            del _interned[key]


# Every living term by what it is. It holds terms weakly, the arguments in the key as well, which are named by their
# ids: an argument remembers in its memo things about the terms it is part of, and would keep them alive for ever. A
# term holds its arguments, and is forgotten before it lets go of them, so no id in a key is that of another term.
_interned: dict[_Key, _Ref] = {}
_lock = threading.RLock()
_NO_NAMES: frozenset[str] = frozenset()


def _intern(head: str, value: Any, args: tuple[Term, ...]) -> Term:
    key: _Key
    if len(args) == 2:  # most often, and this is the busiest line of a search
        key = (head, value, id(args[0]), id(args[1]))
    else:
        key = (head, value, *map(id, args)) if args else (head, value)
    ref = _interned.get(key)
    if ref is not None:
        found = ref()
        if found is not None:
            return found
    size, depth, free = 1, 0, _NO_NAMES
    for arg in args:
        size += arg.size
        if arg.depth >= depth:
            depth = arg.depth + 1
        names = arg.free
        if names is not free and not names <= free:
            free = free | names if free else names
    if depth > MAX_DEPTH:
        raise TermError(f"nested deeper than {MAX_DEPTH} levels")
    node = _Node()
    node.head = head
    node.value = value
    node.args = args
    node.size = size
    node.depth = depth
    node.free = frozenset({value}) if head == "sym" else free
    node.memo = {}
    node._key = None
    # nothing but its class distinguishes a node from a term, and only the class forbids to write
    node.__class__ = Term
    new: Term = node  # type: ignore[assignment]
    ref = _Ref(new, _forget)
    ref.key = key
    while True:  # another thread may have made the same term meanwhile
        known = _interned.setdefault(key, ref)
        if known is ref:
            return new
        found = known()
        if found is not None:
            return found
        with _lock:
            if _interned.get(key) is known:  # dead, and not forgotten yet
                _interned[key] = ref
                return new


def _rebuild(head: str, value: Any, args: tuple[Term, ...]) -> Term:
    return make(head, args, value)


_put_key = _Node.__dict__["_key"].__set__


def _key(t: Term) -> str:
    """The key of a term that has none yet, kept on it."""
    args = t.args
    if args:
        keys = [a._key or _key(a) for a in args]
        if t.head in ASSOCIATIVE:
            keys.sort()
        name = t.head if t.value is None else f"{t.head}:{t.value}"
        key = f"{name}({','.join(keys)})"
    elif t.head == "num" and type(t.value) is int and t.value.bit_length() > 4000:
        key = hex(t.value)  # Python writes no decimals of more than 4,300 digits
    else:
        key = f"{t.value}" if t.head in ("num", "sym") else f"{t.head}:{t.value}"
    _put_key(t, key)
    return key


# -- building ------------------------------------------------------------------------------------


def make(head: str, args: Sequence[Term] = (), value: Any = None) -> Term:
    """The term `head(args)`, normalised as the module says.

    `add` and `mul` (`and`, `or`) of no argument give 0 and 1 (`true`, `false`), of one argument that
    argument. Raises TermError for an unknown head, a wrong number of arguments or too deep a term.
    """
    if value is None and _ARITY.get(head) == len(args):
        return _intern(head, None, tuple(args))
    if head in ASSOCIATIVE:
        return _flat(head, args)
    if head == "neg" and len(args) == 1:
        return neg(args[0])
    if head == "num":
        return num(value)
    if head == "const" and not args:
        if value not in ("e", "pi"):
            raise TermError(f"unknown constant {value!r}: only e and pi")
        return _intern(head, value, ())
    if head == "sym" and not args or head == "call" and args:
        if not isinstance(value, str) or not _NAME.fullmatch(value) or value in RESERVED:
            raise TermError(f"not a name: {value!r}")
        return _intern(head, value, tuple(args))
    wanted = 2 if head in BINARY else 1 if head in UNARY else 0 if head in ("true", "false") else None
    if wanted is None:
        raise TermError(f"unknown head {head!r}")
    if len(args) != wanted or value is not None:
        raise TermError(f"{head} takes {wanted} argument(s), got {len(args)}")
    if head == "root":
        n = args[1]
        if n.head != "num" or not isinstance(n.value, int) or n.value < 2:
            raise TermError("the index of a root is a whole number of at least 2")
    return _intern(head, None, tuple(args))


_UNIT = {"add": 0, "mul": 1}


def _flat(head: str, args: Sequence[Term]) -> Term:
    for arg in args:
        if arg.head == head:
            flat: list[Term] = []
            for a in args:
                if a.head == head:
                    flat.extend(a.args)
                else:
                    flat.append(a)
            args = flat
            break
    if len(args) == 1:
        return args[0]
    if not args:
        return num(_UNIT[head]) if head in _UNIT else TRUE if head == "and" else FALSE
    return _intern(head, None, tuple(args))


def splice(head: str, before: tuple[Term, ...], part: Term, after: tuple[Term, ...]) -> Term:
    """`make(head, (*before, part, *after))` for add, mul, and, or, where `before` and `after` are arguments
    of such a term already and not both empty."""
    return _intern(head, None, before + part.args + after if part.head == head else (*before, part, *after))


def num(value: int | Fraction) -> Term:
    """An integer, or a decimal that ends (1/8 is 0.125). Other fractions are `number(value)`."""
    if type(value) is int:
        return _intern("num", value, ())
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        raise TermError(f"not an exact number: {value!r}")
    if isinstance(value, Fraction):
        if value.denominator == 1:
            value = value.numerator
        else:
            rest = value.denominator
            for p in (2, 5):
                while rest % p == 0:
                    rest //= p
            if rest != 1:
                raise TermError(f"{value} is not a decimal that ends; use number()")
    return _intern("num", value, ())


def number(value: int | Fraction) -> Term:
    """The finished form of a rational: an integer or a fraction in lowest terms, sign on top."""
    if isinstance(value, int) or value.denominator == 1:
        return num(int(value))
    return _intern("div", None, (num(value.numerator), num(value.denominator)))


def rational(t: Term) -> Fraction | int | None:
    """The value of a number in finished form (or of a decimal), None for anything else."""
    if t.head == "num":
        return t.value  # type: ignore[no-any-return]
    if t.head == "div" and t.args[0].head == "num" and t.args[1].head == "num":
        p, q = t.args[0].value, t.args[1].value
        if type(p) is int and type(q) is int and q > 1:
            value = Fraction(p, q)
            if value.denominator == q:
                return value
    return None


def sym(name: str) -> Term:
    """The letter of that name. Raises TermError for what is not a name."""
    known = _interned.get(("sym", name))
    found = None if known is None else known()
    return make("sym", (), name) if found is None else found


def _signable(t: Term) -> bool:
    while t.head in ("mul", "div"):
        t = t.args[0]
    return t.head == "num" and t.value > 0


def neg(t: Term) -> Term:
    """The negative of t; the sign of a positive leading number is taken in."""
    if not _signable(t):
        return _intern("neg", None, (t,))
    if t.head == "num":
        return num(-t.value)
    return _intern(t.head, None, (neg(t.args[0]), *t.args[1:]))


def add(*terms: Term) -> Term:
    return _flat("add", terms)


def sub(a: Term, b: Term) -> Term:
    return _flat("add", (a, neg(b)))


def mul(*terms: Term) -> Term:
    return _flat("mul", terms)


def div(a: Term, b: Term) -> Term:
    return _intern("div", None, (a, b))


def power(a: Term, b: Term) -> Term:
    return _intern("pow", None, (a, b))


def root(u: Term, n: int = 2) -> Term:
    return make("root", (u, num(n)))


def eq(a: Term, b: Term) -> Term:
    return _intern("eq", None, (a, b))


def conj(*terms: Term) -> Term:
    """`and` of the terms, flat; `true` of none."""
    return _flat("and", terms)


def disj(*terms: Term) -> Term:
    """`or` of the terms, flat; `false` of none."""
    return _flat("or", terms)


TRUE = _intern("true", None, ())
FALSE = _intern("false", None, ())
ZERO = num(0)
ONE = num(1)
E = _intern("const", "e", ())
PI = _intern("const", "pi", ())


# -- taking apart --------------------------------------------------------------------------------


def is_formula(t: Term) -> bool:
    """Whether t is true or false at a point (an atom, a connective), not a number."""
    return t.head in RELATIONS or t.head in CONNECTIVES or t.head in ("true", "false", "defined")


def keeper(term: Term, *others: Term) -> Term:
    """The largest of the terms, in whose memo belongs what was found out about all of them together.

    A small term is part of many and lives long; what it remembers lives as long, and large terms with it.
    """
    for other in others:
        if other.size > term.size:
            term = other
    return term


def forget(owners: Collection[object]) -> None:
    """Drop from the memos of all living terms what stands under an owner or a key that begins with one."""
    for ref in list(_interned.values()):
        t = ref()
        if t is not None:
            for key in list(t.memo):
                if (key[0] if type(key) is tuple else key) in owners:
                    t.memo.pop(key, None)


def forget_all() -> None:
    """Drop what every living term remembers; whoever asks again works it out again.

    For a process that lives long, between two problems. Some terms live as long as it does, such as those of rules, and
    come to remember something about every number they meet, as x does about x = 21. Whoever holds a memo in another
    thread keeps it to the end.
    """
    for ref in list(_interned.values()):
        t = ref()
        if t is not None:
            object.__setattr__(t, "memo", {})


def forgetting(problems: Iterable[P]) -> Iterator[P]:
    """The problems, one by one; terms forget before each FORGETTING-th."""
    for number, problem in enumerate(problems, 1):
        if number % FORGETTING == 0:
            forget_all()
        yield problem


def subterms(t: Term) -> Iterator[tuple[Place, Term]]:
    """Every subterm with its place, parents first."""
    stack: list[tuple[Place, Term]] = [((), t)]
    while stack:
        place, s = stack.pop()
        yield place, s
        for i in range(len(s.args) - 1, -1, -1):
            stack.append(((*place, i), s.args[i]))


def parts(t: Term) -> Iterator[Term]:
    """The subterms without their places, which costs less; t first, the rest in no promised order."""
    stack = [t]
    while stack:
        s = stack.pop()
        yield s
        stack.extend(s.args)


def at(t: Term, place: Place) -> Term:
    """The subterm at a place. Raises TermError when there is none."""
    for i in place:
        if not isinstance(i, int) or not 0 <= i < len(t.args):
            raise TermError(f"no place {list(place)} in {t!r}")
        t = t.args[i]
    return t


def replace(t: Term, place: Place, new: Term) -> Term:
    """t with the subterm at `place` replaced; the rest is shared. Raises TermError as `at` does."""
    if not place:
        return new
    i, args = place[0], t.args
    if not 0 <= i < len(args):
        raise TermError(f"no place {list(place)} in {t!r}")
    part = replace(args[i], place[1:], new)
    if t.head in ASSOCIATIVE:
        return splice(t.head, args[:i], part, args[i + 1 :])
    return make(t.head, (*args[:i], part, *args[i + 1 :]), t.value)


def rebuild(t: Term, args: Sequence[Term]) -> Term:
    """A term like t with other arguments."""
    if t.head == "num" or not t.args:
        return t
    return make(t.head, args, t.value)


def bottom_up(t: Term, change: Callable[[Term], Term]) -> Term:
    """t with `change` applied to every subterm, innermost first."""
    if t.args:
        args = tuple([bottom_up(a, change) for a in t.args])
        if any(a is not b for a, b in zip(args, t.args, strict=True)):
            t = rebuild(t, args)
    return change(t)


def substitute(t: Term, bindings: Mapping[str, Term]) -> Term:
    """t with the letters in `bindings` replaced, all at once."""
    if t.head == "sym":
        return bindings.get(t.value, t)
    if not t.args or t.free.isdisjoint(bindings):
        return t
    return rebuild(t, [substitute(a, bindings) for a in t.args])


def equal(a: Term, b: Term) -> bool:
    """Equality modulo the order of the arguments of + * and or."""
    return a is b or a.key == b.key
