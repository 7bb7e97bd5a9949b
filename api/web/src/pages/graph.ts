// The picture of a neighbourhood. The table below it says the same and works without this.

import type { Core, EdgeSingular, NodeSingular, StylesheetJson } from "cytoscape";
import { getJson, h, root } from "../lib/dom";
import { mindmap, type Relation, type Thing } from "../lib/mindmap";
import { announce, say } from "../lib/words";

interface Neighbourhood {
  center: string;
  nodes: Thing[];
  edges: Relation[];
}

interface Claim {
  document: string;
  document_title: string;
  subject: string;
  predicate: string;
  object: string | null;
  quote: string;
  start: number;
  end: number;
}

type Names = { type: Record<string, string>; predicate: Record<string, string> };

const SHAPES: Record<string, string> = {
  Mode: "round-rectangle",
  Problem: "diamond",
  Project: "triangle",
  Outcome: "star",
  Recommendation: "hexagon",
};
const COLOURS: Record<string, string> = {
  Mode: "--series-1",
  Recommendation: "--series-2",
  Project: "--series-3",
  Problem: "--series-4",
  Outcome: "--series-5",
};
const MARKS: Record<string, string> = {
  "round-rectangle": "■",
  diamond: "◆",
  triangle: "▲",
  star: "★",
  hexagon: "⬢",
  ellipse: "●",
};
const READABLE = 0.55; // the least zoom at which names can still be read

const frame = document.querySelector<HTMLElement>("[data-ego]");
const names: Names = JSON.parse(frame?.dataset.names || '{"type":{},"predicate":{}}') as Names;
const claims = new Map<string, Promise<Claim[]>>();

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function colourOf(type: string): string {
  return colour(COLOURS[type] ?? "--edge");
}

function keyPath(id: string): string {
  return id.split("/").map(encodeURIComponent).join("/");
}

function pageOf(id: string): string {
  return `${root()}/${keyPath(id)}`;
}

function aroundOf(id: string): string {
  const { hops = "1", limit = "40" } = frame?.dataset ?? {};
  return `${root()}/graph?${new URLSearchParams({ about: id, hops, limit })}`;
}

function styles(types: string[]): StylesheetJson {
  const label = {
    "font-family": colour("--sans"),
    "font-size": 13,
    color: colour("--ink"),
  };
  return [
    {
      selector: "node",
      style: {
        ...label,
        label: "data(short)",
        shape: "data(shape)" as unknown as "ellipse",
        width: 15,
        height: 15,
        "text-valign": "center",
        "text-halign": "right",
        "text-margin-x": 5,
      },
    },
    ...types.map((type) => ({
      selector: `node[type = "${type}"]`,
      style: { "background-color": colourOf(type) },
    })),
    { selector: "node[side < 0]", style: { "text-halign": "left", "text-margin-x": -5 } },
    {
      selector: "node[side = 0]",
      style: {
        width: 24,
        height: 24,
        "font-weight": "bold",
        "text-halign": "center",
        "text-valign": "top",
        "text-margin-x": 0,
        "text-margin-y": -6,
        "text-background-color": colour("--raised"),
        "text-background-opacity": 0.9,
        "text-background-padding": "3px",
      },
    },
    {
      selector: "edge",
      style: {
        width: "mapData(documents, 1, 8, 1.2, 5)",
        "line-color": colour("--line"),
        "target-arrow-color": colour("--edge"),
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
        "curve-style": "straight",
        "font-family": colour("--sans"),
        "font-size": 11,
        color: colour("--soft"),
        "text-background-color": colour("--raised"),
        "text-background-opacity": 0.9,
        "text-background-padding": "2px",
      },
    },
    { selector: "edge.named, edge:selected, edge.near", style: { label: "data(label)" } },
    {
      selector: "edge:selected, edge.near",
      style: { "line-color": colour("--accent"), "target-arrow-color": colour("--accent") },
    },
    {
      selector: "node:selected",
      style: { "border-width": 4, "border-color": colour("--accent"), "border-opacity": 0.5 },
    },
    { selector: ".far", style: { opacity: 0.25 } },
  ] as StylesheetJson;
}

/** A label that fits its column; cutting it here is much faster than the library's own. */
function cut(name: string, most: number): string {
  const letters = [...name];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : name;
}

