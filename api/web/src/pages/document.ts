// The document page: the tree follows the text, the address follows the reader, clauses can be cited.
// Without scripts the tree is a list of links and each clause has its own page.

import { copy } from "../lib/copy";
import { getJson, h } from "../lib/dom";
import { announce, say } from "../lib/words";

const LINE = 32; // pixels below the top of the window where reading is taken to be
const SETTLED = 250; // milliseconds without scrolling before the address changes

const text = document.querySelector<HTMLElement>(".doc-text");
const tree = document.querySelector<HTMLElement>(".tree");
if (text) {
  offerCitations(text, text.dataset.document ?? "");
  if (tree) follow(text, tree);
}

function follow(text: HTMLElement, tree: HTMLElement): void {
  const pieces = [...text.querySelectorAll<HTMLElement>(".piece")];
  const units = [...text.querySelectorAll<HTMLElement>(".unit, .scroll[id]")];
  const places = new Map(units.map((unit, index) => [unit.id, index]));
  let opened: HTMLDetailsElement[] = [];
  let now: HTMLAnchorElement | undefined;
  let waiting = false;
  let timer = 0;
  let reading = false; // whether the reader has moved by hand

  for (const details of tree.querySelectorAll<HTMLDetailsElement>("details[data-from]")) {
    details.addEventListener("toggle", () => details.open && fill(details, units, places));
  }
  tree.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) tree.hidePopover?.();
  });
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    window.addEventListener(
      kind,
      () => {
        reading = true;
      },
      { passive: true },
    );
  }
  window.addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        show();
      });
    },
    { passive: true },
  );
  show();

  function show(): void {
    const unit = current(pieces);
    if (!unit) return;
    const link = linkTo(unit);
    if (link !== now) {
      now?.removeAttribute("aria-current");
      now = link;
      if (link) {
        link.setAttribute("aria-current", "true");
        unfold(link);
        keepInView(link);
      }
    }
    window.clearTimeout(timer);
    if (reading) timer = window.setTimeout(() => address(unit.id), SETTLED);
  }

  /** The link of a unit, or of the last unit before it that has one. */
  function linkTo(unit: HTMLElement): HTMLAnchorElement | undefined {
    for (let at = places.get(unit.id) ?? -1; at >= 0; at--) {
      const id = units[at]?.id ?? "";
      const link = tree.querySelector<HTMLAnchorElement>(`a[href="#${CSS.escape(id)}"]`);
      if (link) return link;
    }
    return undefined;
  }

  function unfold(link: HTMLElement): void {
    const own = link.nextElementSibling;
    const around = own instanceof HTMLDetailsElement ? [own] : [];
    for (let at = link.closest("details"); at; at = at.parentElement?.closest("details") ?? null) {
      around.push(at);
    }
    for (const details of opened.filter((details) => !around.includes(details))) {
      details.open = false;
    }
    opened = opened.filter((details) => around.includes(details));
    for (const details of around.filter((details) => !details.open)) {
      details.open = true;
      opened.push(details);
    }
  }

  function keepInView(link: HTMLElement): void {
    const [box, frame] = [link.getBoundingClientRect(), tree.getBoundingClientRect()];
    if (box.top < frame.top + 40) tree.scrollTop += box.top - frame.top - 40;
    if (box.bottom > frame.bottom - 40) tree.scrollTop += box.bottom - frame.bottom + 40;
  }
}

/** The unit that is being read: the last one that begins above the line. */
function current(pieces: HTMLElement[]): HTMLElement | undefined {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.getBoundingClientRect().top ?? 0) <= LINE) low = middle;
    else high = middle - 1;
  }
  for (let at = low; at >= 0; at--) {
    const units = [...(pieces[at]?.querySelectorAll<HTMLElement>(".unit, .scroll[id]") ?? [])];
    const above = at < low ? units : units.filter((u) => u.getBoundingClientRect().top <= LINE);
    const last = above.at(-1);
    if (last) return last;
  }
  return undefined;
}

function address(id: string): void {
  const wanted = `#${id}`;
  if (location.hash !== wanted) history.replaceState(history.state, "", wanted);
}

/** Fill a branch that the server left empty with the units between its ends. */
function fill(
  details: HTMLDetailsElement,
  units: HTMLElement[],
  places: Map<string, number>,
): void {
  const from = places.get(details.dataset.from ?? "");
  const until = places.get(details.dataset.until ?? "");
  if (from === undefined || until === undefined || details.querySelector("ul")) return;
  const items = units.slice(from, until + 1).map((unit) => {
    const link = h("a", { href: `#${encodeURIComponent(unit.id)}` }, labelOf(unit));
    return h("li", {}, link);
  });
  details.append(h("ul", { class: "leaves" }, ...items));
}

function labelOf(unit: HTMLElement): string {
  const strong = unit.querySelector("b")?.textContent ?? unit.querySelector("caption")?.textContent;
  const words = strong ?? unit.firstChild?.textContent ?? unit.id;
  return words.trim().slice(0, 40);
}

/** A button beside the clause under the pointer or the focus that copies 《…》第十二条 and its link. */
function offerCitations(text: HTMLElement, documentId: string): void {
  const button = h("button", { type: "button", class: "plain" }, say("document", "cite"));
  const tools = h("span", { class: "clause-tools" }, button);
  let clause = "";

  function offer(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    const block = target?.closest<HTMLElement>(".doc-text :is(p, h2, h3, h4, h5, h6)[id]");
    if (!block || block.contains(tools)) return;
    clause = block.id;
    block.append(tools);
  }

  text.addEventListener("pointerover", offer);
  text.addEventListener("focusin", offer);
  button.addEventListener("click", async () => {
    const path = [documentId, clause].map(encodeURIComponent).join("/");
    try {
      const found = await getJson<{ citation: string; iri: string }>(`/api/v1/clauses/${path}`);
      const done = await copy(`${found.citation} ${found.iri}`);
      const said = say("document", done ? "copied" : "failed", { citation: found.citation });
      button.textContent = said;
      announce(said);
    } catch {
      announce(say("document", "failed"));
    }
    window.setTimeout(() => {
      button.textContent = say("document", "cite");
    }, 2000);
  });
}
