import type { SampleView } from '@mmae/archive-server';
import type { ComponentChildren } from 'preact';
import { clock, percent, t } from '../language/translate.ts';
import { selection, toggleSelected } from '../state/selection.ts';
import { inOrder, tagsOf } from '../state/tags.ts';
import { Still } from './still.tsx';
import { placeOf } from './times.ts';

const shownTags = 4;

interface CardProps {
  readonly sample: SampleView;
  /** how sure a search is that it is relevant, 0 … 1 */
  readonly confidence?: number | undefined;
  /** further actions */
  readonly children?: ComponentChildren;
}

/** A sample in a list: its still, where it is, its surest tags. */
export function SampleCard({ sample, confidence, children }: CardProps) {
  const isSelected = selection.value.has(sample.id);
  const name = nameOf(sample);
  return (
    <article class={`card ${isSelected ? 'selected' : ''}`}>
      <a class="card-still" href={placeOf(sample)} tabIndex={-1} aria-hidden="true">
        <Still sample={sample} />
        {sample.durationSeconds !== undefined && <span class="card-length">{clock(sample.durationSeconds)}</span>}
      </a>
      <label class="card-select">
        <input type="checkbox" checked={isSelected} onChange={() => toggleSelected(sample.id)} aria-label={t('selectNamed', { name })} />
      </label>
      <div class="card-body">
        <h3 class="card-title">
          <a href={placeOf(sample)}>
            {sample.asset.title}
            <span class="visually-hidden"> {sample.timecode}</span>
          </a>
        </h3>
        <p class="card-facts">
          {sample.timecode !== undefined && <span class="timecode">{sample.timecode}</span>}
          {confidence !== undefined && <span title={t('confidenceHelp')}>{t('confidence', { value: percent(confidence) })}</span>}
        </p>
        {sample.text !== '' && (
          <p class="card-text" lang={sample.language}>
            {sample.text}
          </p>
        )}
        <TagChips sample={sample} />
        {children !== undefined && <div class="card-actions">{children}</div>}
      </div>
    </article>
  );
}

/** The title with the timecode, which names one sample among others. */
export const nameOf = ({ asset, timecode }: Pick<SampleView, 'asset' | 'timecode'>): string =>
  timecode === undefined ? asset.title : `${asset.title} ${timecode}`;

/** The surest tags, rejected ones left out; each searches for its label. */
export function TagChips({ sample }: { sample: SampleView }) {
  const tags = inOrder(tagsOf(sample)).filter(({ verdict }) => verdict !== 'rejected');
  if (tags.length === 0) return null;
  return (
    <ul class="chips">
      {tags.slice(0, shownTags).map((tag) => (
        <li key={tag.label}>
          <a
            class={`chip ${tag.origin === 'person' || tag.verdict === 'accepted' ? 'by-person' : 'by-machine'}`}
            href={`/?tag=${encodeURIComponent(tag.label)}`}
          >
            {tag.verdict === 'accepted' || tag.origin === 'person' ? '✓ ' : ''}
            {tag.label}
            {tag.verdict === undefined && tag.machine && <span class="chip-confidence"> {percent(tag.machine.confidence)}</span>}
          </a>
        </li>
      ))}
      {tags.length > shownTags && <li class="quiet">{t('moreTags', { n: tags.length - shownTags })}</li>}
    </ul>
  );
}
