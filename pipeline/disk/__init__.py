"""The parts of `files`: folders exchanged in one step, texts that wait, storage that machines share, and what git knows."""
