"""Many articles: which ones, in which processes they are made, and the outcome of each."""
