// The middle value; NaN of nothing.
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// How far the values lie apart: half the distance between the quartiles, as a share of the median. Few values have
// no quartiles worth the name; then it is half the whole range.
export function spread(values) {
  if (values.length < 2) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const cut = values.length < 5 ? 0 : Math.floor(sorted.length / 4);
  return (sorted[sorted.length - 1 - cut] - sorted[cut]) / 2 / median(values);
}
