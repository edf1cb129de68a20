"""What the sixteen bits beside each posting say, and what a sex or a middle name is to them: docs/mirror-format.md."""

INITIAL_BITS, SEX_SHIFT, PART_BIT, OTHER_BIT, MIDDLE_BIT = 31, 5, 128, 256, 512
"""Middle initial (1 for A), sex, and whether it is half a double name, another name, a middle name in front."""
SEXES = ("M", "F", "X")
SHORTEST_MIDDLE = 3
"""Shorter middle names are initials."""
OVERFLOW = 0xFFFF
"""Beside a posting whose row has a set of states or codes that needs more than 16 bits: it is looked up aside."""
