/** What a side computed: named lists of numbers, few enough to be sent as text. */
export type Values = Readonly<Record<string, ArrayLike<number>>>;

/** The work that is timed. It returns a function that tells, off the clock, what was computed. */
export type Work = () => (() => Values) | Promise<() => Values>;

/** The other side: a function `prepare(folder, *args)` in `peers/<script>.py`. */
export interface Peer {
  /** as the table calls it */
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
}

interface Task {
  /** as the table says it, with sizes */
  readonly title: string;
  /** time of ours over time of the peer's that we want to stay at or below */
  readonly target: number;
  /** what a reader of the figures should know; why, where the target is not met */
  readonly note?: string;
  /** where it takes too long for as many as the others */
  readonly numRounds?: number;
  /** Why it cannot be measured here, or undefined. */
  unavailable?(): Promise<string | undefined>;
  /** Writes what both sides read, the same each time. */
  makeData?(folder: string): Promise<void>;
}

/** Work inside a process that is already warm: start-up and imports do not count. */
export interface WorkRow extends Task {
  readonly peer: Peer;
  /** For each of the values, how far apart the sides may be, as a share of the largest number of the peer's. */
  readonly tolerances: Readonly<Record<string, number>>;
  prepare(folder: string): Promise<Work>;
}

export interface CommandResults {
  readonly tolerances: Readonly<Record<string, number>>;
  ours(folder: string): Promise<Values>;
  peer(folder: string): Promise<Values>;
}

export interface Commands {
  readonly ours: readonly string[];
  readonly peer: readonly string[];
  /** as the table calls the peer */
  readonly peerName: string;
}

/** Whole processes, from their start to their end. */
export interface CommandRow extends Task {
  /** program and arguments of either side, once all that they need is there */
  commands(folder: string, python: string): Promise<Commands>;
  /** what both sides leave in the folder, and how far apart it may be; not given where they compute nothing */
  readonly results?: CommandResults;
}

export type Row = WorkRow | CommandRow;
