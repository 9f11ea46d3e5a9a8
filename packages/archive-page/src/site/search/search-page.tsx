import type { HitView, MediaQuery, SearchAnswer } from '@mmae/archive-server';
import { useRef } from 'preact/hooks';
import { postFile } from '../api/client.ts';
import { usePages } from '../api/use-pages.ts';
import { t } from '../language/translate.ts';
import { ExportMenu } from '../samples/export-menu.tsx';
import { More } from '../samples/more.tsx';
import { SampleCard } from '../samples/sample-card.tsx';
import { showError } from '../state/messages.ts';
import { go, listOf, query, toggled, withParams } from '../state/router.ts';
import { Filters } from './filters.tsx';
import { isQuery, searchParams } from './search-params.ts';

const pageLength = 48;

/** Search: words, an image or a recording, samples like others, filters; all of it in the address, so that it can be kept and sent. */
export function SearchPage() {
  const params = searchParams(query.value);
  const list = usePages<SearchAnswer>(`/api/search?limit=${pageLength}&${params}`);
  return (
    <div class="with-filters">
      <h1 class="visually-hidden">{t('search')}</h1>
      <SearchBox params={params} />
      <Filters params={params} />
      <Results params={params} list={list} />
    </div>
  );
}

function SearchBox({ params }: { params: URLSearchParams }) {
  const file = useRef<HTMLInputElement>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const q = new FormData(event.currentTarget as HTMLFormElement).get('q') as string;
    go(`/?${withParams(params, { q: q.trim() })}`);
  };
  const searchBy = async (given: File | undefined) => {
    if (!given) return;
    try {
      go(`/?${withParams(params, { media: (await postFile<MediaQuery>('/api/search/media', given)).media })}`);
    } catch (error) {
      showError(error);
    }
    file.current!.value = '';
  };
  return (
    <form class="search-box" role="search" onSubmit={submit}>
      <label for="q" class="visually-hidden">
        {t('searchFor')}
      </label>
      <input
        id="q"
        name="q"
        type="search"
        key={params.get('q')}
        defaultValue={params.get('q') ?? ''}
        placeholder={t('searchPlaceholder')}
      />
      <button type="submit" class="primary">
        {t('search')}
      </button>
      <button type="button" onClick={() => file.current!.click()}>
        {t('byMedia')}
      </button>
      <input
        ref={file}
        hidden
        type="file"
        accept="image/*,audio/*"
        aria-label={t('byMedia')}
        onChange={(event) => void searchBy(event.currentTarget.files?.[0])}
      />
    </form>
  );
}

function Results({ params, list }: { params: URLSearchParams; list: ReturnType<typeof usePages<SearchAnswer>> }) {
  const [first] = list.pages;
  const hits = list.pages.flatMap((page) => page.hits);
  const summary = !isQuery(params) ? 'found' : list.hasMore ? 'foundRanked' : 'foundOf';
  return (
    <section class="results" aria-label={t('results')}>
      <div class="results-head">
        <p role="status">{first && t(summary, { n: first.numCandidates, found: hits.length })}</p>
        {hits.length > 0 && <ExportMenu params={params} />}
      </div>
      {first && <Notes answer={first} />}
      <ul class="cards">
        {hits.map((hit) => (
          <li key={hit.id}>
            <SampleCard sample={hit} confidence={isQuery(params) ? hit.confidence : undefined}>
              <HitActions hit={hit} params={params} />
            </SampleCard>
          </li>
        ))}
      </ul>
      <More list={list} />
    </section>
  );
}

/** What to know about the answer as a whole. */
function Notes({ answer }: { answer: SearchAnswer }) {
  return (
    <>
      {answer.unknownWords.length > 0 && <p class="note">{t('unknownWords', { words: answer.unknownWords.join(', ') })}</p>}
      {answer.isUnlikeTrain && <p class="note">{t('queryUnlikeTrain')}</p>}
      {answer.hits.length === 0 && <p class="note">{t('nothingFound')}</p>}
    </>
  );
}

function HitActions({ hit, params }: { hit: HitView; params: URLSearchParams }) {
  const mark = (name: 'relevant' | 'irrelevant', other: 'relevant' | 'irrelevant', symbol: string) => {
    const isMarked = listOf(params, name).includes(hit.id);
    const marked = () =>
      go(
        `/?${withParams(params, {
          [name]: toggled(listOf(params, name), hit.id).join(','),
          [other]: listOf(params, other).filter((id) => id !== hit.id).join(','), // prettier-ignore
        })}`,
      );
    return (
      <button type="button" class="small" aria-pressed={isMarked} aria-label={t(name)} title={t(name)} onClick={marked}>
        {symbol}
      </button>
    );
  };
  return (
    <>
      <a class="button small" href={`/?like=${encodeURIComponent(hit.id)}`}>
        {t('moreLikeThis')}
      </a>
      {mark('relevant', 'irrelevant', '+')}
      {mark('irrelevant', 'relevant', '−')}
    </>
  );
}
