"""The packaged theme: templates, stylesheet, and its words."""
