const mostNames = 80;

/**
 * Where each name of a colouring stands: at the item in the middle of its own, the most frequent name first. None where items of one name lie
 * anywhere, or names are too many to read.
 */
export function namePlaces({ names, codes, isOfPlaces }, places) {
  if (!isOfPlaces || names.length > mostNames) return [];
  const members = names.map(() => []);
  codes.forEach((code, index) => members[code]?.push(places[index]));
  return names
    .map((name, code) => ({ name, code, size: members[code].length, place: middleOf(members[code]) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size);
}

/** The median of each axis. */
function middleOf(places) {
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  return { x: median(places.map(({ x }) => x)), y: median(places.map(({ y }) => y)) };
}
