import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { workspace } from './workspace.ts';

/** Ends a process that imports a tensor library in any way. */
const guard = `
  import Module, { register } from 'node:module';
  const refuse = (name) => { if (name.startsWith('@tensorflow/')) throw new Error('loads ' + name); };
  const load = Module._load;
  Module._load = function (name, ...rest) { refuse(name); return load.call(this, name, ...rest); };
  register('data:text/javascript,' + encodeURIComponent(
    'export async function resolve(name, context, next) { (' + refuse + ')(name); return next(name, context); }'));
`;

/** Loads a module as a command does, in a separate process. @returns its stderr */
function load(module: string): string {
  const script = `${guard} await import(${JSON.stringify(module)});`;
  const args = ['--import', pathToFileURL(`${workspace}/tools/run-sources/register.mjs`).href, '--input-type=module', '-e', script];
  return spawnSync(process.execPath, args, { cwd: workspace, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } }).stderr;
}

test.each([
  ['the embedder', './packages/embedder/src/index.ts'],
  ['the scoring package', './packages/scoring/src/index.ts'],
  ['the pipeline', './packages/pipeline/src/index.ts'],
  ['tagging', './packages/tagging/src/index.ts'],
  ['the search', './apps/reporter/src/commands/search.ts'],
  ['the report', './apps/reporter/src/commands/report.ts'],
  ['mmae-train manifest', './apps/trainer/src/commands/manifest.ts'],
])('%s loads no tensor library', (_, module) => {
  expect(load(pathToFileURL(`${workspace}/${module}`).href)).toBe('');
});

test('the guard stops a module that loads one', () => {
  expect(load(pathToFileURL(`${workspace}/packages/mmae/src/index.ts`).href)).toContain('loads @tensorflow/tfjs-core');
});
