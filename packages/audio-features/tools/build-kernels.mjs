// Compiles assembly/<name>.ts into src/<folder>/<name>.wasm.ts. With --check, it only compares, and exits with 1 if they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const kernels = [
  { name: 'power-spectrum', folder: 'features', constant: 'powerSpectrumWasm' },
  { name: 'resample', folder: 'signal', constant: 'resampleWasm' },
];
const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--initialMemory', '1'];

for (const { name, folder, constant } of kernels) {
  const target = new URL(`../src/${folder}/${name}.wasm.ts`, import.meta.url);
  const module = `/** assembly/${name}.ts compiled by tools/build-kernels.mjs; base64. */
export const ${constant} =
  '${(await compile(name)).toString('base64')}';
`;
  if (!process.argv.includes('--check')) writeFileSync(target, module);
  else if (readFileSync(target, 'utf8') !== module) {
    console.error(`src/${folder}/${name}.wasm.ts is not up to date with assembly/${name}.ts. Run npm run build:kernels.`);
    process.exitCode = 1;
  }
}

async function compile(name) {
  let binary;
  const { error, stderr } = await asc.main([`${name}.ts`, '--outFile', `${name}.wasm`, ...flags], {
    readFile: (file) => (file === `${name}.ts` ? readFileSync(new URL(`../assembly/${file}`, import.meta.url), 'utf8') : null),
    writeFile: (_name, bytes) => (binary = bytes),
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return Buffer.from(binary);
}
