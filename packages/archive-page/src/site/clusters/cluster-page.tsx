import type { ClusterList, SampleList } from '@mmae/archive-server';
import { useAnswer } from '../api/use-answer.ts';
import { usePages } from '../api/use-pages.ts';
import { t } from '../language/translate.ts';
import { ExportMenu } from '../samples/export-menu.tsx';
import { More } from '../samples/more.tsx';
import { SampleCard } from '../samples/sample-card.tsx';
import { select } from '../state/selection.ts';
import { isEditor } from '../state/session.ts';
import { AcceptAll } from './accept-all.tsx';

/** The samples of one cluster, nearest to its centre first. */
export function ClusterPage({ number }: { number: string }) {
  const { answer } = useAnswer<ClusterList>('/api/clusters');
  const cluster = answer?.clusters.find((one) => String(one.number) === number);
  const list = usePages<SampleList>(`/api/clusters/${number}?limit=48`);
  const samples = list.pages.flatMap((page) => page.samples);
  return (
    <>
      <h1>{t('clusterNamed', { name: cluster?.name ?? number })}</h1>
      {cluster && <p class="quiet">{[t('numSamples', { n: cluster.size }), cluster.words.join(', ')].filter(Boolean).join(' · ')}</p>}
      <div class="toolbar">
        <a class="button" href={`/?cluster=${number}`}>
          {t('searchWithin')}
        </a>
        <a class="button" href={`/review?by=cluster&cluster=${number}`}>
          {t('reviewCluster')}
        </a>
        <button type="button" onClick={() => select(samples.map(({ id }) => id))}>
          {t('selectShown')}
        </button>
        <ExportMenu params={new URLSearchParams({ cluster: number })} />
      </div>
      {isEditor.value && samples.length > 0 && <AcceptAll cluster={number} samples={samples} />}
      <ul class="cards">
        {samples.map((sample) => (
          <li key={sample.id}>
            <SampleCard sample={sample} />
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}
