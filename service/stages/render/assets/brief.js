// Links each sentence and cell of the brief with its passages in the sources. Reads the page's own attributes only;
// writes attributes and textContent only, so no word of an article can become markup here.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const pane = document.getElementById("sources");
  const live = document.getElementById("live");
  const quoted = document.getElementById("quoted"); // for the ear: the words that the eye sees highlighted
  const steps = document.querySelector(".steps");
  const picks = all(".pick");
  const roles = ["support", "corroborate", "context"];

  const pieces = new Map(); // reference number -> the pieces of marked text that it covers
  for (const piece of all("mark", pane)) {
    for (const ref of piece.dataset.refs.split(" ")) {
      pieces.set(ref, [...(pieces.get(ref) ?? []), piece]);
    }
  }

  let selected = null;
  let refs = [];
  let at = 0;
  let isWaiting = false; // on a phone nothing moves until a step is asked for, and the first one goes to the first passage

  const refsOf = (pick, role) => (pick.dataset[role] ?? "").split(" ").filter((ref) => pieces.has(ref));
  const allRefs = (pick) => [...new Set(roles.flatMap((role) => refsOf(pick, role)))];
  const docOf = (ref) => pieces.get(ref)[0].closest("[data-doc]").dataset.doc;
  const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isPane = () => getComputedStyle(pane).overflowY !== "visible";
  const MAX_QUOTED = 400; // characters
  const words = (ref) => pieces.get(ref).map((piece) => piece.textContent).join("");
  const quote = (passages) => {
    const text = passages.map((ref) => `“${words(ref)}”`).join(", ");
    quoted.textContent = text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
  };
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  const wipe = (state) => {
    for (const piece of all(`mark[data-${state}]`, pane)) delete piece.dataset[state];
  };

  const paint = (pick, state) => {
    wipe(state);
    // Support last: where passages overlap, what carries the sentence is what shows.
    for (const role of [...roles].reverse()) {
      for (const ref of refsOf(pick, role)) {
        for (const piece of pieces.get(ref)) piece.dataset[state] = role;
      }
    }
  };

  const reveal = (element, frame) => {
    const behavior = isCalm() ? "auto" : "smooth";
    if (!frame) {
      element.scrollIntoView({ block: "center", behavior });
      return;
    }
    const gap = element.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    frame.scrollTo({ top: frame.scrollTop + gap - frame.clientHeight / 3, behavior });
  };

  const showPassage = (index, mayMovePage) => {
    at = (index + refs.length) % refs.length;
    wipe("at");
    for (const piece of pieces.get(refs[at])) piece.dataset.at = "";
    const first = pieces.get(refs[at])[0];
    const folded = first.closest("details");
    if (folded) folded.open = true;
    if (isPane()) reveal(first, pane);
    else if (mayMovePage) reveal(first);
  };

  const markTabs = (docs) => {
    for (const tab of all("[data-tab]")) tab.toggleAttribute("data-on", docs.has(tab.dataset.tab));
  };

  const clear = () => {
    wipe("on");
    wipe("pre");
    wipe("at");
    markTabs(new Set());
    if (selected) {
      selected.setAttribute("aria-pressed", "false");
      selected.closest(".sentence")?.removeAttribute("data-on");
      const panel = selected.closest(".sentence")?.querySelector(".inspect");
      if (panel) panel.open = false;
    }
    selected = null;
    refs = [];
    steps.hidden = true;
    live.textContent = live.dataset.hint;
    quoted.textContent = "";
    document.documentElement.removeAttribute("data-selected");
  };

  const select = (pick, ref) => {
    if (selected !== pick) clear();
    selected = pick;
    refs = allRefs(pick);
    pick.setAttribute("aria-pressed", "true");
    const sentence = pick.closest(".sentence");
    if (sentence) {
      sentence.setAttribute("data-on", "");
      sentence.querySelector(".inspect").open = true;
    }
    document.documentElement.setAttribute("data-selected", "");
    paint(pick, "on");
    const docs = new Set(refs.map(docOf));
    markTabs(docs);
    live.textContent = `${pick.dataset.name}: ${count(refs.length, "passage")} highlighted in ${[...docs].join(", ")}`;
    quote(refsOf(pick, "support"));
    steps.hidden = false;
    isWaiting = !isPane();
    if (refs.length) showPassage(Math.max(refs.indexOf(ref), 0), false);
  };

  const move = (pick, step) => {
    const group = pick.closest(".sentence") ? picks.filter((other) => other.closest(".sentence")) : picks;
    const next = group[group.indexOf(pick) + step];
    if (!next) return;
    select(next);
    next.focus({ preventScroll: true });
    (next.closest(".sentence") ?? next).scrollIntoView({ block: "nearest" });
  };

  for (const pick of picks) {
    // Only the script makes it a button: without it, the numbers are the links.
    pick.setAttribute("role", "button");
    pick.setAttribute("tabindex", "0");
    pick.setAttribute("aria-pressed", "false");
    const toggle = () => (selected === pick ? clear() : select(pick));
    pick.addEventListener("click", () => {
      if (getSelection().isCollapsed) toggle(); // dragging over words is for copying them
    });
    pick.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Enter" || event.key === " ") toggle();
      else if (event.key === "ArrowDown") move(pick, 1);
      else if (event.key === "ArrowUp") move(pick, -1);
      else return;
      event.preventDefault();
    });
    pick.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && paint(pick, "pre"));
    pick.addEventListener("pointerleave", () => wipe("pre"));
  }

  const pickOf = (mark) => {
    const sentence = mark.closest(".sentence");
    if (sentence) return sentence.querySelector(".pick");
    let before = mark.previousElementSibling;
    while (before && !before.matches(".pick")) before = before.previousElementSibling;
    return before;
  };
  const citing = (ref) =>
    picks.find((pick) => pick.closest(".sentence") && allRefs(pick).includes(ref)) ??
    picks.find((pick) => allRefs(pick).includes(ref));

  for (const mark of all("main .mark")) {
    mark.addEventListener("click", (event) => {
      const pick = pickOf(mark);
      if (!pick || !isPane() || !allRefs(pick).includes(mark.dataset.ref)) return;
      event.preventDefault();
      select(pick, mark.dataset.ref);
    });
  }

  const goBack = (ref) => {
    const pick = citing(ref);
    if (!pick) return false;
    select(pick, ref);
    reveal(pick);
    return true;
  };
  for (const back of all(".back", pane)) {
    back.addEventListener("click", (event) => {
      if (goBack(back.dataset.ref)) event.preventDefault();
    });
  }
  for (const piece of all("mark", pane)) {
    const own = piece.dataset.refs.split(" ");
    piece.addEventListener("click", () => getSelection().isCollapsed && own.some(goBack));
  }

  for (const button of all("[data-step]")) {
    button.addEventListener("click", () => {
      if (!refs.length) return;
      showPassage(isWaiting ? at : at + Number(button.dataset.step), true);
      isWaiting = false;
      quote([refs[at]]);
      live.textContent = `${selected.dataset.name}: passage ${at + 1} of ${refs.length}, in ${docOf(refs[at])}`;
    });
  }
  const clearAndReturn = () => {
    const pick = selected;
    clear();
    if (pick && !isPane()) reveal(pick);
    pick?.focus({ preventScroll: true });
  };
  document.querySelector("[data-clear]").addEventListener("click", clearAndReturn);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && selected) clearAndReturn();
  });

  document.documentElement.setAttribute("data-js", "");
  document.querySelector(".status").hidden = false;
})();
