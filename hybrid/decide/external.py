"""SymPy as a witness of last resort, in a process of its own.

`ExternalJudge.prove_equal(a, b)` asks SymPy whether a - b simplifies to zero. The worker gets terms as the
JSON of `hybrid.problem` and builds SymPy objects from them node by node; no text is parsed or evaluated
on either side. It has a limit on memory, and on time: when the time is up it is killed, and started
again for the next question.

What an answer means. Letters become real symbols (positive or nonnegative ones where the context says
so, integers where the domain does). SymPy computes with complex branches: (-8)^(1/3) is not -2 there, and
log(-1) is a number. Where a and b are both defined in our sense every power, root and logarithm of our
terms has a real value by our table; odd roots are therefore sent as real roots, and an expression is
refused that SymPy reads otherwise at a point where ours is defined (a power with a base that may be
negative and an exponent that is no integer). Even so SymPy's simplifications are not proofs, and its
identities hold "generically". The kernel does not trust this decider; a caller who accepts its word must
say so, and the certificate names the method and SymPy's version.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from hybrid.decide.signs import NONNEGATIVE, POSITIVE, Facts, sign_of
from hybrid.decide.verdict import Verdict, proved, unknown
from hybrid.problem import Domain, term_to_json
from hybrid.term import Term, subterms, sym

BY = "sympy"
START_SECONDS = 30.0
MAX_SIZE = 400


class ExternalJudge:
    """A SymPy process, started when first asked. Close it, or use it in a `with` statement."""

    def __init__(self, memory_mb: int = 2048) -> None:
        self.memory_mb = memory_mb
        self._process: subprocess.Popen[bytes] | None = None
        self._buffer = b""

    def prove_equal(
        self,
        a: Term,
        b: Term,
        context: Sequence[Term] = (),
        domains: Mapping[str, Domain] | None = None,
        seconds: float = 2.0,
    ) -> Verdict:
        """Whether SymPy simplifies a - b to zero: proved (untrusted, see the module) or unknown. Never raises."""
        if a.size + b.size > MAX_SIZE:
            return unknown(BY, "too big")
        if not all(_same_reading(t, context, domains or {}) for t in (a, b)):
            return unknown(BY, "a power or call that SymPy would read in another way")
        letters = _assumptions(a.free | b.free, context, domains or {})
        try:
            question = {"a": term_to_json(a), "b": term_to_json(b), "letters": letters}
            answer = self._ask(question, seconds)
        except (OSError, ValueError, _Late) as error:
            self.close()
            return unknown(BY, f"no answer: {error}")
        if answer.get("equal") is True:
            return proved(BY, method=str(answer.get("method")), version=str(answer.get("version")))
        return unknown(BY, str(answer.get("reason", "not simplified to zero")))

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        self._buffer = b""
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
            process.wait()

    def __enter__(self) -> ExternalJudge:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _ask(self, question: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        if not self.running:
            self.close()
            self._start()
        process = self._process
        if process is None or process.stdin is None:
            raise OSError("no worker")
        process.stdin.write(json.dumps(question).encode() + b"\n")
        process.stdin.flush()
        return self._answer(seconds)

    def _start(self) -> None:
        command = [sys.executable, "-m", "hybrid.decide.external_worker", str(self.memory_mb)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if not self._answer(START_SECONDS).get("ready"):
            raise OSError("the worker did not start")

    def _answer(self, seconds: float) -> dict[str, Any]:
        """The next line from the worker as an object. Raises _Late, OSError or ValueError."""
        pipe = None if self._process is None else self._process.stdout
        if pipe is None:
            raise OSError("no worker")
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([pipe], [], [], seconds)
            if not ready:
                raise _Late(f"time is up ({seconds} s)")
            data = pipe.read1(65536)  # type: ignore[attr-defined]
            if not data:
                raise OSError("the worker ended")
            self._buffer += data
        line, self._buffer = self._buffer.split(b"\n", 1)
        found = json.loads(line)
        if not isinstance(found, dict):
            raise ValueError("not an answer")
        return found


class _Late(Exception):
    """The worker did not answer in time."""


def _assumptions(
    letters: frozenset[str], context: Sequence[Term], domains: Mapping[str, Domain]
) -> dict[str, list[str]]:
    """What SymPy may assume of each letter, beyond that it is real."""
    facts = Facts(context, domains)
    out: dict[str, list[str]] = {}
    for x in sorted(letters):
        signs = sign_of(sym(x), facts)
        words = ["positive"] if signs <= POSITIVE else ["nonnegative"] if signs <= NONNEGATIVE else []
        if domains.get(x) in ("integer", "natural"):
            words.append("integer")
        elif domains.get(x) == "rational":
            words.append("rational")
        out[x] = words
    return out


def _same_reading(t: Term, context: Sequence[Term], domains: Mapping[str, Domain]) -> bool:
    """Whether SymPy gives t our value wherever ours is defined."""
    facts = Facts(context, domains)
    for _, s in subterms(t):
        if s.head == "call":
            return False
        if s.head == "pow":
            exponent = s.args[1]
            integer = exponent.head == "num" and isinstance(exponent.value, int)
            if not integer and not sign_of(s.args[0], facts) <= NONNEGATIVE:
                return False
    return True


__all__ = ["ExternalJudge"]
