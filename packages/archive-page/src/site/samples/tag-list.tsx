import type { SampleView, TagView } from '@mmae/archive-server';
import { percent, t } from '../language/translate.ts';
import { decide, decisionOn } from '../state/decide.ts';
import { isEditor } from '../state/session.ts';
import { inOrder, tagsOf } from '../state/tags.ts';

/** The tags of a sample with what is known of each, and the decisions on them. */
export function TagList({ sample, focused }: { sample: SampleView; focused?: string | undefined }) {
  const tags = inOrder(tagsOf(sample));
  if (tags.length === 0) return <p class="quiet">{t(sample.isUnlikeTrain ? 'unlikeTrain' : 'noTags')}</p>;
  return (
    <ul class="tags">
      {tags.map((tag) => (
        <TagRow key={tag.label} sample={sample} tag={tag} isFocused={tag.label === focused} />
      ))}
    </ul>
  );
}

function TagRow({ sample, tag, isFocused }: { sample: SampleView; tag: TagView; isFocused: boolean }) {
  return (
    <li class={`tag-row ${tag.verdict ?? 'undecided'} ${isFocused ? 'focused' : ''}`}>
      <TagName tag={tag} />
      <span class="tag-origin">{originOf(tag)}</span>
      {isEditor.value && <TagButtons sample={sample} tag={tag} />}
    </li>
  );
}

export function TagName({ tag }: { tag: TagView }) {
  const mark = tag.verdict === 'rejected' ? '✗' : tag.verdict === 'accepted' || tag.origin === 'person' ? '✓' : '?';
  return (
    <span class="tag-name" title={tag.concept}>
      <span class="mark" aria-hidden="true">
        {mark}
      </span>{' '}
      <span>{tag.label}</span>
      {tag.conceptName !== undefined && tag.conceptName !== tag.label && <span class="quiet"> · {tag.conceptName}</span>}
    </span>
  );
}

/** Where a tag comes from, in words: a person with the verdict, and what the machine says. */
export function originOf(tag: TagView): string {
  const verdict =
    tag.verdict === undefined ? [] : [t(tag.verdict === 'accepted' ? 'acceptedBy' : 'rejectedBy', { who: tag.who ?? t('somebody') })];
  const machine = tag.machine
    ? [t('machineSays', { confidence: percent(tag.machine.confidence), from: modalitiesOf(tag.machine.from) })]
    : [];
  return [...verdict, ...machine].join(' · ');
}

const names = { image: 'image', audio: 'audio', text: 'text' } as const;

/** `audio+image` in words. */
export const modalitiesOf = (subset: string): string =>
  subset
    .split('+')
    .map((name) => (name in names ? t(names[name as keyof typeof names]) : name))
    .join(' + ');

function TagButtons({ sample, tag }: { sample: SampleView; tag: TagView }) {
  const button = (verdict: 'accept' | 'reject' | 'retract', key: 'accept' | 'reject' | 'retract', symbol: string) => (
    <button
      type="button"
      class="small"
      aria-label={t('verdictOn', { verdict: t(key), label: tag.label })}
      title={t(key)}
      onClick={() => void decide([decisionOn(sample.id, tag, verdict)])}
    >
      {symbol}
    </button>
  );
  return (
    <span class="tag-buttons">
      {tag.verdict !== 'accepted' && button('accept', 'accept', '✓')}
      {tag.verdict !== 'rejected' && button('reject', 'reject', '✗')}
      {tag.verdict !== undefined && button('retract', 'retract', '↺')}
    </span>
  );
}
