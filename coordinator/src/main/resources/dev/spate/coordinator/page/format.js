// Numbers for people: three significant digits and the unit that suits, as in the text summary.
export const NONE = "–";

const missing = (value) => value === null || value === undefined || !Number.isFinite(value);

const fixed = (value, decimals) =>
  value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

export const digits = (value) => {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1000) return String(value);
  return fixed(value, size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0095 ? 2 : 4);
};

// `212 µs`, `12.3 ms`, `3.20 s`.
export const time = (seconds, bound = false) => {
  if (missing(seconds)) return NONE;
  const size = Math.abs(seconds);
  const least = bound ? "≥ " : "";
  if (size === 0) return `${least}0 s`;
  if (size < 0.9995e-6) return `${least}${digits(seconds * 1e9)} ns`;
  if (size < 0.9995e-3) return `${least}${digits(seconds * 1e6)} µs`;
  return size < 0.9995 ? `${least}${digits(seconds * 1e3)} ms` : `${least}${digits(seconds)} s`;
};

export const count = (number) => (missing(number) ? NONE : fixed(number, 0));

export const rate = (perSecond) =>
  missing(perSecond) ? NONE : `${perSecond >= 999.5 ? fixed(perSecond, 0) : digits(perSecond)}/s`;

export const part = (share) => (missing(share) ? NONE : `${digits(share * 100)} %`);

export const partOf = (some, whole) => (whole > 0 ? part(some / whole) : NONE);

// Seconds as a clock: `0:27`, `1:02:00`.
export const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds + 1e-9));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
};

// `2026-11-23 18:02:20 UTC`.
export const instant = (text) => (text ? `${text.slice(0, 19).replace("T", " ")} UTC` : NONE);

// 90 % is one nine, 99 % two: the axis of percentiles gives each the same room.
export const nines = (percent) => -Math.log10(1 - percent / 100);

export const percentOf = (nine) => `p${Number((100 - 10 ** (2 - nine)).toFixed(3))}`;
