import { signal } from '@preact/signals';

export interface ShownMessage {
  readonly number: number;
  readonly text: string;
  readonly isError: boolean;
}

/** Messages on the screen, the newest last. */
export const messages = signal<readonly ShownMessage[]>([]);

let count = 0;
const shownMs = 6000;

/** Shows a message for some seconds; an error until it is closed. */
export function show(text: string, options: { readonly isError?: boolean } = {}): void {
  const message = { number: ++count, text, isError: options.isError ?? false };
  messages.value = [...messages.peek().slice(-3), message];
  if (!message.isError) setTimeout(() => dismiss(message.number), shownMs);
}

export function dismiss(number: number): void {
  messages.value = messages.peek().filter((message) => message.number !== number);
}

/** Shows why something failed, unless it was ended on purpose. */
export function showError(error: unknown): void {
  if ((error as Error).name !== 'AbortError') show((error as Error).message, { isError: true });
}
