"""Being in care: from the first call to the continuing-care plan. What may follow what is data."""
