"""What Markdown becomes a `Document` with: `markdown` puts these together. Begin with `blocks`, then `inline`. Values in, values out."""
