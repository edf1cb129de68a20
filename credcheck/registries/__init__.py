"""Who could know: one public register a file; Claims or Persons in, Candidates out."""
