// What can be done with the brief that is shown: copy it or its link, save it.
import { read } from "./calls.js";

const at = (id) => document.getElementById(id);

const save = (text, media, name) => {
  const address = URL.createObjectURL(new Blob([text], { type: media }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

// `id` and `key` of the moment; `begin` before each deed, `tell` where it fails
export const listen = ({ id, key, begin, tell }) => {
  const deed = (button, done) =>
    at(button).addEventListener("click", async () => {
      try {
        begin();
        at("said").textContent = "";
        at("said").textContent = await done();
      } catch (error) {
        tell(error);
      }
    });
  deed("copy", async () => {
    const text = await read(id(), "text/markdown", key());
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      save(text, "text/markdown", "brief.md"); // no clipboard here, as on an address without TLS
      return "The clipboard is closed to this page; saved as brief.md instead";
    }
    return "Copied";
  });
  deed("link", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      return "The clipboard is closed to this page; copy the address of the page instead";
    }
    return "Link copied";
  });
  deed("save-json", async () => {
    save(await read(id(), "application/json", key()), "application/json", "brief.json");
    return "Saved as brief.json";
  });
  deed("save-html", async () => {
    save(await read(id(), "text/html", key()), "text/html", "brief.html");
    return "Saved as brief.html";
  });
};
