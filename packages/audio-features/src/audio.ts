/** One channel of sound. */
export interface Audio {
  /** in [−1, 1] where the file's own full scale was kept */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}
