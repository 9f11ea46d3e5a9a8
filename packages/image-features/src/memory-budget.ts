/** Memory that several tasks share: a task waits until its part is free. */
export interface MemoryBudget {
  readonly totalBytes: number;
  /**
   * Resolves once `bytes` are free, first come, first served. The caller calls what it resolves to, once, when it is done.
   *
   * @throws RangeError where `bytes` is more than there is in all
   */
  reserve(bytes: number): Promise<() => void>;
}

interface Waiting {
  readonly bytes: number;
  readonly begin: () => void;
}

/** Nobody overtakes: a large task is not kept waiting forever by small ones that still fit. */
export function memoryBudget(totalBytes: number): MemoryBudget {
  let freeBytes = totalBytes;
  const queue: Waiting[] = [];

  const serve = () => {
    while (queue.length > 0 && queue[0].bytes <= freeBytes) {
      const { bytes, begin } = queue.shift()!;
      freeBytes -= bytes;
      begin();
    }
  };
  const release = (bytes: number) => {
    freeBytes += bytes;
    serve();
  };

  return {
    totalBytes,
    async reserve(bytes) {
      if (bytes > totalBytes) throw new RangeError(`memoryBudget: expected at most ${totalBytes} bytes, got ${bytes}`);
      await new Promise<void>((begin) => {
        queue.push({ bytes, begin });
        serve();
      });
      return () => release(bytes);
    },
  };
}
