/** A picture as LUMA has it: red, green and blue interleaved, row by row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** shape `[height, width, channels]`, 0 … 255 */
  readonly data: Uint8Array;
}

/** A picture with its class, and the collection it was taken from. */
export interface PictureRow {
  readonly picture: Picture;
  readonly label: string;
  readonly source: string;
  /** set where it was kept as floating point numbers, as most of the tool's corruptions leave it */
  readonly wasFloat?: true;
}
