// The buckets of the heat map: 20 a decade, bucket 0 begins at 10 µs, 200 in all.
const PER_DECADE = 20;
const FIRST_SECONDS = 1e-5;

export const BUCKETS = 200;

export const lowerEdge = (bucket) => FIRST_SECONDS * 10 ** (bucket / PER_DECADE);

export const bucketOf = (seconds) =>
  Math.min(BUCKETS - 1, Math.max(0, Math.floor(Math.log10(seconds / FIRST_SECONDS) * PER_DECADE + 1e-9)));

// Counts as they are sent: the first filled bucket, then counts up to the last filled one.
export const merged = (a, b) => {
  if (!a || a.length === 0) return b ?? [];
  if (!b || b.length === 0) return a;
  const first = Math.min(a[0], b[0]);
  const sum = new Array(Math.max(a[0] + a.length, b[0] + b.length) - 1 - first).fill(0);
  for (const counts of [a, b]) {
    for (let i = 1; i < counts.length; i++) sum[counts[0] - first + i - 1] += counts[i];
  }
  return [first, ...sum];
};
