"""The factory of filled forms: writers' shapes times fill styles, each file with what a person wrote in it.

`make forms` makes the files, `make figures` says how they are read. What is expected is stated
here, before any file is made, and never taken from what the readers say.
"""
