"""Metamorphic evaluation: the same story with other names must give the same brief with other names."""
