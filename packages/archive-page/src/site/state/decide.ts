import type { DecisionAnswer, DecisionRequest, TagView } from '@mmae/archive-server';
import { signal } from '@preact/signals';
import { post } from '../api/client.ts';
import { t } from '../language/translate.ts';
import { isNamed } from './editor-name.ts';
import { show, showError } from './messages.ts';
import { putTags } from './tags.ts';

type NewDecision = DecisionRequest['decisions'][number];
export type Verdict = NewDecision['verdict'];

/** Ids of the decisions of this window that can be undone, one list for each action, the newest last. */
export const undoable = signal<readonly (readonly string[])[]>([]);
/** Grows with every decision, so that figures about decisions are read anew. */
export const numActions = signal(0);

const maxPerRequest = 1000;

/** Decides on tags as one action. What somebody else decided in the meantime stays and is shown. @returns ids of the decisions made */
export async function decide(decisions: readonly NewDecision[]): Promise<readonly string[]> {
  const made: string[] = [];
  let numConflicts = 0;
  try {
    if (!(await isNamed())) return [];
    for (let i = 0; i < decisions.length; i += maxPerRequest) {
      const answer = await post<DecisionAnswer>('/api/decisions', { decisions: decisions.slice(i, i + maxPerRequest) });
      putTags(answer.tags);
      made.push(...answer.applied.map(({ id }) => id));
      numConflicts += answer.conflicts.length;
    }
  } catch (error) {
    showError(error);
  }
  if (numConflicts > 0) show(t('conflicts', { n: numConflicts }), { isError: true });
  if (made.length > 0) undoable.value = [...undoable.peek(), made];
  numActions.value++;
  return made;
}

/** A decision on a tag as it is shown. */
export const decisionOn = (sample: string, tag: TagView, verdict: Verdict): NewDecision => ({
  ...{ sample, label: tag.label, verdict, expectedVersion: tag.version },
  ...(tag.concept !== undefined && { concept: tag.concept }),
});

/** Takes back the last action. @returns whether there was one */
export async function undo(): Promise<boolean> {
  const last = undoable.peek().at(-1);
  if (!last) return false;
  try {
    if (!(await isNamed())) return false;
    undoable.value = undoable.peek().filter((ids) => ids !== last);
    for (let i = last.length; i > 0; i -= maxPerRequest) {
      const ids = last.slice(Math.max(0, i - maxPerRequest), i).reverse();
      putTags((await post<DecisionAnswer>('/api/decisions/undo', { ids })).tags);
    }
    show(t('undone', { n: last.length }));
  } catch (error) {
    showError(error);
  }
  numActions.value++;
  return true;
}
