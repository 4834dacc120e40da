"""Searching for derivations."""
