import { startEngine, type EngineName } from '../index.ts';

/** Engines that every machine has, and those that this one must have by MMAE_REQUIRE_ENGINES=tensorflow,webgpu. */
const required = new Set<EngineName>([
  'wasm',
  'cpu',
  ...((process.env.MMAE_REQUIRE_ENGINES ?? '').split(',').filter(Boolean) as EngineName[]),
]);
const optional = new Set<EngineName>(['tensorflow', 'webgpu']);

/** Runs the same tests on every engine of this machine. A required engine that does not run fails, any other is skipped by name. */
export function describeEngines(tests: (engine: EngineName) => void): void {
  for (const name of new Set([...required, ...optional])) {
    const suite = required.has(name) || available.has(name) ? describe : describe.skip;
    suite(name, () => {
      beforeAll(async () => {
        await startEngine(name);
      });
      tests(name);
    });
  }
}

const available = new Set<EngineName>();
for (const name of optional) {
  await startEngine(name).then(
    () => available.add(name),
    () => undefined,
  );
}
