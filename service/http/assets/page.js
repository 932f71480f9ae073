// The page at /: from the articles to the brief, and again with what an editor decided. What is shown is in the address:
// #job=... while it is made, #brief=... when it is there. Words of articles and of the service go into textContent; the
// key stays in its field, in the memory of this tab.
import { given } from "./articles.js";
import { Problem, briefIdOf, cancel, follow, read, submit } from "./calls.js";
import { decisions, forget, renumber } from "./decide.js";
import * as form from "./form.js";
import { clearProblem, tell, tellUnread } from "./problems.js";
import * as progress from "./progress.js";
import { goTo, show } from "./reading.js";
import * as tools from "./tools.js";
import * as wishes from "./wishes.js";

const at = (id) => document.getElementById(id);
let run = null; // what was sent last, to be sent again with decisions
let job = "";
let shown = null; // the finished brief: its id, its record, and the run that made it
let place = ""; // the part of the address that says what is shown
let leave = new AbortController(); // of what goes on in the view of now

const key = () => at("key")?.value.trim() ?? "";
const TITLES = { asking: "Evenhand", opening: "Opening the brief – Evenhand", working: "Making the brief – Evenhand" };
const view = (name, focus) => {
  for (const id of ["asking", "opening", "working", "reading"]) at(id).hidden = id !== name;
  if (TITLES[name]) document.title = TITLES[name];
  scrollTo(0, 0);
  focus?.focus({ preventScroll: true });
};

const go = (next, how = "replaceState") => {
  place = next;
  history[how](null, "", next || location.pathname);
};

// Whatever went on ends; its signal tells it so.
const begin = () => {
  leave.abort();
  leave = new AbortController();
  clearProblem();
  return leave.signal;
};

const fail = (error, cards) => {
  if (shown && place === `#brief=${shown.id}`) view("reading");
  else {
    go("");
    view("asking");
  }
  tell(error, cards);
};

const present = async (id, html, record, made, stand) => {
  if (made?.ids) renumber(made.ids);
  delete made?.ids;
  await show(id, html, record);
  shown = { id, record, run: made };
  wishes.remember(id, record);
  tellUnread(record, made?.cards);
  go(`#brief=${id}`);
  view("reading", at("brief"));
  if (stand) goTo(stand);
};

const attend = async (id, back, signal) => {
  job = id;
  at("cancel").disabled = false;
  for await (const { kind, data } of follow(id, key(), signal)) {
    if (kind === "started") progress.forget();
    else if (kind === "stage") progress.stage(data);
    else if (kind === "sentence") progress.sentence(data);
    else if (kind === "withheld") progress.withheld(data);
    else if (kind === "order") progress.order(data);
    else if (kind === "lost") progress.say("The connection is lost; trying again");
    else if (kind === "brief") {
      at("cancel").disabled = true;
      progress.say("Fetching the brief");
      const brief = await briefIdOf(id, key());
      const html = await read(brief, "text/html", key());
      if (!signal.aborted) await present(brief, html, data, run, progress.standpoint());
    } else if (kind === "failed") throw new Problem(data.problem ?? data);
    else if (kind === "cancelled") {
      go(back);
      if (back) view("reading", at("rerun"));
      else view("asking", at("submit"));
    }
  }
};

// One run, from what is sent to its end; `back` is the place to return to where it does not come to a brief.
const start = async (back) => {
  const signal = begin();
  progress.begin("Sending the articles");
  at("cancel").disabled = true;
  view("working", at("working").querySelector("h1"));
  try {
    const made = await submit(run.request, run.files, key());
    if (signal.aborted) return;
    go(`#job=${made.id}`, "pushState");
    progress.say("Waiting for its turn");
    await attend(made.id, back, signal);
  } catch (error) {
    if (signal.aborted) return;
    go(back);
    fail(error, run.cards);
  }
};

const open = async (id) => {
  const signal = begin();
  if (shown?.id === id) {
    view("reading", at("brief"));
    return;
  }
  at("opened").textContent = "Fetching the brief and its sources";
  if (at("unlock")) at("unlock").hidden = true;
  view("opening", at("opening").querySelector("h1"));
  try {
    const [text, html] = await Promise.all([read(id, "application/json", key()), read(id, "text/html", key())]);
    if (!signal.aborted) await present(id, html, JSON.parse(text), null);
  } catch (error) {
    if (!signal.aborted) askForKey(error);
  }
};

const resume = async (id) => {
  const signal = begin();
  progress.begin("Asking how far the work is");
  view("working", at("working").querySelector("h1"));
  try {
    run = null;
    await attend(id, "", signal);
  } catch (error) {
    if (!signal.aborted) askForKey(error);
  }
};

// A link is opened again once the key is there.
const askForKey = (error) => {
  if (error.found?.status !== 401 || !at("unlock")) {
    fail(error);
    return;
  }
  at("opened").textContent = key() ? "The service does not take this key; give another one" : "A key of this service is needed to open it";
  at("unlock").hidden = false;
  view("opening", at("unlock-key"));
};
at("unlock")?.addEventListener("submit", (event) => {
  event.preventDefault();
  at("key").value = at("unlock-key").value;
  route();
});

const route = () => {
  const [, kind, id] = location.hash.match(/^#(job|brief)=([\w-]{1,100})$/) ?? [];
  if (!kind && location.hash && place) {
    // A place within the brief: the browser has gone there, and the address says the brief again.
    history.replaceState(null, "", place);
    return;
  }
  go(kind ? `#${kind}=${id}` : "");
  if (kind === "brief") open(id);
  else if (kind === "job") resume(id);
  else {
    begin();
    view("asking");
  }
};
addEventListener("hashchange", route);

at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  clearProblem();
  let found = null;
  try {
    found = given();
    if (!found.documents.length) {
      throw new Problem({ title: "There is no article yet", detail: "paste a text, drop a file or give an address, then try again" });
    }
  } catch (error) {
    tell(error, found?.cards ?? error.cards);
    return;
  }
  const { documents, files, cards } = found;
  forget();
  run = { request: { documents, settings: wishes.settings(), ...wishes.since() }, files, cards };
  start("");
});

// The articles of a brief that this page did not make come from its sources, which then count from S1 again.
const runOf = ({ record }) => {
  const ids = new Map(record.sources.map(({ id }, index) => [id, `S${index + 1}`]));
  const documents = record.sources.map(({ text, ...source }) => {
    const known = ["title", "outlet", "url", "published", "language"].filter((name) => source[name]);
    return { text, ...Object.fromEntries(known.map((name) => [name, source[name]])) };
  });
  const { sentences, focus, on_mixed } = record.provenance.settings;
  return { request: { documents, settings: { ...wishes.settings(), sentences: Number(sentences), focus, on_mixed } }, files: [], cards: [], ids };
};
at("rerun").addEventListener("click", () => {
  run = shown.run ?? runOf(shown);
  run.request = { ...run.request, decisions: decisions(run.ids) };
  start(place);
});

at("cancel").addEventListener("click", async () => {
  at("cancel").disabled = true;
  progress.say("Cancelling");
  try {
    await cancel(job, key());
  } catch (error) {
    if (error.found?.code !== "job_finished") tell(error); // it ended first, and its brief is on its way
  }
});

at("again").addEventListener("click", () => {
  begin();
  go("", "pushState");
  view("asking", at("submit"));
  tellUnread(shown.record, shown.run?.cards);
});
tools.listen({ id: () => shown.id, key, begin: clearProblem, tell });

form.listen(tell);
route();
