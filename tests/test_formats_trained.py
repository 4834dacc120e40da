"""The trainers of TRL take the records as they are: one step each of a model too small to learn anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from hybrid.generate.formats import FORMATS
from tests import generated

trl = pytest.importorskip("trl")
datasets = pytest.importorskip("datasets")

CHAT = "{% for m in messages %}<s>{{ m['role'] }}: {{ m['content'] }}</s>{% endfor %}" + (
    "{% if add_generation_prompt %}<s>assistant: {% endif %}"
)


def tokenizer() -> Any:
    """Bytes as tokens, with a template for chats."""
    letters = ["<pad>", "<s>", "</s>", *sorted(pre_tokenizers.ByteLevel.alphabet())]
    raw = Tokenizer(models.BPE(vocab={c: i for i, c in enumerate(letters)}, merges=[]))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    made = PreTrainedTokenizerFast(tokenizer_object=raw, pad_token="<pad>", bos_token="<s>", eos_token="</s>")
    made.chat_template = CHAT
    return made


def model() -> Any:
    """One layer, sixteen wide."""
    torch.manual_seed(0)
    shape = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1}
    heads = {"num_attention_heads": 2, "num_key_value_heads": 2, "max_position_embeddings": 512}
    return LlamaForCausalLM(
        LlamaConfig(vocab_size=259, pad_token_id=0, bos_token_id=1, eos_token_id=2, **shape, **heads)
    )


def records(name: str) -> Any:
    return datasets.Dataset.from_list([r for row in generated.rows() for r in FORMATS[name].records(row)])


def options(out: Path) -> dict[str, Any]:
    return {
        "output_dir": str(out),
        "max_steps": 1,
        "per_device_train_batch_size": 2,
        "use_cpu": True,
        "bf16": False,
        "report_to": "none",
        "save_strategy": "no",
        "disable_tqdm": True,
    }


def test_trl_tells_chats_from_texts() -> None:
    from trl.data_utils import is_conversational

    chats = {name for name in FORMATS if is_conversational(FORMATS[name].records(generated.linear())[0])}
    assert chats == {"messages", "prompt-completion-chat", "preference-chat"}


@pytest.mark.parametrize("name", ["messages", "prompt-completion", "prompt-completion-chat"])
def test_supervised_training_takes_them(name: str, tmp_path: Path) -> None:
    args = trl.SFTConfig(**options(tmp_path))
    trainer = trl.SFTTrainer(model(), args=args, train_dataset=records(name), processing_class=tokenizer())
    assert trainer.train().training_loss > 0
    seen = tokenizer().decode(trainer.train_dataset[0]["input_ids"])
    between = "7.\n" if name == "prompt-completion" else "7.</s><s>assistant: "
    solution = "2*x = 4    (subtract 3 on both sides)\nx = 2    (divide both sides by 2)\nAnswer: x = 2"
    assert f"{between}{solution}</s>" in seen


@pytest.mark.parametrize("name", ["preference", "preference-chat"])
def test_preference_training_takes_them(name: str, tmp_path: Path) -> None:
    args = trl.DPOConfig(**options(tmp_path))
    trainer = trl.DPOTrainer(
        model(), ref_model=model(), args=args, train_dataset=records(name), processing_class=tokenizer()
    )
    assert trainer.train().training_loss > 0
    pair = trainer.train_dataset[0]
    assert tokenizer().decode(pair["chosen_ids"]) == "2*x = 4\nx = 2\nAnswer: x = 2</s>"
    assert tokenizer().decode(pair["rejected_ids"]) == "2*x = 10\nx = 5\nAnswer: x = 5</s>"


def test_unpaired_training_takes_them(tmp_path: Path) -> None:
    args = trl.KTOConfig(**options(tmp_path))
    trainer = trl.KTOTrainer(
        model(), ref_model=model(), args=args, train_dataset=records("unpaired"), processing_class=tokenizer()
    )
    assert trainer.train().training_loss > 0
