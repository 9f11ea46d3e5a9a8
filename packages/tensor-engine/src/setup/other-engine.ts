/** The remedy where an engine cannot be set up. */
export const otherEngine = 'Use the engine wasm on this machine';
