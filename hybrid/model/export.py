"""The network as a plain causal language model, for everything that reads such directories.

A directory as `transformers` writes it: a LlamaForCausalLM whose head is its token embedding (tied), and a
tokenizer that splits the text of a prompt and of a line into the tokens of the network, at each place the longest
that fits. AutoModelForCausalLM and AutoTokenizer load it, and a chat server can serve it: its chat template turns
the last question (hybrid.propose.words) into the prompt that the network was trained on. The Q head is left out.

    python -m hybrid.model.export DIR

The tokenizer is a table of words (WordLevel) behind a split at the words. Tokens are written as in byte-level
vocabularies (a blank is `Ġ`: Radford and others, "Language models are unsupervised multitask learners", 2019), which
is how decoders get every blank back.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from hybrid.model.line_text import END
from hybrid.model.network import QNetwork
from hybrid.model.quiet import quiet

PAD, UNKNOWN = "<pad>", "<unk>"
MARK = "hybrid_prompt"  # in config.json: the model reads our prompts, in this version of them
VERSION = 1
# `Asked: solve for x` and `State: x^2 = 9` become <solve>x:x^2 = 9; and any other text is taken for a prompt.
TEMPLATE = (
    "{%- set text = messages[-1]['content'] -%}"
    "{%- if '\\nState: ' in text and '\\nAsked: ' in text -%}"
    "{%- set asked = (text.split('\\nAsked: ')[-1].split('\\n')[0] ~ ' for ').split(' for ') -%}"
    "{{- '<' ~ asked[0] ~ '>' ~ asked[1].replace(', ', '') ~ ':' -}}"
    "{{- text.split('\\nState: ')[-1].split('\\n')[0] ~ ';' -}}"
    "{%- else -%}{{- text -}}{%- endif -%}"
)


def export(network: QNetwork, folder: Path) -> None:
    """Write the network to a folder that is not there yet, whole or not at all.

    Raises OSError (FileExistsError when there is something of this name).
    """
    if folder.exists():
        raise FileExistsError(17, "there is something of this name already", str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        with quiet():
            causal(network).save_pretrained(part)
        tokenizer(network).save_pretrained(part)
        _mark(part / "config.json")
        os.chmod(part, 0o777 & ~_umask())
        os.rename(part, folder)
    finally:
        with suppress(OSError):
            shutil.rmtree(part)


def causal(network: QNetwork) -> LlamaForCausalLM:
    """The decoder with its head: the same logits as `network.logits`."""
    ids = {
        "pad_token_id": network.token_ids[PAD],
        "eos_token_id": network.token_ids[END],
        "bos_token_id": None,
    }
    config = LlamaConfig(**{**network.decoder.config.to_dict(), **ids, "tie_word_embeddings": True})
    model = LlamaForCausalLM(config)
    model.model.load_state_dict(network.decoder.state_dict())
    model.tie_weights()
    model.generation_config = GenerationConfig(do_sample=True, **ids)
    return model.eval()


def tokenizer(network: QNetwork) -> PreTrainedTokenizerFast:
    """Text to the ids of the network and back; `<...>` are special tokens, which stand for no text."""
    vocabulary = network.vocabulary
    special = [t for t in vocabulary if is_special(t)]
    words = sorted((t for t in vocabulary if not is_special(t)), key=lambda t: (-len(t), t))
    table = Tokenizer(models.WordLevel({byte_level(t): i for i, t in enumerate(vocabulary)}, unk_token=UNKNOWN))
    split = pre_tokenizers.Split(Regex("|".join(map(re.escape, words))), behavior="isolated")
    table.pre_tokenizer = pre_tokenizers.Sequence(
        [split, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    table.decoder = decoders.ByteLevel()
    table.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in special])
    return PreTrainedTokenizerFast(
        tokenizer_object=table,
        pad_token=PAD,
        unk_token=UNKNOWN,
        eos_token=END,
        clean_up_tokenization_spaces=False,
        model_input_names=["input_ids", "attention_mask"],
        model_max_length=network.config.positions,
        chat_template=TEMPLATE,
    )


def is_special(token: str) -> bool:
    return len(token) > 2 and token.startswith("<") and token.endswith(">")


def byte_level(token: str) -> str:
    """A token as byte-level vocabularies write it; ours are of printable ASCII, where only the blank differs."""
    return token.replace(" ", "Ġ")


def _mark(path: Path) -> None:
    config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**config, MARK: VERSION}, indent=2) + "\n", encoding="utf-8")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def main(arguments: list[str]) -> int:
    """Export the shipped network to the directory that is named; the exit status."""
    from hybrid.model.shipped import shipped

    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m hybrid.model.export DIR", file=sys.stderr)
        return 2
    try:
        network = shipped()
        if network is None:
            print("hybrid: the package was installed without its weights", file=sys.stderr)
            return 2
        export(network, Path(arguments[0]))
    except OSError as error:
        print(f"hybrid: {error.filename or arguments[0]}: {error.strerror or error}", file=sys.stderr)
        return 2
    except ValueError as error:
        print(f"hybrid: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
