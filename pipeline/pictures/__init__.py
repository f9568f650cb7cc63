"""Pictures: their versions (`gallery` has them made), the text in them, and the inventory of all of them. What one is, `images` knows."""
