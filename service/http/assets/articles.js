// The form: articles as text, address or file, each with what is known of it. Words go into values and textContent only.
const list = document.getElementById("articles");
const template = document.getElementById("article");
const files = new Map(); // card -> File
const cards = () => [...list.children];

const number = () => {
  cards().forEach((card, index) => {
    const name = files.get(card)?.name;
    card.querySelector("h3").textContent = name ? `S${index + 1}: ${name}` : `S${index + 1}`;
    card.querySelector(".remove").setAttribute("aria-label", `Remove S${index + 1}`);
  });
};

const card = (content) => {
  const made = template.content.firstElementChild.cloneNode(true);
  made.querySelector(".content").append(content);
  made.querySelector(".remove").addEventListener("click", () => {
    const next = made.nextElementSibling ?? made.previousElementSibling;
    files.delete(made);
    made.remove();
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

export const addText = () => card(field("textarea", "Text of the article", { rows: 8, className: "given" }));
export const addAddress = () =>
  card(field("input", "Address of the article", { type: "url", className: "given", placeholder: "https://" }));

const SIZES = [[1e6, "MB"], [1e3, "kB"], [1, "bytes"]];
const size = (bytes) => {
  const [unit, name] = SIZES.find(([least]) => bytes >= least) ?? [1, "bytes"];
  return `${Math.round((bytes / unit) * 10) / 10} ${name}`;
};

export const addFiles = (given) => {
  // Text cards that nobody has used make room, so that the numbers are those of the brief.
  for (const empty of cards().filter(isEmpty)) empty.remove();
  for (const file of given) {
    const said = Object.assign(document.createElement("p"), { className: "file hint", textContent: size(file.size) });
    files.set(card(said), file);
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

const isEmpty = (made) => !files.has(made) && !made.querySelector(".given").value.trim() && !Object.keys(meta(made)).length;

// What the form says: documents as the service takes them, the files they name, and the card of each.
export const given = () => {
  const found = { documents: [], files: [], cards: [] };
  for (const made of cards().filter((one) => !isEmpty(one))) {
    const document_ = meta(made);
    const input = made.querySelector(".given");
    if (files.has(made)) document_.upload = found.files.push(files.get(made));
    else document_[input.type === "url" ? "url" : "text"] = input.value.trim() ? input.value : "";
    found.documents.push(document_);
    found.cards.push(made);
  }
  return found;
};

export const clearFaults = () => {
  for (const fault of list.querySelectorAll(".fault")) fault.hidden = true;
  for (const input of list.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
};

// A fault at the article it is about: `documents.0.url`, or `text 1: ...` for the first text.
export const placeFault = (made, part, what) => {
  const fault = made.querySelector(".fault");
  fault.textContent = what;
  fault.hidden = false;
  (made.querySelector(`[data-meta="${part}"]`) ?? made.querySelector(".given"))?.setAttribute("aria-invalid", "true");
};
