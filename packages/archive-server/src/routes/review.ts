import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { LabelList, ReviewList } from '../api.ts';
import type { ServerContext } from '../server-context.ts';
import { nameReader, wantedLanguage } from '../views/concept-names.ts';
import { sampleViews, tagView } from '../views/sample-view.ts';
import { namesFor } from './lookup.ts';
import { pageOptions, parseQuery, text, wholeNumber } from './parse.ts';

const reviewOptions = {
  by: z.enum(['uncertainty', 'cluster']).default('uncertainty'),
  cluster: wholeNumber.optional(),
  label: text.optional(),
  ...pageOptions,
};

/** `GET /api/review` and `/api/labels`. */
export function reviewRoutes(app: FastifyInstance, context: ServerContext): void {
  const { archive } = context;
  app.get('/api/review', (request): ReviewList => {
    const { by, limit, cluster, label, cursor } = parseQuery(request, reviewOptions);
    const nameOf = namesFor(context, request);
    const given = {
      ...(cluster !== undefined && { cluster }),
      ...(label !== undefined && { label }),
      ...(cursor !== undefined && { cursor }),
    };
    const { items, nextCursor } = archive.reviewQueue({ by, limit, ...given });
    const samples = items.flatMap(({ sampleKey }) => archive.sample(sampleKey) ?? []);
    const views = new Map(sampleViews(archive, samples, nameOf).map((view) => [view.id, view]));
    const viewOf = new Map(samples.map(({ key, id }) => [key, views.get(id)]));
    return {
      items: items.flatMap(({ sampleKey, tag }) => {
        const sample = viewOf.get(sampleKey);
        return sample ? [{ sample, tag: tagView(tag, nameOf) }] : [];
      }),
      ...(nextCursor !== undefined && { nextCursor }),
    };
  });
  app.get('/api/labels', (request): LabelList => {
    const { q, limit } = parseQuery(request, { q: text.default(''), limit: pageOptions.limit });
    return { labels: labelsOf(context, q, limit, wantedLanguage(request.headers['accept-language'])) };
  });
}

/** Labels in use first, then concepts that are not. */
function labelsOf({ archive, vocabulary }: ServerContext, prefix: string, limit: number, language: string): LabelList['labels'] {
  const nameOf = nameReader(vocabulary, language);
  const inUse = archive.labels({ prefix, limit }).map(({ label, concept, numSamples }) => {
    const name = concept === undefined ? undefined : nameOf(concept);
    return { label, ...(concept !== undefined && { concept }), name: name ?? label, numSamples };
  });
  const used = new Set(inUse.map(({ concept }) => concept));
  const concepts = prefix === '' ? [] : (vocabulary?.complete(prefix, { limit, language }) ?? []);
  const others = concepts
    .filter(({ qcode }) => !used.has(qcode))
    .map(({ qcode }) => ({ label: nameOf(qcode)!, concept: qcode, name: nameOf(qcode)!, numSamples: 0 }));
  return [...inUse, ...others].slice(0, limit);
}
