import type { ArchiveEvent, ArchiveStatus } from '@mmae/archive-server';
import { numActions } from '../state/decide.ts';
import { isConnected, session, status } from '../state/session.ts';
import { putTags } from '../state/tags.ts';
import { get } from './client.ts';

const settleMs = 500;

/** Follows what others change: their decisions, jobs, the size of the archive. */
export function followEvents(): void {
  const source = new EventSource('/api/events');
  source.onopen = () => (isConnected.value = true);
  source.onerror = () => {
    isConnected.value = false;
    if (source.readyState === EventSource.CLOSED) setTimeout(followEvents, 5000);
  };
  source.onmessage = ({ data }) => take(JSON.parse(data as string) as ArchiveEvent);
}

function take(event: ArchiveEvent): void {
  if (event.type === 'decision') {
    if (event.decision.sample !== undefined) putTags({ [event.decision.sample]: event.tags });
    if (event.decision.who !== session.peek()?.who) numActions.value++;
  }
  if (event.type === 'archive' && event.version === status.peek()?.version) return;
  readStatusSoon();
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** At most one request in half a second, however many events arrive. */
function readStatusSoon(): void {
  waiting ??= setTimeout(() => {
    waiting = undefined;
    void readStatus();
  }, settleMs);
}

export async function readStatus(): Promise<void> {
  status.value = await get<ArchiveStatus>('/api/status').catch(() => status.peek());
}
