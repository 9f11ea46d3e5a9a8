import type { Results } from '@mmae/scoring';
import { summarizeClusters } from '../findings/clusters.ts';
import { headline } from '../findings/headline.ts';
import type { Layouts } from '../map/layouts.ts';
import { mapData } from '../map/map-data.ts';
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
import { partSection } from './sections/parts.ts';
import { reconstructionSection } from './sections/reconstructions.ts';
import { scoreSection } from './sections/scores.ts';
import { searchSection } from './sections/search.ts';
import { settingsSection } from './sections/settings.ts';
import { tagSection } from './sections/tags.ts';
import { trainingSection } from './sections/training.ts';

/** Budget of images and audio; the page as a whole stays below 10 MB. */
const maxMediaBytes = 7_500_000;

/**
 * The report of one run as an HTML document that loads nothing.
 *
 * @param layouts of the run's `mapPoints`
 */
export function reportPage(results: Results, layouts: Layouts): string {
  const store = mediaStore(maxMediaBytes);
  const clusters = summarizeClusters(results);
  const firstScreen = overview(results, clusters, store);
  const afterMap = [
    orReason('Clusters', () => clusterSection(results, clusters, store)),
    orReason('Search across modalities', () => searchSection(results, store)),
    orReason('Proposed tags', () => tagSection(results, store)),
    orReason('Reconstructions', () => reconstructionSection(results, store)),
    orReason('Methods and measures', () => scoreSection(results)),
    orReason('Scores by kind of item', () => partSection(results)),
    orReason('Missing modalities', () => missingSection(results)),
    orReason('Controls', () => controlSection(results)),
    orReason('Training', () => trainingSection(results)),
    orReason('Data', () => dataSection(results)),
    orReason('Composition of the data', () => contentsSection(results)),
    orReason('Settings', () => settingsSection(results)),
  ];
  const map = orReason('Map', () => mapSection(results, mapData(results, layouts, store))); // made last: it takes what the budget has left
  const sections = [map, ...afterMap].filter((found) => found !== undefined);
  const numLeftOut = store.numLeftOut();
  return documentOf({
    title: headline(results).title,
    sections: [{ id: 'overview', title: 'Overview' }, ...sections],
    body: html`${firstScreen} ${sections.map(({ body }) => body)}
    ${numLeftOut > 0 && html`<p class="note">${toCounted(numLeftOut, 'image or audio clip', 'images and audio clips')} left out to keep the page below 10 MB.</p>`}`,
    data: store.toScript(),
  });
}

/** A section that cannot be made, for example from a run folder edited by hand, is replaced by the reason. */
function orReason(title: string, make: () => Section | undefined): Section | undefined {
  try {
    return make();
  } catch (error) {
    const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    return section(id, title, `This section could not be made: ${(error as Error).message}`);
  }
}
