// The queue by keyboard and without leaving the page: every button works without this script too.

import { h, isTyping } from "../lib/dom";
import { announce, say } from "../lib/words";
import { postJson } from "../lib/write";

type Decision = "accept" | "reject" | "edit" | "undo";
interface Decided {
  published: boolean;
}

const KEYS: Record<string, Decision> = { a: "accept", r: "reject", u: "undo" };
const STORED = "minekg-reviewer";

function rememberReviewer(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("input[name=reviewer]")) {
    field.value ||= localStorage.getItem(STORED) ?? "";
    field.addEventListener("change", () => localStorage.setItem(STORED, field.value.trim()));
  }
}

class Queue {
  private left: number;

  constructor(private readonly form: HTMLFormElement) {
    this.left = Number(document.getElementById("total")?.dataset.total ?? 0);
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("keydown", (event) => this.escape(event));
    document.addEventListener("keydown", (event) => this.key(event));
    const keys = document.querySelector<HTMLElement>(".keys");
    if (keys) keys.hidden = false;
  }

  private items(): HTMLElement[] {
    return [...this.form.querySelectorAll<HTMLElement>("article")];
  }

  private current(): HTMLElement | null {
    const active = document.activeElement;
    return active instanceof Element ? active.closest<HTMLElement>(".queue article") : null;
  }

  private move(by: number): void {
    const items = this.items();
    const now = this.current();
    const at = now ? items.indexOf(now) + by : by > 0 ? 0 : items.length - 1;
    items[Math.max(0, Math.min(items.length - 1, at))]?.focus();
  }

  private key(event: KeyboardEvent): void {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      this.move(event.key === "j" ? 1 : -1);
      return;
    }
    const item = this.current();
    if (!item) return;
    const decision = KEYS[event.key];
    if (decision) {
      event.preventDefault();
      item.querySelector<HTMLButtonElement>(`button[value^="${decision} "]`)?.click();
    } else if (event.key === "e") {
      event.preventDefault();
      this.open(item);
    } else if (event.key === "m") {
      item.querySelector<HTMLAnchorElement>("a.merge")?.click();
    }
  }

  private escape(event: KeyboardEvent): void {
    if (event.key === "Escape") this.current()?.focus();
  }

  private open(item: HTMLElement): void {
    const details = item.querySelector<HTMLDetailsElement>("details.edit");
    if (!details) return;
    details.open = true;
    details.querySelector("input")?.focus();
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const button = event.submitter;
    const item = button?.closest<HTMLElement>("article");
    if (!(button instanceof HTMLButtonElement) || !item) return;
    void this.decide(item, button.value.split(" ")[0] as Decision, button);
  }

  private async decide(item: HTMLElement, decision: Decision, button: HTMLElement): Promise<void> {
    const number = item.dataset.number ?? "";
    const field = (name: string) =>
      this.form.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)?.value ??
      "";
    const edited = decision === "edit";
    const buttons = item.querySelectorAll<HTMLButtonElement>("button");
    for (const one of buttons) one.disabled = true;
    announce(say("review", "sending"));
    try {
      const done = await postJson<Decided>("/api/v1/review/decisions", {
        statements: [item.dataset.statement],
        decision,
        reviewer: field("reviewer"),
        reason: field(`reason.${number}`),
        subject: edited ? field(`subject.${number}`) : "",
        predicate: edited ? field(`predicate.${number}`) : "",
        object: edited ? field(`object.${number}`) : "",
      });
      this.settle(item, decision, done.published);
    } catch (error) {
      for (const one of buttons) one.disabled = false;
      this.complain(item, say("review", "failed", { reason: (error as Error).message }));
      button.focus();
    }
  }

  /** Show what was decided in place of the buttons, with a way back. */
  private settle(item: HTMLElement, decision: Decision, published: boolean): void {
    item.querySelector(".fault-line")?.remove();
    const number = item.dataset.number ?? "";
    const act = item.querySelector<HTMLElement>(".act");
    if (decision === "undo") {
      location.reload();
      return;
    }
    item.classList.add("settled");
    item.querySelector<HTMLDetailsElement>("details.edit")?.remove();
    const words = published ? say("review", decision) : say("review", "later");
    const undo = h("button", { name: "act", value: `undo ${number}`, class: "small plain" });
    undo.textContent = say("review", "undo_button");
    act?.replaceChildren(
      h("span", { class: `tag ${decision === "reject" ? "bad" : "good"}` }, words),
      undo,
    );
    this.left -= 1;
    const total = document.getElementById("total");
    if (total) total.textContent = say("review", "left", { n: this.left });
    announce(`${words} ${say("review", "left", { n: this.left })}`);
    const items = this.items();
    const next = items
      .slice(items.indexOf(item) + 1)
      .find((other) => !other.classList.contains("settled"));
    (next ?? item).focus();
  }

  private complain(item: HTMLElement, words: string): void {
    item.querySelector(".fault-line")?.remove();
    item
      .querySelector(".act")
      ?.after(h("p", { class: "remark bad fault-line", role: "alert" }, words));
  }
}

rememberReviewer();
const form = document.querySelector<HTMLFormElement>("form.review:not([data-closed])");
if (form) new Queue(form);
