import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A unique name for a folder that this process fills. `isAbandoned` tells whether it was left by a process that has ended. */
export const draftName = (): string => `.partial-${process.pid}-${startOf(process.pid) ?? 0}-${randomUUID().slice(0, 8)}@${hostname()}`;

const pattern = /^\.partial-(\d+)-(\d+)-[0-9a-f]{8}@(.*)$/;

/** Whether a name is that of a draft whose process is known to have ended. A draft of another machine is not. */
export function isAbandoned(name: string): boolean {
  const [, pid, start, host] = pattern.exec(name) ?? [];
  if (pid === undefined || host !== hostname()) return false;
  return !isRunning(Number(pid)) || (startOf(Number(pid)) ?? start) !== start;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** When a process started, in clock ticks since the boot, from proc(5); undefined on other systems. Process ids repeat. */
function startOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' '); // from the third field on
    return fields[22 - 3];
  } catch {
    return undefined;
  }
}
