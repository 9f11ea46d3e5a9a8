import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export interface BrokenLink {
  /** relative to the site */
  readonly page: string;
  readonly link: string;
  readonly reason: string;
}

/** Every broken internal link of a site, and everything a page would load from a network; links to other sites are not checked. */
export function brokenLinks(site: string): BrokenLink[] {
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  const ids = new Map<string, Set<string>>();
  const idsOf = (file: string) => {
    if (!ids.has(file)) ids.set(file, new Set(matches(readFileSync(file, 'utf8'), /\s(?:id|name)="([^"]+)"/g)));
    return ids.get(file)!;
  };
  return pages.flatMap((page) => {
    const html = readFileSync(join(site, page), 'utf8');
    const loaded = matches(html, /<(?:script|img|iframe|link)[^>]+?(?:src|href)="([^"]+)"/g).filter(isForeign);
    const reasons = matches(html, /<a[^>]+?href="([^"]+)"/g)
      .filter((link) => !isForeign(link))
      .map((link) => ({ page, link, reason: reasonOf(site, join(site, page), link, idsOf) }));
    return [
      ...loaded.filter((link) => !link.startsWith('data:')).map((link) => ({ page, link, reason: 'is loaded from a network' })),
      ...reasons.filter((one): one is BrokenLink => one.reason !== undefined),
    ];
  });
}

const matches = (text: string, pattern: RegExp) => Array.from(text.matchAll(pattern), ([, found]) => found.replaceAll('&amp;', '&'));

const isForeign = (link: string) => /^[a-z]+:/i.test(link) || link.startsWith('//');

function reasonOf(site: string, page: string, link: string, idsOf: (file: string) => Set<string>): string | undefined {
  const [path, anchor] = link.split('#');
  const target = path === '' ? page : resolve(dirname(page), decodeURIComponent(path));
  if (relative(site, target).startsWith('..')) return 'leads out of the site';
  if (!existsSync(target)) return 'is not there';
  if (statSync(target).isDirectory() && !existsSync(join(target, 'index.html'))) return 'is a folder without a page';
  if (anchor && target.endsWith('.html') && !idsOf(target).has(decodeURIComponent(anchor))) return 'names no place on its page';
  return undefined;
}
