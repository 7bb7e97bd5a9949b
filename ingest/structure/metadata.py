"""What a document says of itself: issuer, number, dates, region, period, authors, topic."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, takewhile

from ingest.structure.dates import document_date, iso_date
from ingest.structure.pieces import Piece, filled
from ontology import patterns as re
from ontology.records import Genre, Metadata

_TITLE_ISSUER = re.compile(
    r"([㐀-鿿、 ]{3,60}?(?:政府(?:办公厅|办公室)?|委员会|委|部|厅|局|署|院|办公室|办公厅|中心))关于"
)
_NUMBER = re.compile(
    r"[^\s（()）。，：:《》]{1,14}[〔\[【（(](?:19|20)[0-9]{2}[〕\]】）)]第?[0-9]{1,5}号|"
    r"(?:公告|令)?[（(]?(?:19|20)[0-9]{2}年第[0-9]{1,4}号[）)]?|"
    r"(?:GB|HJ|DZ|TD|DB[0-9]{2,6}|AQ|YS|MT|NY|SL)(?:/[TZ])?\s?[0-9X]{1,6}(?:\.[0-9]+)?\s?[-—－]\s?(?:19|20)[0-9]{2}|"
    r"[^\s，。]{2,20}令\s?第?[0-9〇一二三四五六七八九十百]{1,5}号"
)
_ORDER = re.compile(r"日?\s*([㐀-鿿]{2,14}令第[0-9〇一二三四五六七八九十百]{1,5}号)")
_PROCLAIMED = re.compile(
    r"[（(，,\s]([㐀-鿿]{2,8}[〔\[（(](?:19|20)[0-9]{2}[〕\]）)][0-9]{1,5}号)(?:文件?)?(?:公布|发布|印发|颁布|公告)"
)
_FIRST_ARTICLE = re.compile(r"第[一1]\s*[章条]")
_ORDER_HEAD = re.compile(r"[㐀-鿿]{4,20}令$")  # its number may stand on the next line
_ORDER_NUMBER = re.compile(r"第\s*[0-9〇一二三四五六七八九十百]{1,5}\s*号$")
_SIGNER = re.compile(r"\s*签发人?\s*[：:]")
_OFFICER = re.compile(
    r"([㐀-鿿]{2,20}(?:人民政府|委员会|厅|局|部|院))?(?:副?[厅局部院]长|主任|副?[省市县区州]长)[\s　]+[㐀-鿿]{2,4}$"
)
_NUMBER_LABEL = re.compile(
    r"(文\s*号|发文字号|标准编号|项目统一编号|项目编号|文件编号)[：:]\s*(\S+)"
)
_PERIOD = re.compile(r"((?:19|20)[0-9]{2})\s*年?\s*[—–\-~～至一－]+\s*((?:19|20)[0-9]{2})\s*年")
_FIVE_YEARS = re.compile(r"[“\"]?(十[一二三四五六]五)[”\"]?")
_ORGANIZATION = re.compile(
    r"[㐀-鿿（）()]{2,40}(?:人民政府(?:办公厅|办公室)?|委员会|部|厅|局|署|院|国务院|法院|检察院|中心|公司|大学|学院|"
    r"研究所|编制组|协调组|领导小组|办公厅|办公室|协会|学会|集团|队|站|馆|处)$"
)
_AUTHORS_LABEL = re.compile(
    r"(?:编制组主要成员|编制组成员|主要起草人|起草人|编写人员|主要编写人员|作者|撰稿人?|主讲人?|汇报人|报告人)[：:]\s*(.{2,80})"
)
_ISSUER_LABEL = re.compile(
    r"(?:发文机关|发布机关|制定机关|编制单位|发布单位|组织编制单位?|起草单位|主编单位)[：:]\s*(\S{2,60})"
)
_PERSON = re.compile(r"[㐀-鿿]{2,4}(?:·[㐀-鿿]{1,8})?$")
_SPACED_NAME = re.compile(r"(?<![一-鿿])([一-鿿])\s+([一-鿿])(?![一-鿿])")  # 王 芳
_AFFILIATION = re.compile(r"[（(]\s*(?:[0-9]\s*[.．]?\s*)?([^，,；;（()）]{4,40}?)\s*[，,；;]")
_PLAIN_AFFILIATION = re.compile(
    r"(?:[0-9]\s*[.．]?\s*)?([㐀-鿿（） ]{2,30}(?:大学|学院|研究院|研究所|院|所|局|厅|站|中心|公司|队|部)"
    r"[㐀-鿿 ]{0,20})[，,]\s*[^，。]{2,16}[0-9]{6}"
)
_ORDER_ISSUER = re.compile(
    r"([㐀-鿿]{2,20}(?:政府|委员会|部|厅|局|署|院))令(?:\s*[（(]?第.{1,8}号[）)]?)?$"
)
_LEGISLATOR = re.compile(
    r"日?\s*(全国人民代表大会(?:常务委员会)?|国务院(?!令)|中央军事委员会|最高人民法院|最高人民检察院|"
    r"[㐀-鿿]{2,12}?(?:省|自治区|市|州|县)(?:第[一二三四五六七八九十]{1,3}届)?人民代表大会(?:常务委员会)?|"
    r"[㐀-鿿]{2,12}?(?:省|自治区|市|州|县)人民政府|[㐀-鿿]{2,12}部(?=令|公告|公布|发布))"
)
_TERM = re.compile(r"第[一二三四五六七八九十]{1,3}届")
_NATIONAL = re.compile(
    r"中华人民共和国|国务院|全国|国家|最高人民|中央军事委员会|国家标准|环境保护部|自然资源部|国土资源部"
)
_PLACE = re.compile(
    r"(?:中国)?((?:[㐀-鿿]{2,7}?(?:省|维吾尔自治区|壮族自治区|回族自治区|自治区))?"
    r"(?:[㐀-鿿]{2,10}?自治州|[㐀-鿿]{2,7}?(?:地区|盟|市(?!场)))?"
    r"(?:[㐀-鿿]{1,5}?(?:自治县|自治旗|县|旗|市(?!场)|(?<![陷矿园社小林牧景库灌片山河湖校厂域])区)(?![域划块位间]))?)"
)
_CASE_PLACE = re.compile(r"以([㐀-鿿]{2,20}?(?:省|自治区|市|州|县|区|旗|地区))[㐀-鿿]{0,14}为例")
_MINE = re.compile(r"矿|采石|采砂|砂石|尾砂|地质勘[查探]|探明储量|采空|土地复垦")
_REPEALED = re.compile(r"已废止|已失效|废止日期|现已废止|失效日期|^(?:废止|失效)")
_CURRENT = re.compile(r"现行有效|^(?:有效|现行)")
_MOST_RARE = 5000


def read_metadata(
    path: str,
    text: str,
    pieces: list[Piece],
    genre: Genre,
    title: tuple[str, int],
    stated: Mapping[str, str],
    signature: list[Piece],
) -> Metadata:
    """The metadata of a document; what the format states goes before what its lines say.

    Args:
        path: the name of the file; 某法(2009-08-27).md names the version.
        title: the title and the offset behind it, from `ingest.structure.titles`.
        signature: the lines below the text that name issuer and date; may be empty.
        stated: metadata of the file (title, issuer, doc_number, date, region, authors).
    """
    name, behind = title
    lines = [piece for piece in filled(pieces) if piece.kind != "table"]
    head = [text[p.a : p.b] for p in lines[:30] if not p.skip]
    tail = [text[p.a : p.b] for p in (signature or lines[-8:])]
    below = [text[p.a : p.b] for p in lines[:30] if p.a >= behind and not p.skip]
    issuer = stated.get("issuer") or _issuer(name, genre, head, below, tail)
    return Metadata(
        title=name,
        genre=genre,
        authors=_authors(genre, head, below, stated),
        issuer=issuer,
        region=stated.get("region") or _region(name, issuer, genre),
        date=iso_date(stated.get("date", "")) or document_date(genre, path, head, tail),
        doc_number=stated.get("doc_number") or _doc_number(genre, head),
        period=_period(name, text if genre == "plan" else ""),
        in_force=_in_force([stated.get("in_force", ""), *head]),
        off_topic=_off_topic(text),
    )


def _off_topic(text: str) -> bool:
    """Fewer than one word about mines in 5,000 characters, and none in a short text."""
    hits = sum(1 for _ in _MINE.finditer(text))
    return hits * _MOST_RARE < len(text) or hits == 0


def _in_force(head: list[str]) -> str:
    first = " ".join(head[:6])
    if _REPEALED.search(first):
        return "废止"
    return "现行" if _CURRENT.search(first) else ""


def _doc_number(genre: Genre, head: list[str]) -> str:
    """文号, standard number or the number of the order that enacted the text."""
    for line in head[:15]:
        label = _NUMBER_LABEL.match(line)
        if label is not None:
            return label[1] + label[2] if label[2].isdecimal() else label[2]
        number = _NUMBER.match(line.strip("（()） "))
        if number is not None and (
            len(line) - len(number[0]) <= 6 or _SIGNER.match(line, number.end())
        ):
            return number[0]
    for above, line in pairwise(head[:6]):
        if _ORDER_HEAD.fullmatch(above) and _ORDER_NUMBER.fullmatch(line):
            return above + "".join(line.split())
    if genre != "regulation":
        return ""
    opening = takewhile(lambda line: not _FIRST_ARTICLE.match(line), head[:15])
    said = [line for line in opening if len(line) < 200]  # below, others' numbers are cited
    found = (pattern.search(line) for pattern in (_ORDER, _PROCLAIMED) for line in said)
    return next((match[1] for match in found if match is not None), "")


def _period(title: str, text: str) -> str:
    for words in (title, text[:5000]):
        match = _PERIOD.search(words)
        if match is not None:
            return f"{match[1]}-{match[2]}"
    match = _FIVE_YEARS.search(title)
    return f"“{match[1]}”" if match is not None else ""


def _issuer(title: str, genre: Genre, head: list[str], below: list[str], tail: list[str]) -> str:
    labelled = next((m[1] for line in head if (m := _ISSUER_LABEL.match(line))), "")
    if labelled:
        return labelled
    if genre == "paper":
        return _affiliation(below[:6])
    titled = _TITLE_ISSUER.match(title)
    if titled is not None:
        return titled[1]
    if genre == "regulation":
        ordered = next((m[1] for line in head[:4] if (m := _ORDER_ISSUER.match(line))), "")
        found = [m[1] for line in head[:12] if len(line) < 250 for m in _LEGISLATOR.finditer(line)]
        if ordered or found:
            return ordered or _TERM.sub("", found[0])
    for line in (*below[:4], *reversed(tail[-4:])):
        words = line.split()[0] if line.split() else ""
        if len(line) <= 45 and _ORGANIZATION.match(words.replace("《", "（").replace("》", "）")):
            return words
    return next((m[1] for line in below[:4] if (m := _OFFICER.match(line)) and m[1]), "")


def _affiliation(lines: list[str]) -> str:
    """Where the first author of a paper works, in brackets or on a line of its own."""
    for line in lines:
        match = _AFFILIATION.match(line) or _PLAIN_AFFILIATION.match(line)
        if match is not None:
            return match[1].strip()
    return ""


def _authors(
    genre: Genre, head: list[str], below: list[str], stated: Mapping[str, str]
) -> tuple[str, ...]:
    if stated.get("authors"):
        return _people(stated["authors"])
    for line in head:
        match = _AUTHORS_LABEL.search(line)
        if match is not None:
            return _people(match[1].rstrip("。"))
    if genre == "paper":
        return next(
            (people for line in below[:4] if len(line) < 60 and (people := _people(line))), ()
        )
    if genre == "slides":
        for line in below[:4]:
            words = line.split()
            if len(words) > 1 and _ORGANIZATION.match(words[0]):
                return _people(" ".join(words[1:]))
    return ()


def _people(words: str) -> tuple[str, ...]:
    """The names of a list of people; () where anything in it is no name."""
    words = _SPACED_NAME.sub(r"\1\2", words)
    names = [
        re.sub(r"[0-9*＊①-⑨,]+$", "", name) for name in re.split(r"[,，、;；\s]+", words.strip())
    ]
    names = [name for name in names if name]
    return tuple(names) if names and all(_PERSON.match(name) for name in names) else ()


def _region(title: str, issuer: str, genre: Genre) -> str:
    case = _CASE_PLACE.search(title)
    if case is not None:
        return case[1]
    place = _PLACE.match(title)
    if place is not None and place[1]:
        return place[1]
    if _NATIONAL.search(issuer) or _NATIONAL.match(title):
        return "全国"
    place = _PLACE.match(issuer)
    if place is not None and place[1]:
        return place[1]
    return "全国" if genre in ("specification", "slides") else ""
