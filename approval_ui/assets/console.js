// What the console does beyond forms and links: single keys, the reader's time zone, a word before words are lost.
"use strict";
document.documentElement.classList.add("scripted");

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (/^[\w+/-]+$/.test(zone)) document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;

// Filters apply as soon as they are chosen; without a script their form's button does it.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

// Words typed are not lost by a stray click.
let unsaved = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("[data-unsaved]")) unsaved = true;
});
document.addEventListener("submit", (event) => {
  if (!event.submitter?.hasAttribute("data-keeps")) unsaved = false;
});
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

// A second press of a button that decides must not send a second form.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.submitter?.hasAttribute("data-keeps") || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// Single keys (WCAG 2.1.4: they can be switched off). A key belongs to the visible element that shows it.
const PLACES = { t: "/", q: "/queue", a: "/applications", l: "/letters", o: "/outbox", m: "/mailbox" };
let going = false;

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const isComposing = (event) => event.isComposing || event.keyCode === 229 || event.key === "Process";

function elementFor(key) {
  const open = document.querySelector("details.advance[open]");
  const found = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter((each) => each.checkVisibility());
  return found.find((each) => open?.contains(each)) ?? found[0];
}

function moveInList(step) {
  const lines = [...document.querySelectorAll("[data-list] .cover")];
  if (!lines.length) return false;
  const at = lines.indexOf(document.activeElement);
  lines[Math.min(Math.max(at + step, 0), lines.length - 1)].focus();
  return true;
}

function act(key) {
  if (going) return key in PLACES && (location.assign(PLACES[key]), true);
  if (key === "?") return document.getElementById("keys")?.showModal(), true;
  const element = elementFor(key);
  if (element) return element.matches("input") ? element.focus() : element.click(), true;
  if (key === "j" || key === "k") return moveInList(key === "j" ? 1 : -1);
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("details.advance[open]")?.removeAttribute("open");
  if (!document.body.hasAttribute("data-keys") || isTyping(event.target) || isComposing(event)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
  if (event.key === "g" && !going) {
    going = true;
    setTimeout(() => { going = false; }, 1000);
    return;
  }
  if (act(event.key)) event.preventDefault();
  going = false;
});

// A part that asks for itself says when nobody answers; the next answer takes that back.
for (const trouble of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(trouble, () => document.querySelector("[data-lost]")?.removeAttribute("hidden"));
}
