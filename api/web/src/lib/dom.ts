// Small helpers over the DOM. Text goes in as text, never as markup.

type Attributes = Record<string, string | boolean | undefined>;

/** A new element with attributes and children; a string child is text. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Whether an event comes from a place where people type. */
export function isTyping(event: Event): boolean {
  const target = event.target;
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable], .cm-editor") !== null
  );
}

/** The path prefix behind a proxy; every address of ours begins with it. */
export function root(): string {
  return document.body.dataset.root ?? "";
}

/** The JSON that the API answers. Throws for an error status, with the problem's title. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(root() + path, {
    headers: { Accept: "application/json" },
    ...(signal ? { signal } : {}),
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error((body as { title?: string }).title ?? answer.statusText);
  return body as T;
}

/** Offsets in code points (the API's) as offsets in UTF-16 (JavaScript's). */
export function utf16(text: string, codePoints: number): number {
  let at = 0;
  for (let n = 0; n < codePoints && at < text.length; n++) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}
