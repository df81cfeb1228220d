// Elements whose texts are texts: nothing that anybody else said becomes markup.
import { DEFINITIONS } from "spate/definitions";

export const element = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "test") made.dataset.test = value;
    else if (name === "label") made.setAttribute("aria-label", value);
    else made[name] = value;
  }
  made.append(...children.map((child) => child ?? ""));
  return made;
};

// A word with its definition, where there is one.
export const term = (word, tag = "span") => {
  const made = element(tag, {}, word);
  const definition = DEFINITIONS[word];
  if (definition) {
    made.className = "term";
    made.dataset.definition = definition;
    made.setAttribute("aria-description", definition);
    if (tag !== "button") made.tabIndex = 0;
  }
  return made;
};

export const card = (title, test, ...children) =>
  element("section", { className: "card", test }, element("h2", {}, term(title)), ...children);

// A place that is drawn again only where what it shows has changed: a selection and the focus stay.
export const place = (parent, className = "") => {
  const own = parent.appendChild(element("div", { className }));
  let drawn = null;
  return (data, draw) => {
    const now = JSON.stringify(data);
    if (now !== drawn) own.replaceChildren(...draw(data));
    drawn = now;
  };
};

// One bubble for all definitions, at the word that is pointed at or has the focus.
export const installHints = () => {
  const bubble = document.body.appendChild(element("div", { className: "bubble", hidden: true, role: "tooltip" }));
  const show = ({ target }) => {
    const word = target.closest?.("[data-definition]");
    bubble.hidden = !word;
    if (!word) return;
    bubble.textContent = word.dataset.definition;
    const at = word.getBoundingClientRect();
    const width = bubble.offsetWidth;
    bubble.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    const below = at.bottom + 6;
    bubble.style.top = `${below + bubble.offsetHeight > innerHeight ? at.top - bubble.offsetHeight - 6 : below}px`;
  };
  const hide = () => (bubble.hidden = true);
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, show);
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
};
