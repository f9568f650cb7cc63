"""The jobs of a build, the work on all pages of a site: one page (`pages`), a batch (`preparing`, `rendering`), all (`gathering`, `publishing`), and who does it where."""
