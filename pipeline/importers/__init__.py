"""Pages from elsewhere as Markdown: HTML (`html`), Word (`docx`), pasted text (`text`); what is wrong is marked (`marking`)."""
