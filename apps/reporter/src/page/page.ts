import type { Results } from '@mmae/scoring';
import type { Layouts } from '../map/layouts.ts';
import { mapData } from '../map/map-data.ts';
import { summarizeClusters } from '../findings/clusters.ts';
import { headline } from '../findings/headline.ts';
import { documentOf } from './document.ts';
import { html } from './html.ts';
import { mediaStore } from './media-store.ts';
import { toCounted } from './numbers.ts';
import { section, type Section } from './section.ts';
import { clusterSection } from './sections/clusters.ts';
import { contentsSection } from './sections/contents.ts';
import { controlSection } from './sections/controls.ts';
import { dataSection } from './sections/data.ts';
import { mapSection } from './sections/map.ts';
import { missingSection } from './sections/missing.ts';
import { overview } from './sections/overview.ts';
import { reconstructionSection } from './sections/reconstructions.ts';
import { partSection } from './sections/parts.ts';
import { retrievalSection } from './sections/retrieval.ts';
import { scoreSection } from './sections/scores.ts';
import { settingsSection } from './sections/settings.ts';
import { tagSection } from './sections/tags.ts';
import { trainingSection } from './sections/training.ts';

/** Of pictures and sounds; with the rest, the page stays below ten million. */
const maxMediaBytes = 7_500_000;

/** The report of one run: a page that is one file and asks nothing of any network. @param layouts of the run's `mapPoints` */
export function reportPage(results: Results, layouts: Layouts): string {
  const store = mediaStore(maxMediaBytes);
  const clusters = summarizeClusters(results);
  const firstScreen = overview(results, clusters, store);
  const map = () => mapSection(results, mapData(results, layouts, store)); // last to take from the store, first on the page
  const sections = (
    [
      ['The clusters', () => clusterSection(results, clusters, store)],
      ['Finding one medium by another', () => retrievalSection(results, store)],
      ['Proposed tags', () => tagSection(results, store)],
      ['Reconstructions', () => reconstructionSection(results, store)],
      ['Methods and measures', () => scoreSection(results)],
      ['Is it equally good everywhere?', () => partSection(results)],
      ['When media are missing', () => missingSection(results)],
      ['Controls', () => controlSection(results)],
      ['Training', () => trainingSection(results)],
      ['Data', () => dataSection(results)],
      ['What the data hold', () => contentsSection(results)],
      ['Settings', () => settingsSection(results)],
      ['The map', map],
    ] as const
  ).map(([title, make]) => orReason(title, make));
  const shown = [sections.at(-1), ...sections.slice(0, -1)].filter((found) => found !== undefined);
  const leftOut = store.numLeftOut();
  return documentOf({
    title: headline(results).title,
    sections: [{ id: 'overview', title: 'What came out' }, ...shown],
    body: html`${firstScreen} ${shown.map(({ body }) => body)}
    ${leftOut > 0 && html`<p class="note">${toCounted(leftOut, 'picture or sound')} left out, to keep the page below 10 MB.</p>`}`,
    data: store.toScript(),
  });
}

/** A section that cannot be made, of a run folder that was changed by hand, costs itself and says why. */
function orReason(title: string, make: () => Section | undefined): Section | undefined {
  try {
    return make();
  } catch (error) {
    const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    return section(id, title, `This section could not be made: ${(error as Error).message}`);
  }
}
