// The SPARQL page: an editor in place of the text field, and answers without leaving the page.

import type { EditorView } from "@codemirror/view";
import { getJson } from "../lib/dom";
import type { Vocabulary } from "../lib/sparql";
import { announce, say } from "../lib/words";

const form = document.querySelector<HTMLFormElement>("form.sparql");
const area = document.querySelector<HTMLTextAreaElement>("#query");
const host = document.querySelector<HTMLElement>(".editor");
const stop = document.querySelector<HTMLButtonElement>("[data-stop]");
const elapsed = document.querySelector<HTMLElement>("[data-elapsed]");

let view: EditorView | undefined;
let running: AbortController | undefined;

async function edit(host: HTMLElement, area: HTMLTextAreaElement): Promise<void> {
  const [{ editor }, words] = await Promise.all([
    import("../lib/editor"),
    getJson<Vocabulary>("/api/v1/sparql/vocabulary"),
  ]);
  const focused = document.activeElement === area;
  host.hidden = false;
  const changed = (text: string) => {
    area.value = text;
  };
  view = editor(host, area.value, words, changed, () => form?.requestSubmit());
  area.hidden = true;
  for (const keys of document.querySelectorAll<HTMLElement>(".editor-keys")) keys.hidden = false;
  if (focused) view.focus();
  void markFault();
  host.dataset.ready = "true";
}

/** Mark in the editor the place that the answer complains of. */
async function markFault(): Promise<void> {
  if (!view) return;
  const { mark } = await import("../lib/editor");
  const answer = document.getElementById("answer");
  const { line = "0", column = "0" } = answer?.dataset ?? {};
  mark(view, Number(line), Number(column), answer?.querySelector(".banner")?.textContent ?? "");
}

function clock(began: number): number {
  return window.setInterval(() => {
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (elapsed) elapsed.textContent = say("query", "running", { seconds });
  }, 100);
}

/** Ask for the same page and take its answer; the address becomes the link to it. */
async function ask(form: HTMLFormElement, query: string): Promise<void> {
  running?.abort();
  const control = new AbortController();
  running = control;
  const address = new URL(form.action);
  address.searchParams.set("query", query);
  const answer = document.getElementById("answer");
  answer?.setAttribute("aria-busy", "true");
  if (stop) stop.hidden = false;
  const timer = clock(performance.now());
  try {
    const got = await fetch(address, { signal: control.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await got.text(), "text/html");
    const fresh = page.getElementById("answer");
    if (!fresh) throw new Error(String(got.status));
    answer?.replaceWith(document.adoptNode(fresh));
    for (const button of fresh.querySelectorAll<HTMLElement>("[data-copy]")) button.hidden = false;
    history.pushState(null, "", address);
    announce(fresh.querySelector("[role=status], [role=alert]")?.textContent ?? "");
    await markFault();
    if (elapsed) elapsed.textContent = "";
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    const said = control.signal.aborted ? say("query", "stopped") : say("query", "failed", { why });
    if (elapsed && running === control) elapsed.textContent = said;
  } finally {
    window.clearInterval(timer);
    if (running === control && stop) stop.hidden = true;
    document.getElementById("answer")?.removeAttribute("aria-busy");
  }
}

form?.addEventListener("submit", (event) => {
  if (!area) return;
  event.preventDefault();
  void ask(form, area.value);
});
stop?.addEventListener("click", () => running?.abort());
window.addEventListener("popstate", () => location.reload());
if (host && area) edit(host, area).catch(() => undefined); // the text field stays
