/** Blocks of samples, one after the other. */
export function concat(blocks: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let position = 0;
  for (const block of blocks) {
    joined.set(block, position);
    position += block.length;
  }
  return joined;
}
