// While the mailbox is under attack a code costs the browser a small sum: the digest of sum and answer must begin with so many
// zero bits. Without JavaScript a short wait does the same.
"use strict";

(() => {
  const AT_A_TIME = 512;

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

  // Many at a time: one by one, a busy phone would spend its time on waiting.
  async function workOut(field) {
    for (let first = 0; !field.value; first += AT_A_TIME) {
      const tries = Array.from({ length: AT_A_TIME }, (_, place) => digest(`${field.dataset.sum}|${first + place}`));
      const found = (await Promise.all(tries)).findIndex((bytes) => zeroBits(bytes) >= Number(field.dataset.bits));
      if (found >= 0) field.value = first + found;
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
