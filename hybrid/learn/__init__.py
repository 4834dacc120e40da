"""Learning to guide the search: what there is to practise on, what is kept aside to measure by, and learning Q."""
