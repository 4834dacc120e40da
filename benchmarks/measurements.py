"""What is measured: the scripts that print a line of figures, how they are called, what is asked of the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DATA = "outside data"


@dataclass(frozen=True)
class Measurement:
    """A script and how it is run.

    title    what it measures
    quick    arguments for a small sample, added to `always`
    always   arguments of every run
    goals    what is asked of a figure, by its name: a number is the least, words say else
    needs    what is not part of the project; without it the script skips
    time     about how long the full size takes on one core: "minutes", "an hour"
    script   the module, where it is not called as the measurement is
    """

    title: str
    quick: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    goals: Mapping[str, str] = field(default_factory=dict)
    needs: str = ""
    time: str = "minutes"
    script: str = ""

    def arguments(self, small: bool) -> list[str]:
        return [*self.always, *(self.quick if small else ())]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NONE = "0"
MEASUREMENTS: dict[str, Measurement] = {
    "memory": Measurement(
        "Memory while rows are generated",
        _words("--n 5000"),
        always=_words("--folder build/memory"),
        goals={"growth": "flat over 1,000,000 rows"},
        time="hours",
    ),
    # -- solving, proving, judging ---------------------------------------------------------------------
    "school": Measurement("Forty mixed school problems", goals={"right": "40", "wrong": NONE}, time="a minute"),
    "scrambled": Measurement("Scrambled equations", _words("--n 200"), goals={"solved": "0.995", "wrong": NONE}),
    "judge": Measurement(
        "Step judge",
        _words("--n 400 --sample 40"),
        goals={"wrong": NONE, "unknown": "at most 1%", "algebra_per_s_cold": "25,000"},
    ),
    "speed": Measurement(
        "Checked derivation against SymPy and mathsteps",
        _words("--n 70"),
        goals={"wrong": NONE, "hybrid_to_sympy": "at most 0.5"},
        needs="SymPy, mathsteps",
    ),
    "mathsteps_cases": Measurement("mathsteps' own cases", goals={"right": "255", "wrong": NONE}, needs=DATA),
    "theorems": Measurement(
        "Theorems of INT and miniF2F",
        _words("--n 60"),
        goals={"twins_proved": NONE, "open": NONE, "crashed": NONE},
        needs=DATA,
    ),
    "nodes": Measurement(
        "States expanded a second",
        _words("--n 10 --most 150"),
        goals={"hybrid_expanded_per_s": "8,000"},
        needs="mathy_core",
    ),
    "derivations": Measurement("Proofs that are shown, not leapt to"),
    "certificates": Measurement("Evidence in proof files", _words("--n 40")),
    "fuzz_grammar": Measurement("Texts given to the readers", _words("--n 2000"), goals={"crashed": NONE}),
    "fuzz_kernel": Measurement(
        "Spoiled proofs", _words("--n 4000 --problems 80"), goals={"false_theorems": NONE, "crashed": NONE}
    ),
    # -- rules -----------------------------------------------------------------------------------------
    "rules": Measurement(
        "Rules tested: the book, mutants, a formula sheet",
        _words("--n 60"),
        goals={
            "book_s": "at most 60",
            "median_instances_to_find": "at most 200",
            "median_symbols": "at most 3",
            "median_digits": "1",
            "sheet_missed": "none",
            "sheet_false_alarms": "none",
        },
    ),
    # -- search, models --------------------------------------------------------------------------------
    "laws": Measurement("Frozen problems by single laws, without a network", _words("--limit 5"), time="hours"),
    "guided": Measurement(
        "The shipped network against the exact part alone",
        _words("--levels 3 --step 20 --expansions 300 --seconds 10"),
        goals={"ratio_of_medians": "at most 0.25", "seconds_ratio": "at most 1"},
        time="hours",
    ),
    "families": Measurement(
        "Families of search side by side",
        _words("--levels 3 --step 20 --expansions 100 --seconds 5"),
        _words("--network"),
        time="hours",
    ),
    "ablations-shipped": Measurement(
        "Q against the true cost to go",
        _words("--step 25 --astar 100"),
        _words("--shipped"),
        goals={"levels": "Spearman at least 0.9"},
        time="hours",
        script="ablations",
    ),
    "scoring": Measurement(
        "Scoring the moves of a state", _words("--n 10"), goals={"ms_60_moves": "at most 10"}, time="a minute"
    ),
    "prefix": Measurement("Lines scored from one reading of the state", _words("--n 2"), time="a minute"),
    "hallucination": Measurement(
        "The model believed, and the model checked",
        _words("--n 10 --seconds 5"),
        goals={"guided": "0 wrong of 2,000"},
        time="hours",
    ),
    # -- word problems ---------------------------------------------------------------------------------
    "stories": Measurement("The generator of stories", _words("--n 300"), time="a minute"),
    "reader_model": Measurement(
        "A language model that reads stories",
        _words("--n 5 --samples 2"),
        goals={"held": "wrong 0"},
        needs="a directory with a model, as first argument",
        time="an hour",
    ),
    "reader_clauses": Measurement("Stories that are equations", needs="data set"),
    "reader": Measurement(
        "The embedded reader",
        _words("--n 100"),
        goals={
            "svamp_cross_validated": "accuracy 0.52, precision 0.85",
            "asdiv_a": "accuracy 0.75; 20 stories a second",
            "mawps": "accuracy 0.8",
            "gsm8k_held_out": "precision 0.85",
        },
        needs=DATA,
    ),
    "verify_solutions": Measurement(
        "Suspicion of solutions",
        _words("--n 50"),
        goals={"gold": "0 alarms", "found": "recall 0.5 at 0.05 alarms, 0.87 at precision 0.9", "per second": "500"},
        needs=DATA,
        time="an hour",
    ),
    "verify_relation": Measurement("Relations of solutions", _words("--n 40"), needs=DATA, time="an hour"),
    # -- generated data --------------------------------------------------------------------------------
    "generation": Measurement(
        "Generated rows",
        _words("--n 200 --kills 2 --kill-rows 60"),
        goals={
            "rows_per_second": "200",
            "two_processes": "1.8",
            "replayed": "all",
            "same": NONE,
            "killed_identical": "all of `kills`",
        },
    ),
    "topics": Measurement("Topics and levels", _words("--n 5"), time="an hour"),
    "wrong_steps": Measurement(
        "Wrong attempts", _words("--n 60 --sample 30"), goals={"objections": NONE}, needs="z3, SymPy", time="an hour"
    ),
    "corrupted": Measurement(
        "What wrong steps in training data do",
        _words("--n 60 --updates 20 --seeds 2 --held 20 --written 4"),
        time="an hour",
    ),
    "freeze_rows": Measurement(
        "Frozen rows made again", always=("--check",), goals={"school.jsonl": "True", "stories.jsonl": "True"}
    ),
    "exporting": Measurement(
        "Rows written in formats", _words("--n 200"), goals={"marks_the_judge_disagrees_with": NONE}, needs="datasets"
    ),
    "environment": Measurement("The environment", _words("--n 8"), needs="gymnasium"),
    "engines": Measurement(
        "Engines side by side", _words("--n 200"), goals={"same_answers": "True", "errors": NONE}, needs="Ray"
    ),
    # -- rewards ---------------------------------------------------------------------------------------
    "answer_pairs": Measurement(
        "Answers compared", goals={"called_equal_wrongly": NONE}, needs="math-verify", time="a minute"
    ),
    "answer_gold": Measurement("Answers of real solutions", _words("--n 60"), needs=DATA),
    "reward_speed": Measurement(
        "Completions rewarded a second",
        _words("--n 100 --repeat 2"),
        goals={"groups_per_second": "2,000", "cold_per_second": "2,000"},
    ),
}


__all__ = ["MEASUREMENTS", "Measurement"]
