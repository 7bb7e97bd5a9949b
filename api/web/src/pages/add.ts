// Dropping files and folders, with a line for each; the form works without this script too.

import { getJson, h, root } from "../lib/dom";
import { announce, say } from "../lib/words";
import { problem } from "../lib/write";

interface FileState {
  name: string;
  state: "waiting" | "taken" | "skipped" | "failed";
  error?: string;
  document?: string;
  title?: string;
  clauses?: number;
  entities?: number;
  assertions?: number;
}
interface Job {
  id: string;
  state: "waiting" | "running" | "done" | "failed";
  detail: { files?: FileState[]; error?: string };
}
interface Chosen {
  path: string;
  file: File;
}

const BATCH_FILES = 20;
const BATCH_BYTES = 32 * 1024 * 1024;
const BEAT = 700;

/** The line of one file. */
class Line {
  readonly element = h("li");
  state: "waiting" | "sending" | "reading" | FileState["state"] = "waiting";
  private readonly tag = h("span", { class: "tag warn" });
  private readonly what = h("span", { class: "what" });

  constructor(readonly chosen: Chosen) {
    const name = h("span", { class: "name" }, h("bdi", {}, chosen.path));
    this.element.append(name, this.tag, this.what);
    this.show("waiting");
  }

  show(state: Line["state"], found?: FileState): void {
    this.state = state;
    this.element.className = state;
    const tone = { taken: "good", failed: "bad", skipped: "" }[state as string];
    this.tag.className = `tag ${tone ?? "warn"}`;
    this.tag.textContent = say("add", state);
    this.what.replaceChildren();
    if (!found) return;
    if (found.document) {
      const link = h("a", { href: `${root()}/doc/${encodeURIComponent(found.document)}` });
      link.append(h("bdi", { lang: "zh-CN" }, found.title || found.document));
      const { clauses = 0, entities = 0, assertions = 0 } = found;
      this.what.append(link, ` ${say("add", "what", { clauses, entities, assertions })}`);
    }
    if (found.error) this.what.append(h("bdi", {}, found.error));
  }

  sent(share: number): void {
    if (this.state !== "sending") this.show("sending");
    const bar = this.what.querySelector("progress") ?? h("progress", { max: "1" });
    bar.setAttribute("aria-label", this.chosen.path);
    bar.value = share;
    if (!bar.isConnected) this.what.append(bar);
  }
}

class Uploads {
  private readonly lines: Line[] = [];
  private readonly list = document.getElementById("list") as HTMLElement;
  private readonly panel = document.getElementById("progress") as HTMLElement;
  private busy = false;
  private readonly limit: number;

  constructor(private readonly form: HTMLFormElement) {
    this.limit = Number(form.dataset.limit) * 1024 * 1024;
    form.querySelector(".send")?.remove();
    for (const input of form.querySelectorAll<HTMLInputElement>("input[type=file]")) {
      input.addEventListener("change", () => {
        this.add([...(input.files ?? [])].map((file) => ({ path: pathOf(file), file })));
        input.value = "";
      });
    }
    this.listen();
  }

  private listen(): void {
    const over = (on: boolean) => (event: DragEvent) => {
      event.preventDefault();
      this.form.classList.toggle("over", on);
    };
    this.form.addEventListener("dragover", over(true));
    this.form.addEventListener("dragleave", over(false));
    this.form.addEventListener("drop", (event) => {
      over(false)(event);
      void dropped(event.dataTransfer).then((files) => this.add(files));
    });
  }

