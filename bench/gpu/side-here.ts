import type { WorkRow } from '../row.ts';
import type { Side } from '../side.ts';

/** Our side of a row in this process, whose engine is started already. */
export async function sideHere(row: WorkRow, folder: string): Promise<Side> {
  const work = await row.prepare(folder);
  const timed = async () => {
    const start = performance.now();
    const valuesOf = await work();
    return { seconds: (performance.now() - start) / 1000, valuesOf };
  };
  return {
    round: async () => ({ seconds: (await timed()).seconds, peakBytes: null }),
    check: async () => (await timed()).valuesOf(),
    close: async () => undefined,
  };
}
