/** Receives messages about long work. The pipeline itself prints nothing. */
export interface Progress {
  /** A message that stays. */
  say(line: string): void;
  /** The current state of the work, which replaces the one before. */
  update(line: string): void;
}

/** What a long computation needs from its caller. */
export interface WorkContext {
  readonly progress: Progress;
  /** aborts the work between two chunks */
  readonly signal: AbortSignal;
}
