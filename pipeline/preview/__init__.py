"""What `syntolk serve` lays over a page: its texts and where they stand, what was found in them, and the translation to edit."""
