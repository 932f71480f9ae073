// What went wrong: what, where, what to do; at the head of the page, and at the article where it is known which one.
import { clearFaults, placeFault } from "./articles.js";
import { Problem } from "./calls.js";

// What a program is told of a form, said to who filled it in.
const FORM = { title: "Something in the form cannot be used", detail: "Mend it, then try again." };
const MAX_OPEN = 4; // more faults than these are folded, so that the brief is in view
const at = (id) => document.getElementById(id);
const made = (tag, textContent, more) => Object.assign(document.createElement(tag), { textContent, ...more });

// `documents.0.url` names a part of what was sent; `S1` an article.
const placeOf = (where) => {
  const [, index, part] = where.match(/^documents\.(\d+)(?:\.(\w+))?/) ?? [];
  if (index !== undefined) return { index: Number(index), part };
  const [, number] = where.match(/^S(\d+)$/) ?? [];
  return number === undefined ? {} : { index: Number(number) - 1 };
};

export const clearProblem = () => {
  at("problem").hidden = true;
  at("problem").replaceChildren();
  clearFaults();
};

// `cards`: the article of each document that was sent, in order
export const tell = (error, cards = []) => {
  const found = error instanceof Problem ? error.found : { title: "Something went wrong in this page", detail: `${error}; load the page again` };
  const known = found.code === "invalid_request" && found.errors?.length ? { ...found, ...FORM } : found;
  const faults = document.createElement("ul");
  for (const { where, what } of known.errors ?? []) {
    const { index, part } = placeOf(where);
    const card = cards[index];
    const said = card?.querySelector("h3").textContent ?? `S${index + 1}`;
    const name = index === undefined ? where : `${said}${["text", "upload", undefined].includes(part) ? "" : `, ${part}`}`;
    const fault = document.createElement("li");
    fault.append(made("b", name), `: ${what}`);
    faults.append(fault);
    if (card) placeFault(card, part, what);
  }
  const foot = [known.code, known.request_id && `request ${known.request_id}`].filter(Boolean).join(", ");
  at("problem").replaceChildren(made("h2", known.title), made("p", known.detail.replace(/; see errors$/, ":")), ...(faults.children.length ? [faults] : []));
  if (foot) at("problem").append(made("p", foot, { className: "hint" }));
  at("problem").hidden = false;
  at("problem").focus();
  if (known.status === 401) at("key")?.setAttribute("aria-invalid", "true");
};

// Articles that could not be read, though a brief was made of the others: above that brief, and at their cards.
export const tellUnread = (record, cards = []) => {
  const lost = new Map();
  const read = new Set(record.sources.map(({ id }) => id));
  for (const { doc, code, params } of record.notices) {
    if (doc && !read.has(doc) && !lost.has(doc)) lost.set(doc, { code, ...params });
  }
  // A file that holds several articles has several ids: then no card is known by its number.
  const isOneEach = read.size + lost.size === cards.length;
  const entries = [...lost].map(([doc, { code, what, where, words, how }]) => {
    const plain = { too_short: `only ${words} words of running text`, unusual_case: `written ${how}` };
    const why = what ?? plain[code] ?? code.replaceAll("_", " ");
    const entry = document.createElement("li");
    entry.append(made("b", doc), ` (${where}): ${why}`);
    const card = cards[Number(doc.slice(1)) - 1];
    if (card && isOneEach) placeFault(card, undefined, why);
    return entry;
  });
  at("unread").hidden = !entries.length;
  at("unread").querySelector("details").open = entries.length <= MAX_OPEN;
  at("unread-title").textContent = `${entries.length === 1 ? "One article" : `${entries.length} articles`} could not be read and ${entries.length === 1 ? "is" : "are"} not in this brief`;
  at("unread").querySelector("ul").replaceChildren(...entries);
};
