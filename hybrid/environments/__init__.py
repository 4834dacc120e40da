"""Derivations as environments for learning, in the interfaces of two libraries.

    import hybrid.environments                              # registers; needs the extra `gym`
    gymnasium.make("hybrid/Derive-v0")                      # hybrid.environments.derive

    import hybrid.environments.reasoning_gym                  # registers
    reasoning_gym.create_dataset("hybrid", size=10, seed=1)

Where gymnasium is not installed, importing this package registers nothing.
"""

from __future__ import annotations

from importlib.util import find_spec

DERIVE = "hybrid/Derive-v0"


def register_environments() -> None:
    """Make the environments known to gymnasium; those that it knows already stay. Raises ImportError without it."""
    try:
        import gymnasium
    except ImportError:
        raise ImportError("environments need gymnasium: pip install 'hybrid[gym]'") from None
    if DERIVE not in gymnasium.registry:
        gymnasium.register(DERIVE, entry_point="hybrid.environments.derive:DeriveEnv")


if find_spec("gymnasium") is not None:
    register_environments()
