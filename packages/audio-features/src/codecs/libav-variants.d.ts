declare module '@libav.js/variant-obsolete' {
  const libav: { readonly base: string; readonly VER: string; readonly CONFIG: string };
  export default libav;
}
declare module '@libav.js/variant-fat/dist/libav-4.10.6.1.1-fat.simd.js' {
  const factory: (settings: { print(): void; printErr(): void }) => Promise<unknown>;
  export default factory;
}
