"""A causal language model in a directory of this machine, any that `transformers` reads, and texts that it writes.

The first text is the likeliest token after token, the others are sampled, from the seed and the question alone: the
same question has the same answer, in whatever order questions are asked. The model can be held to a grammar while it
writes (hybrid.propose.grammar).

A directory may have been written by anybody. Nothing of it is run: no code that it brings, no pickled weights, and
nothing is fetched.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from jinja2 import TemplateError
from torch import Tensor
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoTokenizer,
    GenerationConfig,
    LogitsProcessor,
    LogitsProcessorList,
    StoppingCriteria,
    StoppingCriteriaList,
)
from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING

from hybrid.model.export import MARK, VERSION
from hybrid.model.grammar import NoGrammar
from hybrid.model.line_text import UNSAID
from hybrid.model.quiet import quiet
from hybrid.problem import FormatError
from hybrid.propose import words
from hybrid.propose.grammar import Grammar, GrammarMask
from hybrid.propose.lines import SourceError

_PICKLED = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")
_HERE: Mapping[str, Any] = {"local_files_only": True, "trust_remote_code": False}


@dataclass(frozen=True)
class _Model:
    """What is needed for writing: the model, the tokens that end its texts, how many tokens it can read."""

    network: Any
    ends: list[int]
    grammar: Grammar | None
    room: int | None


class CausalModel:
    """A causal language model in a directory. The weights are read when it is first asked."""

    def __init__(
        self, folder: Path, *, constrained: bool = True, grammar: str | None = None, one_line: bool = False
    ) -> None:
        """
        constrained  hold the model to a grammar
        grammar      which, in the Lark that llguidance reads; step.lark when not given
        one_line     a text that is not held to a grammar ends with its first line

        Raises FormatError for a directory without configuration, tokenizer or safe weights of a causal model.
        """
        self.folder, self.constrained, self.grammar, self.one_line = folder, constrained, grammar, one_line
        self.config, self.own = _config(folder)
        _look_for_weights(folder)
        self.tokenizer = _tokenizer(folder)
        if constrained and not getattr(self.tokenizer, "is_fast", False):
            raise FormatError(f"{folder}: its tokenizer cannot be held to a grammar; --unconstrained does without")

    def load(self) -> None:
        """Read the weights now. Raises SourceError when they cannot be loaded."""
        _ = self._model

    def write(
        self,
        ids: Sequence[int],
        samples: int,
        *,
        seed: str,
        max_tokens: int,
        temperature: float = 0.8,
        seconds: float = 30.0,
        grammar: str | None = None,
    ) -> list[str]:
        """Texts that go on from a prompt, none for a prompt that the model has no room for.

        seed     whatever the samples depend on besides the prompt
        seconds  writing stops after this time; what is not whole then is left so
        grammar  the one for these texts, where the model is held to a grammar

        Raises SourceError when the model cannot be loaded or fails, or cannot be held to the grammar.
        """
        model = self._model
        prompt = torch.tensor([list(ids)], dtype=torch.long)
        length = prompt.shape[1]
        if model.room is not None and length + max_tokens > model.room:
            return []
        try:
            held = model.grammar and (model.grammar.of(grammar) if grammar else model.grammar)
        except NoGrammar as error:
            raise SourceError(f"{self.folder}: {error}") from None
        first: list[LogitsProcessor] = [GrammarMask(held, length)] if held else []
        stop = [_LineEnds(self.tokenizer, length)] if self.one_line and not held else []
        with torch.inference_mode(), torch.random.fork_rng(devices=[]):
            torch.random.manual_seed(zlib.crc32(seed.encode("utf-8", "surrogatepass")))
            try:
                written = model.network.generate(
                    input_ids=prompt,
                    attention_mask=torch.ones_like(prompt),
                    generation_config=self._generation(model.ends, samples, max_tokens, temperature, seconds),
                    logits_processor=LogitsProcessorList([*first, _FirstIsLikeliest()]),
                    stopping_criteria=StoppingCriteriaList(stop),
                )
            except (RuntimeError, ValueError, IndexError, TypeError, AttributeError) as error:
                raise SourceError(f"{self.folder}: the model failed: {_why(error)}") from None
        return list(self.tokenizer.batch_decode(written[:, length:], skip_special_tokens=True))

    def asked(self, messages: Sequence[words.Message], plain: str) -> list[int]:
        """A conversation as ids, by the chat template of the model where it has one, else the plain text as ids.

        Raises SourceError for a chat template that fails.
        """
        if not self.tokenizer.chat_template:
            return list(self.tokenizer.encode(plain))
        try:
            text = self.tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
        except TemplateError:
            # some templates know no system: what it would say is put before the first question
            system, asked, *rest = messages
            first = {"role": "user", "content": f"{system['content']}\n\n{asked['content']}"}
            try:
                text = self.tokenizer.apply_chat_template([first, *rest], add_generation_prompt=True, tokenize=False)
            except TemplateError as error:
                raise SourceError(f"{self.folder}: its chat template fails: {_why(error)}") from None
        return list(self.tokenizer.encode(text, add_special_tokens=False))

    def _generation(
        self, ends: list[int], samples: int, max_tokens: int, temperature: float, seconds: float
    ) -> GenerationConfig:
        pad = self.tokenizer.pad_token_id
        return GenerationConfig(
            do_sample=True,
            num_return_sequences=samples,
            temperature=temperature,
            top_k=0,
            top_p=1.0,
            max_new_tokens=max_tokens,
            max_time=seconds,
            eos_token_id=ends,
            pad_token_id=ends[0] if pad is None else pad,
        )

    @cached_property
    def _model(self) -> _Model:
        try:
            with quiet():
                network, told = AutoModelForCausalLM.from_pretrained(
                    self.folder, config=self.config, use_safetensors=True, output_loading_info=True, **_HERE
                )
        except Exception as error:  # a directory may be wrong in every way
            raise SourceError(f"{self.folder}: the model cannot be loaded: {_why(error)}") from None
        missing = sorted(told["missing_keys"])
        if missing:
            # transformers would make them up
            raise SourceError(f"{self.folder}: {len(missing)} of its weights are missing, such as {missing[0]}")
        ends = _ends(network.generation_config.eos_token_id, self.tokenizer.eos_token_id)
        if not ends:
            raise SourceError(f"{self.folder}: no token of it ends a text")
        # nothing but what we say: a directory may ask for penalties, forced tokens and the like
        network.generation_config = GenerationConfig()
        vocabulary = network.get_output_embeddings().weight.shape[0]
        try:
            never = self.tokenizer.convert_tokens_to_ids(sorted(UNSAID)) if self.own else ()
            held = Grammar(self.tokenizer, ends, vocabulary, never, self.grammar) if self.constrained else None
        except NoGrammar as error:
            raise SourceError(f"{self.folder}: {error}") from None
        return _Model(network.eval(), ends, held, getattr(self.config, "max_position_embeddings", None))


def _config(folder: Path) -> tuple[Any, bool]:
    """The configuration of a causal model, and whether it is a network of ours."""
    if not folder.is_dir():
        raise FormatError(f"{folder}: no such directory")
    try:
        data = json.loads((folder / "config.json").read_bytes())
        config = AutoConfig.from_pretrained(folder, **_HERE)
    except FileNotFoundError:
        raise FormatError(f"{folder}: no language model: it has no config.json") from None
    except Exception as error:  # whatever transformers makes of a strange configuration
        raise FormatError(f"{folder}: its config.json is not one of transformers: {_why(error)}") from None
    if type(config) not in MODEL_FOR_CAUSAL_LM_MAPPING:
        raise FormatError(f"{folder}: {config.model_type} is not a causal language model")
    config._attn_implementation = None  # a directory may name code on a hub to compute its attention by
    version = data.get(MARK)
    if version not in (None, VERSION):
        raise FormatError(f"{folder}: exported by another version of hybrid; export it again")
    return config, version is not None


def _look_for_weights(folder: Path) -> None:
    if not any(folder.glob("*.safetensors")):
        pickled = any(any(folder.glob(name)) for name in _PICKLED)
        why = "; pickled ones are not read, since reading them can run anything" if pickled else ""
        raise FormatError(f"{folder}: no weights as safetensors{why}")


def _tokenizer(folder: Path) -> Any:
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, **_HERE)
        known = len(tokenizer) - len(tokenizer.all_special_ids)
    except Exception as error:  # a missing file, a package that it needs, a file that is none
        raise FormatError(f"{folder}: no tokenizer that can be used: {_why(error)}") from None
    if known < 1:
        raise FormatError(f"{folder}: no tokenizer: its vocabulary is empty")
    return tokenizer


def _ends(*ids: int | list[int] | None) -> list[int]:
    """The ends of a text as the model and as the tokenizer name them, without repetition."""
    listed = [i for some in ids if some is not None for i in (some if isinstance(some, list) else [some])]
    return list(dict.fromkeys(listed))


def _why(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0][:200] if lines else type(error).__name__


class _FirstIsLikeliest(LogitsProcessor):  # type: ignore[misc]
    """Leaves the first row no choice but its likeliest token."""

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        best = scores[0].argmax()
        scores = scores.clone()
        top = scores[0, best].clone()
        scores[0] = -torch.inf
        scores[0, best] = top
        return scores


class _LineEnds(StoppingCriteria):  # type: ignore[misc]
    """A row is finished when its first line is."""

    def __init__(self, tokenizer: Any, prompt: int):
        self.tokenizer, self.prompt = tokenizer, prompt

    def __call__(self, input_ids: Tensor, scores: Tensor, **_: Any) -> Tensor:
        texts = self.tokenizer.batch_decode(input_ids[:, self.prompt :])
        return torch.tensor(["\n" in text.lstrip() for text in texts], device=input_ids.device)
