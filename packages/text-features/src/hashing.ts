const encoder = new TextEncoder();

/**
 * The 32-bit MurmurHash3 of a string in UTF-8 (Austin Appleby, public domain); equal to scikit-learn's `murmurhash3_32`.
 *
 * @returns a signed integer
 */
export function murmurHash3(text: string, seed = 0): number {
  const bytes = encoder.encode(text);
  let hash = seed;
  const numBlocks = bytes.length >> 2;
  for (let block = 0; block < numBlocks; block++) {
    hash ^= mixed(littleEndian(bytes, 4 * block, 4));
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash ^= mixed(littleEndian(bytes, 4 * numBlocks, bytes.length & 3));
  return avalanche(hash ^ bytes.length);
}

/**
 * The column of a term by its hash, as in scikit-learn's HashingVectorizer.
 *
 * @returns the column, or its bitwise complement if the term counts negatively, so that collisions cancel on average
 */
export function hashedColumn(term: string, numColumns: number): number {
  const hash = murmurHash3(term);
  const column = Math.abs(hash) % numColumns;
  return hash >= 0 ? column : ~column;
}

function littleEndian(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) value |= bytes[start + i] << (8 * i);
  return value;
}

function mixed(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51);
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593);
}

function avalanche(hash: number): number {
  let mixedHash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixedHash = Math.imul(mixedHash ^ (mixedHash >>> 13), 0xc2b2ae35);
  return (mixedHash ^ (mixedHash >>> 16)) | 0;
}
