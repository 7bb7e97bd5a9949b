"""Chinese and Arabic numerals as they stand in clause numbers."""

from ontology.numerals import DIGITS, NUMERAL, to_int

__all__ = ["DIGITS", "NUMERAL", "to_int"]
