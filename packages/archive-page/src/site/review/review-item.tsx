import type { AssetDetail } from '@mmae/archive-server';
import { useEffect, useState } from 'preact/hooks';
import { useAnswer } from '../api/use-answer.ts';
import { t } from '../language/translate.ts';
import { Player, type PlayerHandle } from '../programme/player.tsx';
import { AddTag } from '../samples/add-tag.tsx';
import { nameOf } from '../samples/sample-card.tsx';
import { originOf, TagList } from '../samples/tag-list.tsx';
import { placeOf } from '../samples/times.ts';
import { tagNow, type Item } from './queue.ts';

/** One tag under review: the question, the moving images or whatever the sample has, its text and its other tags. */
export function ReviewItemView({ item, player }: { item: Item; player: preact.RefObject<PlayerHandle | null> }) {
  const { sample } = item;
  const tag = tagNow(item);
  return (
    <div class="review-item">
      <header aria-live="polite">
        <h2>
          {t('isIt', { label: tag.label })}
          {tag.conceptName !== undefined && tag.conceptName !== tag.label && <span class="quiet"> {tag.conceptName}</span>}
        </h2>
        <p>
          <a href={placeOf(sample)}>{nameOf(sample)}</a> <span class="quiet">{originOf(tag)}</span>
        </p>
      </header>
      <ItemPlayer item={item} player={player} />
      <div class="review-about">
        {sample.text !== '' && <blockquote lang={sample.language}>{sample.text}</blockquote>}
        <h3>{t('allTags')}</h3>
        <TagList sample={sample} focused={tag.label} />
        <AddTag samples={[sample.id]} />
      </div>
    </div>
  );
}

function ItemPlayer({ item: { sample }, player }: { item: Item; player: preact.RefObject<PlayerHandle | null> }) {
  const [again, setAgain] = useState(0);
  const { answer: asset } = useAnswer<AssetDetail>(`/api/assets/${sample.asset.id}`, again);
  const [frame, setFrame] = useState(sample.range?.from ?? 0);
  useEffect(() => {
    if (!sample.range) return;
    setFrame(sample.range.from);
    player.current?.seek(sample.range.from);
  }, [sample.id]);
  if (!asset) return <div class="player" />;
  return (
    <Player
      key={asset.id}
      ref={player}
      asset={asset}
      sample={sample}
      frame={frame}
      onFrame={setFrame}
      onShot={() => sample.range && player.current?.seek(sample.range.from)}
      onChange={() => setAgain((n) => n + 1)}
    />
  );
}
