{% load static %}// Keeps the empty quick report at hand for when there is no network. Only that page and its looks are kept:
// no answer of the server with anything of a person, and nothing that was typed.
"use strict";

const STORE = "zicht-signaal-geven";
const START = "{% url 'intake:quick' %}";
const EMPTY = "{% url 'intake:offline' %}";
const LOOKS = ["{% static 'zicht/zicht.css' %}", "{% static 'zicht/htmx.min.js' %}", "{% static 'zicht/zicht.js' %}", "{% static 'intake/quick.js' %}", "{% static 'zicht/fonts/noto-sans-latin-wght-normal.woff2' %}", "{% static 'zicht/zicht.svg' %}"];

async function keep() {
  const store = await caches.open(STORE);
  for (const address of [EMPTY, ...LOOKS]) {
    const answer = await fetch(address);
    if (answer.ok && !answer.redirected) await store.put(address, answer);
  }
}

async function networkFirst(request, kept) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await caches.match(kept);
    if (found) return found;
    throw error;
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keep());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === START) event.respondWith(networkFirst(request, EMPTY));
  else if (LOOKS.includes(address.pathname)) event.respondWith(networkFirst(request, address.pathname));
});