function elements(found: Neighbourhood, narrow: boolean) {
  const places = mindmap(found.center, found.nodes, found.edges, narrow ? 120 : 290);
  const nodes = found.nodes.map((node) => {
    const place = places.get(node.id) ?? { x: 0, y: 0, side: 1 };
    return {
      data: {
        ...node,
        name: node.name || node.id,
        short: cut(node.name || node.id, narrow ? 8 : 17),
        shape: SHAPES[node.type] ?? "ellipse",
        side: place.side,
      },
      position: { x: place.x, y: place.y },
    };
  });
  const named = found.edges.length <= 60;
  const edges = found.edges.map((edge, index) => ({
    data: { ...edge, id: `edge ${index}`, label: names.predicate[edge.predicate] ?? "" },
    classes: named ? "named" : "",
  }));
  return { nodes, edges };
}

function legend(found: Neighbourhood): void {
  const list = document.querySelector(".legend");
  list?.replaceChildren(
    ...[...new Set(found.nodes.map((node) => node.type))].map((type) => {
      const mark = h("span", { "aria-hidden": "true" }, MARKS[SHAPES[type] ?? "ellipse"] ?? "");
      mark.style.color = colourOf(type);
      return h("li", {}, mark, names.type[type] ?? type);
    }),
  );
}

/** What the side says when nothing is chosen. */
function rest(side: Element): void {
  side.replaceChildren(h("p", { class: "meta" }, say("graph", "select")));
}

function showNode(side: Element, node: NodeSingular): void {
  const { id, name, type } = node.data();
  side.replaceChildren(
    h("p", { class: "meta" }, names.type[type] ?? type),
    h("h2", { lang: "zh-CN" }, name),
    h("p", { class: "meta" }, say("graph", "relations", { n: node.connectedEdges().length })),
    h(
      "p",
      { class: "ego-ways" },
      h("a", { class: "button small", href: pageOf(id) }, say("graph", "open")),
      h("a", { class: "button plain small", href: aroundOf(id) }, say("graph", "centre")),
    ),
  );
}

function claimsAbout(id: string): Promise<Claim[]> {
  let found = claims.get(id);
  if (!found) {
    found = getJson<{ assertions: Claim[] }>(`/api/v1/entities/${keyPath(id)}`).then(
      (answer) => answer.assertions,
    );
    claims.set(id, found);
  }
  return found;
}

async function showEdge(side: Element, edge: EdgeSingular): Promise<void> {
  const { source, target, predicate, label, documents } = edge.data();
  const sentence = `${edge.source().data("name")} — ${label} — ${edge.target().data("name")}`;
  const quotes = h("div", {}, h("p", { class: "meta" }, say("graph", "loading")));
  side.replaceChildren(
    h("h2", { lang: "zh-CN" }, sentence),
    h("p", { class: "meta" }, say("graph", "says", { documents })),
    quotes,
  );
  try {
    // A document has no page of claims of its own; the thing at the other end has.
    const known = await claimsAbout(source.startsWith("doc/") ? target : source);
    const same = known.filter(
      (c) => c.predicate === predicate && (c.subject === source || c.object === target),
    );
    quotes.replaceChildren(
      ...same.filter((c) => c.object === target && c.subject === source).map(quote),
    );
    if (!quotes.childElementCount) quotes.replaceChildren(...same.map(quote));
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    quotes.replaceChildren(h("p", { class: "meta" }, say("graph", "failed", { why })));
  }
}

function quote(claim: Claim): HTMLElement {
  const at = `${claim.start}-${claim.end}`;
  const href = `${pageOf(`doc/${claim.document}`)}?at=${at}#at`;
  const title = `《${claim.document_title || claim.document}》`;
  return h(
    "blockquote",
    { class: "quote", lang: "zh-CN" },
    h("p", {}, claim.quote),
    h("footer", {}, h("a", { href }, title)),
  );
}

function select(graph: Core, side: Element, element: NodeSingular | EdgeSingular): void {
  graph.elements().unselect().removeClass("far near");
  element.select();
  const near = element.isNode() ? element.closedNeighborhood() : element.connectedNodes();
  graph.elements().difference(near.union(element)).addClass("far");
  if (element.isNode()) {
    element.connectedEdges().addClass("near");
    showNode(side, element);
    announce(element.data("name"));
  } else {
    void showEdge(side, element);
  }
}

function deselect(graph: Core, side: Element): void {
  graph.elements().unselect().removeClass("far near");
  rest(side);
}

/** The nearest thing in a direction: mostly that way, least far. */
function step(graph: Core, dx: number, dy: number): NodeSingular | undefined {
  const from = graph.$("node:selected").first();
  const here = from.empty() ? graph.nodes().first() : (from as NodeSingular);
  if (from.empty()) return here as NodeSingular;
  const { x, y } = here.position();
  let best: NodeSingular | undefined;
  let least = Number.POSITIVE_INFINITY;
  graph.nodes().forEach((node) => {
    const along = (node.position("x") - x) * dx + (node.position("y") - y) * dy;
    const across =
      Math.abs((node.position("x") - x) * dy) + Math.abs((node.position("y") - y) * dx);
    const cost = along + across * 3;
    if (along > 1 && cost < least) [best, least] = [node, cost];
  });
  return best;
}

