// What the console does beyond forms and links: single keys, the next case at once, a word before words are lost.
"use strict";
document.documentElement.classList.add("scripted");
const find = (selector) => document.querySelector(selector), all = (selector) => [...document.querySelectorAll(selector)];

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (/^[\w+/-]+$/.test(zone)) document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;

// Filters apply as soon as they are chosen; without a script their form's button does it.
document.addEventListener("change", ({ target }) => { if (target.matches("[data-submits]")) target.form.requestSubmit(); });

document.addEventListener("focusin", ({ target }) => { if (target.matches("[name^=part-]")) all("[data-follows]").forEach((choice) => { choice.value = target.name; }); });
let unsaved = Boolean(find("[data-unsaved=yes]")); // words typed are not lost by a stray click
document.addEventListener("input", (event) => { unsaved ||= Boolean(event.target.closest("[data-unsaved]")); });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

// A second press of a button that decides must not send a second form.
document.addEventListener("submit", (event) => {
  const form = event.target, keeps = event.submitter?.hasAttribute("data-keeps");
  unsaved &&= Boolean(keeps);
  if (form.method !== "post" || keeps || form.hasAttribute("hx-post")) return;
  const isPart = form.hasAttribute("data-part") && find("#case");
  if (form.dataset.sent || isPart) event.preventDefault();
  if (!form.dataset.sent && isPart) send(form, event.submitter);
  form.dataset.sent = "yes";
});
// A device may be offline and yet reach a console of its own: so this only warns.
for (const name of ["online", "offline"]) addEventListener(name, () => find("[data-offline]")?.toggleAttribute("hidden", navigator.onLine));
addEventListener("pageshow", () => all("[data-sent]").forEach((form) => delete form.dataset.sent));

// The desk: a case beside its queue. The next case is fetched while this one is read, so that a decision shows it at
// once and is sent behind it, kept alive when the reader leaves; should it be refused, that stands above the list.
const PART = { headers: { "x-part": "yes", "hx-request": "true" } };
const BOUNCE_MS = 200, fetched = new Map();
let paintedAt = Infinity, going = false;
const lines = () => all("[data-list] .cover");
const lineOf = (link) => link?.closest("li"), currentLine = () => find("[data-list] .current");
const linesAbout = (name, at = find("#lines").dataset.lines) => `${at}${at.includes("?") ? "&" : "?"}${name}=${location.pathname.split("/")[2] ?? ""}`;
const parsed = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
const lose = () => { find("#toast").innerHTML = find("#lost").innerHTML; };
function fetchCase(href) {
  const part = fetch(href, PART).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)));
  const entry = { part: part.then((html) => { entry.content = parsed(html); return entry.content; }) };
  entry.part.catch(() => fetched.delete(href));
  fetched.set(href, entry);
  return entry;
}
function nextHref() {
  const open = lines().filter((link) => lineOf(link) === currentLine() || !lineOf(link).querySelector("[data-presence]"));
  const at = open.findIndex((link) => lineOf(link) === currentLine());
  return (open[at + 1] ?? open.find((link, place) => place !== at))?.href;
}
function put(href, content, replaces) {
  const desk = find("#case");
  history[replaces ? "replaceState" : "pushState"](null, "", href);
  desk.className = "";
  desk.replaceChildren(content);
  for (const link of lines()) {
    const isThis = link.pathname === location.pathname;
    lineOf(link).classList.toggle("current", isThis);
    if (isThis) lineOf(link).scrollIntoView({ block: "nearest" });
  }
  fetched.delete(href);
  find("main").className = "case-page";
  document.title = desk.querySelector("h1").dataset.title;
  desk.querySelector("h1").focus({ preventScroll: true });
  scrollTo(0, 0);
  settle(desk);
}
function show(href, replaces) {
  const entry = fetched.get(href) ?? fetchCase(href);
  paintedAt = Infinity;
  if (entry.content) put(href, entry.content, replaces);
  else entry.part.then((content) => put(href, content, replaces), (answer) => (answer.status ? location.assign(href) : lose()));
}

