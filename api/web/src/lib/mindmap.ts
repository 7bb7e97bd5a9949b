// Where the things of a neighbourhood stand: the centre in the middle, what speaks of it on the
// left, what it speaks of on the right, each thing of the second step beside the one it came from.

export interface Thing {
  id: string;
  iri: string;
  name: string;
  type: string;
  hop: number;
}

export interface Relation {
  source: string;
  target: string;
  predicate: string;
  documents: number;
  evidence: number;
}

export interface Place {
  x: number;
  y: number;
  side: -1 | 0 | 1;
}

const ROW = 30;

/** A place for each thing by its id; the same neighbourhood always gets the same places. */
export function mindmap(
  centre: string,
  things: Thing[],
  relations: Relation[],
  columnWidth = 290,
): Map<string, Place> {
  const places = new Map<string, Place>([[centre, { x: 0, y: 0, side: 0 }]]);
  const children = branches(things, relations);
  const near = children.get(centre) ?? [];
  const incoming = new Set(relations.filter((r) => r.target === centre).map((r) => r.source));
  const outgoing = new Set(relations.filter((r) => r.source === centre).map((r) => r.target));
  const left = near.filter((id) => incoming.has(id) && !outgoing.has(id));
  const right = near.filter((id) => !left.includes(id));
  // A centre that only speaks, or is only spoken of, uses both sides all the same.
  const [west, east] =
    left.length && right.length ? [left, right] : halves(left.length ? left : right);
  column(west, -columnWidth, children, places);
  column(east, columnWidth, children, places);
  return places;
}

function halves(ids: string[]): [string[], string[]] {
  if (ids.length < 9) return [[], ids];
  const middle = Math.ceil(ids.length / 2);
  return [ids.slice(middle), ids.slice(0, middle)];
}

/** The things first met through each thing, in the order in which the API gives them. */
function branches(things: Thing[], relations: Relation[]): Map<string, string[]> {
  const hops = new Map(things.map((thing) => [thing.id, thing.hop]));
  const kinds = new Map<string, string>();
  const parents = new Map<string, string>();
  for (const { source, target, predicate } of relations) {
    for (const [one, other] of [
      [source, target],
      [target, source],
    ] as const) {
      if (hops.get(one) !== (hops.get(other) ?? 0) - 1 || parents.has(other)) continue;
      parents.set(other, one);
      kinds.set(other, predicate);
    }
  }
  const children = new Map<string, string[]>();
  for (const { id } of things) {
    const parent = parents.get(id);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  for (const ids of children.values()) {
    ids.sort((a, b) => (kinds.get(a) ?? "").localeCompare(kinds.get(b) ?? ""));
  }
  return children;
}

/** Stand things in a column, each with room for what hangs on it; the column is centred. */
function column(
  ids: string[],
  x: number,
  children: Map<string, string[]>,
  places: Map<string, Place>,
): void {
  const side = x < 0 ? -1 : 1;
  const rooms = ids.map((id) => Math.max(1, children.get(id)?.length ?? 0));
  let y = (-ROW * (rooms.reduce((sum, room) => sum + room, 0) - 1)) / 2;
  ids.forEach((id, index) => {
    const room = rooms[index] ?? 1;
    places.set(id, { x, y: y + (ROW * (room - 1)) / 2, side });
    (children.get(id) ?? []).forEach((child, row) => {
      places.set(child, { x: x * 2.2, y: y + ROW * row, side });
    });
    y += ROW * room;
  });
}
