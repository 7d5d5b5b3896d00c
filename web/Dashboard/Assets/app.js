"use strict";

// Everything works without this file. It asks before something is lost, takes files that are dropped, filters while you type, and shows
// a check without a new page. Listeners are on the document: parts of a page are replaced.
const pause = 300;

document.addEventListener("click", event => {
  const button = event.target.closest("[data-confirm]");
  if (!button) return;
  // The server asks about all links of a list, and says how many they are.
  const all = button.form?.elements.namedItem("all");
  if (!all?.checked && !confirm(button.dataset.confirm)) event.preventDefault();
});

for (const zone of document.querySelectorAll(".drop")) {
  const input = zone.querySelector("input[type=file]");
  zone.addEventListener("dragover", event => event.preventDefault());
  zone.addEventListener("drop", event => {
    event.preventDefault();
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    input.form.requestSubmit();
  });
}

function offerChoices() {
  for (const label of document.querySelectorAll("[data-choose-all]")) label.hidden = false;
}

document.addEventListener("change", event => {
  const box = event.target;
  const form = box.form;
  const all = form?.querySelector("[data-choose-all] input");
  if (!all) return;
  const rows = [...form.querySelectorAll("input[name=link]")];
  if (box === all) for (const row of rows) row.checked = all.checked;
  const chosen = rows.filter(row => row.checked).length;
  all.checked = chosen === rows.length;
  all.indeterminate = chosen > 0 && chosen < rows.length;
});

function take(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const parts = [...page.querySelectorAll("[data-part]")];
  for (const part of parts) document.querySelector(`[data-part="${part.dataset.part}"]`)?.replaceWith(part);
  offerChoices();
  return parts.length > 0;
}

for (const form of document.querySelectorAll("form[data-live]")) {
  const says = document.querySelector("[data-says]");
  let timer;
  let asked;
  form.addEventListener("input", event => {
    if (event.target.type === "checkbox") return;
    clearTimeout(timer);
    timer = setTimeout(ask, event.target.type === "search" || event.target.type === "text" ? pause : 0);
  });

  async function ask() {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = query.size === 0 ? form.action : `${form.action}?${query}`;
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok || answer.redirected || !take(await answer.text())) return location.assign(address);
      history.replaceState(null, "", address);
      const rows = document.querySelectorAll("[data-part=list] tbody tr").length;
      says.textContent = rows === 1 ? "1 row" : `${rows} rows`;
    } catch (error) {
      if (error.name !== "AbortError") form.requestSubmit();
    }
  }
}

document.addEventListener("submit", async event => {
  const form = event.target;
  if (!form.matches("[data-check]") || form.dataset.check === "plain") return;
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.getAttribute("aria-disabled") === "true") return;
  const words = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = "Checking…";
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-found]");
    if (!found) throw new Error("another page");
    document.querySelector("[data-found]").replaceChildren(...found.childNodes);
  } catch {
    form.dataset.check = "plain";
    form.requestSubmit();
  } finally {
    button.textContent = words;
    button.removeAttribute("aria-disabled");
  }
});

offerChoices();

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = "Copied";
  });
}

// While an import is read for the first time, its progress is kept up to date.
const every = 5000;

async function refresh(part) {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
  if (fresh) part.replaceWith(fresh);
  return fresh || part;
}

function follow(part) {
  if (!part.hasAttribute("data-progress")) return;
  setTimeout(async () => follow(document.hidden ? part : await refresh(part).catch(() => part)), every);
}

document.querySelectorAll("[data-progress]").forEach(follow);

// The list of sites closes as lists do.
const sites = document.querySelector(".switch");
if (sites) {
  document.addEventListener("click", event => { if (!sites.contains(event.target)) sites.open = false; });
  sites.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    sites.open = false;
    sites.querySelector("summary").focus();
  });
}

// A long piece of work goes on by itself.
document.querySelector("form[data-continue]")?.requestSubmit();
