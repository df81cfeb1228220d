// Elements whose texts are texts: nothing that anybody else said becomes markup.

export const element = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "test") made.dataset.test = value;
    else made[name] = value;
  }
  made.append(...children.map((child) => child ?? ""));
  return made;
};

// columns: [heading, row => text or element, "number" for numbers]
export const table = (test, title, columns, rows, empty = "None.") => {
  const head = element("tr", {}, ...columns.map(([name, , kind]) => element("th", { scope: "col", className: kind ?? "" }, name)));
  const lines = rows.map((row) =>
    element("tr", {}, ...columns.map(([, value, kind]) => element("td", { className: kind ?? "" }, value(row)))));
  const none = element("tr", {}, element("td", { colSpan: columns.length }, empty));
  const body = element("tbody", {}, ...(lines.length > 0 ? lines : [none]));
  const made = element("table", { test }, element("caption", {}, title), element("thead", {}, head), body);
  // A table may be wider than the window, and is scrolled with the keys then.
  return element("div", { className: "wide", tabIndex: 0, role: "region", ariaLabel: title }, made);
};

// A place that is drawn again only where what it shows has changed, so that a selection and the focus stay.
export const place = (parent) => {
  const own = parent.appendChild(element("div"));
  let drawn = null;
  return (data, draw) => {
    const now = JSON.stringify(data);
    if (now !== drawn) own.replaceChildren(...draw(data));
    drawn = now;
  };
};

export const count = (number) => (number ?? 0).toLocaleString("en-US");

export const rate = (number) => `${(number ?? 0).toLocaleString("en-US", { maximumFractionDigits: 1 })}/s`;

export const time = (seconds) => {
  if (seconds === null || seconds === undefined) return "–";
  const [value, unit] = seconds < 0.001 ? [seconds * 1e6, "µs"] : seconds < 1 ? [seconds * 1e3, "ms"] : [seconds, "s"];
  return `${value.toLocaleString("en-US", { maximumSignificantDigits: 3 })} ${unit}`;
};
