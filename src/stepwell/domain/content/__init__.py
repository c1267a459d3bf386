"""Pages of plain words for the public: parsed, checked, turned into safe HTML."""
