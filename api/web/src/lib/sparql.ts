// What completes a SPARQL query: keywords, the vocabulary, prefixes, and the query's own variables.

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { say } from "./words";

interface Term {
  name: string;
  iri: string;
  label: Record<string, string>;
  comment: Record<string, string>;
}

export interface Vocabulary {
  prefixes: Record<string, string>;
  classes: Term[];
  properties: Term[];
  values: Term[];
}

const KEYWORDS =
  "SELECT CONSTRUCT ASK DESCRIBE WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES " +
  "DISTINCT REDUCED PREFIX LIMIT OFFSET GROUP_BY HAVING ORDER_BY ASC DESC AS COUNT SUM MIN MAX AVG " +
  "SAMPLE GROUP_CONCAT EXISTS NOT_EXISTS STR LANG DATATYPE CONTAINS STRSTARTS STRENDS REGEX REPLACE " +
  "SUBSTR STRLEN CONCAT LCASE UCASE IF COALESCE BOUND IN NOT_IN ABS ROUND CEIL FLOOR YEAR MONTH DAY " +
  "NOW IRI isIRI isLITERAL isBLANK xsd:integer xsd:decimal xsd:date";

const keywords: Completion[] = KEYWORDS.split(" ").map((word) => ({
  label: word.replace("_BY", " BY").replace("NOT_", "NOT "),
  type: "keyword",
  detail: say("query", "keyword"),
}));

/** A completion source over the vocabulary, with explanations in the page's language. */
export function completions(
  words: Vocabulary,
): (context: CompletionContext) => CompletionResult | null {
  const language = document.documentElement.lang.startsWith("en") ? "en" : "zh";
  const terms = [
    ...words.classes.map((term) => option(term, "class", language, words)),
    ...words.properties.map((term) => option(term, "property", language, words)),
    ...words.values.map((term) => option(term, "value", language, words)),
    ...Object.keys(words.prefixes).map((prefix) => prefixOption(prefix, words)),
  ];
  return (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable)
      return { from: variable.from, options: variables(context), validFor: /^[?$]\w*$/ };
    const word = context.matchBefore(/[\w\u4e00-\u9fff-]*:?[\w\u4e00-\u9fff-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const before = context.state.sliceDoc(Math.max(0, word.from - 1), word.from);
    if (/["'<#@]/.test(before)) return null;
    return {
      from: word.from,
      options: [...terms, ...keywords],
      validFor: /^[\w\u4e00-\u9fff:-]*$/,
    };
  };
}

function option(
  term: Term,
  kind: "class" | "property" | "value",
  language: string,
  words: Vocabulary,
): Completion {
  const name = term.label[language] ?? "";
  return {
    label: term.name,
    displayLabel: term.name,
    detail: `${name} · ${say("query", kind)}`,
    info: term.comment[language] ?? "",
    type: kind === "value" ? "constant" : kind,
    boost: 2,
    apply: (view, _completion, from, to) => put(view, term.name, from, to, words),
  };
}

function prefixOption(prefix: string, words: Vocabulary): Completion {
  return {
    label: `${prefix}:`,
    detail: say("query", "prefix"),
    info: words.prefixes[prefix] ?? "",
    type: "namespace",
    boost: 1,
    apply: (view, _completion, from, to) => put(view, `${prefix}:`, from, to, words),
  };
}

/** Put a name in, and the declaration of its prefix at the top where there is none. */
function put(view: EditorView, name: string, from: number, to: number, words: Vocabulary): void {
  const prefix = name.split(":")[0] ?? "";
  const known = new RegExp(`PREFIX\\s+${prefix}:`, "i").test(view.state.doc.toString());
  const line = known ? "" : `PREFIX ${prefix}: <${words.prefixes[prefix] ?? ""}>\n`;
  const changes = [{ from, to, insert: name }];
  if (line) changes.push({ from: 0, to: 0, insert: line });
  view.dispatch({ changes, selection: { anchor: from + name.length + line.length } });
}

function variables(context: CompletionContext): Completion[] {
  const here = context.matchBefore(/[?$]\w*/)?.text;
  const found = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
  if (here) found.delete(here);
  return [...found].map((label) => ({ label, type: "variable", detail: say("query", "variable") }));
}
