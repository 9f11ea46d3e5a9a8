import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { Concept } from './vocabulary.ts';

/** The file `data/media-topics.json.br`, made by `tools/media-topics.py`. */
interface TopicFile {
  readonly released: string;
  readonly licence: string;
  readonly topics: readonly {
    readonly code: string;
    readonly broader: string | null;
    readonly retired: string | null;
    readonly wikidata: readonly string[];
    readonly names: Readonly<Record<string, string>>;
    readonly definitions: Readonly<Record<string, string>>;
  }[];
}

/** Media Topics as IPTC released them: with this date, under this licence. */
export interface MediaTopics {
  /** ISO 8601 */
  readonly released: string;
  readonly licence: string;
  readonly concepts: readonly Concept[];
}

let loaded: MediaTopics | undefined;

/** The IPTC Media Topics, about 1,400 concepts named in 13 languages, with retired ones; read from the package once, in about 20 ms. */
export function mediaTopics(): MediaTopics {
  return (loaded ??= readMediaTopics());
}

function readMediaTopics(): MediaTopics {
  const bytes = readFileSync(new URL('../data/media-topics.json.br', import.meta.url));
  const { released, licence, topics } = JSON.parse(brotliDecompressSync(bytes).toString()) as TopicFile;
  return { released, licence, concepts: topics.map(toConcept) };
}

const toConcept = ({ code, broader, retired, wikidata, names, definitions }: TopicFile['topics'][number]): Concept => ({
  qcode: `medtop:${code}`,
  uri: `http://cv.iptc.org/newscodes/mediatopic/${code}`,
  names,
  aliases: {},
  definitions,
  broader: broader === null ? [] : [`medtop:${broader}`],
  matches: wikidata.map((entity) => `http://www.wikidata.org/entity/${entity}`),
  isRetired: retired !== null,
});
