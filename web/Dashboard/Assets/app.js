"use strict";

// Everything works without this file. It asks before something is lost, and takes files that are dropped.
for (const button of document.querySelectorAll("[data-confirm]")) {
  button.addEventListener("click", event => {
    if (!confirm(button.dataset.confirm)) event.preventDefault();
  });
}

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

// While an import is read for the first time, its progress is kept up to date.
const every = 5000;

async function refresh(part) {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
  if (fresh) part.replaceWith(fresh);
  return fresh || part;
}

function follow(part) {
  if (!part.hasAttribute("data-live")) return;
  setTimeout(async () => follow(document.hidden ? part : await refresh(part).catch(() => part)), every);
}

document.querySelectorAll("[data-live]").forEach(follow);

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
