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
