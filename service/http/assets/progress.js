// The work while it goes on: its steps, and each sentence as soon as it has passed its check, in reading order.
const at = (id) => document.getElementById(id);
const made = (tag, textContent, more) => Object.assign(document.createElement(tag), { textContent, ...more });
const STAGES = {
  load: "Reading the articles", read: "Articles read", split: "Splitting into sentences", select: "Choosing statements", relate: "Telling events apart",
  align: "Comparing the sources", model: "Starting the model", compose: "Putting together", write: "Writing",
  check: "Checking every sentence", assemble: "Setting out the brief",
};
const SAY_EVERY_MS = 3_000; // who listens is not told each sentence
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
let held = 0;
let said = 0;
let later = 0;
let clock = 0;

const hear = (text) => {
  clearTimeout(later);
  const wait = Math.max(said + SAY_EVERY_MS - Date.now(), 0);
  later = setTimeout(() => {
    said = Date.now();
    at("heard").textContent = text;
  }, wait);
};

export const say = (text) => {
  at("now").textContent = text;
  hear(text);
};

// Also where a job whose worker was lost is begun anew: it tells its sentences anew.
export const forget = () => {
  at("stages").replaceChildren();
  at("arrived").replaceChildren();
  at("none-yet").hidden = false;
  at("held").textContent = "";
  held = 0;
};

// Seconds for the eye; who listens hears the steps.
const tick = (start) => {
  clearInterval(clock);
  at("elapsed").textContent = "";
  clock = setInterval(() => {
    if (at("working").hidden) clearInterval(clock);
    else at("elapsed").textContent = `${Math.round((Date.now() - start) / 1000)} s`;
  }, 1_000);
};

export const begin = (text) => {
  tick(Date.now());
  forget();
  said = 0;
  say(text);
};

export const stage = ({ stage: name, done, total }) => {
  const text = `${STAGES[name] ?? name}${total ? ` (${done} of ${total})` : ""}`;
  let known = [...at("stages").children].find((one) => one.dataset.stage === name);
  if (!known) {
    known = document.createElement("li");
    known.dataset.stage = name;
    at("stages").append(known);
  }
  known.textContent = text;
  say(at("arrived").children.length ? `${text}; ${count()}` : text);
};

const count = () => `${plural(at("arrived").children.length, "sentence")} passed`;

// The name of an event stands once above its sentences.
const nameTopics = () => {
  let before = null;
  for (const one of at("arrived").children) {
    one.querySelector(".topic").hidden = one.dataset.event === before;
    before = one.dataset.event;
  }
};

const inView = () => {
  if (!scrollY) return null; // who has not scrolled stays at the top
  return [...at("arrived").children].find((one) => {
    const { top, bottom } = one.querySelector(".words").getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
};
const topOf = (one) => one.querySelector(".words").getBoundingClientRect().top;

// What comes in above the sentence that is read does not push it away.
const inPlace = (change) => {
  const read = inView();
  const before = read && topOf(read);
  change();
  nameTopics();
  if (read) scrollBy({ top: topOf(read) - before, behavior: "instant" });
};

export const sentence = ({ number, place, text, attribution, event, topic }) => {
  const one = made("li", "", { className: "sentence" });
  one.dataset.number = number;
  one.dataset.event = event;
  const name = made("p", "", { className: "topic" });
  name.append(made("span", event, { className: "event" }), ` ${topic}`);
  const by = made("p", "", { className: "by" });
  by.append(made("span", "", { className: "id" }), attribution.text);
  one.append(name, by, made("p", text, { className: "words" }));
  at("none-yet").hidden = true;
  inPlace(() => at("arrived").insertBefore(one, at("arrived").children[place - 1] ?? null));
  at("now").textContent = `${count()} ${at("arrived").children.length === 1 ? "its" : "their"} check`;
  hear(at("now").textContent);
};

export const withheld = () => {
  held += 1;
  at("held").textContent = `${plural(held, "statement")} failed the check and will be listed as withheld.`;
};

// All are there: in the order of the brief, with its numbers.
export const order = ({ order: numbers }) => {
  const known = new Map([...at("arrived").children].map((one) => [Number(one.dataset.number), one]));
  inPlace(() =>
    numbers.forEach((number, index) => {
      const one = known.get(number);
      if (!one) return;
      one.querySelector(".id").textContent = `B${index + 1} `;
      at("arrived").append(one);
    }),
  );
};

// Where the reader is, if in the midst of the sentences: the words of the first one in view, and their place on screen.
export const standpoint = () => {
  const read = inView();
  return read ? { words: read.querySelector(".words").textContent, top: topOf(read) } : null;
};
