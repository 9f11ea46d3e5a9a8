/* global document, IntersectionObserver */

/** Marks in the table of contents what is on the screen. */
export function followSections() {
  const links = new Map([...document.querySelectorAll('nav.contents a')].map((link) => [link.hash.slice(1), link]));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) mark(links, target.id);
      }
    },
    { rootMargin: '-20% 0px -70% 0px' },
  );
  for (const id of links.keys()) observer.observe(document.getElementById(id));
}

function mark(links, current) {
  for (const [id, link] of links) {
    if (id === current) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}
