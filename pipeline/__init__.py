"""Syntolk: Swedish Markdown → gettext catalogues → one accessible site in several languages.

Begin with `build.py`, which holds the order of the stages; `model.py` has the values that pass between them.
"""

__version__ = "0.1.0"
