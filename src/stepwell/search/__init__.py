"""The meeting index: one immutable file, mapped into memory by every worker.

`build` writes it, `snapshot` opens it, `query` answers from it, `published` keeps every
worker on the newest one. No Django and no clock: the instant is part of the question.
"""
