/** A file or folder that no cell of the manifest names, or of which something was not used, and why: a short cause, a colon, the rest. */
export interface LeftAlone {
  /** relative to the folder */
  readonly path: string;
  readonly reason: string;
}

/** Notes that something was left alone. */
export type Leave = (path: string, reason: string) => void;
