/** The map of the archive, as `GET /api/map` gives it. */
export interface MapData {
  readonly numPoints: number;
  /** shape `[numPoints]`, −1 … 1 */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly key: Uint32Array;
  /** {@link noCluster} for none */
  readonly cluster: Uint16Array;
}

export const noCluster = 0xffff;

/** Reads uint32 n; float32 x[n], y[n]; uint32 key[n]; uint16 cluster[n], little endian as all browsers' machines are. @throws RangeError if its length is not that */
export function decodeMap(bytes: ArrayBuffer): MapData {
  const numPoints = bytes.byteLength < 4 ? 0 : new DataView(bytes).getUint32(0, true);
  if (bytes.byteLength !== 4 + numPoints * 14) {
    throw new RangeError(`decodeMap: expected ${4 + numPoints * 14} bytes for ${numPoints} points, got ${bytes.byteLength}.`);
  }
  const at = (array: number) => 4 + array * 4 * numPoints;
  return {
    numPoints,
    x: new Float32Array(bytes, at(0), numPoints),
    y: new Float32Array(bytes, at(1), numPoints),
    key: new Uint32Array(bytes, at(2), numPoints),
    cluster: new Uint16Array(bytes, at(3), numPoints),
  };
}
