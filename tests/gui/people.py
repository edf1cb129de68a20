"""Invented people of the practice register, as accounts present themselves."""

JANE = "Jane Example, MD\n@janeexample_md\nCardiologist at Example Heart Institute\nBoston, MA"
SAM = "Sam Sample, RN\n@samsample\nER nurse\nBoston, MA"
NORA = "Nora Fictional, RN\n@nora_fictional\nICU nurse\nBoston, MA"
BOB = "Bob Testwell, MD\n@bobtestwell\nPhysician\nBoston, MA"
PAGE = """<html><head><title>Jane Example, MD (@janeexample_md) / X</title>
<link rel="canonical" href="https://x.com/janeexample_md">
<meta property="og:title" content="Jane Example, MD (@janeexample_md)">
<meta property="og:description" content="Cardiologist at Example Heart Institute"></head><body></body></html>"""
"""A saved page of an account."""
FITS, LISTED = "Registry match, account not bound", "Registers asked"
