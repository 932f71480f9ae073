// Talks to the service: a job, its events, its brief. The key lives in the header of a call and nowhere else.
export class Problem extends Error {
  constructor(found) {
    super(found.detail);
    this.found = found;
  }
}

const UNREACHABLE = {
  title: "The service does not answer",
  detail: "it may have been stopped, or the connection is lost; your articles are still here, so try again",
};
const RETRY_MS = 1000;
const MAX_LOST = 20; // connections in a row that brought nothing

const headers = (key, more) => (key ? { Authorization: `Bearer ${key}`, ...more } : { ...more });

const call = async (path, options) => {
  let answer;
  try {
    answer = await fetch(path, { ...options, cache: "no-store", credentials: "omit" });
  } catch {
    throw new Problem(UNREACHABLE);
  }
  if (answer.ok) return answer;
  let found = {};
  try {
    found = await answer.json();
  } catch {
    // something between us and the service answered; the status is all there is
  }
  throw new Problem({ title: "The service refused the request", detail: `status ${answer.status}; try again later`, ...found });
};

// documents with their files -> a job; the form is the same for a first run and one with decisions
export const submit = async (request, files, key) => {
  const form = new FormData();
  form.append("request", JSON.stringify(request));
  for (const file of files) form.append("file", file, file.name);
  const more = { Prefer: "respond-async", "Idempotency-Key": crypto.getRandomValues(new Uint32Array(4)).join("-") };
  const answer = await call("/v1/briefs", { method: "POST", body: form, headers: headers(key, more) });
  return answer.json();
};

const place = (job) => `/v1/jobs/${job}`;

export const cancel = (job, key) => call(place(job), { method: "DELETE", headers: headers(key) });

export const read = async (id, media, key) => (await call(`/v1/briefs/${id}`, { headers: headers(key, { Accept: media }) })).text();

export const briefIdOf = async (job, key) => (await (await call(place(job), { headers: headers(key) })).json()).brief_id;

const parsed = (block) => {
  const found = { id: "", event: "", data: [] };
  for (const line of block.split(/\r?\n/)) {
    // Not by a pattern: its dot stops at U+2028, which words of an article may hold.
    const colon = line.indexOf(":");
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
    if (name === "data") found.data.push(value);
    else if (name in found) found[name] = value;
  }
  return { ...found, data: found.data.join("\n") };
};

// Each event once, in order, over as many connections as it takes (a stream of fetch, as EventSource sends no header).
// Between connections it yields `lost`; it ends where the signal says that nobody looks any more.
export async function* follow(job, key, signal) {
  let last = "";
  for (let lost = 0; lost < MAX_LOST && !signal.aborted; lost += 1) {
    try {
      const more = last ? { "Last-Event-ID": last } : {};
      const answer = await call(`${place(job)}/events`, { headers: headers(key, more), signal });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const blocks = (text + part.value).split(/\r?\n\r?\n/);
        text = blocks.pop();
        for (const block of blocks) {
          const found = parsed(block);
          if (!found.event) continue; // a comment that keeps the line open
          last = found.id || last;
          lost = 0;
          yield { kind: found.event, data: JSON.parse(found.data) };
          if (["brief", "failed", "cancelled"].includes(found.event)) return;
        }
      }
    } catch (error) {
      // A refusal will not mend itself; a lost line or a service that restarts may.
      if (error instanceof Problem && error.found.status && error.found.status < 500) throw error;
    }
    if (signal.aborted) return;
    yield { kind: "lost" };
    await new Promise((resume) => setTimeout(resume, RETRY_MS));
  }
  if (!signal.aborted) throw new Problem(UNREACHABLE);
}
