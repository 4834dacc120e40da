"""Stories that are equations, sentence for sentence: how many there are in each set, and how many are read rightly.

    python -m benchmarks.reader_clauses

The sets are those of `benchmarks.reader`, and all of the GSM8K training file, nine tenths of which were looked at when
the grammar was widened. Times are milliseconds a story of a set; most stories are left to the other reader.
"""

from __future__ import annotations

import time

from benchmarks.common import data_folder, finish, options, skip
from benchmarks.reader import numbered, right
from hybrid.words.reader import clauses
from hybrid.words.reader.data import Example, gsm8k, svamp


def main() -> None:
    options(__doc__, 10_000).parse_args()
    data = data_folder()
    if not (data / "svamp_dev.json").is_file():
        skip("reader_clauses", f"{data} has no outside problem sets")
    sets: dict[str, list[Example]] = {
        "asdiv_a": [e for f in range(5) for e in numbered(data / f"asdiv_a_fold{f}.csv", "asdiv_a")],
        "mawps": [e for f in range(5) for e in numbered(data / f"mawps_fold{f}.csv", "mawps")],
        "svamp": list(svamp(data / "svamp_dev.json")),
        "gsm8k": list(gsm8k(data / "gsm8k_train.jsonl", trees=False)),
    }
    found = {}
    for name, examples in sets.items():
        start = time.process_time()
        readings = [clauses.read(e.story) for e in examples]
        took = time.process_time() - start
        read = [(r, e) for r, e in zip(readings, examples, strict=True) if r is not None]
        found[name] = {
            "stories": len(examples),
            "read": len(read),
            "right": sum(right(float(r.value), e) for r, e in read),
            "ms": 1000 * took / len(examples),
        }
    finish("reader_clauses", found)


if __name__ == "__main__":
    main()
