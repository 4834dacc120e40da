"""Deciders: exact procedures that prove, refute, or say they do not know."""
