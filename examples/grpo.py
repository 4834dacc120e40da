"""Train a tiny model with TRL's GRPOTrainer and the rewards of this package, on a CPU.

    python examples/grpo.py --steps 20
    python examples/grpo.py --steps 200 --rows rows.jsonl --out tuned

The model is made here, two layers that know single characters, so nothing is downloaded. It is first shown some
solutions, until it writes the form of an answer and is now and then right; from there on the rewards alone teach it.
Rows are of the kind that `hybrid generate` writes: a problem, its answer, and whatever other columns a reward asks for.
For a model of your own put its name in place of `tiny_model()`, and leave out `show`.

Needs the extra `train`: pip install "hybrid[train]"
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from hybrid.rewards import answer_reward, format_reward, step_reward

CHARACTERS = "\n 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+-*/^=<>()[]{}.,:;!?|\\$#_'\"%&"


def sums(n: int, seed: int = 1) -> list[dict[str, str]]:
    """Sums of two digits, where no file of rows is given."""
    rng = Random(seed)
    pairs = [(rng.randint(0, 9), rng.randint(0, 9)) for _ in range(n)]
    return [{"problem": f"evaluate {a} + {b}", "answer": str(a + b)} for a, b in pairs]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Problems and answers of a JSONL file. Raises ValueError for a line that has not both."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        if not isinstance(row, dict) or not all(isinstance(row.get(k), str) for k in ("problem", "answer")):
            raise ValueError(f'{path}, line {number}: expected {{"problem": "solve x + 1 = 3", "answer": "x = 2"}}')
        rows.append({"problem": row["problem"], "answer": row["answer"]})
    return rows


def tokenizer() -> Any:
    """One token for each character."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    names = ["<pad>", "<eos>", "<unk>", *CHARACTERS]
    inner = Tokenizer(models.WordLevel({c: i for i, c in enumerate(names)}, unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    inner.decoder = decoders.Fuse()
    return PreTrainedTokenizerFast(
        tokenizer_object=inner, pad_token="<pad>", eos_token="<eos>", unk_token="<unk>", padding_side="left"
    )


def tiny_model(tok: Any) -> Any:
    """A Llama of two layers with random weights."""
    from transformers import LlamaConfig, LlamaForCausalLM

    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tok),
            hidden_size=64,
            intermediate_size=128,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=4,
            max_position_embeddings=256,
            pad_token_id=tok.pad_token_id,
            bos_token_id=tok.eos_token_id,
            eos_token_id=tok.eos_token_id,
        )
    )


def show(model: Any, tok: Any, rows: list[dict[str, str]], steps: int) -> None:
    """Supervised steps on solutions of the rows, `= 7` and `#### 7`."""
    import torch

    texts = [f"{row['problem']}\n= {row['answer']}\n#### {row['answer']}<eos>" for row in rows]
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    rng = Random(1)
    for _ in range(steps):
        batch = tok(rng.choices(texts, k=16), return_tensors="pt", padding=True)
        labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
        model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], labels=labels).loss.backward()
        optimizer.step()
        optimizer.zero_grad()


def train(rows: list[dict[str, str]], steps: int, out: Path, shown: int = 200, length: int = 24) -> Any:
    """The trainer after some steps; its `state.log_history` holds the rewards."""
    import torch
    from trl import GRPOConfig, GRPOTrainer

    from datasets import Dataset

    torch.manual_seed(1)
    tok = tokenizer()
    model = tiny_model(tok)
    show(model, tok, rows, shown)
    data = Dataset.from_list([{"prompt": f"{row['problem']}\n", **row} for row in rows])
    trainer = GRPOTrainer(
        model=model,
        reward_funcs=[answer_reward, format_reward, step_reward],
        args=GRPOConfig(
            output_dir=str(out),
            max_steps=steps,
            per_device_train_batch_size=16,
            num_generations=8,
            max_completion_length=length,
            reward_weights=[1.0, 0.2, 0.5],
            learning_rate=1e-3,
            logging_steps=1,
            save_strategy="no",
            report_to="none",
            use_cpu=True,
            bf16=False,
            seed=1,
        ),
        train_dataset=data,
        processing_class=tok,
    )
    trainer.train()
    return trainer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--steps", type=int, default=20, help="training steps (default 20)")
    parser.add_argument("--rows", type=Path, help='JSONL with "problem" and "answer"')
    parser.add_argument("--out", type=Path, help="folder for the trained model")
    options = parser.parse_args()
    try:
        rows = read_rows(options.rows) if options.rows else sums(200)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        import trl  # noqa: F401

        import datasets  # noqa: F401
    except ImportError:
        print('skipped: trl and datasets are not installed; pip install "hybrid[train]"')
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        trainer = train(rows, options.steps, options.out or Path(scratch))
        if options.out:
            trainer.save_model(str(options.out))
    for entry in trainer.state.log_history:
        if "reward" in entry:
            kept = {k: round(v, 4) for k, v in entry.items() if k in ("reward", "loss") or k.endswith("/mean")}
            print(json.dumps(kept))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
