"""CredCheck: is there such a person in the public registers, and is this account theirs?"""

__version__ = "0.1.0"
