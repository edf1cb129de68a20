"""The screens of the program as scenes with invented people: how to get to each, so that a picture can be taken."""
