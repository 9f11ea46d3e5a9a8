// The attempts of one target in a separate process, so that crashes, hangs and console output can be detected.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTarget } from './check-target.ts';
import { targets } from './targets/index.ts';

/** Messages of the worker. */
export type Message =
  | { readonly kind: 'progress'; readonly numAttempts: number; readonly seed: number }
  | { readonly kind: 'failure'; readonly seed: number; readonly file: string; readonly damages: string; readonly error: string };

/** Attempts of one seed. */
const numRuns = 50;
const tellMs = 1000;
/** Memory allowed in addition to that of the prepared target: images being decoded may take a gigabyte. */
const maxAdditionalMb = 1536;

const [name, folder, firstSeed, rounds, until] = process.argv.slice(2);
const tell = (message: Message) => new Promise<void>((resolve) => process.send!(message, () => resolve()));
const peakMb = () => process.resourceUsage().maxRSS / 1024;

const target = await targets[name](folder);
const readyMb = peakMb();
let [numAttempts, toldMs] = [0, -Infinity];
for (let round = 0; round < Number(rounds) && (round === 0 || Date.now() < Number(until)); round++) {
  const seed = Number(firstSeed) + round;
  const failure = await checkTarget(target, {
    seed,
    numRuns,
    onAttempt(file, bytes) {
      if (peakMb() - readyMb > maxAdditionalMb) throw new Error(`memory: the attempt before took ${Math.round(peakMb() - readyMb)} MB`);
      writeFileSync(join(folder, 'attempt.json'), JSON.stringify({ seed, file }));
      writeFileSync(join(folder, 'attempt.bin'), bytes);
      numAttempts += 1;
      if (performance.now() - toldMs < tellMs) return;
      toldMs = performance.now();
      void tell({ kind: 'progress', numAttempts, seed });
    },
  });
  if (!failure) continue;
  writeFileSync(join(folder, `failure-${seed}.bin`), failure.bytes);
  const damages = JSON.stringify(failure.damages, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  await tell({ kind: 'failure', seed, file: failure.file, damages, error: failure.error });
}
await tell({ kind: 'progress', numAttempts, seed: Number(firstSeed) + Number(rounds) });
process.disconnect();
process.exit(0);
