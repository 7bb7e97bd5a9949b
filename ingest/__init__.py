"""How a file becomes text and facts: read, clean, structure, extract, resolve."""
