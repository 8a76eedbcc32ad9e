"""A crew on other machines, by Dask: plans travel there, and what is made comes back."""
