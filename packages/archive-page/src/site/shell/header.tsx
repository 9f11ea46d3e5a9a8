import { openKeyHelp } from '../keyboard/key-help.tsx';
import { chooseLocale, locale, type Locale } from '../language/locale.ts';
import { t, type MessageKey } from '../language/translate.ts';
import { undo, undoable } from '../state/decide.ts';
import { editorName, giveName } from '../state/editor-name.ts';
import { show, showError } from '../state/messages.ts';
import { path } from '../state/router.ts';
import { isConnected, isEditor, status } from '../state/session.ts';
import { theme, themes, type Theme } from '../style/theme.ts';

const places: readonly (readonly [string, MessageKey])[] = [
  ['/', 'search'],
  ['/programmes', 'programmes'],
  ['/clusters', 'clusters'],
  ['/map', 'map'],
  ['/review', 'review'],
  ['/orphans', 'orphans'],
];

export function Header() {
  return (
    <header class="header">
      <strong class="archive-name">{status.value?.name}</strong>
      <nav aria-label={t('places')}>
        <ul>
          {places.map(([href, name]) => (
            <li key={href}>
              <a href={href} aria-current={path.value === href ? 'page' : undefined}>
                {t(name)}
                {href === '/orphans' && (status.value?.numOrphans ?? 0) > 0 && <span class="badge">{status.value!.numOrphans}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="header-tools">
        {isEditor.value && (
          <button type="button" disabled={undoable.value.length === 0} onClick={() => void undo()}>
            ↺ {t('undo')}
          </button>
        )}
        <button type="button" onClick={openKeyHelp} aria-label={t('keys')} title={t('keys')}>
          ⌨
        </button>
        <Who />
        <select aria-label={t('pageLanguage')} value={locale.value} onChange={(event) => chooseLocale(event.currentTarget.value as Locale)}>
          <option value="en" lang="en">
            English
          </option>
          <option value="de" lang="de">
            Deutsch
          </option>
        </select>
        <select aria-label={t('theme')} value={theme.value} onChange={(event) => (theme.value = event.currentTarget.value as Theme)}>
          {themes.map((one) => (
            <option key={one} value={one}>
              {t(`theme_${one}`)}
            </option>
          ))}
        </select>
      </div>
      <Jobs />
    </header>
  );
}

/** The name that decisions are signed with. */
function Who() {
  const rename = async (who: string) => {
    if (who === '' || who === editorName.peek()) return;
    try {
      await giveName(who);
      show(t('signedAs', { who }));
    } catch (error) {
      showError(error);
    }
  };
  if (!isEditor.value) return <span class="quiet">{t('reader')}</span>;
  return (
    <input
      class="who"
      aria-label={t('yourName')}
      title={t('yourName')}
      maxLength={100}
      placeholder={t('name')}
      value={editorName.value ?? ''}
      onChange={({ currentTarget: field }) => void rename(field.value.trim()).then(() => (field.value = editorName.peek() ?? ''))}
    />
  );
}

/** What runs at the moment, and whether the server is reached. */
function Jobs() {
  const running = status.value?.jobs.filter(({ state }) => state === 'running') ?? [];
  return (
    <div class="jobs" role="status">
      {!isConnected.value && <span class="error">{t('notConnected')}</span>}
      {running.map(({ kind, numDone, numTotal }) => (
        <span key={kind}>
          {t('jobRuns', { kind, done: numDone, total: numTotal ?? '?' })}{' '}
          {numTotal !== undefined && <progress value={numDone} max={numTotal} aria-label={kind} />}
        </span>
      ))}
    </div>
  );
}
