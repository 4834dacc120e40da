"""Learning to guide the search: what there is to practise on, and what is kept aside to measure by."""
