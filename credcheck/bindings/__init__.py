"""Whose account it is: one proof a file; Profile and Persons in, Bindings out."""
