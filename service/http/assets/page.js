// The page at /: from the articles to the brief, and again with what an editor decided.
// Words of articles and of the service go into textContent; the key stays in its field, in the memory of this tab.
import { addAddress, addFiles, addText, clearFaults, given, placeFault } from "./articles.js";
import { Problem, briefIdOf, cancel, follow, read, submit } from "./calls.js";
import { decisions, forget, show } from "./reading.js";

const at = (id) => document.getElementById(id);
const STAGES = {
  load: "Reading the articles", read: "Articles read", split: "Splitting into sentences", select: "Choosing statements", align: "Telling events apart",
  relate: "Comparing the sources", model: "Starting the model", compose: "Putting together", write: "Writing",
  check: "Checking every sentence", assemble: "Setting out the brief",
};
let run = null; // what was sent last, to be sent again with decisions
let job = null;
let shown = null; // the finished brief: id and record

const key = () => at("key")?.value.trim() ?? "";
const view = (name, focus) => {
  for (const id of ["asking", "working", "reading"]) at(id).hidden = id !== name;
  scrollTo(0, 0);
  focus?.focus({ preventScroll: true });
};
const item = (text, className = "") => Object.assign(document.createElement("li"), { textContent: text, className });

const clearProblem = () => {
  at("problem").hidden = true;
  at("problem").replaceChildren();
  clearFaults();
};

// What, where, what to do; and at the article where it is known which one.
const tell = (error) => {
  const found = error instanceof Problem ? error.found : { title: "Something went wrong in this page", detail: `${error}; load the page again` };
  const title = Object.assign(document.createElement("h2"), { textContent: found.title });
  const detail = Object.assign(document.createElement("p"), { textContent: found.detail });
  const faults = document.createElement("ul");
  for (const { where, what } of found.errors ?? []) {
    const [, index, part] = where.match(/^documents\.(\d+)(?:\.(\w+))?/) ?? [];
    const name = index === undefined ? where : `S${Number(index) + 1}${part ? `, ${part}` : ""}`;
    const fault = document.createElement("li");
    fault.append(Object.assign(document.createElement("b"), { textContent: name }), `: ${what}`);
    faults.append(fault);
    const made = index === undefined ? null : run?.cards[Number(index)];
    if (made) placeFault(made, part, what);
  }
  const foot = Object.assign(document.createElement("p"), { className: "hint" });
  foot.textContent = [found.code, found.request_id && `request ${found.request_id}`].filter(Boolean).join(", ");
  at("problem").replaceChildren(title, detail, ...(faults.children.length ? [faults] : []), foot);
  at("problem").hidden = false;
  at("problem").focus();
  if (found.status === 401) at("key")?.setAttribute("aria-invalid", "true");
};

const stage = ({ stage: name, done, total }) => {
  const said = `${STAGES[name] ?? name}${total ? ` (${done} of ${total})` : ""}`;
  const known = [...at("stages").children].find((one) => one.dataset.stage === name);
  if (known) known.textContent = said;
  else {
    at("stages").append(item(said));
    at("stages").lastElementChild.dataset.stage = name;
  }
  at("now").textContent = said;
};

const sentence = ({ number, text, attribution }) => {
  at("arriving").hidden = false;
  const made = item("", "sentence");
  const by = Object.assign(document.createElement("p"), { className: "by" });
  by.append(Object.assign(document.createElement("span"), { className: "id", textContent: number }), ` ${attribution.text}`);
  made.append(by, Object.assign(document.createElement("p"), { className: "words", textContent: text }));
  at("arrived").append(made);
  at("now").textContent = `${at("arrived").children.length} sentences have passed their check`;
};

const finish = async (record) => {
  const id = await briefIdOf(job, key());
  const html = await read(id, "text/html", key());
  shown = { id, record };
  view("reading");
  await show(html, record);
};

const start = async (back) => {
  clearProblem();
  at("stages").replaceChildren();
  at("arrived").replaceChildren();
  at("arriving").hidden = true;
  at("now").textContent = "Sending the articles";
  at("cancel").disabled = true;
  view("working", at("working").querySelector("h1"));
  try {
    job = await submit(run.request, run.files, key());
    at("cancel").disabled = false;
    at("now").textContent = "Waiting for its turn";
    for await (const { kind, data } of follow(job, key())) {
      if (kind === "stage") stage(data);
      else if (kind === "sentence") sentence(data);
      else if (kind === "brief") await finish(data);
      else if (kind === "failed") throw new Problem(data.problem ?? data);
      else if (kind === "cancelled") {
        view(back, at(back === "asking" ? "submit" : "rerun"));
      }
    }
  } catch (error) {
    view(back);
    tell(error);
  }
};

const settings = () => {
  const chosen = { writer: at("writer").value };
  if (at("sentences").value.trim()) chosen.sentences = Number(at("sentences").value);
  if (at("focus").value.trim()) chosen.focus = at("focus").value.trim();
  return chosen;
};

at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  clearProblem();
  const { documents, files, cards } = given();
  if (!documents.length) {
    tell(new Problem({ title: "There is no article yet", detail: "paste a text, drop a file or give an address, then try again" }));
    return;
  }
  forget();
  run = { request: { documents, settings: settings() }, files, cards };
  start("asking");
});

at("rerun").addEventListener("click", () => {
  run.request = { ...run.request, decisions: decisions() };
  start("reading");
});

at("cancel").addEventListener("click", async () => {
  at("cancel").disabled = true;
  at("now").textContent = "Cancelling";
  try {
    await cancel(job, key());
  } catch (error) {
    if (error.found?.code !== "job_finished") tell(error); // it ended first, and its brief is on its way
  }
});

at("again").addEventListener("click", () => {
  clearProblem();
  view("asking", at("submit"));
});

const save = (text, media, name) => {
  const address = URL.createObjectURL(new Blob([text], { type: media }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};
const deed = (id, done) =>
  at(id).addEventListener("click", async () => {
    try {
      clearProblem();
      at("said").textContent = "";
      at("said").textContent = await done();
    } catch (error) {
      tell(error);
    }
  });
deed("copy", async () => {
  const text = await read(shown.id, "text/markdown", key());
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    save(text, "text/markdown", "brief.md"); // no clipboard here, as on an address without TLS
    return "The clipboard is closed to this page; saved as brief.md instead";
  }
  return "Copied";
});
deed("save-json", async () => {
  save(await read(shown.id, "application/json", key()), "application/json", "brief.json");
  return "Saved as brief.json";
});
deed("save-html", async () => {
  save(await read(shown.id, "text/html", key()), "text/html", "brief.html");
  return "Saved as brief.html";
});

at("add-text").addEventListener("click", () => addText().querySelector("textarea").focus());
at("add-url").addEventListener("click", () => addAddress().querySelector("input").focus());
at("add-files").addEventListener("click", () => at("files").click());
at("files").addEventListener("change", () => {
  addFiles(at("files").files);
  at("files").value = "";
});
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
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

addText();
addText();
