/** An image of LUMA: pixels row by row from the top, channels interleaved. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** shape `[height, width, channels]`, 0 … 255 */
  readonly data: Uint8Array;
}

/** An image with its class and the collection that it comes from. */
export interface ImageRow {
  readonly image: Image;
  readonly label: string;
  readonly source: string;
  /** set if the image was stored as floating-point numbers, as most corruptions of LUMA's tool leave it */
  readonly wasFloat?: true;
}

/** An image of the same size with new levels. @param level the level at an index of `data`, clipped to 0 … 1 */
export const fromLevels = (image: Image, level: (index: number) => number): Image => ({
  ...image,
  data: Uint8Array.from(image.data, (_, index) => Math.round(255 * Math.min(1, Math.max(0, level(index))))),
});

/** An image of the same size with each level changed. @param change maps a level in 0 … 1 to a new one, which is clipped to 0 … 1 */
export const mapLevels = (image: Image, change: (level: number, index: number) => number): Image =>
  fromLevels(image, (index) => change(image.data[index] / 255, index));
