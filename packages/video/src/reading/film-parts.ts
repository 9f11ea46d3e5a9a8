/** What `readFilm` yields. Times are seconds after the first frame. */
export type FilmPart = FilmFrame | FilmStill | FilmAudio | FilmEnd;

/** One frame of the film, small. */
export interface FilmFrame {
  readonly kind: 'frame';
  /** its number in the order of display; nothing is dropped or repeated */
  readonly index: number;
  /** its time stamp */
  readonly seconds: number;
  /** rgb24, `[frameHeight, frameWidth, 3]` */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** A candidate for a still: a frame, larger, upright and in display aspect. It comes after its frame. */
export interface FilmStill {
  readonly kind: 'still';
  /** the frame it shows */
  readonly index: number;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  /** rgb24, `[height, width, 3]` */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** Audio at 16 kHz, one channel. Blocks follow each other without gaps, from time 0. */
export interface FilmAudio {
  readonly kind: 'audio';
  /** position of its first sample, in samples */
  readonly from: number;
  readonly samples: Int16Array<ArrayBuffer>;
}

/** Comes last. */
export interface FilmEnd {
  readonly kind: 'end';
  readonly numFrames: number;
  /** from the first frame to the end of the last one, or of audio alone */
  readonly durationSeconds: number;
  /** samples of audio */
  readonly numSamples: number;
  /** what was missing or damaged, in sentences */
  readonly remarks: readonly string[];
}
