"""How a text comes by its translation: memories, what an engine may not touch, files for agencies; and what translators are told."""
