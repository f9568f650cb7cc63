"""Named tuples that are made by the hundred: `made(Run, (…))` is `Run(…)` in a third of the time.

A named tuple's own constructor is a function in Python, which sorts out keywords and defaults. A page makes 800 such
values, and that took 5 % of a build. So where a loop makes one for each text, it says all fields in their order.
"""

from __future__ import annotations

made = tuple.__new__
"""(class, its fields) → the named tuple.

>>> from pipeline.model import Location
>>> made(Location, ("a.md", 3, 1)) == Location("a.md", 3, 1)
True
"""
