// What an editor decides about the brief that is shown: which events are one or two, and which sentence is out.
import { drop, keep, kept } from "./keep.js";

const at = (id) => document.getElementById(id);
let record = null;
let shownId = "";
let made = []; // { kind, places, said, pair?, words? }

const short = (text) => (text.length > 70 ? `${text.slice(0, 69)}…` : text);
const citations = (sentence, ...roles) => sentence.citations.filter(({ role }) => roles.includes(role));
const place = ({ doc, quote }) => ({ document: doc, words: quote });

const renew = () => {
  if (made.length) keep("decided", { brief: shownId, made });
  else drop("decided");
  at("decided").replaceChildren(
    ...made.map((decision) => {
      const entry = document.createElement("li");
      const remove = Object.assign(document.createElement("button"), { type: "button", className: "wide", textContent: "Take back" });
      remove.setAttribute("aria-label", `Take back: ${decision.said}`);
      remove.addEventListener("click", () => {
        made = made.filter((one) => one !== decision);
        renew();
        at("decide").querySelector("summary").focus();
      });
      entry.append(Object.assign(document.createElement("span"), { textContent: decision.said }), remove);
      return entry;
    }),
  );
  at("decided-count").textContent = made.length ? `(${made.length})` : "";
  at("decide").parentElement.toggleAttribute("data-some", made.length > 0);
  for (const button of at("shown").querySelectorAll(".take-out")) {
    const isOut = made.some(({ kind, words }) => kind === "out" && words === button.dataset.words);
    button.setAttribute("aria-pressed", String(isOut));
    button.textContent = isOut ? "Taken out" : "Take out";
    button.setAttribute("aria-label", `${button.textContent}: ${button.closest(".sentence").id}`);
    button.closest(".sentence").classList.toggle("is-out", isOut);
    button.nextElementSibling.hidden = !isOut;
  }
  for (const button of at("shown").querySelectorAll("[data-pair]")) {
    const isSaid = made.some(({ kind, pair }) => `${kind} ${pair}` === button.dataset.pair);
    button.setAttribute("aria-pressed", String(isSaid));
    button.parentElement.querySelector(".to-decide").hidden = !button.parentElement.querySelector("[aria-pressed=true]");
  }
};

// A sentence leaves the brief only when all that says it is out: else another source's words would take its place.
const offerOut = (sentence) => {
  const by = document.getElementById(sentence.id)?.querySelector(".by");
  if (!by) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "take-out" });
  button.dataset.words = sentence.text;
  button.addEventListener("click", () => {
    const known = made.filter(({ kind, words }) => kind === "out" && words === sentence.text);
    made = made.filter((one) => !known.includes(one));
    if (!known.length) {
      const places = citations(sentence, "support", "corroborate").map(place);
      made.push({ kind: "out", places, words: sentence.text, said: `Out: ${short(sentence.text)}` });
    }
    renew();
  });
  by.append(button, wayOn());
};

// From a decision in the midst of the brief to where it is run again.
const wayOn = () => {
  const link = Object.assign(document.createElement("a"), { href: "#decide", className: "to-decide", textContent: "Run again…", hidden: true });
  link.addEventListener("click", (event) => {
    event.preventDefault(); // going to a fragment would take the focus along
    at("decide").open = true;
    at("decide").scrollIntoView();
    at("rerun").focus();
  });
  return link;
};

const option = (value, text) => Object.assign(document.createElement("option"), { value, textContent: text });

// An event is named by words of it; statements of one event can be told apart too.
const offerEvents = () => {
  for (const select of [at("first"), at("second")]) {
    select.replaceChildren();
    for (const event of record.events) {
      const group = Object.assign(document.createElement("optgroup"), { label: short(`${event.id} ${event.label.text}`) });
      for (const sentence of record.sentences.filter((one) => one.event === event.id)) {
        group.append(option(sentence.id, `${event.id}, ${sentence.id}: ${short(sentence.text)}`));
      }
      if (group.children.length) select.append(group);
    }
  }
  const other = [...at("second").options].findIndex((one) => !one.text.startsWith(`${record.sentences[0]?.event},`));
  at("second").selectedIndex = Math.max(other, 0);
};

const idsOf = (pair) => pair.map(({ id }) => id).sort().join(" "); // E2 with E3 is E3 with E2

const pairUp = (kind, pair) => {
  const ids = idsOf(pair);
  const said = `${kind === "same" ? "One event" : "Two events"}: ${pair.map(({ event, id, text }) => `${event}, ${id} “${short(text)}”`).join(" and ")}`;
  // The newest word on a pair is the one that counts.
  made = made.filter((one) => one.pair !== ids);
  made.push({ kind, pair: ids, places: pair.map((sentence) => place(citations(sentence, "support")[0])), said });
  renew();
};

// Where the texts leave open whether two events are one, the answer is asked for on the spot.
const offerSame = (event) => {
  const blocks = document.getElementById(event.id)?.closest("section")?.querySelectorAll(".same-as") ?? [];
  for (const block of blocks) {
    const other = block.querySelector("h3").textContent.match(/E\d+$/)?.[0];
    const pair = [event.id, other].map((id) => record.sentences.find((one) => one.event === id));
    if (!pair[0] || !pair[1]) continue;
    const row = Object.assign(document.createElement("div"), { className: "row" });
    for (const [kind, text] of [["same", "It is one event"], ["apart", "They are two"]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "wide", textContent: text });
      button.dataset.pair = `${kind} ${idsOf(pair)}`;
      button.setAttribute("aria-label", `${event.id} and ${other}: ${text}`);
      button.addEventListener("click", () => pairUp(kind, pair));
      row.append(button);
    }
    row.append(wayOn());
    block.append(row);
  }
};

at("add-pair").addEventListener("click", () => {
  const pair = [at("first").value, at("second").value].map((id) => record.sentences.find((one) => one.id === id));
  if (pair[0] === pair[1] || !pair[0] || !pair[1]) {
    at("said").textContent = "Choose two different statements";
    at("second").focus();
    return;
  }
  at("said").textContent = "";
  pairUp(at("relation").value, pair);
});

const renamed = (places, ids) => places.map((one) => ({ ...one, document: ids?.get(one.document) ?? one.document }));

// As a file of decisions says it; `ids`: how articles are called where they are sent, if not as in the brief.
export const decisions = (ids) => ({
  ...(at("author").value.trim() ? { author: at("author").value.trim() } : {}),
  decisions: made.flatMap(({ kind, places }) => {
    const sent = renamed(places, ids);
    return kind === "out" ? sent.map((one) => ({ out: one })) : [{ [kind]: sent }];
  }),
});

export const forget = () => {
  made = [];
  renew();
};

// The brief that is there now calls its articles otherwise than the one before.
export const renumber = (ids) => {
  made = made.map((one) => ({ ...one, places: renamed(one.places, ids) }));
};

// The brief `id` is in the page: offer what can be decided about it.
export const offer = (id, brief) => {
  const before = kept("decided");
  if (!made.length && before?.brief === id && Array.isArray(before.made)) made = before.made;
  // Another brief numbers its sentences anew: earlier decisions stay, but no pair of its own is one of theirs.
  else if (shownId !== id) made = made.map((decision) => ({ ...decision, pair: undefined }));
  [shownId, record] = [id, brief];
  record.sentences.forEach(offerOut);
  record.events.forEach(offerSame);
  offerEvents();
  renew();
};
