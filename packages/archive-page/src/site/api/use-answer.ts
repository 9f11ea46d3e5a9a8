import { useEffect, useState } from 'preact/hooks';
import { get } from './client.ts';

/** One answer of the server, read again when the address or `again` changes. The last answer stays until the next one has come. */
export function useAnswer<Answer>(url: string | undefined, again: unknown = 0): { answer: Answer | undefined; error: Error | undefined } {
  const [state, setState] = useState<{ url?: string; answer?: Answer; error?: Error }>({});
  useEffect(() => {
    if (url === undefined) return;
    const current = new AbortController();
    get<Answer>(url, current.signal).then(
      (answer) => setState({ url, answer }),
      (error: Error) => error.name !== 'AbortError' && setState({ url, error }),
    );
    return () => current.abort();
  }, [url, again]);
  const isCurrent = state.url === url;
  return { answer: isCurrent ? state.answer : undefined, error: isCurrent ? state.error : undefined };
}
