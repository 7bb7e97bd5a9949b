"""The segment of a sentence that a number stands in, between marks, and whom or what it speaks of."""

from __future__ import annotations

from typing import NamedTuple

from ingest.extract.quantity import Quantity
from ontology import lexicon
from ontology import patterns as re

EDGE = re.compile(r"[，,。；;：:！？《》\n\t]")
SEGMENT_END = re.compile("[，,；;：:]")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]|[“”]")
MODAL = re.compile(
    r"(?:应当|应该|(?<![反响适相供对])应(?![用急力])|不[应宜得]|不能|宜|必须|(?<![无毋])须|(?<![许认])可以?|需)"
)
_ACTOR = re.compile(
    r"(?:单位|部门|机构|企业|公司|政府|机关|组织|义务人|权人|责任人|申请人|当事人|人员|主体|者|局|厅|委员会)$"
)
LEAD = re.compile(
    r"^(?:但|且|并|也|还|又|同时|其中|因此|此外|一般|原则上|对于?|自(?![筹然有行身愿动治主])|从|在|由|经|若|如|凡|当|未能?)+(?=.{2})"
)
_EACH_ONE = re.compile(r"^(?:每个|各个?)[^的]{1,10}的(?=.{2})")
MADE = re.compile(
    r"(?:设置|布设|修建|修筑|建设|建立|铺设|采用|采取|配备|安装|设立|预留|编制|开挖|构筑|砌筑|投加|施用|选用|设|建)(?P<what>[^，。；、的]{2,12}?)(?:的)?$"
)


class Site(NamedTuple):
    """Where a quantity stands: its sentence `[start, stop)` and its segment `[begin, end)`.

    `since` is where the segment begins, or the quantity before ends, if that is later; `whole` are
    the words of the segment before the quantity, `ahead` those since the one before, without blanks.
    """

    text: str
    start: int
    begin: int
    end: int
    stop: int
    since: int
    whole: str
    ahead: str

    def before(self) -> list[str]:
        """The segments before that of the quantity, nearest first, without blanks."""
        pieces = SEGMENT_END.split(self.text[self.start : self.begin])[:-1]
        return [LEAD.sub("", "".join(piece.split())) for piece in reversed(pieces)]

    def behind(self, at: int) -> str:
        """The words from `at` to the end of the segment, else the next segment."""
        words = _BRACKETED.sub("", "".join(self.text[at : self.end].split()))
        if words or self.text[self.end : self.end + 1] not in ("，", ","):
            return words
        follows = EDGE.search(self.text, self.end + 1, self.stop)
        return "".join(self.text[self.end + 1 : follows.start() if follows else self.stop].split())


def site_of(text: str, start: int, floor: int, stop: int, q: Quantity) -> Site:
    """Where a quantity of the sentence `text[start:stop]` stands; brackets do not end its segment.

    `floor` is where the quantity before ends, or the sentence begins.
    """
    begin = start
    for match in EDGE.finditer(text, start, q.start):
        begin = match.end()
    after = EDGE.search(text, q.end, stop)
    whole = "".join(text[begin : q.start].split())
    ahead = "".join(text[floor : q.start].split()) if floor > begin else whole
    end = after.start() if after else stop
    return Site(text, start, begin, end, stop, max(begin, floor), whole, ahead)


def is_actor(words: str) -> bool:
    """Whether words name somebody who acts, not a thing."""
    return bool(_ACTOR.search(words)) or words in lexicon.actors()


def subject(words: str) -> str:
    """The words before the first modal verb, without connectives; all words where none stands."""
    modal = MODAL.search(words)
    head = words[: modal.start()] if modal and modal.start() else words
    return LEAD.sub("", _EACH_ONE.sub("", head))


def antecedent(words: str) -> str:
    """What 其 refers to: the thing that the clause before has made, else its subject."""
    if made := MADE.search(words):
        return made["what"]
    return subject(words)
