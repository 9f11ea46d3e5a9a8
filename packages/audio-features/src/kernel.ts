/** The WebAssembly API, as far as it is used: Node's types leave it to the DOM's. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: object };
};

interface WithMemory {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

/** A kernel's functions, the memory they work in, and where in it each area that was asked for begins. */
export interface KernelInstance<Functions> {
  readonly functions: Functions;
  readonly buffer: ArrayBuffer;
  /** addresses in bytes, multiples of 16 */
  readonly areas: readonly number[];
}

const pageLength = 65_536; // bytes

/**
 * Compiles a kernel once.
 *
 * @param base64 of a module that exports `Functions` and its memory
 * @returns a function from the bytes that each area needs to an instance with memory of its own
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
