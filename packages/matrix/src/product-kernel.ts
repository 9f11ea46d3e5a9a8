import { productWasm } from './product.wasm.ts';

/** What assembly/product.ts exports: its memory, and functions over addresses in it. */
interface ProductExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  packRows(source: number, target: number, numRows: number, depth: number, panelWidth: number): void;
  packColumns(source: number, target: number, depth: number, width: number, panelWidth: number): void;
  addProduct(a: number, b: number, c: number, numRowPanels: number, numColumnPanels: number, depth: number): void;
  keepGreatest(
    products: number,
    offsets: number,
    numRows: number,
    width: number,
    values: number,
    columns: number,
    firstColumn: number,
  ): void;
}

/** The WebAssembly API, as far as it is used: Node's types leave it to the DOM's. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: object };
};

let exports: ProductExports | undefined;

/** The compiled kernel, instantiated at first use and kept. */
export function productKernel(): ProductExports {
  exports ??= new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(productWasm, 'base64'))).exports as ProductExports;
  return exports;
}
