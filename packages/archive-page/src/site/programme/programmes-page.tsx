import type { AssetList, AssetView } from '@mmae/archive-server';
import { usePages } from '../api/use-pages.ts';
import { stillUrl } from '../api/client.ts';
import { clock, t } from '../language/translate.ts';
import { More } from '../samples/more.tsx';
import { go, query } from '../state/router.ts';

/** All programmes and other assets, by title or path. */
export function ProgrammesPage() {
  const q = query.value.get('q') ?? '';
  const list = usePages<AssetList>(`/api/assets?limit=60&q=${encodeURIComponent(q)}`);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    go(`/programmes?q=${encodeURIComponent(new FormData(event.currentTarget as HTMLFormElement).get('q') as string)}`);
  };
  return (
    <>
      <h1>{t('programmes')}</h1>
      <form class="search-box" role="search" onSubmit={submit}>
        <label for="q" class="visually-hidden">
          {t('findTitle')}
        </label>
        <input id="q" name="q" type="search" key={q} defaultValue={q} placeholder={t('findTitle')} />
        <button type="submit" class="primary">
          {t('search')}
        </button>
      </form>
      <ul class="cards">
        {list.pages
          .flatMap(({ assets }) => assets)
          .map((asset) => (
            <li key={asset.id}>
              <AssetCard asset={asset} />
            </li>
          ))}
      </ul>
      {list.pages[0]?.assets.length === 0 && <p class="note">{t('nothingFound')}</p>}
      <More list={list} />
    </>
  );
}

function AssetCard({ asset }: { asset: AssetView }) {
  const { id, title, path, film, numSamples, poster, state, date } = asset;
  return (
    <article class="card">
      <a class="card-still" href={`/asset/${id}`} tabIndex={-1} aria-hidden="true">
        {poster === undefined ? (
          <span class="still instead">{path}</span>
        ) : (
          <img
            class="still"
            src={stillUrl(poster, 240)}
            alt=""
            loading="lazy"
            onError={({ currentTarget }) => (currentTarget.hidden = true)}
          />
        )}
        {film && <span class="card-length">{clock(film.durationSeconds)}</span>}
      </a>
      <div class="card-body">
        <h2 class="card-title">
          <a href={`/asset/${id}`}>{title}</a>
        </h2>
        <p class="card-facts">
          <span>{[date, film && t('numShots', { n: numSamples })].filter(Boolean).join(' · ')}</span>
        </p>
        <p class="card-text">{path}</p>
        {state !== 'present' && <p class="note">{t(state === 'missing' ? 'fileMissing' : 'fileChanged')}</p>}
      </div>
    </article>
  );
}
