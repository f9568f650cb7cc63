"""Pages as browsers see them: addresses (`routes`), a printed body (`html`), what templates are given (`view`), feeds, search, the sitemap."""
