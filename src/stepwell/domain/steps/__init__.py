"""The twelve steps as continuous work: what there is to work with, what of it is shown, how far."""
