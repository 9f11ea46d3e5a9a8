// The script of the report's page: everything in src/client/ is bundled from here.
import { startMap } from './map/map.ts';
import { fillMedia } from './media.ts';

fillMedia(document);
highlightCurrentSection();
startMap();

/** Marks the section on the screen in the table of contents. */
function highlightCurrentSection(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('nav.contents a')];
  const idOf = (link: HTMLAnchorElement) => link.hash.slice(1);
  const observer = new IntersectionObserver(
    (entries) => {
      const current = entries.findLast(({ isIntersecting }) => isIntersecting)?.target.id;
      if (current === undefined) return;
      for (const link of links) {
        if (idOf(link) === current) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    },
    { rootMargin: '-20% 0px -70% 0px' },
  );
  for (const link of links) observer.observe(document.getElementById(idOf(link))!);
}
