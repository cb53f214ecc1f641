// Small additions to pages that work without them: copy buttons and focus on the error summary.
"use strict";

function prepare(root) {
  for (const button of root.querySelectorAll("[data-copy][hidden]")) {
    button.hidden = !navigator.clipboard;
  }
  const wanted = root.querySelector("[data-focus]");
  if (wanted) wanted.focus();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.querySelector("span").textContent = button.dataset.copied;
});

document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
document.addEventListener("DOMContentLoaded", () => prepare(document));

// Who prints a page is on record, as who reads it (NEN 7513). Only the address of the page is sent.
window.addEventListener("beforeprint", () => {
  const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
  fetch("/werk/logboek/afgedrukt/", {
    method: "POST", headers: token, body: new URLSearchParams({ page: location.pathname }), keepalive: true,
  }).catch(() => {});
});
