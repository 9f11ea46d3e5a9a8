/**
 * The one-to-one assignment of rows to columns with the greatest total weight: the Hungarian method by shortest augmenting paths
 * (Jonker & Volgenant 1987), in O(numRows² · numColumns).
 *
 * @param weights row-major, `[numRows, numColumns]`, with numRows ≤ numColumns
 * @returns the column of each row
 */
export function greatestAssignment(weights: Float64Array, numRows: number, numColumns: number): Int32Array {
  const state: Matching = {
    rowOfColumn: new Int32Array(numColumns).fill(-1),
    rowPotential: new Float64Array(numRows),
    columnPotential: new Float64Array(numColumns),
  };
  for (let row = 0; row < numRows; row++) addRow(weights, row, state);
  const columnOfRow = new Int32Array(numRows);
  state.rowOfColumn.forEach((row, column) => {
    if (row >= 0) columnOfRow[row] = column;
  });
  return columnOfRow;
}

/** A matching of the rows added so far, with the dual potentials that prove it optimal. */
interface Matching {
  /** −1 for a free column */
  readonly rowOfColumn: Int32Array;
  readonly rowPotential: Float64Array;
  readonly columnPotential: Float64Array;
}

/** Finds the shortest path from a row to a free column by Dijkstra's algorithm, then augments the matching along it. */
function addRow(weights: Float64Array, newRow: number, { rowOfColumn, rowPotential, columnPotential }: Matching): void {
  const numColumns = rowOfColumn.length;
  const distance = new Float64Array(numColumns).fill(Infinity);
  const previous = new Int32Array(numColumns).fill(-1);
  const settled = new Uint8Array(numColumns);
  let [row, column, reached] = [newRow, -1, 0];
  do {
    relax(weights, row, column, reached, { distance, previous, settled, rowPotential, columnPotential });
    column = nearestOpen(distance, settled);
    settled[column] = 1;
    reached = distance[column];
    row = rowOfColumn[column];
  } while (row >= 0);
  for (let j = 0; j < numColumns; j++) {
    if (!settled[j] || distance[j] >= reached) continue;
    columnPotential[j] += distance[j] - reached;
    rowPotential[rowOfColumn[j]] += reached - distance[j];
  }
  rowPotential[newRow] += reached;
  while (column >= 0) {
    const before = previous[column];
    rowOfColumn[column] = before >= 0 ? rowOfColumn[before] : newRow;
    column = before;
  }
}

interface Search {
  readonly distance: Float64Array;
  /** previous column on the path from the new row; −1 at its start */
  readonly previous: Int32Array;
  readonly settled: Uint8Array;
  readonly rowPotential: Float64Array;
  readonly columnPotential: Float64Array;
}

/** Shortens paths through `row`. The cost of an edge is its negative weight. */
function relax(weights: Float64Array, row: number, column: number, reached: number, search: Search): void {
  const { distance, previous, settled, rowPotential, columnPotential } = search;
  const start = row * distance.length;
  for (let j = 0; j < distance.length; j++) {
    if (settled[j]) continue;
    const through = reached - weights[start + j] - rowPotential[row] - columnPotential[j];
    if (through < distance[j]) {
      distance[j] = through;
      previous[j] = column;
    }
  }
}

function nearestOpen(distance: Float64Array, settled: Uint8Array): number {
  let nearest = -1;
  for (let j = 0; j < distance.length; j++) {
    if (!settled[j] && (nearest < 0 || distance[j] < distance[nearest])) nearest = j;
  }
  return nearest;
}
