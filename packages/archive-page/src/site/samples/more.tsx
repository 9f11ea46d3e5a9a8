import { useEffect, useRef } from 'preact/hooks';
import type { Pages } from '../api/use-pages.ts';
import { t } from '../language/translate.ts';

/** The end of a list that is read page by page: loads the next page when it comes near the screen, or by its button. */
export function More({ list }: { list: Pages<unknown & { nextCursor?: string }> }) {
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(list);
  latest.current = list;
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry!.isIntersecting && !latest.current.error && latest.current.loadMore(), {
      rootMargin: '600px',
    });
    observer.observe(end.current!);
    return () => observer.disconnect();
  }, [list.pages.length]);
  return (
    <div ref={end} class="more" role="status">
      {list.error && <p class="error">{list.error.message}</p>}
      {list.isLoading && <p class="quiet">{t('loading')}</p>}
      {list.hasMore && !list.isLoading && (
        <button type="button" onClick={list.loadMore}>
          {t('loadMore')}
        </button>
      )}
    </div>
  );
}
