// Forms that answer in place: the next page is fetched and shown here, so that the browser keeps no filled-in forms in its
// history, a lost connection loses nothing, and the browser's own back button goes to the previous question.
// Without JavaScript the same forms are simply sent.
"use strict";

(() => {
  const SLOW = 1500; // milliseconds, after which the page says that it is still at work
  const form = () => document.querySelector("form[data-in-place]");
  const back = () => document.querySelector("[data-back]");
  let depth = 0;
  let busy = false;

  // Only the newest entry of the history carries the sealed draft, and only a reload uses it.
  function remember(isNew) {
    const fields = form()?.elements;
    if (isNew) history.replaceState({ depth: depth - 1 }, "");
    history[isNew ? "pushState" : "replaceState"]({ depth, draft: fields?.draft?.value, step: fields?.step?.value }, "");
  }

  function show(html, address) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    document.documentElement.lang = fresh.documentElement.lang;
    document.documentElement.dir = fresh.documentElement.dir;
    document.title = fresh.title;
    const body = document.importNode(fresh.body, true);
    window.zichtWords?.show(body);
    document.body.replaceWith(body);
    history.replaceState(history.state, "", address);
    window.scrollTo(0, 0);
    document.getElementById("inhoud").focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: document.body } }));
  }

  function tell(words, kind = "error") {
    const alert = document.createElement("div");
    alert.className = `utrecht-alert utrecht-alert--${kind} zicht-alert zicht-alert--${kind}`;
    alert.textContent = words;
    document.getElementById("meldingen").replaceChildren(alert);
    alert.scrollIntoView({ block: "center" });
  }

  // `filled` gives what to send; it may take a moment.
  async function post(sent, address, filled, forward) {
    if (busy) return;
    busy = true;
    const slow = setTimeout(tell, SLOW, sent.dataset.slow, "info");
    try {
      const answer = await fetch(address, { method: "POST", body: new URLSearchParams(await filled()), cache: "no-store" });
      const html = await answer.text();
      if (answer.status >= 500 && !html.includes("data-in-place")) throw new Error("not now");
      show(html, address);
      const isNew = forward && answer.ok;
      depth += isNew ? 1 : 0;
      remember(isNew);
    } catch (problem) {
      const cannotEncrypt = window.zichtWords && problem instanceof window.zichtWords.CannotEncrypt;
      tell(cannotEncrypt ? sent.dataset.noEnvelope : sent.dataset.noConnection);
    } finally {
      clearTimeout(slow);
      busy = false;
    }
  }

  function send(sent, button, forward) {
    const address = button?.hasAttribute("formaction") ? button.formAction : sent.action;
    async function filled() {
      const data = new FormData(sent);
      if (button?.name) data.set(button.name, button.value);
      await window.zichtWords?.close(sent, data);
      return data;
    }
    post(sent, address, filled, forward && button?.value !== "stay");
  }

  document.addEventListener("submit", (event) => {
    const sent = event.target.closest("form[data-in-place]");
    if (!sent) return;
    event.preventDefault();
    if (event.submitter?.hasAttribute("data-back") && depth > 0) history.back();
    else send(sent, event.submitter, true);
  });

  // Links inside the page move the focus and leave the history alone.
  document.addEventListener("click", (event) => {
    const target = document.getElementById(event.target.closest("a[href^='#']")?.hash.slice(1) ?? "");
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.scrollIntoView({ block: "center" });
  });

  window.addEventListener("popstate", (event) => {
    const to = event.state?.depth ?? 0;
    const backwards = to < depth;
    if (to === depth) return;
    depth = to;
    if (backwards && !back()) location.replace(location.pathname);
    else if (form()) send(form(), backwards ? back() : null, false);
  });

  const { draft, step, depth: before } = history.state ?? {};
  history.replaceState({ depth: 0 }, "");
  if (draft && form() && performance.getEntriesByType("navigation")[0]?.type === "reload") {
    depth = before;
    post(form(), form().action, () => ({ draft, step, go: "stay" }), false);
  }
})();
