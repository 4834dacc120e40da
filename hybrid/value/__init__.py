"""How far a state is from its goal."""
