/** The engines that run tensors, fastest first: the order in which `auto` tries them. */
export const engineNames = ['tensorflow', 'webgpu', 'wasm', 'cpu'] as const;

export type EngineName = (typeof engineNames)[number];

/** The current engine: tensors of tfjs-core are created on it. */
export interface Engine {
  readonly name: EngineName;
  /** library, version and device, for people and for the config of a run */
  readonly description: string;
}

/** What an engine reports once it runs. */
export interface StartedEngine {
  readonly description: string;
  /** a graphics card emulated in software, which `auto` does not choose */
  readonly isSoftware?: boolean;
}

/** How one engine is started. */
export interface EngineStarter {
  /** what to do if it cannot run */
  readonly remedy: string;
  /**
   * Loads the engine and makes it the current one. A second call switches back to it.
   *
   * @throws Error that says in one line why it cannot run on this machine
   */
  start(): Promise<StartedEngine>;
}
