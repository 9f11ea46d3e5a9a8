import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstError, runCommand, SetupError } from '@mmae/setup';
import { include_dir as nodeHeaders } from 'node-api-headers';
import type { TensorflowBuild } from '../engines/tensorflow.ts';

/** Compiles the addon of tfjs-node-gpu against the libraries of a build, and a second addon that silences them while they load. */
export async function compileAddon({ addon, quiet, libraries }: TensorflowBuild): Promise<void> {
  const sources = addonSources();
  const tensorflow = join(libraries, 'tensorflow');
  const rpath = `-Wl,-rpath,$ORIGIN/../site-packages/tensorflow`;
  await mkdir(dirname(addon), { recursive: true });
  await compile([
    ...['-std=c++17', `-I${sources}`, `-I${dirname(sources)}`, `-I${join(tensorflow, 'include')}`],
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(sources, 'binding', file)),
    ...['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'].map((file) => join(tensorflow, file)),
    ...[rpath, '-o', addon],
  ]);
  await compile(['-x', 'c++', fileURLToPath(new URL('../../native/quiet.c', import.meta.url)), '-o', quiet]);
}

/** @throws SetupError if there is no C++ compiler, or tfjs-node-gpu, whose addon is compiled, is not installed */
export async function requireCompiler(): Promise<void> {
  addonSources();
  if ((await runCommand(compiler(), ['--version'])).status === 0) return;
  throw new SetupError(
    `The C++ compiler ${compiler()} was not found`,
    'Install it (on Debian and Ubuntu: apt install g++), or name another one with CXX',
  );
}

function addonSources(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json'));
  } catch {
    throw new SetupError(
      '@tensorflow/tfjs-node-gpu is not installed',
      'Run: npm install --ignore-scripts @tensorflow/tfjs-node-gpu@4.22.0',
    );
  }
}

async function compile(args: readonly string[]): Promise<void> {
  const { status, stderr } = await runCommand(compiler(), ['-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8', `-I${nodeHeaders}`, ...args]);
  if (status !== 0)
    throw new SetupError(
      `${compiler()} could not compile the addon: ${firstError(stderr)}`,
      'Use g++ 9 or newer (C++17), and complete libraries',
    );
}

function compiler(): string {
  return process.env.CXX || 'g++';
}