// Keys decide only what has been painted, and a finger that bounces decides once.
function settle(fresh) {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    paintedAt = performance.now();
    find("#case").dataset.painted = location.pathname;
    if (fresh) window.htmx?.process(fresh);
    all("iframe[data-src]").forEach((frame) => { frame.src = frame.dataset.src; });
  }));
  const next = nextHref();
  if (next && !fetched.has(next)) setTimeout(fetchCase, 0, next);
}
function send(form, button) {
  const line = form.hasAttribute("data-leaves") ? currentLine() : null, list = line?.parentNode, after = line?.nextSibling;
  const next = line && nextHref(), fields = new URLSearchParams(new FormData(form, button));
  line?.remove();
  if (next) show(next);
  const tell = (html, isDone) => {
    find("#toast").innerHTML = html;
    delete form.dataset.sent;
    if (!isDone && line) list.insertBefore(line, after);
    if (isDone && !line) form.reset(), form.closest("details")?.removeAttribute("open");
    if (isDone && form.hasAttribute("data-leaves") && !next) location.assign(linesAbout("done"));
  };
  fetch(form.action, { method: "POST", body: fields, keepalive: true, ...PART })
    .then(async (answer) => tell(await answer.text(), answer.ok), () => (tell("", false), lose()));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-opens]");
  if (!link || !find("#case")?.checkVisibility() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href);
});
addEventListener("popstate", () => { if (find("#case") && !location.hash) location.reload(); });
addEventListener("hashchange", () => document.querySelectorAll("[name=opened]").forEach((each) => { each.value += ` ${location.hash.slice(1)}`; }));
if (find("#case.placeholder")?.checkVisibility()) lines()[0] && show(lines()[0].href, true);
else if (find("#case")) settle();
setInterval(async () => {
  const list = find("#lines");
  if (!list || document.hidden || find(".pick:checked") || list.contains(document.activeElement)) return;
  const answer = await fetch(linesAbout("current"), PART).catch(() => null);
  if (answer?.ok) list.innerHTML = await answer.text();
}, 30000);
// Single keys (WCAG 2.1.4: they can be switched off). A key belongs to the visible element that shows it.
const PLACES = { t: "/", q: "/queue", o: "/outbox", r: "/requests", a: "/applications", l: "/letters", m: "/mailbox" };
const focusIn = (details) => details.open && details.querySelector("[data-focus]")?.focus();
const isTyping = (target) => target.closest?.("input:not(.pick), textarea, select, [contenteditable]");
const isComposing = (event) => event.isComposing || event.keyCode === 229 || event.key === "Process";
function act(key) {
  if (going) return key in PLACES && (location.assign(PLACES[key]), true);
  if (key === "?") return find("#keys")?.showModal(), true;
  const shown = all(`[data-key="${CSS.escape(key)}"]`).filter((each) => each.checkVisibility());
  const element = shown.find((each) => find("details.deed[open]")?.contains(each)) ?? shown[0];
  if (element?.closest("#case") && /^[ao1-9]$/.test(key) && performance.now() - paintedAt < BOUNCE_MS) return true;
  // What fast fingers type next belongs into the field that opened, and must not decide.
  if (element) return element.matches("input") ? element.focus() : (element.click(), focusIn(element.parentNode)), true;
  if (key === "x") return (lineOf(document.activeElement) ?? currentLine())?.querySelector(".pick")?.click(), true;
  if (key !== "j" && key !== "k") return false;
  const place = lines().indexOf(document.activeElement) + (key === "j" ? 1 : -1);
  return lines()[Math.min(Math.max(place, 0), lines().length - 1)]?.focus(), true;
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") find("details.deed[open]")?.removeAttribute("open");
  if (!document.body.hasAttribute("data-keys") || isTyping(event.target) || isComposing(event)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || find("dialog[open]")) return;
  const begins = event.key === "g" && !going;
  if (!begins && act(event.key)) event.preventDefault();
  going = begins;
  if (going) setTimeout(() => { going = false; }, 1000);
});
document.addEventListener("toggle", (event) => focusIn(event.target), true);

// A part that asks for itself says when nobody answers; the next answer takes that back.
for (const trouble of ["htmx:error", "htmx:response:error"]) document.addEventListener(trouble, () => find("[data-lost]")?.removeAttribute("hidden"));
