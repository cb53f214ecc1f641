// Leave at once: the link, or the Shift key three times in a row (Esc would stop the page from loading).
// The page goes blank before the other site has loaded, and takes no place of its own in the history.
"use strict";

(() => {
  const WITHIN_MILLISECONDS = 2000;
  let presses = [];

  function leave() {
    const link = document.getElementById("snel-weg");
    document.documentElement.classList.add("zicht-gone");
    document.title = "…";
    if (document.body) document.body.replaceChildren();
    if (link) window.location.replace(link.href);
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#snel-weg")) return;
    event.preventDefault();
    leave();
  });

  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    const now = Date.now();
    presses = [...presses.filter((moment) => now - moment < WITHIN_MILLISECONDS), now];
    if (presses.length >= 3) leave();
  });
})();
