"""Where a public statement comes from. Reviewers read it; visitors do not see it."""

from enum import StrEnum


class Basis(StrEnum):
    """How sure a statement is until a clinician has reviewed it."""

    SOURCE = "source"  # a named document says so
    RECALLED = "recalled"  # general knowledge, not looked up for this page
    DESIGN = "design"  # our own choice or a fact about this software
