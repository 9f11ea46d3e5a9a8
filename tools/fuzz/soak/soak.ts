// npm run soak -- [--scenario NAME …] [--rows N]: long-running scenarios. Each must end as its README says; failures are listed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { changeMedia } from './change-media.ts';
import { damageCache } from './damage-cache.ts';
import { embedMany } from './embed-many.ts';
import { interrupt } from './interrupt.ts';
import { shareCache } from './share-cache.ts';

/** Runs in its own folder. @returns a summary @throws Error for any violation */
export type Scenario = (folder: string, options: { readonly numRows: number }) => Promise<string>;

const scenarios: Readonly<Record<string, Scenario>> = { embedMany, shareCache, damageCache, changeMedia, interrupt };

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    scenario: { type: 'string', multiple: true, default: Object.keys(scenarios) },
  },
});
const unknown = values.scenario.find((name) => !Object.hasOwn(scenarios, name));
if (unknown !== undefined)
  throw new RangeError(`soak: expected --scenario of ${Object.keys(scenarios).join(', ')}, got ${unknown}. Name one.`);

for (const name of values.scenario) {
  const folder = mkdtempSync(join(tmpdir(), `mmae-soak-${name}-`));
  try {
    console.log(`${name}: ${await scenarios[name](folder, { numRows: Number(values.rows) })}`);
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    console.log(`${name}: FAILED, kept in ${folder}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
