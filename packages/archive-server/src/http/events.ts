import type { ServerResponse } from 'node:http';
import type { Archive, Decision } from '@mmae/archive-store';
import type { ArchiveEvent } from '../api.ts';
import { decisionViews } from '../views/decision-view.ts';
import { tagViews } from '../views/sample-view.ts';
import type { NameOf } from '../views/concept-names.ts';
import { httpError } from './http-error.ts';

const maxListeners = 200;
const pollMs = 300;
const heartbeatMs = 15_000;
/** What may wait for a listener that reads too slowly, before it is cut off. It then connects again and reads what it missed. */
const maxWaitingBytes = 2 ** 20;
/** Decisions that are told one by one; after more of them, `archive` says to read everything anew. */
const maxTold = 1000;

export interface Events {
  /**
   * Sends events to one more listener until it leaves.
   *
   * @param lastEventId the number of the last decision that it knows
   * @param begin called once it is accepted, before the first event
   */
  listen(listener: Listener, lastEventId: number | undefined, begin: () => void): void;
  close(): void;
}

export interface Listener {
  readonly response: ServerResponse;
  readonly nameOf: NameOf;
}

/** Tells listeners of changes by any process, found by asking the archive for its version. It asks only while somebody listens. */
export function archiveEvents(archive: Archive, onError: (error: Error) => void): Events {
  const listeners = new Set<Listener>();
  let timer: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let told = { version: 0, seq: 0, jobs: '' };

  const poll = () => {
    try {
      const version = archive.version();
      if (version === told.version) return;
      const decisions = archive.decisionsSince(told.seq, maxTold);
      tellDecisions(archive, [...listeners], decisions);
      const jobs = archive.jobs();
      if (JSON.stringify(jobs) !== told.jobs)
        for (const job of jobs.filter((one) => !told.jobs.includes(JSON.stringify(one)))) tell(listeners, { type: 'job', job });
      tell(listeners, { type: 'archive', version });
      told = { version, seq: decisions.at(-1)?.seq ?? told.seq, jobs: JSON.stringify(jobs) };
    } catch (error) {
      onError(error as Error);
    }
  };
  const start = () => {
    told = { version: archive.version(), seq: lastSeq(archive), jobs: JSON.stringify(archive.jobs()) };
    timer = setInterval(poll, pollMs);
    heartbeat = setInterval(() => listeners.forEach(({ response }) => write(response, ': still here\n\n')), heartbeatMs);
  };
  const stop = () => {
    clearInterval(timer);
    clearInterval(heartbeat);
    timer = heartbeat = undefined;
  };
  return {
    listen(listener, lastEventId, begin) {
      if (listeners.size >= maxListeners)
        throw httpError(503, `expected at most ${maxListeners} listeners, got one more. Close some windows.`);
      if (listeners.size === 0) start();
      else poll(); // so that what came before is told to the others only
      const { response } = listener;
      listeners.add(listener);
      response.on('close', () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      });
      begin();
      write(response, 'retry: 2000\n\n');
      if (lastEventId !== undefined) tellDecisions(archive, [listener], archive.decisionsSince(lastEventId, maxTold));
      tell([listener], { type: 'archive', version: archive.version() });
    },
    close() {
      stop();
      listeners.forEach(({ response }) => response.destroy());
    },
  };
}

/** The number of the newest decision. */
function lastSeq(archive: Archive): number {
  let seq = Math.max(0, archive.counts().numDecisions - 1);
  for (let next = archive.decisionsSince(seq, maxTold); next.length > 0; next = archive.decisionsSince(seq, maxTold))
    seq = next.at(-1)!.seq;
  return seq;
}

function tellDecisions(archive: Archive, listeners: readonly Listener[], decisions: readonly Decision[]): void {
  for (const decision of decisionViews(archive, decisions)) {
    const sample = decision.sample === undefined ? undefined : archive.sampleById(decision.sample);
    const tags = sample ? archive.tagsOf(sample.key) : [];
    for (const listener of listeners) tell([listener], { type: 'decision', decision, tags: tagViews(tags, listener.nameOf) }, decision.seq);
  }
}

function tell(listeners: Iterable<Listener>, event: ArchiveEvent, id?: number): void {
  const message = `${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`;
  for (const { response } of listeners) write(response, message);
}

function write(response: ServerResponse, message: string): void {
  if (response.writableLength > maxWaitingBytes) response.destroy();
  else response.write(message);
}
