// Light or dark: as the system has it, until somebody chooses.
import { element } from "spate/dom";

const NEXT = { "": "dark", dark: "light", light: "" };
const NAMES = { "": "Auto", dark: "Dark", light: "Light" };

const remembered = () => {
  try {
    return localStorage.getItem("spate-theme") ?? "";
  } catch {
    return ""; // a page that is a file may have no memory
  }
};

const remember = (theme) => {
  try {
    localStorage.setItem("spate-theme", theme);
  } catch {
    // likewise
  }
};

const changed = () => dispatchEvent(new Event("spate-theme"));

export const themeSwitch = () => {
  const root = document.documentElement;
  const button = element("button", { type: "button", className: "quiet", test: "theme" });
  const apply = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    button.textContent = `Scheme: ${NAMES[theme]}`;
  };
  apply(NAMES[remembered()] ? remembered() : "");
  button.addEventListener("click", () => {
    const next = NEXT[root.dataset.theme ?? ""];
    apply(next);
    remember(next);
    changed();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
  return button;
};
