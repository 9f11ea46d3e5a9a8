/** The chance that Student's t is further from 0 than `t`, either way; closed forms for whole degrees (Abramowitz & Stegun 26.7.3, 26.7.4). */
export function studentTails(t: number, degrees: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degrees));
  const odd = degrees % 2;
  let [term, sum] = odd ? [Math.cos(angle), 0] : [1, 0];
  for (let power = odd; power <= degrees - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * Math.cos(angle) ** 2;
  }
  const central = odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return Math.max(0, 1 - central);
}

/** The t that leaves `level` of Student's distribution between −t and t. */
export function studentQuantile(level: number, degrees: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`studentQuantile: expected 0 < level < 1, got ${level}`);
  let high = 1;
  while (studentTails(high, degrees) > 1 - level) high *= 2;
  let low = 0;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (studentTails(middle, degrees) > 1 - level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