function zoomBy(graph: Core, factor: number): void {
  graph.zoom({
    level: graph.zoom() * factor,
    renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 },
  });
}

function fit(graph: Core): void {
  graph.fit(undefined, 24);
  if (graph.zoom() > 1.15) graph.zoom(1.15);
  graph.center();
}

/** A frame no higher than what stands in it. */
function shrink(graph: Core, container: HTMLElement): void {
  const { h: height } = graph.elements().boundingBox();
  container.style.height = `min(70vh, ${Math.max(280, Math.ceil(height) + 80)}px)`;
  graph.resize();
}

/** All of it where that can be read, else the middle of it. */
function open(graph: Core): void {
  fit(graph);
  if (graph.zoom() < READABLE) {
    graph.zoom(READABLE);
    graph.center(graph.nodes("[side = 0]"));
  }
}

function picture(graph: Core): void {
  const data = graph.png({ full: true, scale: 2, bg: colour("--raised"), output: "blob" });
  const link = h("a", {
    href: URL.createObjectURL(data as unknown as Blob),
    download: "graph.png",
  });
  link.click();
  URL.revokeObjectURL(link.href);
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function keys(graph: Core, side: Element, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  const chosen = graph.$("node:selected").first();
  if (arrow) {
    const next = step(graph, ...arrow);
    if (next) {
      select(graph, side, next);
      graph.center(next);
    }
  } else if (event.key === "Enter" && chosen.nonempty()) location.href = pageOf(chosen.id());
  else if (event.key === " " && chosen.nonempty()) location.href = aroundOf(chosen.id());
  else if (event.key === "+" || event.key === "=") zoomBy(graph, 1.25);
  else if (event.key === "-") zoomBy(graph, 0.8);
  else if (event.key === "0") fit(graph);
  else if (event.key === "Escape") deselect(graph, side);
  else return;
  event.preventDefault();
}

function listen(graph: Core, frame: HTMLElement, side: Element): void {
  graph.on("tap", (event) => {
    if (event.target === graph) deselect(graph, side);
    else select(graph, side, event.target);
  });
  graph.on("dbltap", "node", (event) => {
    location.href = aroundOf(event.target.id());
  });
  graph.container()?.addEventListener("keydown", (event) => keys(graph, side, event));
  frame.querySelector(".ego-tools")?.addEventListener("click", (event) => {
    const what = event.target instanceof HTMLElement ? event.target.dataset.zoom : undefined;
    if (what === "in") zoomBy(graph, 1.25);
    else if (what === "out") zoomBy(graph, 0.8);
    else if (what === "fit") fit(graph);
    else if (what === "png") picture(graph);
  });
}

async function draw(frame: HTMLElement): Promise<void> {
  const { ego = "", hops = "1", limit = "40" } = frame.dataset;
  const [{ default: cytoscape }, found] = await Promise.all([
    import("cytoscape"),
    getJson<Neighbourhood>(
      `/api/v1/entities/${keyPath(ego)}/neighbours?${new URLSearchParams({ hops, limit })}`,
    ),
  ]);
  frame.hidden = false;
  const container = frame.querySelector<HTMLElement>(".ego");
  const side = frame.querySelector(".ego-side");
  if (!container || !side) return;
  const narrow = container.clientWidth < 520;
  const types = [...new Set(found.nodes.map((node) => node.type))];
  const graph = cytoscape({
    container,
    elements: elements(found, narrow),
    style: styles(types),
    layout: { name: "preset" },
    minZoom: 0.1,
    maxZoom: 4,
    autoungrabify: true,
    boxSelectionEnabled: false,
    textureOnViewport: found.nodes.length > 100,
    hideEdgesOnViewport: found.nodes.length > 150,
  });
  const redraw = () => {
    graph.style(styles(types));
    legend(found);
  };
  document.addEventListener("themechange", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  legend(found);
  rest(side);
  shrink(graph, container);
  open(graph);
  listen(graph, frame, side);
  frame.dataset.drawn = "true";
  const twin = document.querySelector<HTMLDetailsElement>("details.twin");
  if (twin) twin.open = false;
}

if (frame) {
  draw(frame).catch((error: unknown) => {
    frame.hidden = true; // the table stays
    announce(say("graph", "failed", { why: error instanceof Error ? error.message : "" }));
  });
}
