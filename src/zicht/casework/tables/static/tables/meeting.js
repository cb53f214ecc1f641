// The running screen of a meeting: texts save themselves, what others write appears, and a lost connection loses nothing.
// Typed text stays in the page only. Nothing is put in the browser's storage: the page is the only copy until the server has it.
"use strict";

const PAUSE = 800, RETRY = 3000, LOOK = 5000;
const standing = document.getElementById("stand");
const article = document.querySelector("[data-item]");
const editors = [];

function say(name) {
  const text = standing.dataset[name] || "";
  if (standing.textContent !== text) standing.textContent = text;
}

class Editor {
  constructor(form) {
    this.form = form;
    this.area = form.querySelector("textarea[name=text]");
    this.seen = form.querySelector("[name=seen]");
    this.stored = this.area.value;
    this.busy = false;
    this.offer = form.querySelector("[data-offer]");
    form.querySelector("[data-without-script]").hidden = true;
    this.area.addEventListener("input", () => this.later(PAUSE));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    this.offer.addEventListener("click", (event) => this.take(event.target.dataset.take));
  }

  get dirty() { return this.area.value !== this.stored; }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  async save() {
    if (this.busy || !this.dirty || !this.offer.hidden) return;
    this.busy = true;
    say("saving");
    const sent = this.area.value;
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", body: new FormData(this.form), headers: { "X-Requested-With": "zicht" }, signal: AbortSignal.timeout(10000),
      });
      this.answered(answer.status, await answer.json(), sent);
    } catch {
      say("offline");
      this.later(RETRY);
    } finally {
      this.busy = false;
    }
    if (this.dirty && this.offer.hidden) this.later(standing.textContent === standing.dataset.offline ? RETRY : PAUSE);
  }

  answered(status, found, sent) {
    if (found.error) { standing.textContent = found.error; this.stored = sent; return; }
    this.seen.value = found.number;
    if (found.offer) {
      this.theirs = found.text;
      this.offer.querySelector("textarea").value = found.offer;
      this.offer.hidden = false;
      say("offer");
      return;
    }
    this.stored = found.text;
    if (this.area.value === sent) this.area.value = found.text;
    const level = this.form.querySelector("[name=level]");
    if (level) level.disabled = true;
    say(found.merged ? "merged" : "saved");
  }

  take(which) {
    if (!which) return;
    this.area.value = which === "theirs" ? this.theirs : this.offer.querySelector("textarea").value;
    this.stored = this.theirs;
    this.offer.hidden = true;
    this.area.focus();
    this.save();
  }

  refresh(text) {
    if (this.dirty || this.busy || !this.offer.hidden || Number(this.seen.value) >= text.number) return;
    this.seen.value = text.number;
    this.area.value = this.stored = text.text;
  }
}

async function look() {
  try {
    const answer = await fetch(article.dataset.versions, { signal: AbortSignal.timeout(10000) });
    if (!answer.ok) return;
    for (const text of (await answer.json()).texts) {
      const editor = editors.find((one) => one.form.dataset.text === text.part && (text.part !== "contribution" || text.own));
      if (editor) editor.refresh(text);
    }
    if (standing.textContent === standing.dataset.offline && !editors.some((one) => one.dirty)) say("saved");
  } catch { say("offline"); }
}

if (article) {
  for (const form of article.querySelectorAll("[data-text]")) editors.push(new Editor(form));
  if (editors.length) setInterval(look, LOOK);
  addEventListener("online", () => editors.forEach((one) => one.save()));
  addEventListener("beforeunload", (event) => {
    if (editors.some((one) => one.dirty)) event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (!event.altKey) return;
    const link = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (link) { event.preventDefault(); link.click(); }
  });
  // A decision elsewhere on the page first waits for what was typed.
  document.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || event.target.dataset.text || !editors.some((one) => one.dirty)) return;
    event.preventDefault();
    await Promise.all(editors.map((one) => one.save()));
    if (!editors.some((one) => one.dirty)) event.target.requestSubmit(event.submitter);
  });
}
