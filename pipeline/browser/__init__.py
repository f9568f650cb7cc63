"""The built site in a real browser, and what is made of what that saw. The command is `commands.audit`."""
