/**
 * Works on tasks, several at a time, in their order. A task that fails does not stop the others.
 *
 * @param isOver asked before each task: where true, the rest is left
 * @returns the tasks that were left
 * @throws AggregateError of what failed, when all others are done
 */
export async function workOn<Task>(
  tasks: readonly Task[],
  numAtATime: number,
  work: (task: Task) => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<Task[]> {
  const waiting = [...tasks];
  const failures: unknown[] = [];
  const worker = async () => {
    while (waiting.length > 0 && !isOver()) {
      await work(waiting.shift()!).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: numAtATime }, worker));
  if (failures.length > 0) throw new AggregateError(failures, failures.map((error) => (error as Error).message).join('\n'));
  return waiting;
}
