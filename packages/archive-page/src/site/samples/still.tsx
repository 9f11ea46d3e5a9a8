import type { SampleView } from '@mmae/archive-server';
import { stillUrl } from '../api/client.ts';
import { t } from '../language/translate.ts';

/** The still of a sample, or what it has instead of one. */
export function Still({ sample, width = 240 }: { sample: Pick<SampleView, 'id' | 'has' | 'text'>; width?: number }) {
  if (sample.has.includes('image')) return <img class="still" src={stillUrl(sample.id, width)} alt="" loading="lazy" decoding="async" />;
  if (sample.has.includes('audio')) return <span class="still instead">♪ {t('audio')}</span>;
  return <span class="still instead excerpt">{sample.text.slice(0, 160)}</span>;
}
