"use strict";

// The pages work without this file: it adds the "/" and Ctrl-K shortcuts and the copy buttons.

const box = document.querySelector("[data-searchbox]");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if (box && (slash || control)) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const said = button.textContent;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = said; }, 1500);
  });
}
