import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get } from './client.ts';

export interface Pages<Answer> {
  readonly pages: readonly Answer[];
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  readonly hasMore: boolean;
  loadMore(): void;
}

/** A list that the server gives page by page: the first page at once, the next ones when asked. `url` has its query already, `?` at least. */
export function usePages<Answer extends { readonly nextCursor?: string }>(url: string | undefined): Pages<Answer> {
  const [pages, setPages] = useState<readonly Answer[]>([]);
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState<Error>();
  const running = useRef<AbortController | undefined>(undefined);

  const load = useCallback(
    async (cursor: string | undefined) => {
      if (url === undefined) return;
      running.current?.abort();
      const current = (running.current = new AbortController());
      setLoading(true);
      try {
        const page = await get<Answer>(cursor === undefined ? url : `${url}&cursor=${encodeURIComponent(cursor)}`, current.signal);
        setPages((earlier) => (cursor === undefined ? [page] : [...earlier, page]));
        setError(undefined);
      } catch (reason) {
        if ((reason as Error).name === 'AbortError') return;
        setError(reason as Error);
      }
      if (running.current === current) setLoading(false);
    },
    [url],
  );
  useEffect(() => {
    setPages([]);
    setError(undefined);
    void load(undefined);
    return () => running.current?.abort();
  }, [load]);
  const next = pages.at(-1)?.nextCursor;
  const loadMore = () => void (next !== undefined && !isLoading && load(next));
  return { pages, isLoading, error, hasMore: next !== undefined, loadMore };
}
