// Light, dark, or as the system has it. Runs before anything is drawn, so that no page flashes in the other one.
"use strict";
(() => {
  const NAME = "evenhand-theme";
  const KNOWN = ["light", "dark"];
  const root = document.documentElement;
  const kept = () => {
    try {
      return localStorage.getItem(NAME);
    } catch {
      return null; // a browser may close its storage to a page; the choice then holds until the next one
    }
  };
  const wear = (theme) => {
    if (KNOWN.includes(theme)) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  const keep = (theme) => {
    try {
      if (KNOWN.includes(theme)) localStorage.setItem(NAME, theme);
      else localStorage.removeItem(NAME);
    } catch {
      // as above
    }
  };
  const check = () => {
    for (const button of document.querySelectorAll("[name=theme]")) button.checked = button.value === (root.dataset.theme ?? "auto");
  };

  wear(kept());
  root.dataset.scripted = "";
  document.addEventListener("DOMContentLoaded", check);
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "theme") return;
    wear(target.value);
    keep(target.value);
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== NAME && key !== null) return;
    wear(newValue);
    check();
  });
})();
