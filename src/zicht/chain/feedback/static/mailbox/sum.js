// While the mailbox is under attack a code costs the browser a small sum: the digest of sum and answer must begin with so many
// zero bits. Without JavaScript a short wait does the same.
"use strict";

(() => {
  async function digest(text) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  }

  function zeroBits(bytes) {
    let count = 0;
    for (const byte of bytes) {
      if (byte) return count + Math.clz32(byte) - 24;
      count += 8;
    }
    return count;
  }

  async function workOut(field) {
    for (let answer = 0; !field.value; answer += 1) {
      if (zeroBits(await digest(`${field.dataset.sum}|${answer}`)) >= Number(field.dataset.bits)) field.value = answer;
    }
  }

  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("[data-sum]");
    if (!field || field.value || !window.crypto?.subtle) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    workOut(field).then(() => event.target.requestSubmit(event.submitter));
  }, true);
})();
