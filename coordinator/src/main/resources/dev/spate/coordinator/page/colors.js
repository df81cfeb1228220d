// Colours of the scheme that is in force, and the scale of the heat map: even steps of lightness
// in OKLab, from the page's own ground to its contrast, so it reads without seeing hues.
const probe = document.createElement("span");

export const color = (name) => {
  if (!probe.isConnected) {
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
};

export const dark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

const channel = (linear) => {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
};

const ofOklab = ([lightness, a, b]) => {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = channel(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return `rgb(${red} ${green} ${blue})`;
};

const STOPS = {
  light: [[0.93, -0.03, 0.04], [0.75, -0.08, -0.02], [0.5, -0.02, -0.12], [0.25, 0.03, -0.11]],
  dark: [[0.3, 0.0, -0.1], [0.5, 0.03, -0.08], [0.72, 0.04, 0.06], [0.96, -0.02, 0.14]],
};

// 64 colours, the first for the fewest.
export const heatScale = () => {
  const stops = dark() ? STOPS.dark : STOPS.light;
  return Array.from({ length: 64 }, (_, i) => {
    const place = (i / 63) * (stops.length - 1);
    const from = Math.min(stops.length - 2, Math.floor(place));
    const share = place - from;
    return ofOklab(stops[from].map((value, k) => value + share * (stops[from + 1][k] - value)));
  });
};
