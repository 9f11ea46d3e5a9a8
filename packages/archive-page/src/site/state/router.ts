import { computed, signal } from '@preact/signals';

const here = () => ({ path: globalThis.location?.pathname ?? '/', query: globalThis.location?.search ?? '' });

const place = signal(here());

export const path = computed(() => place.value.path);
export const query = computed(() => new URLSearchParams(place.value.query));
/** Grows when somebody goes to a place, and not when the page writes into the address where it is. */
export const visits = signal(0);

/** Goes to a place within the page. */
export function go(url: string, options: { readonly replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  const next = here();
  const isOtherPath = next.path !== place.peek().path;
  place.value = next;
  if (!options.replace) visits.value++;
  if (isOtherPath) scrollTo(0, 0);
}

/** Follows back and forward, and links of the page without loading it again. */
export function followLinks(): void {
  addEventListener('popstate', () => {
    place.value = here();
    visits.value++;
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.target || link.hasAttribute('download') || /^\/(api|media)\//.test(link.pathname)) return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}

/** A query with some parameters changed; undefined, empty and [] remove one. */
export function withParams(
  params: URLSearchParams,
  changes: Readonly<Record<string, string | readonly string[] | undefined>>,
): URLSearchParams {
  const changed = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    changed.delete(name);
    const values = value === undefined || value === '' ? [] : typeof value === 'string' ? [value] : value;
    for (const one of values) changed.append(name, one);
  }
  return changed;
}

/** Elements of a comma-separated parameter. */
export const listOf = (params: URLSearchParams, name: string): string[] => (params.get(name) ?? '').split(',').filter(Boolean);

/** A list with an element taken out if it is in it, else added. */
export const toggled = (list: readonly string[], element: string): string[] =>
  list.includes(element) ? list.filter((one) => one !== element) : [...list, element];
