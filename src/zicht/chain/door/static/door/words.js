// Encrypts what people write before it leaves the browser, in age envelopes for this installation, and remembers in this document
// only what is in them: nothing is stored. Where it cannot be done the form is sent as without JavaScript, and the page says so.
"use strict";

(() => {
  const MARK_LETTERS = 24;
  const PADDED_TO = 256;
  const MOST_WAIT = 10000;
  const script = document.currentScript.dataset.age;
  const remembered = new Map(); // the mark of an envelope: what is in it
  let age = null;
  let loading = null;

  class CannotEncrypt extends Error {}

  function load() {
    loading ??= import(script).then(prove).catch(() => null);
    return loading;
  }

  // Ready only when it really works here: an old browser may lack what it needs.
  async function prove(module) {
    await module.envelope(document.querySelector("[data-recipient^=age1]").dataset.recipient, new Uint8Array(1));
    age = module;
    say(document);
    return age;
  }

  // Say which of the two happens on this page.
  function say(root) {
    for (const line of root.querySelectorAll("[data-where]")) {
      const inBrowser = Boolean(age && line.closest("form").dataset.recipient);
      line.hidden = (line.dataset.where === "browser") !== inBrowser;
    }
  }

  function padded(text) {
    const words = new TextEncoder().encode(text);
    const whole = new Uint8Array(Math.ceil(words.length / PADDED_TO) * PADDED_TO).fill(32);
    whole.set(words);
    return whole;
  }

  async function envelope(recipient, text) {
    const closed = await age.envelope(recipient, padded(text));
    const letters = Array.from(closed, (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  const patience = () => new Promise((done) => setTimeout(done, MOST_WAIT, null));

  // Put the words of a form in envelopes, in the data that is sent. Throws when the page promised it and it fails.
  async function close(form, data) {
    const written = [...form.querySelectorAll("[data-words]")].filter((field) => field.value.trim());
    const { recipient } = form.dataset;
    if (!written.length || !recipient || !(age ?? (await Promise.race([load(), patience()])))) return;
    try {
      for (const { name, value } of written) {
        const closed = await envelope(recipient, value);
        remembered.set(closed.slice(-MARK_LETTERS), value);
        data.delete(name);
        data.set(`envelope_${name}`, closed);
      }
    } catch (problem) {
      age = null;
      loading = Promise.resolve(null);
      say(document);
      throw new CannotEncrypt(problem.message);
    }
  }

  // Show the words again of envelopes that this document made; what is not remembered stays locked and travels along.
  function show(root) {
    for (const field of root.querySelectorAll("[data-words]")) {
      if (!field.value && remembered.has(field.dataset.words)) field.value = remembered.get(field.dataset.words);
    }
    for (const place of root.querySelectorAll("[data-answer]")) {
      const text = remembered.get(place.dataset.answer);
      if (text === undefined) continue;
      place.className = "";
      place.replaceChildren(...text.split("\n").flatMap((line, number) => (number ? [document.createElement("br"), line] : [line])));
    }
    for (const note of root.querySelectorAll("[data-locked]")) {
      if (note.dataset.locked.split(" ").every((mark) => remembered.has(mark))) note.remove();
    }
    say(root);
  }

  window.zichtWords = { close, show, CannotEncrypt };
  window.addEventListener("pagehide", () => remembered.clear());
  const begin = () => document.querySelector("[data-recipient^=age1]") && load();
  document.addEventListener("htmx:load", begin);
  begin();
})();
