// Writing through the API. The cookie of a page whose reader gave the token goes along by itself.

import { root } from "./dom";

/** Send JSON. Throws an error with the problem's own words for an error status. */
export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const answer = await fetch(root() + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
  const found: unknown = await answer.json();
  if (!answer.ok) throw new Error(problem(found) || answer.statusText);
  return found as T;
}

/** What an RFC 9457 problem says: its detail, else its title; "" for anything else. */
export function problem(body: unknown): string {
  const { detail, title } = (body ?? {}) as { detail?: string; title?: string };
  return detail || title || "";
}
