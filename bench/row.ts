/** The results of a side: named lists of numbers, short enough to be sent as text. */
export type Values = Readonly<Record<string, ArrayLike<number>>>;

/** The timed work. It returns a function that gives the results, untimed. */
export type Work = () => (() => Values) | Promise<() => Values>;

/** The other side: a function `prepare(folder, *args)` in `peers/<script>.py`. */
export interface Peer {
  /** name in the table */
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
}

interface Task {
  /** description in the table, with sizes */
  readonly title: string;
  /** highest acceptable ratio of our time to the peer's */
  readonly target: number;
  /** remarks for readers of the figures; the reason, if the target is missed */
  readonly note?: string;
  /** fewer than the default for slow rows */
  readonly numRounds?: number;
  /** Why the row cannot be measured here, or undefined. */
  unavailable?(): Promise<string | undefined>;
  /** Writes the input of both sides; deterministic. */
  makeData?(folder: string): Promise<void>;
}

/** Work inside a warm process: start-up and imports are not timed. */
export interface WorkRow extends Task {
  readonly peer: Peer;
  /** Tolerance of each value, as a share of the peer's largest number. */
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
  /** name of the peer in the table */
  readonly peerName: string;
}

/** Whole processes, from their start to their end. */
export interface CommandRow extends Task {
  /** program and arguments of both sides, after preparing their input */
  commands(folder: string, python: string): Promise<Commands>;
  /** results of both sides in the folder, and their tolerances; undefined if there are none to compare */
  readonly results?: CommandResults;
}

export type Row = WorkRow | CommandRow;
