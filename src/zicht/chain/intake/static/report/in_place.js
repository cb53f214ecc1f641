// Forms that answer in place: the next page is fetched and shown here, so that the browser keeps no filled-in forms in its
// history, a lost connection loses nothing, and the browser's own back button goes to the previous question.
// Without JavaScript the same forms are simply sent.
"use strict";

(() => {
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
    document.body.replaceWith(document.importNode(fresh.body, true));
    history.replaceState(history.state, "", address);
    window.scrollTo(0, 0);
    document.getElementById("inhoud").focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: document.body } }));
  }

  function tellItFailed() {
    const alert = document.createElement("div");
    alert.className = "utrecht-alert utrecht-alert--error zicht-alert zicht-alert--error";
    alert.textContent = form().dataset.noConnection;
    document.getElementById("meldingen").replaceChildren(alert);
    alert.scrollIntoView({ block: "center" });
  }

  async function post(address, data, forward) {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(address, { method: "POST", body: new URLSearchParams(data), cache: "no-store" });
      const html = await answer.text();
      if (answer.status >= 500 && !html.includes("data-in-place")) throw new Error("not now");
      show(html, address);
      const isNew = forward && answer.ok;
      depth += isNew ? 1 : 0;
      remember(isNew);
    } catch {
      tellItFailed();
    } finally {
      busy = false;
    }
  }

  function send(sent, button, forward) {
    const data = new FormData(sent);
    if (button?.name) data.set(button.name, button.value);
    post(button?.hasAttribute("formaction") ? button.formAction : sent.action, data, forward && button?.value !== "stay");
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
    post(form().action, { draft, step, go: "stay" }, false);
  }
})();
