"""Actors of a paper: where its authors work, and the roles that its running text names."""

from __future__ import annotations

from ingest.extract import certainty, organizations, zones
from ingest.extract.book import FactBook
from ingest.extract.scanning import Begun
from ingest.extract.sentences import clause_id
from ontology import patterns as re

RULE = "organization.role-in-text"
RULE_CENTRAL = "organization.central"
RULE_JOINT = "organization.departments"
RULE_ADDRESS = "organization.address"
_FRONT = 1500  # code points in which the authors' addresses stand
_ADDRESS = re.compile(r"([一-鿿（）]{4,40}?)[，,]\s*(?:[一-鿿]{2,9}[\s，,]*){1,3}\d{6}(?!\d)")
_POSTCODE = re.compile(r"[一-鿿（），,\s]++\d{6}(?!\d)")
_GENRES = frozenset({"paper"})
_ROLE = Begun(
    r"(?:地方|市县|县级|乡镇|各级|基层|[省市县旗盟州区](?:（[市县旗区盟州、]+）))(?:人民)?政府(?![和与及]?[主引]导)|(?<=由)州政府|(?:旗县|市县|县区)(?:级)?主管部门|(?:村民|居民)委员会|村集体经济组织|村集体(?!经济)"
    r"|(?:农业|土地|股份|(?:农民|牧民|林农|渔民)?专业|农民|牧民|林农)合作社|金融机构|保险机构|社会资本(?!投入|市场)|(?:国有|[市县区]属)?平台公司"
    r"|(?:原|大型|国有|民营)?(?:矿山|矿业|煤炭|建材|保险|环保|(?:新)?能源|采矿|采石|采砂|冶金|钢铁|水泥|化工|修复|治理|施工|中标|实施|龙头|(?:农业|文旅|林业)龙头|农业|文旅|林业|旅游|光伏|砂石|责任)企业"
    r"|(?:(?<![一-鿿])|(?<=[和与及]))(?:文旅|农业|能源|矿业|建材|城投|交投)集团|(?:(?<=允许)|(?<=鼓励)|(?<=支持)|(?<=引导)|(?<=由))(?:修复|治理|实施|投资|运营|管护|经营|复垦)主体|(?:治理|修复|复垦)责任人|(?:评估|评审|检测|监理|设计|勘查|编制|技术服务)(?:机构|单位)|(?:市属|区属|县属|省属|地方)国(?:有)?企(?:业)?|国有企业|民营企业"
    r"|(?:[省市县区]级)?(?:林业|林草|农业|水务|气象|园林|城管|审计|司法|文物|民政|商务|国资|市政|电力|铁路|公路)部门"
    r"|水务公司|(?:省级|市级|县级)[一-鿿]{0,6}平台公司|采矿权人|探矿权人|矿业权人|投资人|政策性银行|开发性金融机构|(?:承包|种植|养殖)(?:大?户)|(?:文旅|康养|物业|旅游|专业)运营商|科研院所|高等院校|行业协会|社会组织",
    "[专中乡交保修光公农冶勘化区原县司各商园国土地城复大实审居市平建技投探文新施旅村林检民气水治煤环电监省矿砂社科管经编股能行设评责运采金铁高龙基旗盟州牧渔钢政开承种养康物]",
)


# 自然资源部印发《…》, 自然资源部等七部门印发: a central body that acts.
_CENTRAL = re.compile(
    r"(?P<name>(?:原)?(?:国务院办公厅|国务院|中共中央办公厅|中共中央|自然资源部|国土资源部|生态环境部|环境保护部|财政部|国家发展和?改革委(?:员会)?|农业农村部|水利部|工业和信息化部|国家林业和草原局"
    r"|国家林草局|应急管理部|住房和城乡建设部|科技部|科学技术部|国家能源局|全国人大常委会|国家矿山安全监察局))(?:办公厅)?"
    r"(?=(?:等[一-鿿]{1,6}|当年|随后|先后|首次|会同[^，。；]{2,12}|、[^，。；《》]{2,24})?(?:联合)?(?:印发|发布|出台|下发|制定|颁布|启动|提出|明确|要求|批准|公布|通过|修订|部署|批复|开展|组织|决定))"
)
_JOINT = re.compile(
    r"(?<![一-鿿、])(?:[一-鿿]{0,8}?(?:由|会同|组织|协调|联合))?(?P<name>(?!涉及|需要?|经过?)(?:[一-鿿]{2,6}、){1,5}[一-鿿]{2,6}(?:等|[两三四五六七八九\d]个)部门)"
)


def find(book: FactBook) -> None:
    """Write down the roles that a paper on mines names, outside its abstract."""
    document = book.document
    if not zones.holds_mine_facts(document) or document.metadata.genre not in _GENRES:
        return
    _addresses(book)
    named = [(e.evidence.start, e.evidence.end) for e in book.of_type("Organization")]
    for sentence, _ in zones.running(book, "body", "problem", "advice"):
        if certainty.is_reported(document.text[sentence.start : sentence.end]):
            continue
        roles = list(_ROLE.finditer(document.text, sentence.start, sentence.end))
        for match in roles:
            if not any(s <= match.start() and match.end() <= e for s, e in named):
                clause = clause_id(document, sentence.clause)
                book.entity("Organization", match.group(), *match.span(), clause=clause, rule=RULE)
        for found in organizations.acting(book, sentence.start, sentence.end):
            inside = any(m.start() < found[1] and found[2] <= m.end() for m in roles)
            if not inside and not _named_fully(book, found[0]):
                clause = clause_id(document, sentence.clause)
                book.entity("Organization", *found, clause=clause, rule=RULE)
        for rule, pattern in ((RULE_CENTRAL, _CENTRAL), (RULE_JOINT, _JOINT)):
            for match in pattern.finditer(document.text, sentence.start, sentence.end):
                at = match.span("name")
                clause = clause_id(document, sentence.clause)
                book.entity("Organization", match["name"], *at, clause=clause, rule=rule)


def _named_fully(book: FactBook, name: str) -> bool:
    """Whether an authority is known by a longer name (自然资源部门 by 市级自然资源主管部门)."""
    long = name if name.endswith("主管部门") else name.replace("部门", "主管部门")
    return any(
        o.name != name and o.name.endswith((name, long)) for o in book.of_type("Organization")
    )


def _addresses(book: FactBook) -> None:
    """（某某研究院，城市 邮编） below the authors' names."""
    text = book.document.text
    for line in _POSTCODE.finditer(text, 0, min(_FRONT, len(text))):
        if match := _ADDRESS.search(text, *line.span()):
            name, end = match[1].lstrip("（"), match.end(1)
            book.entity("Organization", name, end - len(name), end, rule=RULE_ADDRESS)
