// The finished brief in the page. Its own HTML is taken over without its script and style; what highlights it is
// /assets/brief.js, the same file as in the brief's own page.
import { offer } from "./decide.js";

const at = (id) => document.getElementById(id);
const FORBIDDEN = "script, style, link, meta, base, iframe, object, embed, form, template, svg, math";

const strip = (root) => {
  for (const element of root.querySelectorAll(FORBIDDEN)) element.remove();
  for (const element of root.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (name.startsWith("on") || name === "style" || name === "src") element.removeAttribute(name);
    }
    const href = element.getAttribute("href");
    if (href === null || href.startsWith("#")) continue;
    if (/^https?:\/\//.test(href)) element.setAttribute("target", "_blank"); // the brief stays
    else element.removeAttribute("href");
  }
  return root;
};

const highlight = () =>
  new Promise((resolve, reject) => {
    // What highlighted the brief before lets go of it.
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    const script = Object.assign(document.createElement("script"), { src: "/assets/brief.js", onload: resolve, onerror: reject });
    at("shown").append(script);
  });

// The page has one banner; the brief's own head is none here.
const asHeading = (header) => {
  const heading = Object.assign(document.createElement("div"), { className: header.className });
  heading.append(...[...header.children].filter((one) => !one.matches(".kicker")));
  heading.querySelector("h1").id = "brief-title";
  return heading;
};

export const show = async (id, html, record) => {
  // The parser already applies this page's policy: the style goes first, in the head, where no word of an article stands
  // but escaped in the title.
  const found = new DOMParser().parseFromString(html.replace(/<style>[^<]*<\/style>/, ""), "text/html");
  const [header, desk] = ["header.top", ".desk"].map((part) => document.importNode(strip(found.querySelector(`body > ${part}`)), true));
  at("said").textContent = "";
  at("heading").replaceChildren(asHeading(header));
  at("shown").replaceChildren(desk);
  at("brief").setAttribute("aria-labelledby", "brief-title");
  offer(id, record);
  await highlight();
  document.title = `${record.title.text} – Evenhand`;
};

// The sentence with these words at this place on the screen; at the top where the brief does not have it.
export const goTo = ({ words, top }) => {
  const pick = [...at("shown").querySelectorAll(".sentence .pick")].find((one) => one.textContent === words);
  const found = pick?.closest(".words");
  if (found) scrollBy({ top: found.getBoundingClientRect().top - top, behavior: "instant" });
  else scrollTo(0, 0);
};
