/** Places of the largest values, largest first, of equal ones the first; by insertion, as `count` is small beside how many there are. */
export function largest(values: Float32Array, candidates: readonly number[], count: number): number[] {
  const best: number[] = [];
  for (const candidate of candidates) {
    if (best.length >= count && !(values[candidate] > values[best[best.length - 1]])) continue;
    let place = best.length;
    while (place > 0 && values[best[place - 1]] < values[candidate]) place--;
    best.splice(place, 0, candidate);
    if (best.length > count) best.pop();
  }
  return best;
}
