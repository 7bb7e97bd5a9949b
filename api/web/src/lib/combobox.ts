// The search box with suggestions: an editable combobox with a list (ARIA 1.2).
// Without scripts it is a plain search field.

import { getJson, h, root, utf16 } from "./dom";
import { announce, say } from "./words";

interface Suggestion {
  text: string;
  kind: "clause" | "document" | "entity";
  id: string;
  note: string;
  highlights: [number, number][];
}

const PAUSE = 120; // milliseconds after the last key before a request
const MOST = 12; // suggestions shown

export function suggestInto(box: HTMLInputElement, list: HTMLElement): void {
  const known = new Map<string, Suggestion[]>();
  let options: HTMLElement[] = [];
  let active = -1;
  let timer = 0;
  let asking: AbortController | undefined;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  function close(): void {
    window.clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(index: number): void {
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options[active];
    if (!option) {
      box.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  }

  function show(found: Suggestion[]): void {
    options = [];
    active = -1;
    const groups: HTMLElement[] = [];
    for (const kind of new Set(found.map((row) => row.kind))) {
      const name = say("site", kind);
      const heading = h("div", { class: "heading", "aria-hidden": "true" }, name);
      const group = h("div", { role: "group", "aria-label": name }, heading);
      for (const row of found.filter((row) => row.kind === kind)) {
        const option = shown(row, `suggestion-${options.length}`);
        options.push(option);
        group.append(option);
      }
      groups.push(group);
    }
    list.replaceChildren(...groups);
    list.hidden = options.length === 0;
    box.setAttribute("aria-expanded", String(options.length > 0));
    box.removeAttribute("aria-activedescendant");
    announce(options.length ? say("site", "suggested", { n: options.length }) : "");
  }

  async function ask(): Promise<void> {
    const typed = box.value.trim();
    if (!typed) {
      close();
      return;
    }
    asking?.abort();
    asking = new AbortController();
    try {
      let found = known.get(typed);
      if (!found) {
        const path = `/api/v1/suggest?limit=${MOST}&q=${encodeURIComponent(typed)}`;
        found = (await getJson<{ items: Suggestion[] }>(path, asking.signal)).items;
        known.set(typed, found);
      }
      if (document.activeElement === box && box.value.trim() === typed) show(found);
    } catch {
      // An aborted request or a server that is gone: the box still searches.
    }
  }

  function move(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = options.length - 1;
    if (event.key === "Escape" && !list.hidden) close();
    else if (list.hidden && event.key === "ArrowDown" && box.value.trim()) void ask();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") choose(active === last ? -1 : active + 1);
    else if (event.key === "ArrowUp") choose(active === -1 ? last : active - 1);
    else if (event.key === "Enter" && active >= 0) options[active]?.click();
    else return;
    event.preventDefault();
  }

  box.addEventListener("input", (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE);
  });
  box.addEventListener("compositionend", () => void ask());
  box.addEventListener("keydown", move);
  box.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
}

function shown(row: Suggestion, id: string): HTMLElement {
  const words = h("span", { class: "words" }, h("bdi", {}, ...marked(row)));
  const option = h("div", { role: "option", id, "aria-selected": "false", lang: "zh-CN" }, words);
  if (row.note) option.append(h("span", { class: "n" }, h("bdi", {}, row.note)));
  option.addEventListener("click", () => {
    const key = row.kind === "entity" ? row.id : `doc/${row.id}`;
    location.assign(`${root()}/${key.split("/").map(encodeURIComponent).join("/")}`);
  });
  return option;
}

function marked(row: Suggestion): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const [start, end] of row.highlights) {
    const [from, to] = [utf16(row.text, start), utf16(row.text, end)];
    parts.push(row.text.slice(at, from), h("mark", {}, row.text.slice(from, to)));
    at = to;
  }
  return [...parts, row.text.slice(at)];
}
