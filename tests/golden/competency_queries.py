"""Query templates by kind of question; nothing in them knows a document."""

from __future__ import annotations

PREFIXES = """PREFIX mk: <https://w3id.org/minekg/ontology#>
PREFIX mkm: <https://w3id.org/minekg/modality#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX text: <http://jena.apache.org/text#>
"""

# Names of `?x` that hold a word of the question; every name counts, preferred or not.
_NAMED = '?{0} skos:prefLabel|skos:altLabel ?{0}Said . FILTER(CONTAINS(?{0}Said, "{1}"))'
# All names of `?x`, one a row.
_NAMES = "?{0} skos:prefLabel|skos:altLabel ?answer ."
_DOC = '?doc dcterms:title ?title . FILTER(CONTAINS(?title, "{doc}"))'


def link(predicate: str, known: str, word: str) -> str:
    """What a relation joins with the thing of this name; `known` is the side that is named."""
    asked = "object" if known == "subject" else "subject"
    return f"""{PREFIXES}SELECT DISTINCT ?answer ?quote WHERE {{
      ?subject mk:{predicate} ?object .
      {_NAMED.format(known, word)}
      {_NAMES.format(asked)}
      OPTIONAL {{ ?claim rdf:subject ?subject ; rdf:predicate mk:{predicate} ;
                  rdf:object ?object ; mk:quote ?quote }}
    }}"""


def figures(words: list[str], doc: str) -> str:
    """Indicators whose names hold all of these words, with all that is told of them."""
    said = " && ".join(f'CONTAINS(?name, "{w}")' for w in words)
    return f"""{PREFIXES}SELECT DISTINCT ?name ?comparator ?value ?unit ?year ?binding ?kind WHERE {{
      GRAPH ?g {{
        {_DOC.format(doc=doc)}
        ?i a mk:Indicator ; skos:prefLabel ?name ; mk:comparator ?comparator ; mk:valueText ?value .
        FILTER({said})
        OPTIONAL {{ ?i mk:unit ?unit }} OPTIONAL {{ ?i mk:year ?year }}
        OPTIONAL {{ ?i mk:indicatorKind ?kind }} OPTIONAL {{ ?i mk:bindingness ?b }}
      }}
      BIND(IF(BOUND(?b), IF(?b = mk:Binding, "约束性", "预期性"), "") AS ?binding)
    }}"""


def thresholds(mineral: str, doc: str) -> str:
    """The smallest scales of a mineral with the years of service."""
    return f"""{PREFIXES}SELECT DISTINCT ?mineral ?variant ?scale ?value ?unit ?years ?where WHERE {{
      GRAPH ?g {{
        {_DOC.format(doc=doc)}
        ?t a mk:Threshold ; mk:forMineral ?m ; mk:valueText ?value .
        OPTIONAL {{ ?t mk:scale ?scale }} OPTIONAL {{ ?t mk:variant ?variant }}
        OPTIONAL {{ ?t mk:unit ?unit }} OPTIONAL {{ ?t mk:minServiceYears ?years }}
        OPTIONAL {{ ?t mk:where ?where }}
      }}
      ?m skos:prefLabel|skos:altLabel ?mineral . FILTER(STR(?mineral) = "{mineral}")
    }}"""


def norms(modalities: list[str], words: list[str], doc: str) -> str:
    """What is required, forbidden or allowed; its words, bearer or condition hold one of these."""
    kinds = " ".join(f"mkm:{m}" for m in modalities)
    said = " || ".join(f'CONTAINS(?told, "{w}")' for w in words)
    return f"""{PREFIXES}SELECT DISTINCT ?bearer ?action ?condition ?quote WHERE {{
      GRAPH ?g {{
        {_DOC.format(doc=doc)}
        VALUES ?modality {{ {kinds} }}
        ?n a mk:Norm ; mk:modality ?modality ; mk:quote ?quote ; mk:action ?action .
        OPTIONAL {{ ?n mk:bearer ?bearer }} OPTIONAL {{ ?n mk:condition ?condition }}
        BIND(CONCAT(COALESCE(?condition, ""), COALESCE(?bearer, ""), ?quote) AS ?told)
        FILTER({said})
      }}
    }}"""


def contradictions(words: list[str], doc: str) -> str:
    """What the document says against itself, where the report holds one of these words."""
    said = " || ".join(f'CONTAINS(?what, "{w}") || CONTAINS(?where, "{w}")' for w in words)
    return f"""{PREFIXES}SELECT DISTINCT ?what ?where ?expected ?found ?quote WHERE {{
      GRAPH ?g {{
        {_DOC.format(doc=doc)}
        ?a a mk:Anomaly ; rdfs:comment ?what ; mk:where ?where ; mk:expected ?expected ;
           mk:found ?found ; mk:quote ?quote .
        FILTER({said})
      }}
    }}"""


