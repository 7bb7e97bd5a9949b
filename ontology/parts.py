"""How `Block.part` says what the source sets apart from the running text."""

from __future__ import annotations

HIDDEN = "（隐藏）"  # how the part of a hidden sheet or slide ends
NOTES = " notes"  # how the part of a speaker's notes ends
CONTENTS = "contents"  # the part of entries that the source marks as a contents list
