import { t } from '../language/translate.ts';
import { dismiss, messages } from '../state/messages.ts';

/** Messages above the page, read out as they come. */
export function Messages() {
  return (
    <div class="messages" role="log" aria-live="polite" aria-label={t('messages')}>
      {messages.value.map(({ number, text, isError }) => (
        <p key={number} class={isError ? 'message error' : 'message'}>
          {text}
          <button type="button" aria-label={t('close')} onClick={() => dismiss(number)}>
            ×
          </button>
        </p>
      ))}
    </div>
  );
}
