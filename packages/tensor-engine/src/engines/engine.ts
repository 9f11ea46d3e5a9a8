/** The engines a tensor can live on, fastest first: the order in which `auto` tries them. */
export const engineNames = ['tensorflow', 'webgpu', 'wasm', 'cpu'] as const;

export type EngineName = (typeof engineNames)[number];

/** The engine that runs; its tensors are made and used through the functions of tfjs-core. */
export interface Engine {
  readonly name: EngineName;
  /** library, version and what it uses, for people and for the config of a run */
  readonly description: string;
}

/** What an engine says of itself once it runs. */
export interface StartedEngine {
  readonly description: string;
  /** a graphics card that is none: `auto` passes over it */
  readonly isSoftware?: boolean;
}

/** How one engine is brought up. */
export interface EngineStarter {
  /** What to do where it cannot run. */
  readonly remedy: string;
  /**
   * Loads the engine and makes it the one that tfjs-core uses. A second call switches back to it.
   *
   * @throws Error that says in one line why it cannot run on this machine
   */
  start(): Promise<StartedEngine>;
}
