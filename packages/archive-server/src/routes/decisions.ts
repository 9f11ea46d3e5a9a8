import { setImmediate } from 'node:timers/promises';
import type { DecideResult } from '@mmae/archive-store';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { DecisionAnswer, OrphanList } from '../api.ts';
import type { ServerContext } from '../server-context.ts';
import type { AssetViewer } from '../views/asset-view.ts';
import type { NameOf } from '../views/concept-names.ts';
import { decisionViews } from '../views/decision-view.ts';
import { remembered } from '../views/remembered.ts';
import { tagView, tagViews } from '../views/sample-view.ts';
import { knownSample, namesFor } from './lookup.ts';
import { parseBody } from './parse.ts';

const maxDecisions = 5000;
/** Bytes of a request; a decision takes about 200. */
const bodyLimit = 8 * 2 ** 20;

const decisionRequest = z.strictObject({
  decisions: z
    .array(
      z.strictObject({
        sample: z.string().max(200),
        label: z.string().min(1).max(500),
        concept: z.string().max(500).optional(),
        verdict: z.enum(['accept', 'reject', 'add', 'retract']),
        expectedVersion: z.int().min(0).optional(),
      }),
    )
    .min(1)
    .max(maxDecisions),
});
const undoRequest = z.strictObject({ ids: z.array(z.string().max(100)).min(1).max(maxDecisions) });

/** Decisions, their undo, and those that have lost their sample. Each is signed with the name of the session. */
export function decisionRoutes(app: FastifyInstance, context: ServerContext, assetView: AssetViewer): void {
  const { archive } = context;
  app.post('/api/decisions', { bodyLimit }, (request): DecisionAnswer => {
    const { who } = request.visitor;
    const decisions = parseBody(request, decisionRequest).decisions.map(({ sample, label, concept, verdict, expectedVersion }) => ({
      ...{ sampleKey: knownSample(archive, sample).key, label, verdict, who },
      ...(concept !== undefined && { concept }),
      ...(expectedVersion !== undefined && { expectedVersion }),
    }));
    return answerOf(context, archive.decide(decisions), namesFor(context, request));
  });
  app.post('/api/decisions/undo', { bodyLimit }, async (request): Promise<DecisionAnswer> => {
    const results: DecideResult[] = [];
    for (const id of parseBody(request, undoRequest).ids.toReversed()) {
      results.push(archive.undo(id, request.visitor.who));
      await setImmediate(); // each is synced: others are answered in between
    }
    const all = { applied: results.flatMap(({ applied }) => applied), conflicts: results.flatMap(({ conflicts }) => conflicts) };
    return answerOf(context, all, namesFor(context, request));
  });
  const orphans = remembered(archive.version, (): OrphanList => ({
    orphans: decisionViews(archive, archive.orphans()).map((decision) => {
      const asset = archive.assetByContent(decision.content);
      return asset ? { ...decision, asset: assetView(asset) } : decision;
    }),
  }));
  app.get('/api/orphans', orphans);
}

function answerOf({ archive }: ServerContext, { applied, conflicts }: DecideResult, nameOf: NameOf): DecisionAnswer {
  const decisions = decisionViews(archive, applied);
  const conflicting = conflicts.flatMap(({ decision, current }) => {
    const sample = archive.sample(decision.sampleKey);
    return sample ? [{ sample: sample.id, label: decision.label, current: tagView(current, nameOf) }] : [];
  });
  const concerned = new Set([...decisions.flatMap(({ sample }) => sample ?? []), ...conflicting.map(({ sample }) => sample)]);
  const keys = new Map([...concerned].map((id) => [id, archive.sampleById(id)!.key]));
  const tags = archive.tagsOfAll([...keys.values()]);
  return {
    ...{ applied: decisions, conflicts: conflicting },
    tags: Object.fromEntries(Array.from(keys, ([id, key]) => [id, tagViews(tags.get(key) ?? [], nameOf)])),
  };
}
