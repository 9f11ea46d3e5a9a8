import { useEffect, useRef } from 'preact/hooks';
import { percent, t } from '../language/translate.ts';
import { nameOf } from '../samples/sample-card.tsx';
import { Still } from '../samples/still.tsx';
import { itemKey, tagNow, type Item } from './queue.ts';

const shownAround = 40;

interface QueueListProps {
  readonly items: readonly Item[];
  readonly index: number;
  readonly hasMore: boolean;
  readonly onChoose: (index: number) => void;
}

/** The items around the current one, with the verdicts made. */
export function QueueList({ items, index, hasMore, onChoose }: QueueListProps) {
  const current = useRef<HTMLButtonElement>(null);
  const first = Math.max(0, index - shownAround);
  const numDecided = items.filter((item) => tagNow(item).verdict !== undefined).length;
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [index]);
  return (
    <nav class="queue" aria-label={t('queue')}>
      <p class="quiet" role="status">
        {t('queuePlace', { at: index + 1, n: items.length, more: hasMore ? '+' : '', decided: numDecided })}
      </p>
      <ol start={first + 1}>
        {items.slice(first, index + shownAround).map((item, i) => (
          <li key={itemKey(item)}>
            <button
              type="button"
              ref={first + i === index ? current : null}
              aria-current={first + i === index}
              onClick={() => onChoose(first + i)}
            >
              <Still sample={item.sample} width={96} />
              <span>
                <strong>
                  {markOf(item)}
                  {item.tag.label}
                </strong>
                <span class="quiet">{nameOf(item.sample)}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function markOf(item: Item): string {
  const { verdict, machine } = tagNow(item);
  if (verdict === undefined) return machine ? `${percent(machine.confidence)} ` : '';
  return verdict === 'accepted' ? '✓ ' : '✗ ';
}
