// The search page: writes the query of the form while it is filled in.

import { getJson } from "../lib/dom";
import { say } from "../lib/words";

const PAUSE = 200; // milliseconds after the last key

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-compose]")) {
  const output = form.querySelector("output");
  const code = output?.querySelector("code");
  if (!output || !code) continue;
  let timer = 0;
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const filled = [...new FormData(form)].filter(([, value]) => value !== "");
      const fields = new URLSearchParams(filled as [string, string][]);
      const { query } = await getJson<{ query: string }>(`${form.dataset.compose}?${fields}`);
      code.textContent = query || say("search", "empty");
      output.hidden = false;
    }, PAUSE);
  });
}
