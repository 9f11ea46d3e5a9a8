/** Receives messages about long work. The pipeline itself prints nothing. */
export interface Progress {
  /** A message to keep, such as a line of a log. */
  say(line: string): void;
  /** The current state of the work; it replaces the previous one. */
  update(line: string): void;
}

/** What a long computation needs from its caller. */
export interface WorkContext {
  readonly progress: Progress;
  /** aborts the work between two chunks */
  readonly signal: AbortSignal;
}
