import type { ClusterList, LabelList, ReviewList } from '@mmae/archive-server';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAnswer } from '../api/use-answer.ts';
import { usePages, type Pages } from '../api/use-pages.ts';
import { t } from '../language/translate.ts';
import { decide, decisionOn, undo, undoable } from '../state/decide.ts';
import { useKeys } from '../keyboard/use-keys.ts';
import { go, query, withParams } from '../state/router.ts';
import { toggleSelected } from '../state/selection.ts';
import { isEditor, status } from '../state/session.ts';
import type { PlayerHandle } from '../programme/player.tsx';
import { itemKey, nextUndecided, tagNow, type Item } from './queue.ts';
import { QueueList } from './queue-list.tsx';
import { ReviewItemView } from './review-item.tsx';
import { Worth } from './worth.tsx';

const nearEnd = 10;

/** The queue of undecided machine tags, decided one by one with the keyboard, and what the model is worth by the decisions so far. */
export function ReviewPage() {
  const by = query.value.get('by') === 'cluster' ? 'cluster' : 'uncertainty';
  const params = withParams(new URLSearchParams({ by, limit: '50' }), {
    cluster: query.value.get('cluster') ?? undefined,
    label: query.value.get('label') ?? undefined,
  });
  const list = usePages<ReviewList>(`/api/review?${params}`);
  return (
    <>
      <div class="review-head">
        <h1>{t('review')}</h1>
        <QueueChoice by={by} />
      </div>
      <Queue key={params.toString()} list={list} />
      <Worth />
    </>
  );
}

function Queue({ list }: { list: Pages<ReviewList> }) {
  const items = list.pages.flatMap((page) => page.items);
  const [index, setIndex] = useState(0);
  const latest = useRef(0); // ahead of what is drawn, where keys come faster
  const current = items[Math.min(index, items.length - 1)];
  const sending = useRef(new Set<string>());
  const decided = useRef<string[]>([]);
  const player = useRef<PlayerHandle>(null);
  const move = (to: number) => {
    latest.current = Math.min(items.length - 1, Math.max(0, to));
    setIndex(latest.current);
  };
  useEffect(() => {
    if (index > items.length - nearEnd && list.hasMore) list.loadMore();
  });

  /** Goes on to the next tag at once, and comes back if the verdict was not taken. */
  const judge = async (verdict: 'accept' | 'reject') => {
    const at = latest.current;
    const item = items[at];
    if (!item || !isEditor.value || sending.current.has(itemKey(item))) return;
    sending.current.add(itemKey(item));
    move(nextUndecided(items, at, (one) => sending.current.has(itemKey(one)) || tagNow(one).verdict !== undefined));
    const made = await decide([decisionOn(item.sample.id, tagNow(item), verdict)]);
    sending.current.delete(itemKey(item));
    if (made.length > 0) decided.current.push(itemKey(item));
    else move(at);
  };
  const takeBack = async () => {
    if (!isEditor.value || !(await undo())) return;
    const key = decided.current.pop();
    const at = items.findIndex((item) => itemKey(item) === key);
    if (at >= 0) move(at);
  };
  useKeys({
    j: () => move(latest.current + 1),
    k: () => move(latest.current - 1),
    a: () => void judge('accept'),
    r: () => void judge('reject'),
    u: () => void takeBack(),
    ArrowRight: () => player.current?.step(1),
    ArrowLeft: () => player.current?.step(-1),
    ' ': () => player.current?.toggleLoop(),
    x: () => current && toggleSelected(current.sample.id),
  });

  if (list.error) return <p class="error">{list.error.message}</p>;
  if (!current)
    return (
      <p class="note" role="status">
        {t(list.isLoading ? 'loading' : 'queueEmpty')}
      </p>
    );
  return (
    <div class="review">
      <ReviewItemView item={current} player={player} />
      <Verdicts item={current} onJudge={judge} onUndo={takeBack} />
      <QueueList items={items} index={index} hasMore={list.hasMore} onChoose={move} />
    </div>
  );
}

interface VerdictsProps {
  readonly item: Item;
  readonly onJudge: (verdict: 'accept' | 'reject') => Promise<void>;
  readonly onUndo: () => Promise<void>;
}

function Verdicts({ item, onJudge, onUndo }: VerdictsProps) {
  if (!isEditor.value) return <p class="note">{t('readersOnly')}</p>;
  const tag = tagNow(item);
  return (
    <div class="verdicts" role="group" aria-label={t('verdictFor', { label: tag.label })}>
      <button
        type="button"
        class="accept"
        aria-keyshortcuts="a"
        aria-pressed={tag.verdict === 'accepted'}
        onClick={() => void onJudge('accept')}
      >
        ✓ {t('accept')} <kbd>A</kbd>
      </button>
      <button
        type="button"
        class="reject"
        aria-keyshortcuts="r"
        aria-pressed={tag.verdict === 'rejected'}
        onClick={() => void onJudge('reject')}
      >
        ✗ {t('reject')} <kbd>R</kbd>
      </button>
      <button type="button" aria-keyshortcuts="u" disabled={undoable.value.length === 0} onClick={() => void onUndo()}>
        ↺ {t('undo')} <kbd>U</kbd>
      </button>
    </div>
  );
}

/** Which tags are reviewed, and in which order. */
function QueueChoice({ by }: { by: 'uncertainty' | 'cluster' }) {
  const { answer: groups } = useAnswer<ClusterList>('/api/clusters', status.value?.run?.version);
  const { answer: labels } = useAnswer<LabelList>('/api/labels?limit=200', status.value?.run?.version);
  const change = (changes: Record<string, string>) => go(`/review?${withParams(query.value, changes)}`);
  const inUse = labels?.labels.filter(({ numSamples }) => numSamples > 0) ?? [];
  return (
    <div class="toolbar">
      <select aria-label={t('order')} value={by} onChange={(event) => change({ by: event.currentTarget.value })}>
        <option value="uncertainty">{t('byUncertainty')}</option>
        <option value="cluster">{t('byCluster')}</option>
      </select>
      <select
        aria-label={t('cluster')}
        value={query.value.get('cluster') ?? ''}
        onChange={(event) => change({ cluster: event.currentTarget.value })}
      >
        <option value="">{t('allClusters')}</option>
        {groups?.clusters.map(({ number, name }) => (
          <option key={number} value={String(number)}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label={t('label')}
        value={query.value.get('label') ?? ''}
        onChange={(event) => change({ label: event.currentTarget.value })}
      >
        <option value="">{t('allLabels')}</option>
        {inUse.map(({ label, name, numSamples }) => (
          <option key={label} value={label}>
            {name} ({numSamples})
          </option>
        ))}
      </select>
    </div>
  );
}
