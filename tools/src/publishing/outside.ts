// `npm run outside`: the packages as a user gets them. Publishes all of them to a local registry, installs them into folders outside the
// workspace, checks their types, trains on the sample corpus and reports there, and checks that a feature package alone installs no tensor library.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../workspace.ts';
import { publishAll, run } from './publish.ts';
import { startRegistry } from './registry.ts';

const strictly = '--noEmit --strict --target es2022 --module nodenext --types node'.split(' ');
const folder = mkdtempSync(join(tmpdir(), 'mmae-outside-'));
const registry = await startRegistry(join(folder, 'registry'), 0);
try {
  await publishAll(registry.url);
  await trainAndReport(await project('pipeline', ['@mmae/trainer', '@mmae/reporter', '@mmae/sample-corpus', '@types/node@20.19.0']));
  await featuresAlone(await project('features', ['@mmae/audio-features', '@mmae/sample-corpus', '@types/node@20.19.0']));
  process.stdout.write('installed, type-checked, trained, reported; audio-features alone installs no tensor library\n');
} finally {
  await registry.close();
  rmSync(folder, { recursive: true });
}

/** Creates an empty project with these packages. @returns its folder */
async function project(name: string, packages: readonly string[]): Promise<string> {
  const own = join(folder, name);
  mkdirSync(own);
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }));
  writeFileSync(join(own, '.npmrc'), `@mmae:registry=${registry.url}\nignore-scripts=true\nfund=false\naudit=false\n`);
  await run(command('npm', 'install', ...packages), own);
  return own;
}

async function trainAndReport(own: string): Promise<void> {
  await typecheck(
    own,
    `import { mmaeReport } from '@mmae/reporter';
     import { sampleCorpusFolder } from '@mmae/sample-corpus';
     const code: Promise<number> = mmaeReport(['--help']);
     console.log(code, sampleCorpusFolder satisfies string);`,
    `import { sampleCorpusFolder } from '@mmae/sample-corpus'; const wrong: number = sampleCorpusFolder; console.log(wrong);`,
  );
  const installed = join(own, 'node_modules/@mmae');
  for (const name of readdirSync(installed)) expect(existsSync(join(installed, name, 'LICENSE')), `a LICENSE in @mmae/${name}`, 'none');
  const cache = { MMAE_CACHE: join(own, 'cache') };
  const corpus = join(own, 'node_modules/@mmae/sample-corpus/corpus');
  await run(command('npm', 'exec', '--', 'mmae-train', 'sketch', '--data', corpus, '--run', 'run', '--engine', 'wasm'), own, cache);
  const table = await run(command('npm', 'exec', '--', 'mmae-report', 'run', '--draws', '50'), own);
  expect(/^MMAE +\.[5-9]/m.test(table), 'a table with an NMI of the model above .5', table);
  for (const file of ['run/evaluation.json', 'run/report.html']) expect(existsSync(join(own, file)), file, 'nothing');
}

async function featuresAlone(own: string): Promise<void> {
  const example = `
    import { audioExtractor } from '@mmae/audio-features';
    import { sampleCorpusFolder } from '@mmae/sample-corpus';
    import { readdirSync } from 'node:fs';
    const [file] = readdirSync(sampleCorpusFolder + '/audio');
    const extractor = audioExtractor({ features: 'mfcc' });
    const raw = await extractor.extract({ kind: 'file', path: sampleCorpusFolder + '/audio/' + file });
    console.log(extractor.transform(raw).length);`;
  await typecheck(own, example, `import { audioExtractor } from '@mmae/audio-features'; audioExtractor({ features: 'none' });`);
  writeFileSync(join(own, 'example.js'), example);
  const printed = await run([process.execPath, ['example.js']], own);
  expect(printed.trim() === '416', '416 numbers, 32 frames of 13 MFCC', printed);
  const { packages } = JSON.parse(readFileSync(join(own, 'package-lock.json'), 'utf8')) as { packages: object };
  const foreign = Object.keys(packages).filter((name) => /@tensorflow|tfjs|\/sharp$|\/natural$/.test(name));
  expect(foreign.length === 0, 'no tensor library and no library of another modality', foreign.join(', '));
}

/** The installed types accept one source and refuse the other. */
async function typecheck(own: string, right: string, wrong: string): Promise<void> {
  const compile = (file: string) => run(command('tsc', ...strictly, file), own).catch((error: Error) => error);
  writeFileSync(join(own, 'right.ts'), right);
  writeFileSync(join(own, 'wrong.ts'), wrong);
  const accepted = await compile('right.ts');
  expect(!(accepted instanceof Error), 'right.ts to compile', String(accepted));
  expect((await compile('wrong.ts')) instanceof Error, 'wrong.ts to be refused', 'no error: the types were not installed');
}

function expect(holds: boolean, rule: string, got: string): void {
  if (!holds) throw new Error(`outside: expected ${rule}, got ${got}.`);
}
