import { setTimeout as sleep } from 'node:timers/promises';

/** Time from one reading to the next while an archive changes all the time. */
const pauseMs = 500;

/**
 * Reads once per version, and not more than twice a second: what many visitors ask for while another process indexes costs the archive little.
 * Nobody gets a value from before the request: who asks during the pause waits for its end.
 */
export function remembered<Value>(versionOf: () => number, read: () => Value, pause = pauseMs): () => Promise<Value> {
  let known: { readonly version: number; readonly value: Value; readonly readMs: number } | undefined;
  let next: Promise<Value> | undefined;

  const readNow = (): Value => {
    next = undefined;
    const version = versionOf(); // before reading: a change in between is read by the next request
    known = { version, value: read(), readMs: performance.now() };
    return known.value;
  };
  return async () => {
    if (known?.version === versionOf()) return known.value;
    const waitMs = known ? known.readMs + pause - performance.now() : 0;
    if (waitMs <= 0) return readNow();
    next ??= sleep(waitMs).then(readNow);
    return next;
  };
}
