"""Words for the public, one folder per language: pages in Markdown, short texts in TOML."""
