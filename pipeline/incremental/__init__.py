"""What a build remembers, so that the next one does only what has changed. All of it may be deleted at any time."""
