import type { ReviewList, SampleView } from '@mmae/archive-server';
import { useRef, useState } from 'preact/hooks';
import { get } from '../api/client.ts';
import { t } from '../language/translate.ts';
import { decide, decisionOn } from '../state/decide.ts';
import { show, showError } from '../state/messages.ts';
import { tagsOf } from '../state/tags.ts';
import { undecidedLabels } from './undecided-labels.ts';

type Items = ReviewList['items'];

/** Accepts or rejects one label for every sample of a cluster that nobody has decided on, after saying how many they are. */
export function AcceptAll({ cluster, samples }: { cluster: string; samples: readonly SampleView[] }) {
  const labels = undecidedLabels(samples.map(tagsOf));
  const [chosen, setLabel] = useState<string>();
  const label = labels.includes(chosen ?? '') ? chosen! : labels[0];
  const [items, setItems] = useState<Items>([]);
  const dialog = useRef<HTMLDialogElement>(null);
  if (label === undefined) return null;

  const ask = async () => {
    try {
      setItems(await undecided(cluster, label));
      dialog.current!.showModal();
    } catch (error) {
      showError(error);
    }
  };
  const decideAll = async (verdict: 'accept' | 'reject') => {
    dialog.current!.close();
    const made = await decide(items.map(({ sample, tag }) => decisionOn(sample.id, tag, verdict)));
    show(t('decidedN', { n: made.length }));
  };
  return (
    <div class="toolbar">
      <label>
        {t('labelOfCluster')}{' '}
        <select value={label} onChange={(event) => setLabel(event.currentTarget.value)}>
          {labels.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => void ask()}>
        {t('decideAll')}
      </button>
      <dialog ref={dialog} aria-labelledby="decide-all">
        <h2 id="decide-all">{t('decideAllOf', { label, n: items.length })}</h2>
        <p>{t('decideAllHelp')}</p>
        <div class="toolbar">
          <button type="button" class="primary" disabled={items.length === 0} onClick={() => void decideAll('accept')}>
            {t('acceptAll')}
          </button>
          <button type="button" disabled={items.length === 0} onClick={() => void decideAll('reject')}>
            {t('rejectAll')}
          </button>
          <button type="button" onClick={() => dialog.current!.close()}>
            {t('cancel')}
          </button>
        </div>
      </dialog>
    </div>
  );
}

/** Every undecided tag of a label in a cluster, to the end of the list. */
async function undecided(cluster: string, label: string): Promise<Items> {
  const url = `/api/review?by=cluster&limit=200&cluster=${cluster}&label=${encodeURIComponent(label)}`;
  const items: Items[number][] = [];
  let cursor: string | undefined;
  do {
    const page: ReviewList = await get(cursor === undefined ? url : `${url}&cursor=${encodeURIComponent(cursor)}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}
