import { oneOf, shuffled } from './deal.mjs';

const accents = ['en-us', 'en-us-nyc', 'en-gb', 'en-gb-x-rp', 'en-gb-x-gbclan', 'en-gb-x-gbcwmd', 'en-gb-scotland', 'en-029'];

/** Variants of espeak-ng that sound different from each other; of similar ones such as `steph`, `steph2` and `steph3` one is kept. */
const variants = (
  'Alicia Andrea Annie anika aunty belinda f1 f2 f3 f4 f5 linda steph whisperf grandma Alex Andy Gene Jacky Lee Mario RicishayMax Storm ' +
  'Tweaky antonio boris david ed edward grandpa iven kaukovalta m2 m3 m4 m5 m7 m8 marcelo max norbert pablo paul pedro quincy rob ' +
  'robosoft sandro shelby whisper zac miguel victor Marco travis announcer'
).split(' ');

/** Voices made from recordings of a person. Two engines may have the same person, which counts as one voice. */
const recorded = [
  { name: 'kal', engines: { flite: 'kal16', festival: 'kal_diphone' }, accent: 'en-us' },
  { name: 'slt', engines: { flite: 'slt', festival: 'cmu_us_slt_arctic_hts' }, accent: 'en-us' },
  { name: 'awb', engines: { flite: 'awb' }, accent: 'en-gb-scotland' },
  { name: 'rms', engines: { flite: 'rms' }, accent: 'en-us' },
];

const formant = variants.map((name) => ({
  name,
  engines: { 'espeak-ng': name },
  accent: oneOf(accents, `accent:${name}`),
}));

/** All sixty voices, shuffled: `{ name, engines: { engine: its name for the voice }, accent }`. */
export const voices = shuffled([...recorded, ...formant], 'voices');
