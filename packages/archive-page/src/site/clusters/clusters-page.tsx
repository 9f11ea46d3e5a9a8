import type { ClusterList, ClusterView } from '@mmae/archive-server';
import { stillUrl } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { t } from '../language/translate.ts';
import { status } from '../state/session.ts';

/** All clusters, with the words and the samples that are typical of each. */
export function ClustersPage() {
  const { answer, error } = useAnswer<ClusterList>('/api/clusters', status.value?.run?.version);
  return (
    <>
      <h1>{t('clusters')}</h1>
      {error && <p class="error">{error.message}</p>}
      {answer?.clusters.length === 0 && <p class="note">{t('notIndexed')}</p>}
      <ul class="cards clusters">
        {answer?.clusters.map((cluster) => (
          <li key={cluster.number}>
            <ClusterCard cluster={cluster} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ClusterCard({ cluster: { number, name, words, size, typical } }: { cluster: ClusterView }) {
  return (
    <article class="card">
      <a class="card-still typical" href={`/cluster/${number}`} tabIndex={-1} aria-hidden="true">
        {typical.map((id) => (
          <img key={id} src={stillUrl(id, 120)} alt="" loading="lazy" />
        ))}
        {typical.length === 0 && <span class="still instead">{words.slice(0, 3).join(', ')}</span>}
      </a>
      <div class="card-body">
        <h2 class="card-title">
          <a href={`/cluster/${number}`}>{name}</a>
        </h2>
        <p class="card-facts">{t('numSamples', { n: size })}</p>
        <p class="card-text">{words.join(', ')}</p>
      </div>
    </article>
  );
}
