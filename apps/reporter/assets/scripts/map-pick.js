/** The point nearest to a place on the screen, within reach of a finger by default; undefined where there is none. */
export function nearest(view, { places, counts }, at, reach = 18) {
  let [best, bestDistance] = [undefined, reach * reach];
  places.forEach((place, index) => {
    if (!counts(index)) return;
    const { x, y } = view.toScreen(place);
    const distance = (x - at.x) ** 2 + (y - at.y) ** 2;
    if (distance < bestDistance) [best, bestDistance] = [index, distance];
  });
  return best;
}

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The next point in the direction of an arrow key: what lies off that direction counts as three times as far. The selected one where there is none. */
export function neighbour(view, { places, counts, selected }, key) {
  const [dx, dy] = directions[key];
  const start = view.toScreen(places[selected]);
  let [best, bestCost] = [selected, Infinity];
  places.forEach((place, index) => {
    const { x, y } = view.toScreen(place);
    const [along, aside] = [(x - start.x) * dx + (y - start.y) * dy, Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx)];
    const cost = along + 3 * aside;
    if (counts(index) && index !== selected && along > 0 && cost < bestCost) [best, bestCost] = [index, cost];
  });
  return best;
}

export const isArrow = (key) => key in directions;
