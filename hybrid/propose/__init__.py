"""Proposers: where moves come from."""
