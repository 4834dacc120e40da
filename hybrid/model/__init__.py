"""The network: how a state is written for it, what it is, how it scores moves."""
