// What to write: the settings of a brief, and the earlier brief to compare with.
import { Problem } from "./calls.js";
import { keep, kept } from "./keep.js";

const at = (id) => document.getElementById(id);
const FIELDS = ["writer", "most", "about", "on-mixed", "author"];
const MAX_SHOWN = 12;
let file = null; // { name, brief }: an earlier brief from a file

const renew = (chosen = at("since").value) => {
  const shown = kept("briefs") ?? [];
  const option = (value, text) => Object.assign(document.createElement("option"), { value, textContent: text });
  at("since").replaceChildren(
    option("", "No earlier brief"),
    ...shown.map(({ id, said }) => option(id, said)),
    ...(file ? [option("given", file.name)] : []),
  );
  at("since").value = chosen;
  if (at("since").selectedIndex < 0) at("since").value = "";
};

// A brief that was shown in this tab can be compared with.
export const remember = (id, record) => {
  const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const label = record.events[0]?.label.text ?? record.title.text;
  const said = `${time}, ${record.sources.length} articles: ${label}`.slice(0, 80);
  keep("briefs", [{ id, said }, ...(kept("briefs") ?? []).filter((one) => one.id !== id)].slice(0, MAX_SHOWN));
  renew();
};

export const settings = () => {
  const chosen = { writer: at("writer").value, on_mixed: at("on-mixed").value };
  if (at("most").value.trim()) chosen.sentences = Number(at("most").value);
  if (at("about").value.trim()) chosen.focus = at("about").value.trim();
  return chosen;
};

export const since = () => {
  const chosen = at("since").value;
  if (!chosen) return {};
  return { since: chosen === "given" ? file.brief : chosen };
};

export const choices = () => Object.fromEntries([...FIELDS, "since"].map((id) => [id, at(id).value]));

export const choose = (known) => {
  for (const id of FIELDS) {
    const option = at(id).options && [...at(id).options].find(({ value }) => value === known[id]);
    if (known[id] !== undefined && (!at(id).options || (option && !option.disabled))) at(id).value = known[id];
  }
  renew(known.since);
};

const read = async (given) => {
  let brief = null;
  try {
    brief = JSON.parse(await given.text());
  } catch {
    // said below
  }
  if (!brief?.schema_version || !Array.isArray(brief.sources)) {
    throw new Problem({ title: "This file is no brief", detail: `${given.name}: choose a brief that was saved with “Download JSON” or --format json` });
  }
  return brief;
};

export const listen = (tell) => {
  at("since-choose").addEventListener("click", () => at("since-file").click());
  at("since-file").addEventListener("change", async () => {
    const [given] = at("since-file").files;
    at("since-file").value = "";
    if (!given) return;
    try {
      file = { name: given.name, brief: await read(given) };
      renew("given");
      at("since-said").textContent = `${given.name} is read; it is not kept when the page is loaded again.`;
    } catch (error) {
      at("since-said").textContent = "";
      tell(error);
    }
  });
  renew();
};
