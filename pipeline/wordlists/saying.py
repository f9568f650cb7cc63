"""Swedish verbs between what somebody says and who says it; made for this project."""

SAYS = """
säger sa sade berättar berättade konstaterar konstaterade förklarar förklarade menar tycker undrar frågar svarar
tillägger tillade kommenterar betonar understryker avslutar
"""
