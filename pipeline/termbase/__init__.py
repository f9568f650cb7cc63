"""The terms of a site in its texts: found (`finder`), marked on pages (`marking`), explained in a glossary, exchanged with other programs."""
