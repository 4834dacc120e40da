"""Tests read like exercises; each that solves replays the derivation through the kernel."""
