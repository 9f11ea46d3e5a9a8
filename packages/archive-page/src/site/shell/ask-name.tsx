import { useEffect, useRef } from 'preact/hooks';
import { t } from '../language/translate.ts';
import { giveName, isAskingName } from '../state/editor-name.ts';
import { showError } from '../state/messages.ts';

/** Asks for the name that decisions are signed with, before the first one. */
export function AskName() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isAskingName.value) dialog.current!.showModal();
    else dialog.current!.close();
  }, [isAskingName.value]);
  const take = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    await giveName(given.get('who') as string).catch(showError);
  };
  return (
    <dialog ref={dialog} aria-labelledby="ask-name" onClose={() => (isAskingName.value = false)}>
      <form class="ask-name" onSubmit={(event) => void take(event)}>
        <h2 id="ask-name">{t('askName')}</h2>
        <p>{t('askNameHelp')}</p>
        <label for="editor-name">{t('name')}</label>
        <input id="editor-name" name="who" autoComplete="name" maxLength={100} pattern=".*\S.*" required />
        <div class="toolbar">
          <button type="submit" class="primary">
            {t('saveName')}
          </button>
          <button type="button" onClick={() => dialog.current!.close()}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
