// While the mailbox is under attack a code costs the browser a small sum, worked out aside; then the page goes on by itself.
// Without JavaScript, or when it does not work out, a short wait does the same.
"use strict";

(() => {
  const MOST = 5;
  let begun = 0;

  function begin() {
    const field = document.querySelector("[data-sum]");
    if (!field || begun >= MOST || !window.Worker) return;
    begun += 1;
    const worker = new Worker(field.dataset.worker);
    worker.onmessage = ({ data }) => {
      worker.terminate();
      field.value = data;
      if (field.isConnected) field.form.requestSubmit(field.form.querySelector("[name=go][value=next]"));
    };
    worker.postMessage({ sum: field.dataset.sum, bits: Number(field.dataset.bits) });
  }

  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:load", begin);
})();
