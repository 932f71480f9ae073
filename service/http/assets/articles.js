// The form: articles as text, address or file, each with what is known of it. Words go into values and textContent only.
import { Problem } from "./calls.js";

const list = document.getElementById("articles");
const template = document.getElementById("article");
const files = new Map(); // card -> File
const awaited = new Map(); // card -> name of a file that a reload has lost
const cards = () => [...list.children];
const MIN_WORDS_PARTED = 1_000_000; // of a longer text only its length is told, as counting words would take too long

const number = () => {
  cards().forEach((card, index) => {
    const name = files.get(card)?.name ?? awaited.get(card);
    card.querySelector("h3").textContent = name ? `S${index + 1}: ${name}` : `S${index + 1}`;
    card.querySelector(".remove").setAttribute("aria-label", `Remove S${index + 1}`);
  });
  list.dispatchEvent(new Event("input", { bubbles: true })); // what is kept of the form is kept anew
};

const take = (card) => {
  files.delete(card);
  awaited.delete(card);
  card.remove();
};

const card = (content) => {
  const made = template.content.firstElementChild.cloneNode(true);
  made.querySelector(".content").append(content);
  made.querySelector(".remove").addEventListener("click", () => {
    const next = made.nextElementSibling ?? made.previousElementSibling;
    take(made);
    number();
    (next?.querySelector("textarea, input") ?? document.getElementById("add-text")).focus();
  });
  list.append(made);
  number();
  return made;
};

const field = (tag, label, more) => {
  const wrapped = document.createElement("label");
  const made = Object.assign(document.createElement(tag), more);
  wrapped.append(label, made);
  return wrapped;
};

const counted = (text) => {
  if (!text.trim()) return "";
  if (text.length > MIN_WORDS_PARTED) return `${text.length.toLocaleString("en")} characters`;
  const words = text.trim().split(/\s+/).length;
  return `${words.toLocaleString("en")} word${words === 1 ? "" : "s"}`;
};

export const addText = () => {
  const made = card(
    field("textarea", "Text of the article", { rows: 7, className: "given", placeholder: "Headline and text, as published" }),
  );
  const input = made.querySelector(".given");
  let later = 0;
  input.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(() => (made.querySelector(".count").textContent = counted(input.value)), 150);
  });
  return made;
};
export const addAddress = () =>
  card(field("input", "Address of the article", { type: "url", className: "given", placeholder: "https://" }));

const SIZES = [[1e6, "MB"], [1e3, "kB"], [1, "bytes"]];
const size = (bytes) => {
  const [unit, name] = SIZES.find(([least]) => bytes >= least) ?? [1, "bytes"];
  return `${Math.round((bytes / unit) * 10) / 10} ${name}`;
};

export const addFiles = (given) => {
  cards().filter(isEmpty).forEach(take); // text cards that nobody has used make room
  for (const file of given) {
    const known = cards().find((one) => awaited.get(one) === file.name) ?? card(document.createElement("p"));
    awaited.delete(known);
    files.set(known, file);
    Object.assign(known.querySelector(".content p"), { className: "file hint", textContent: size(file.size) });
    number();
  }
};

const meta = (made) => {
  const known = {};
  for (const input of made.querySelectorAll("[data-meta]")) {
    if (input.value.trim()) known[input.dataset.meta] = input.value.trim();
  }
  return known;
};

const isFile = (made) => files.has(made) || awaited.has(made);
const isEmpty = (made) => !isFile(made) && !made.querySelector(".given").value.trim() && !Object.keys(meta(made)).length;

// What the form says: documents as the service takes them, the files they name, and the card of each. Cards that nobody
// has used go, so that the numbers are those of the brief.
export const given = () => {
  const found = { documents: [], files: [], cards: cards().filter((one) => !isEmpty(one)) };
  if (found.cards.length) cards().filter(isEmpty).forEach(take);
  number();
  for (const made of found.cards) {
    const document_ = meta(made);
    const input = made.querySelector(".given");
    if (files.has(made)) document_.upload = found.files.push(files.get(made));
    else if (!awaited.has(made)) document_[input.type === "url" ? "url" : "text"] = input.value.trim() ? input.value : "";
    found.documents.push(document_);
  }
  const errors = found.cards.flatMap((one, index) =>
    awaited.has(one) ? [{ where: `S${index + 1}`, what: "choose this file again, or remove it" }] : [],
  );
  if (errors.length) throw new Problem({ title: "A file is missing", detail: "a page that is loaded again has lost its files", errors });
  return found;
};

// What is kept over a reload, and back. The content of a file is not: its card asks for it again.
export const written = () =>
  cards()
    .filter((one) => !isEmpty(one))
    .map((one) => {
      const input = one.querySelector(".given");
      if (isFile(one)) return { file: files.get(one)?.name ?? awaited.get(one), meta: meta(one) };
      return { [input.type === "url" ? "url" : "text"]: input.value, meta: meta(one) };
    });

export const writeBack = (kept) => {
  for (const one of kept) {
    const asked = Object.assign(document.createElement("p"), { className: "file hint", textContent: "Not kept when the page was loaded again: choose or drop this file once more." });
    const made = one.file !== undefined ? card(asked) : one.url !== undefined ? addAddress() : addText();
    if (one.file !== undefined) awaited.set(made, one.file);
    else {
      made.querySelector(".given").value = one.url ?? one.text;
      made.querySelector(".count").textContent = one.text ? counted(one.text) : "";
    }
    for (const [name, value] of Object.entries(one.meta ?? {})) {
      const input = made.querySelector(`[data-meta="${CSS.escape(name)}"]`);
      if (input) input.value = value;
    }
  }
  number();
};

// All cards are taken away; what comes back puts them there again, files too.
export const empty = () => {
  const before = cards();
  const [hadFiles, hadNames] = [new Map(files), new Map(awaited)];
  before.forEach(take);
  addText();
  addText();
  return () => {
    cards().filter(isEmpty).forEach(take);
    list.prepend(...before);
    hadFiles.forEach((file, one) => files.set(one, file));
    hadNames.forEach((name, one) => awaited.set(one, name));
    number();
  };
};

export const clearFaults = () => {
  for (const fault of list.querySelectorAll(".fault")) fault.hidden = true;
  for (const input of list.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
};

// A fault at the article it is about, and at the field where that is known.
export const placeFault = (made, part, what) => {
  const fault = made.querySelector(".fault");
  fault.textContent = what;
  fault.hidden = false;
  const input = made.querySelector(`[data-meta="${CSS.escape(part ?? "")}"]`) ?? made.querySelector(".given");
  if (!input) return;
  fault.id ||= `fault-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", fault.id);
};
