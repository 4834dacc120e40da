"""Deriving as an environment of Gymnasium: `gymnasium.make("hybrid/Derive-v0")`.

An episode is a problem. Its states are lines; an action is the number of one of the legal steps from the line: those
that the rules propose and the kernel accepts. So whatever an agent does is a correct derivation, and one that reaches
the goal is a proof.

    observation   {"problem": what is asked, "state": the line, "moves": the line each action leads to, "" beyond}
    reward        step_reward for a step, goal_reward on top when it reaches the goal; a line without legal steps costs
                  what the steps left to it would have cost, so that giving up never pays
    terminated    the goal is reached, or no step is legal
    truncated     max_steps were made
    info          action_mask (int8, as Discrete.sample takes it), rules (of the legal steps), left_out (legal steps
                  beyond max_moves), illegal (the action named no step; the line stays), solved; at the goal also
                  answer, conditions and derivation (the JSON text that `hybrid check` replays)
"""

from __future__ import annotations

import json
import string
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

try:
    import gymnasium
    from gymnasium import spaces
except ImportError:
    raise ImportError("environments need gymnasium: pip install 'hybrid[gym]'") from None
import numpy as np

from hybrid.environments.moves import SIZES, Choice, Size, choices, proposers
from hybrid.kernel import check
from hybrid.problem import Derivation, FormatError, Problem, Step, derivation_to_json
from hybrid.rulebook import Rulebook
from hybrid.syntax.statement import parse_problem
from hybrid.term import Term
from hybrid.value.goal import reached

CHARACTERS = string.ascii_letters + string.digits + string.punctuation + " "
ATTEMPTS = 1_000

Observation = dict[str, Any]


