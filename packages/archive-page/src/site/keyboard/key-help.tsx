import { t, type MessageKey } from '../language/translate.ts';

const keys: readonly (readonly [string, MessageKey])[] = [
  ['/', 'keySearch'],
  ['J  K', 'keyNext'],
  ['← →', 'keyFrame'],
  ['␣', 'keyLoop'],
  ['A', 'keyAccept'],
  ['R', 'keyReject'],
  ['U', 'keyUndo'],
  ['X', 'keySelect'],
  ['?', 'keyHelp'],
];

const id = 'key-help';

export const openKeyHelp = (): void => (document.getElementById(id) as HTMLDialogElement).showModal();

/** The keys of the page, in a dialog. */
export function KeyHelp() {
  return (
    <dialog id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('keys')}</h2>
      <dl class="keys">
        {keys.map(([key, message]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(message)}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">{t('close')}</button>
      </form>
    </dialog>
  );
}
