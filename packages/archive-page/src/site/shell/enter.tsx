import type { Session } from '@mmae/archive-server';
import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { t } from '../language/translate.ts';
import { editorName, keepName } from '../state/editor-name.ts';
import { session } from '../state/session.ts';

/** Asks for the token of the archive and the visitor's name. */
export function Enter() {
  const [problem, setProblem] = useState<string>();
  const enter = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const who = (given.get('who') as string).trim();
    try {
      session.value = await post<Session>('/api/session', { token: given.get('token'), ...(who && { who }) });
      if (who) keepName(who);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <main class="enter">
      <h1>{t('enterTitle')}</h1>
      <form onSubmit={(event) => void enter(event)}>
        <label for="who">{t('yourName')}</label>
        <input id="who" name="who" autoComplete="name" maxLength={100} defaultValue={editorName.peek()} />
        <label for="token">{t('token')}</label>
        <input id="token" name="token" type="password" autoComplete="current-password" required />
        {problem !== undefined && (
          <p class="error" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="primary">
          {t('enter')}
        </button>
      </form>
    </main>
  );
}
