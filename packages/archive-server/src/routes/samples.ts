import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClusterList, SampleDetail, SampleList } from '../api.ts';
import { notFound } from '../http/http-error.ts';
import type { ServerContext } from '../server-context.ts';
import { decisionViews } from '../views/decision-view.ts';
import { remembered } from '../views/remembered.ts';
import { hitViews, sampleViews } from '../views/sample-view.ts';
import { idOf, namesFor, sampleOf } from './lookup.ts';
import { pageOptions, parseBody, parseQuery } from './parse.ts';

const numNeighbours = 12;
const numTypical = 6;
const byKeyRequest = z.strictObject({ keys: z.array(z.int().min(0)).max(500) });

/** One sample, samples by key, and clusters. */
export function sampleRoutes(app: FastifyInstance, context: ServerContext): void {
  const { archive, search } = context;
  app.get('/api/samples/:id', (request): SampleDetail => {
    const sample = sampleOf(archive, request);
    const nameOf = namesFor(context, request);
    const isIndexed = archive.currentRun() !== undefined;
    const neighbours = isIndexed ? search.neighbours(sample.key, { count: numNeighbours }) : [];
    return {
      ...sampleViews(archive, [sample], nameOf)[0]!,
      neighbours: hitViews(archive, neighbours, nameOf),
      decisions: decisionViews(archive, archive.decisionsOf(sample.key)),
    };
  });
  app.post('/api/samples/by-key', { config: { isForReaders: true } }, (request): SampleList => {
    const { keys } = parseBody(request, byKeyRequest);
    return { samples: viewsOf(context, keys, namesFor(context, request)) };
  });
  const clusters = remembered(archive.indexVersion, () => clusterList(context));
  app.get('/api/clusters', clusters);
  app.get('/api/clusters/:id', (request): SampleList => {
    const { cursor, limit } = parseQuery(request, pageOptions);
    const id = idOf(request);
    if (!archive.clusters().some(({ number }) => String(number) === id)) throw notFound('the number of a cluster', id);
    const { items, nextCursor } = archive.samplesOfCluster(Number(id), { limit, ...(cursor !== undefined && { cursor }) });
    return { samples: viewsOf(context, items, namesFor(context, request)), ...(nextCursor !== undefined && { nextCursor }) };
  });
}

const clusterList = (context: ServerContext): ClusterList => ({
  clusters: context.archive.clusters().map(({ number, name, words, size }) => {
    const nearest = samplesOf(context, context.archive.samplesOfCluster(number, { limit: 4 * numTypical }).items);
    const typical = nearest.filter(({ media }) => media.image !== undefined).slice(0, numTypical).map(({ id }) => id); // prettier-ignore
    return { number, name, words, size, typical };
  }),
});

const samplesOf = ({ archive }: ServerContext, keys: readonly number[]) => keys.flatMap((key) => archive.sample(key) ?? []);

const viewsOf = (context: ServerContext, keys: readonly number[], nameOf: ReturnType<typeof namesFor>) =>
  sampleViews(context.archive, samplesOf(context, keys), nameOf);