class DeriveEnv(gymnasium.Env):  # type: ignore[misc]
    """See the module.

    problems    statements to draw from; when not given, generated ones of the topics and levels
    topics      names of hybrid.generate.topics; all of them when not given
    levels      of those that a topic has
    steps       "laws": each step is one law of the book; "school": steps may compute, and are few
    max_moves   actions; max_steps: of an episode; max_length: characters of a line
    render_mode "ansi": render() gives the derivation so far as text

    `reset(options={"problem": "solve 2x + 3 = 7"})` sets the problem of the episode. Raises InputError for a text that
    is no problem, FormatError for options that do not fit and for a problem in which there is nothing to do.
    """

    metadata = {"render_modes": ["ansi"], "render_fps": 4}  # the checker of gymnasium asks for a rate

    def __init__(
        self,
        problems: Sequence[str] | None = None,
        topics: Sequence[str] | None = None,
        levels: Sequence[int] = (1, 2, 3, 4, 5),
        steps: Size = "laws",
        max_moves: int = 64,
        max_steps: int = 50,
        max_length: int = 500,
        step_reward: float = -1.0,
        goal_reward: float = 0.0,
        render_mode: str | None = None,
    ):
        if steps not in SIZES:
            raise FormatError(f"steps: expected one of {', '.join(SIZES)}, found {steps!r}")
        if min(max_moves, max_steps, max_length) < 1:
            raise FormatError("max_moves, max_steps and max_length: expected positive numbers")
        if render_mode not in (None, "ansi"):
            raise FormatError(f"render_mode: expected ansi or None, found {render_mode!r}")
        self._source = _given(problems) if problems is not None else _generated(topics, levels)
        self._steps: Size = steps
        self._max_steps, self._max_moves, self._max_length = max_steps, max_moves, max_length
        self._step_reward, self._goal_reward = step_reward, goal_reward
        self.render_mode = render_mode
        line = spaces.Text(max_length, min_length=0, charset=CHARACTERS)
        self.observation_space = spaces.Dict(
            {"problem": line, "state": line, "moves": spaces.Tuple([line] * max_moves)}
        )
        self.action_space = spaces.Discrete(max_moves)
        self._book = Rulebook.load()
        self._problem: Problem | None = None
        self._made: list[Step] = []
        self._legal: tuple[Choice, ...] = ()
        self._seen: dict[Term, tuple[Choice, ...]] = {}  # legal steps of the lines of this episode, many come again
        self._taken = 0

    # -- the interface ----------------------------------------------------------------------------

    def reset(
        self, *, seed: int | None = None, options: Mapping[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Begin an episode: with the problem of the options, else with one drawn from the seed."""
        super().reset(seed=seed)
        asked = (options or {}).get("problem")
        if asked is not None:
            problem = parse_problem(asked)
            if (fault := self._begin(problem)) is not None:
                raise FormatError(f"problem: {fault}: {asked}")
        else:
            self._draw()
        return self._observation(), self._info()

    def step(self, action: int) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Make the step of that number. Raises FormatError before the first reset."""
        problem = self._episode()
        self._taken += 1
        illegal = not 0 <= action < min(len(self._legal), self._max_moves)
        if not illegal:
            self._made.append(self._legal[action].step)
            self._look()
        solved = not illegal and reached(self.state, problem)
        stuck = not solved and not self._legal
        reward = self._step_reward + self._goal_reward * solved
        if stuck:
            reward += self._step_reward * (self._max_steps - self._taken)
        info = {**self._info(solved), "illegal": illegal}
        ended = solved or stuck
        return self._observation(), reward, ended, not ended and self._taken >= self._max_steps, info

    def render(self) -> str | None:
        """The derivation so far, a line for each step with its rule."""
        if self.render_mode is None:
            return None
        problem = self._episode()
        lines = [f"{problem.term}", *(f"{s.relation} {s.after}    ({s.words or s.rule})" for s in self._made)]
        return "\n".join([_asked(problem), "", *lines])

    def action_masks(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which actions are legal, as sb3-contrib asks."""
        return self._mask().astype(bool)

    @property
    def state(self) -> Term:
        """The line the episode stands at."""
        return self._made[-1].after if self._made else self._episode().term

    @property
    def derivation(self) -> Derivation:
        """The steps made so far; `hybrid.check` accepts them."""
        return Derivation(self._episode(), tuple(self._made), self._book.digest)

    # -- inside -----------------------------------------------------------------------------------

    def _episode(self) -> Problem:
        if self._problem is None:
            raise FormatError("call reset() before anything else: there is no problem yet")
        return self._problem

    def _draw(self) -> None:
        for _ in range(ATTEMPTS):
            if self._begin(parse_problem(self._source(self.np_random))) is None:
                return
        raise FormatError(f"none of {ATTEMPTS} problems fits in {self._max_length} characters and leaves work to do")

    def _begin(self, problem: Problem) -> str | None:
        """Begin an episode with this problem; or what is wrong with it, and nothing has changed."""
        if max(len(str(problem.term)), len(_asked(problem))) > self._max_length:
            return f"longer than {self._max_length} characters"
        if not set(_asked(problem)) <= set(CHARACTERS):
            return "letters beyond ASCII"
        if reached(problem.term, problem):
            return "nothing to do"
        asked = proposers(problem, self._steps, self._book)
        found = choices(problem.term, problem, asked, self._book, self._max_length)
        if not found:
            return "no rule applies"
        self._problem, self._asked, self._made, self._taken = problem, asked, [], 0
        self._seen, self._legal = {problem.term: found}, found
        return None

    def _look(self) -> None:
        """Find the legal steps from the line the episode stands at."""
        if self.state not in self._seen:
            found = choices(self.state, self._episode(), self._asked, self._book, self._max_length)
            self._seen[self.state] = found
        self._legal = self._seen[self.state]

    def _mask(self) -> np.ndarray[Any, np.dtype[np.int8]]:
        mask = np.zeros(self._max_moves, dtype=np.int8)
        mask[: len(self._legal)] = 1
        return mask

    def _observation(self) -> Observation:
        shown = [c.line for c in self._legal[: self._max_moves]]
        moves = (*shown, *[""] * (self._max_moves - len(shown)))
        return {"problem": _asked(self._episode()), "state": str(self.state), "moves": moves}

    def _info(self, solved: bool = False) -> dict[str, Any]:
        info: dict[str, Any] = {
            "action_mask": self._mask(),
            "rules": [c.step.rule for c in self._legal[: self._max_moves]],
            "left_out": max(0, len(self._legal) - self._max_moves),
            "illegal": False,
            "solved": solved,
        }
        if solved:
            theorem = check(self._episode(), self.derivation, self._book)
            info["answer"] = str(theorem.after)
            info["conditions"] = [str(c) for c in theorem.conditions]
            info["derivation"] = json.dumps(derivation_to_json(self.derivation))
        return info


def _asked(problem: Problem) -> str:
    from hybrid.explain.story import title

    return "".join(map(str, title(problem)))


def _given(problems: Sequence[str]) -> Any:
    if not problems:
        raise FormatError("problems: expected at least one statement, such as 'solve 2x + 3 = 7'")
    for text in problems:
        parse_problem(text)
    return lambda rng: problems[int(rng.integers(len(problems)))]


def _generated(topics: Sequence[str] | None, levels: Sequence[int]) -> Any:
    """Draws a statement of the topics and levels from a generator of numpy."""
    from hybrid.generate.topics import TOPICS

    names = sorted(TOPICS) if topics is None else list(topics)
    if unknown := [n for n in names if n not in TOPICS]:
        raise FormatError(f"topics: expected some of {', '.join(sorted(TOPICS))}, found {unknown[0]!r}")
    cells = [(TOPICS[n], level) for n in names for level in levels if level in TOPICS[n].levels]
    if not cells:
        raise FormatError(f"levels: no topic has any of {', '.join(map(str, levels)) or 'none'}")

    def draw(rng: np.random.Generator) -> str:
        topic, level = cells[int(rng.integers(len(cells)))]
        return topic.draw(level, Random(int(rng.integers(2**62))))

    return draw