def cited(doc: str) -> str:
    """The instruments that a document cites, with their numbers."""
    return f"""{PREFIXES}SELECT DISTINCT ?name ?number WHERE {{
      GRAPH ?g {{
        {_DOC.format(doc=doc)}
        ?claim rdf:predicate mk:cites ; rdf:object ?instrument .
        OPTIONAL {{ ?instrument mk:documentNumber ?number }}
      }}
      ?instrument skos:prefLabel|skos:altLabel|dcterms:title ?name .
    }}"""


def defined(doc: str) -> str:
    """The terms that a document defines, with the words that define them."""
    return f"""{PREFIXES}SELECT DISTINCT ?name ?quote WHERE {{
      GRAPH ?g {{
        {_DOC.format(doc=doc)}
        ?claim rdf:predicate mk:defines ; rdf:object ?term ; mk:quote ?quote .
      }}
      ?term skos:prefLabel|skos:altLabel ?name .
    }}"""


def headed(words: list[str], doc: str) -> str:
    """Clauses under headings with these words: their numbers, titles and the clauses below."""
    said = " || ".join(f'CONTAINS(STR(?above), "{w}")' for w in words)
    return f"""{PREFIXES}SELECT DISTINCT ?number ?heading WHERE {{
      GRAPH ?g {{
        {_DOC.format(doc=doc)}
        ?clause eli:title ?heading ; eli:is_part_of* ?parent . ?parent eli:title ?above .
        FILTER({said})
        OPTIONAL {{ ?clause eli:number ?number }}
      }}
    }}"""


def authors(doc: str) -> str:
    """Who wrote or issued a document."""
    return f"""{PREFIXES}SELECT DISTINCT ?who WHERE {{
      GRAPH ?g {{ {_DOC.format(doc=doc)} ?doc dcterms:creator|mk:issuer ?who }}
    }}"""


def told(words: str, doc: str, limit: int = 4) -> str:
    """The clauses that say most about some words, by the full-text index, best first."""
    return f"""{PREFIXES}SELECT ?words ?clause WHERE {{
      (?clause ?score ?words) text:query ("{words}" 40) .
      ?clause mk:inDocument ?doc . {_DOC.format(doc=doc)}
    }} ORDER BY DESC(?score) LIMIT {limit}"""


def begins(kind: str, words: str, doc: str) -> str:
    """The things of a class whose name begins with a word (限制…, 禁止…)."""
    return f"""{PREFIXES}SELECT DISTINCT ?name WHERE {{
      GRAPH ?g {{ {_DOC.format(doc=doc)} ?thing a mk:{kind} }}
      ?thing skos:prefLabel|skos:altLabel ?name . FILTER(STRSTARTS(?name, "{words}"))
    }}"""


def controlled(control: str, doc: str) -> str:
    """The minerals that a plan restricts, bans or works first."""
    return f"""{PREFIXES}SELECT DISTINCT ?name ?control WHERE {{
      GRAPH ?g {{ {_DOC.format(doc=doc)} ?mineral mk:control ?control }}
      ?mineral skos:prefLabel|skos:altLabel ?name . FILTER(CONTAINS(?control, "{control}"))
    }}"""


def classes(kind: str, doc: str) -> str:
    """The things of a class that a document speaks of."""
    return f"""{PREFIXES}SELECT DISTINCT ?name WHERE {{
      GRAPH ?g {{ {_DOC.format(doc=doc)} ?thing a mk:{kind} ; skos:prefLabel ?name }}
    }}"""


def claimed(predicate: str, doc: str) -> str:
    """All that a document claims with one relation: both names and the words that say so."""
    return f"""{PREFIXES}SELECT DISTINCT ?one ?other ?quote WHERE {{
      GRAPH ?g {{
        {_DOC.format(doc=doc)}
        ?claim rdf:subject ?s ; rdf:predicate mk:{predicate} ; rdf:object ?o ; mk:quote ?quote .
      }}
      OPTIONAL {{ ?s skos:prefLabel ?one }} OPTIONAL {{ ?o skos:prefLabel ?other }}
    }}"""


def numbered(doc: str) -> str:
    """The number under which a document was issued, and its date."""
    return f"""{PREFIXES}SELECT DISTINCT ?number ?date WHERE {{
      GRAPH ?g {{
        {_DOC.format(doc=doc)} ?doc mk:documentNumber ?number . OPTIONAL {{ ?doc dcterms:issued ?date }}
      }}
    }}"""
