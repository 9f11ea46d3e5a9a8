import { useEffect } from 'preact/hooks';
import { followEvents, readStatus } from './api/events.ts';
import { ClusterPage } from './clusters/cluster-page.tsx';
import { ClustersPage } from './clusters/clusters-page.tsx';
import { KeyHelp, openKeyHelp } from './keyboard/key-help.tsx';
import { useKeys } from './keyboard/use-keys.ts';
import { locale } from './language/locale.ts';
import { t } from './language/translate.ts';
import { MapPage } from './map/map-page.tsx';
import { OrphansPage } from './orphans/orphans-page.tsx';
import { ProgrammePage } from './programme/programme-page.tsx';
import { ProgrammesPage } from './programme/programmes-page.tsx';
import { ReviewPage } from './review/review-page.tsx';
import { SelectionBar } from './samples/selection-bar.tsx';
import { SearchPage } from './search/search-page.tsx';
import { AskName } from './shell/ask-name.tsx';
import { Enter } from './shell/enter.tsx';
import { Header } from './shell/header.tsx';
import { Messages } from './shell/messages.tsx';
import { go, path } from './state/router.ts';
import { session, status } from './state/session.ts';

/** The page: its header, the place that the address names, and what floats above all places. */
export function App() {
  useEffect(() => {
    document.documentElement.lang = locale.value;
    document.title = status.value ? `${status.value.name} · MMAE` : 'MMAE';
  });
  const role = session.value?.role;
  return (
    <>
      {role === 'none' && <Enter />}
      {role !== undefined && role !== 'none' && <Inside />}
      <Messages />
    </>
  );
}

function Inside() {
  useEffect(() => {
    void readStatus();
    followEvents();
  }, []);
  useKeys({ '/': focusSearch, '?': openKeyHelp });
  return (
    <>
      <a class="skip" href="#content" onClick={(event) => (event.preventDefault(), document.getElementById('content')!.focus())}>
        {t('skip')}
      </a>
      <Header />
      <main id="content" tabIndex={-1} key={locale.value}>
        <Place />
      </main>
      <SelectionBar />
      <KeyHelp />
      <AskName />
    </>
  );
}

function focusSearch(): void {
  const field = document.getElementById('q');
  if (field) return (field as HTMLInputElement).focus();
  go('/');
  requestAnimationFrame(() => document.getElementById('q')?.focus());
}

function Place() {
  const [place = '', id = ''] = path.value.split('/').slice(1);
  if (place === '') return <SearchPage />;
  if (place === 'programmes') return <ProgrammesPage />;
  if (place === 'asset' && id) return <ProgrammePage id={decodeURIComponent(id)} />;
  if (place === 'clusters') return <ClustersPage />;
  if (place === 'cluster' && /^\d+$/.test(id)) return <ClusterPage key={id} number={id} />;
  if (place === 'map') return <MapPage />;
  if (place === 'review') return <ReviewPage />;
  if (place === 'orphans') return <OrphansPage />;
  return (
    <>
      <h1>{t('nothingHere')}</h1>
      <p>
        <a href="/">{t('search')}</a>
      </p>
    </>
  );
}
