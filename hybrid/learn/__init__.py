"""Learning Q from verified derivations."""
