// Sends the quick report also when the network comes and goes. What is typed stays in this page; nothing is stored.
// The form's own key makes a second attempt harmless: the same signal comes back.
"use strict";

const RETRY_SECONDS = 8;
let waiting = false;
let timer = 0;
let pressed = null; // the button that was chosen, also for a later attempt

const form = () => document.querySelector("form[data-quick]");
const field = (name) => form().elements.namedItem(name);

function say(state) {
  for (const notice of document.querySelectorAll("#netwerk [data-when]")) notice.hidden = notice.dataset.when !== state;
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function later() {
  waiting = true;
  say("waiting");
  clearTimeout(timer);
  timer = setTimeout(send, RETRY_SECONDS * 1000);
}

function signedOut(answer) {
  return answer.redirected && !answer.url.startsWith(form().action);
}

async function freshToken() {
  const answer = await fetch(form().action);
  if (signedOut(answer)) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("form[data-quick] [name=csrfmiddlewaretoken]");
  if (!fresh) return false;
  field("csrfmiddlewaretoken")?.remove();
  form().prepend(document.importNode(fresh, true));
  return true;
}

function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const photos = field("photos").files;
  form().replaceWith(document.importNode(page.querySelector("form[data-quick]"), true));
  field("photos").files = photos;
  htmx.process(form());
  form().querySelector("[data-focus]")?.focus();
}

function filledIn() {
  const filled = new FormData(form());
  if (pressed?.name) filled.set(pressed.name, pressed.value);
  return filled;
}

async function attempt(again) {
  if (!field("csrfmiddlewaretoken") && !(await freshToken())) return "signed-out";
  const answer = await fetch(form().action, { method: "POST", body: filledIn() });
  if (answer.status === 403 && again && (await freshToken())) return attempt(false);
  if (answer.status === 403 || signedOut(answer)) return "signed-out";
  if (answer.status === 422) {
    show(await answer.text());
    return "";
  }
  if (!answer.ok) throw new TypeError("not now");
  waiting = false;
  window.location.assign(answer.url);
  return "sending";
}

async function send() {
  clearTimeout(timer);
  waiting = true;
  say("sending");
  form().setAttribute("aria-busy", "true");
  try {
    const state = await attempt(true);
    if (state !== "sending") waiting = state === "signed-out";
    say(state);
  } catch {
    later();
  } finally {
    form().removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  if (event.target !== form() || event.submitter?.name === "draft") return;
  event.preventDefault();
  if (form().hasAttribute("aria-busy")) return;
  pressed = event.submitter;
  send();
});

window.addEventListener("online", () => (waiting ? send() : say("")));
window.addEventListener("offline", () => say(waiting ? "waiting" : "offline"));
window.addEventListener("beforeunload", (event) => {
  if (waiting) event.preventDefault();
});

document.addEventListener("DOMContentLoaded", async () => {
  if (!field("key").value) field("key").value = newKey();
  if (!field("csrfmiddlewaretoken") || !navigator.onLine) say("offline");
  if (!navigator.serviceWorker || !field("csrfmiddlewaretoken")) return;
  const known = Boolean(navigator.serviceWorker.controller);
  const worker = await navigator.serviceWorker.register(`${form().action}dienst.js`, { scope: form().action });
  if (known) worker.active?.postMessage("keep");
});
