"""What the rules about single words know: lists, as data, one module a list and language. Written for this program.

Plain words and phrases have one entry a line, fields parted by `|`:

    forms, of, the word | what, stands, in, their, place | the sense in which it is meant | phrases that are not meant

The forms of both sides stand in the same order, so that a finding can offer the one that fits; fewer on the right: the last
ones have none. A `!` before a line: nearly always right (`warning`); without it a person has to judge (`review`).
"""
