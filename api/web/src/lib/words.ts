// The texts of this page's catalogue area (`js` in api/locale/LANGUAGE/AREA.json).

type Texts = Record<string, string>;

const areas = new Map<string, Texts>();

function area(name: string): Texts {
  let texts = areas.get(name);
  if (!texts) {
    const data = document.querySelector(`script[data-words="${name}"]`);
    texts = JSON.parse(data?.textContent || "{}") as Texts;
    areas.set(name, texts);
  }
  return texts;
}

/** The text of a key with its `{name}` fields filled; the key itself where there is none. */
export function say(
  name: string,
  key: string,
  values: Record<string, string | number> = {},
): string {
  const text = area(name)[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, field: string) => String(values[field] ?? whole));
}

/** Tell people who listen to the page. */
export function announce(text: string): void {
  const place = document.getElementById("said");
  if (place) place.textContent = text;
}
