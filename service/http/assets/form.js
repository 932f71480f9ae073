// The form as a whole: what adds to it, what is kept of it over a reload, and how it is cleared.
import { addAddress, addFiles, addText, empty, writeBack, written } from "./articles.js";
import { drop, keep, kept } from "./keep.js";
import * as wishes from "./wishes.js";

const at = (id) => document.getElementById(id);
const KEEP_AFTER_MS = 400;
const STAYS = at("kept").textContent;
const TOO_LONG = "These articles are too long to be kept here: they are lost when the page is loaded again.";
let later = 0;
let takeBack = null;

const keepNow = () => {
  clearTimeout(later);
  const articles = written();
  at("clear").hidden = !articles.length;
  const said = keep("form", { articles, choices: wishes.choices() }) ? STAYS : TOO_LONG;
  if (at("undo").hidden && at("kept").textContent !== said) at("kept").textContent = said;
};

const keepSoon = () => {
  clearTimeout(later);
  later = setTimeout(keepNow, KEEP_AFTER_MS);
};

const clear = () => {
  takeBack = empty();
  at("clear").hidden = true;
  at("kept").textContent = "Cleared.";
  at("undo").hidden = false;
  drop("form");
  at("undo").focus();
};

const undo = () => {
  takeBack();
  at("undo").hidden = true;
  keepNow();
  at("clear").focus();
};

const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");

const listenForFiles = () => {
  at("add-files").addEventListener("click", () => at("files").click());
  at("files").addEventListener("change", () => {
    addFiles(at("files").files);
    at("files").value = "";
  });
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    document.body.classList.toggle("dropping", !at("asking").hidden);
  });
  addEventListener("dragleave", (event) => event.relatedTarget ?? document.body.classList.remove("dropping"));
  addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault(); // otherwise the browser would leave this page for the file
    document.body.classList.remove("dropping");
    if (!at("asking").hidden) addFiles(event.dataTransfer.files);
  });
};

export const listen = (tell) => {
  wishes.listen(tell);
  at("add-text").addEventListener("click", () => addText().querySelector("textarea").focus());
  at("add-url").addEventListener("click", () => addAddress().querySelector("input").focus());
  listenForFiles();
  at("clear").addEventListener("click", clear);
  at("undo").addEventListener("click", undo);

  const before = kept("form");
  wishes.choose(before?.choices ?? {});
  if (Array.isArray(before?.articles) && before.articles.length) writeBack(before.articles);
  else {
    addText();
    addText();
  }
  keepNow();
  at("ask").addEventListener("input", (event) => {
    // The first words after it was cleared: what was there is given up.
    if (event.isTrusted) {
      at("undo").hidden = true;
      at("clear").hidden = false;
    }
    keepSoon();
  });
  at("author").addEventListener("input", keepSoon);
  addEventListener("pagehide", keepNow);
};
