"""Verified synthetic data: problems with derivations whose every step the kernel has checked."""
