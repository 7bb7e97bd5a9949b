// What every page has: shortcuts to the box, copy buttons, the theme. All of it works without.

import { suggestInto } from "../lib/combobox";
import { copy } from "../lib/copy";
import { isTyping } from "../lib/dom";
import { announce, say } from "../lib/words";

function focusBoxOnShortcut(): void {
  document.addEventListener("keydown", (event) => {
    const box = document.querySelector<HTMLInputElement>("[data-searchbox]");
    const slash = event.key === "/" && !isTyping(event) && !event.ctrlKey && !event.metaKey;
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!box || event.altKey || !(slash || control)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

function copyOnClick(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
  }
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    if (!(button instanceof HTMLElement)) return;
    const done = await copy(button.dataset.copy ?? "");
    const said = say("site", done ? "copied" : "copy_failed");
    announce(said);
    if (!done) return;
    const words = button.textContent;
    button.textContent = said;
    setTimeout(() => {
      button.textContent = words;
    }, 1500);
  });
}

function switchThemeInPlace(): void {
  const form = document.querySelector<HTMLFormElement>("form.themes");
  let saving = new AbortController();
  form?.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    document.documentElement.dataset.theme = button.value;
    document.dispatchEvent(new CustomEvent("themechange"));
    saving.abort(); // the answer to an earlier choice must not come last
    saving = new AbortController();
    fetch(form.action, {
      method: "POST",
      redirect: "manual",
      keepalive: true,
      signal: saving.signal,
      body: new URLSearchParams({ theme: button.value, back: "/" }),
    }).catch(() => undefined);
    form.querySelector<HTMLButtonElement>(`button:not([value=${button.value}])`)?.focus();
  });
}

focusBoxOnShortcut();
copyOnClick();
switchThemeInPlace();

const box = document.querySelector<HTMLInputElement>("[data-searchbox]");
const suggestions = document.getElementById("suggestions");
if (box && suggestions) suggestInto(box, suggestions);
