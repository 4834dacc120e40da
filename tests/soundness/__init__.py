"""Attacks on the soundness of the prover, judged by an evaluator that shares nothing with it."""
