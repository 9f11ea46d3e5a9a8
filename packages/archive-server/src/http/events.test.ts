import { request, type ClientRequest } from 'node:http';
import { openArchive } from '@mmae/archive-store';
import type { ArchiveEvent } from '../api.ts';
import { makeArchive, serveForTest, testFolder } from '../served.test.support.ts';

const { archive, sampleKeys, ids } = await makeArchive(testFolder());
afterAll(() => archive.close());
const server = await serveForTest(archive);
const [key] = sampleKeys as [number];

const open: ClientRequest[] = [];
afterEach(() => open.splice(0).forEach((sent) => sent.destroy()));

interface Told {
  readonly id?: number;
  readonly event: ArchiveEvent;
}

interface Listening {
  /** until and with the first word that the archive is as it is */
  readonly told: readonly Told[];
  /** the events up to the first that fits */
  until(fits: (event: ArchiveEvent) => boolean): Promise<Told[]>;
}

async function listen(headers: Record<string, string> = {}): Promise<Listening> {
  const told: Told[] = [];
  let wake: () => void = () => undefined;
  let rest = '';
  const sent = request({ host: '127.0.0.1', port: server.port, path: '/api/events', headers, agent: false });
  sent.on('error', () => undefined);
  sent.on('response', (response) => {
    response.on('error', () => undefined);
    response.setEncoding('utf8').on('data', (text: string) => {
      const messages = (rest + text).split('\n\n');
      rest = messages.pop()!;
      told.push(...messages.flatMap((message) => toTold(message)));
      wake();
    });
  });
  sent.end();
  open.push(sent);
  const listening = {
    async until(fits: (event: ArchiveEvent) => boolean) {
      while (!told.some(({ event }) => fits(event))) await new Promise<void>((resolve) => (wake = resolve));
      return told.splice(0);
    },
  };
  return { ...listening, told: await listening.until(({ type }) => type === 'archive') };
}

function toTold(message: string): Told[] {
  const data = /^data: (.*)$/m.exec(message)?.[1];
  const id = /^id: (\d+)$/m.exec(message)?.[1];
  return data === undefined ? [] : [{ ...(id !== undefined && { id: Number(id) }), event: JSON.parse(data) as ArchiveEvent }];
}

test('an editor sees what another decides, also in another process', async () => {
  const [first, second] = [await listen(), await listen()];
  const visitor = await server.enter({ who: 'Ada' });
  const { session: _, ...headers } = visitor;
  await server.post('/api/decisions', { decisions: [{ sample: ids[0], label: 'harbour', verdict: 'reject' }] }, headers);
  const expected = { type: 'decision', decision: { sample: ids[0], who: 'Ada' }, tags: [{ label: 'harbour', verdict: 'rejected' }] };
  for (const listening of [first, second]) {
    const told = await listening.until(({ type }) => type === 'archive');
    expect(told.map(({ event }) => event)).toMatchObject([expected, { type: 'archive' }]);
    expect(told[0]!.id).toBe((told[0]!.event as { decision: { seq: number } }).decision.seq);
  }
  const other = openArchive(archive.folder);
  other.decide([{ sampleKey: key, label: 'nets', verdict: 'add', who: 'Ben' }]);
  other.close();
  const [{ event }] = (await first.until(({ type }) => type === 'decision')) as [Told];
  expect(event).toMatchObject({ type: 'decision', decision: { label: 'nets', who: 'Ben' } });
});

test('who was away is told what was decided in the meantime', async () => {
  const before = archive.decisionsSince(0).at(-1)!.seq;
  archive.decide([{ sampleKey: key, label: 'dawn', verdict: 'add', who: 'Ada' }]);
  const { told } = await listen({ 'last-event-id': String(before) });
  expect(told.map(({ event }) => (event.type === 'decision' ? event.decision.label : event.type))).toEqual(['dawn', 'archive']);
});

test('the progress of jobs is told', async () => {
  const listening = await listen();
  const job = { kind: 'index', numDone: 1, numTotal: 3, startedAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:01.000Z' };
  archive.putJob({ ...job, state: 'running' });
  const told = await listening.until(({ type }) => type === 'job');
  expect(told[0]!.event).toMatchObject({ type: 'job', job: { kind: 'index', state: 'running', numDone: 1 } });
});
