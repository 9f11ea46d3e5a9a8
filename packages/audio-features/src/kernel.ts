/** The part of the WebAssembly API that is used, since the types of Node do not include it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: object };
};

interface WithMemory {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

/** An instance of a kernel with its memory. */
export interface KernelInstance<Functions> {
  readonly functions: Functions;
  readonly buffer: ArrayBuffer;
  /** the address of each requested area, in bytes, a multiple of 16 */
  readonly areas: readonly number[];
}

const pageLength = 65_536; // bytes

/**
 * Compiles a WebAssembly kernel.
 *
 * @param base64 a module that exports `Functions` and its memory, in base64
 * @returns a function that creates an instance with its own memory, from the lengths of its areas in bytes
 */
export function kernel<Functions extends object>(base64: string): (areaLengths: readonly number[]) => KernelInstance<Functions> {
  const module = new WebAssembly.Module(Buffer.from(base64, 'base64'));
  return (areaLengths) => {
    const functions = new WebAssembly.Instance(module).exports as Functions & WithMemory;
    const areas: number[] = [];
    let end = 0;
    for (const length of areaLengths) {
      areas.push(end);
      end += aligned(length);
    }
    functions.memory.grow(Math.ceil(end / pageLength));
    return { functions, buffer: functions.memory.buffer, areas };
  };
}

const aligned = (length: number) => Math.ceil(length / 16) * 16;
