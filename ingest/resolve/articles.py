"""From a printed provision (第三十条第二款第（三）项) to the ids that its clause may bear."""

from __future__ import annotations

from ontology import patterns as re
from ontology.numerals import NUMERAL, to_int

_PRINTED = re.compile(
    rf"第?\s*([{NUMERAL}]+)\s*条(?:之([{NUMERAL}]+))?"
    rf"(?:\s*第\s*([{NUMERAL}]+)\s*款)?(?:\s*第?\s*[（(]?([{NUMERAL}]+)[）)]?\s*项)?"
)


def clause_ids(printed: str) -> list[str]:
    """The ids of the provision and of those that hold it, innermost first; [] for none printed.

    Only the first of several provisions (第三条、第五条) is read.
    """
    found = _PRINTED.match(printed)
    if found is None:
        return []
    article = f"art_{to_int(found[1])}" + (f"-{to_int(found[2])}" if found[2] else "")
    ids = [article]
    if found[3]:
        ids.insert(0, f"{article}__para_{to_int(found[3])}")
    if found[4]:
        item = f"item_{to_int(found[4])}"
        below = (
            [f"{ids[0]}__{item}"]
            if found[3]
            else [f"{article}__para_1__{item}", f"{article}__{item}"]
        )
        ids = [*below, *ids]
    return ids
