"""PDFs from plain values. Templates are Typst files; nothing here knows Django or fetches anything.

The letters are Libertinus Serif (SIL Open Font License 1.1), which the typst wheel carries; no font
is shipped with Stepwell for this, and none is looked for on the machine.
"""