  add(files: Chosen[]): void {
    const visible = files.filter(({ path }) => !path.split("/").some((p) => p.startsWith(".")));
    if (visible.length === 0) {
      announce(say("add", "none"));
      return;
    }
    this.panel.hidden = false;
    for (const chosen of visible) {
      const line = new Line(chosen);
      if (chosen.file.size > this.limit) {
        const limit = this.form.dataset.limit ?? "";
        const error = say("add", "too_large", { limit });
        line.show("failed", { name: chosen.path, state: "failed", error });
      }
      this.lines.push(line);
      this.list.append(line.element);
    }
    this.sum();
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let batch = this.next(); batch.length > 0; batch = this.next()) {
      try {
        const job = await this.send(batch);
        await follow(job, (files) => this.told(batch, files));
      } catch (error) {
        for (const line of batch.filter((l) => !settled(l))) {
          const reason = (error as Error).message || say("add", "broken");
          line.show("failed", { name: line.chosen.path, state: "failed", error: reason });
        }
      }
      this.sum();
    }
    this.busy = false;
    announce(document.getElementById("summary")?.textContent ?? "");
  }

  /** The next waiting files that together are no larger than a batch; at least one. */
  private next(): Line[] {
    const batch: Line[] = [];
    let bytes = 0;
    for (const line of this.lines) {
      if (line.state !== "waiting") continue;
      bytes += line.chosen.file.size;
      if (batch.length > 0 && (bytes > BATCH_BYTES || batch.length >= BATCH_FILES)) break;
      batch.push(line);
    }
    return batch;
  }

  private send(batch: Line[]): Promise<Job> {
    const body = new FormData();
    for (const { chosen } of batch) body.append("files", chosen.file, chosen.path);
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", `${root()}/api/v1/documents`);
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        for (const line of batch) line.sent(event.total ? event.loaded / event.total : 0);
      });
      request.upload.addEventListener("load", () => {
        for (const line of batch) line.show("reading");
      });
      request.addEventListener("error", () => reject(new Error(say("add", "broken"))));
      request.addEventListener("load", () => {
        if (request.status === 202) resolve(request.response as Job);
        else reject(new Error(problem(request.response) || request.statusText));
      });
      for (const line of batch) line.show("sending");
      request.send(body);
    });
  }

  private told(batch: Line[], files: FileState[]): void {
    for (const line of batch) {
      const { path } = line.chosen;
      const own = files.filter((f) => f.name === path || f.name.startsWith(`${path}/`));
      const found = own.find((f) => f.name === path) ?? together(path, own);
      if (found && found.state !== "waiting" && !settled(line)) line.show(found.state, found);
    }
    this.sum();
  }

  private sum(): void {
    const count = (state: Line["state"]) => this.lines.filter((l) => l.state === state).length;
    const [taken, skipped, failed] = [count("taken"), count("skipped"), count("failed")];
    const n = this.lines.length;
    const left = n - taken - skipped - failed;
    const summary = document.getElementById("summary");
    if (summary) summary.textContent = say("add", "summary", { n, taken, skipped, failed, left });
  }
}

/** What became of an archive: all its members together; undefined while none is known. */
function together(path: string, members: FileState[]): FileState | undefined {
  if (members.length === 0 || members.some((m) => m.state === "waiting")) return undefined;
  const failed = members.filter((m) => m.state === "failed");
  const error = failed.map((m) => `${m.name.slice(path.length + 1)}: ${m.error ?? ""}`).join("; ");
  const taken = members.find((m) => m.state === "taken");
  const state = taken ? "taken" : failed.length > 0 ? "failed" : "skipped";
  return { ...(taken ?? {}), name: path, state, ...(error ? { error } : {}) };
}

function settled(line: Line): boolean {
  return line.state === "taken" || line.state === "skipped" || line.state === "failed";
}

/** Ask for a job until it ends; every answer goes to `tell`. Throws when it ends without files. */
async function follow(job: Job, tell: (files: FileState[]) => void): Promise<void> {
  for (let now = job; ; now = await getJson<Job>(`/api/v1/jobs/${job.id}`)) {
    const files = (now.detail.files ?? []).filter((file) => typeof file === "object");
    tell(files);
    if (now.state === "failed" && now.detail.error) throw new Error(now.detail.error);
    if (now.state === "done" || now.state === "failed") return;
    await new Promise((resolve) => setTimeout(resolve, BEAT));
  }
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}

/** The files below what was dropped, folders opened. */
async function dropped(data: DataTransfer | null): Promise<Chosen[]> {
  const entries = [...(data?.items ?? [])].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...(data?.files ?? [])];
  if (entries.every((entry) => entry === null)) {
    return plain.map((file) => ({ path: pathOf(file), file }));
  }
  const found = await Promise.all(entries.filter((e) => e !== null).map((e) => below(e)));
  return found.flat();
}

async function below(entry: FileSystemEntry): Promise<Chosen[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Chosen[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return found;
    for (const child of part) found.push(...(await below(child)));
  }
}

const drop = document.querySelector<HTMLFormElement>("#drop");
if (drop) new Uploads(drop);
const waiting = document.querySelector<HTMLElement>("[data-job]");
if (waiting) {
  const id = waiting.dataset.job ?? "";
  void getJson<Job>(`/api/v1/jobs/${id}`)
    .then((job) => follow(job, () => undefined))
    .catch(() => undefined)
    .then(() => location.reload());
}
