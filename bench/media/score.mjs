// Whether an answer is right: within the file's tolerance of the truth, or of another defensible answer. Where no
// duration can be known, none or 0 is right. Strictly: within 20 ms or a thousandth.
export function right({ seconds, tolerance, also_accept = [] }, answer, strict = false) {
  if (seconds === null) return answer === null || answer === 0;
  if (answer === null) return false;
  const most = strict ? Math.max(0.02, seconds / 1000) : tolerance;
  return [seconds, ...also_accept].some((s) => Math.abs(answer - s) <= most);
}
