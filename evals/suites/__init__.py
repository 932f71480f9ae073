"""Suites: what is run and how its result is put together. The only room of the evaluation that calls the pipeline."""
