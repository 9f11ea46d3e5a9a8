import type { SampleDetail, SampleView } from '@mmae/archive-server';
import { useAnswer } from '../api/use-answer.ts';
import { dateTime, t } from '../language/translate.ts';
import { AddTag } from '../samples/add-tag.tsx';
import { SampleCard } from '../samples/sample-card.tsx';
import { TagList } from '../samples/tag-list.tsx';
import { numActions } from '../state/decide.ts';

/** What is known of one sample: tags, text, decisions, neighbours. */
export function SamplePanel({ sample }: { sample: SampleView }) {
  const { answer: detail } = useAnswer<SampleDetail>(`/api/samples/${encodeURIComponent(sample.id)}`, numActions.value);
  return (
    <section class="sample-panel" aria-label={t('thisShot')}>
      <h2>
        {sample.timecode === undefined ? t('thisItem') : t('thisShot')}{' '}
        {sample.timecode !== undefined && (
          <span class="timecode">
            {sample.timecode}–{sample.endTimecode}
          </span>
        )}
      </h2>
      <TagList sample={sample} />
      <AddTag samples={[sample.id]} />
      {sample.text !== '' && <Text sample={sample} />}
      {detail && detail.decisions.length > 0 && <Decisions decisions={detail.decisions} />}
      {detail && detail.neighbours.length > 0 && (
        <>
          <h3>{t('neighbours')}</h3>
          <ul class="cards small-cards">
            {detail.neighbours.map((neighbour) => (
              <li key={neighbour.id}>
                <SampleCard sample={neighbour} confidence={neighbour.confidence} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const sources = {
  subtitles: 'fromSubtitles',
  'subtitle track': 'fromSubtitles',
  transcript: 'fromTranscript',
  screen: 'fromScreen',
  caption: 'fromCaption',
} as const;

function Text({ sample: { text, textSource, language } }: { sample: SampleView }) {
  const source = textSource !== undefined && textSource in sources ? t(sources[textSource as keyof typeof sources]) : undefined;
  return (
    <blockquote lang={language}>
      {text}
      {source !== undefined && <footer class="quiet">{source}</footer>}
    </blockquote>
  );
}

function Decisions({ decisions }: { decisions: SampleDetail['decisions'] }) {
  return (
    <details class="decisions">
      <summary>{t('numDecisions', { n: decisions.length })}</summary>
      <ol>
        {decisions.map(({ id, verdict, label, who, at, undoes }) => (
          <li key={id}>
            {t(undoes === undefined ? `did_${verdict}` : 'did_undo', { who, label })} <span class="quiet">{dateTime(at)}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
