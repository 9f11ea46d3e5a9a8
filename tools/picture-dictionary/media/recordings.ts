import { parse } from 'node:path';
import type { SourceName } from '../sources/packages.ts';

/** A sound of a package that belongs to a word. */
export interface Recording {
  readonly source: SourceName;
  readonly kind: 'recording' | 'speech';
  /** its path within the package; after `:` the path within a resource of Qt */
  readonly path: string;
  /** the name of the entry that it belongs to */
  readonly name: string;
}

const scratch = 'usr/share/scratch/Media/Sounds';

/** Sounds of Scratch whose file name tells what is heard: file = name of the entry. */
const scratchSounds = {
  'Animal/Dog1.wav': 'dog',
  'Animal/SeaLion.mp3': 'sea lion',
  'Animal/HorseGallop.wav': 'racehorse',
  'Animal/Horse.wav': 'horse',
  'Animal/Owl.wav': 'owl',
  'Animal/Rooster.wav': 'rooster',
  'Animal/Bird.wav': 'songbird',
  'Animal/WolfHowl.wav': 'wolf',
  'Animal/Crickets.wav': 'cricket',
  'Animal/Kitten.wav': 'kitten',
  'Animal/Goose.wav': 'goose',
  'Animal/Meow.wav': 'cat',
  'Animal/Duck.wav': 'duck',
  'Instruments/GuitarStrum.wav': 'acoustic guitar',
  'Instruments/Dijjeridoo.mp3': 'didgeridoo',
  'Percussion/Gong.wav': 'gong',
  'Percussion/CymbalCrash.wav': 'cymbal',
  'Percussion/Shaker.wav': 'maraca',
  'Music Loops/Drum.mp3': 'drum',
  'Music Loops/Xylo1.mp3': 'xylophone',
  'Effects/Typing.mp3': 'keyboard',
  'Effects/MotorcyclePassing.wav': 'motorcycle',
  'Effects/WaterRunning.mp3': 'faucet',
  'Effects/BellToll.wav': 'bell',
  'Effects/DoorCreak.wav': 'door',
  'Effects/SewingMachine.mp3': 'sewing machine',
  'Effects/BalloonScratch.mp3': 'balloon',
  'Effects/CarPassing.wav': 'auto',
  'Human/BabyCry.mp3': 'baby',
};

const activities = 'gcompris/src/activities';

/** Sounds of GCompris: resource, file within its activity, name of the entry. */
const gcomprisSounds = [
  ...'accordion banjo bongo castanets cello clarinet cymbal harmonica harp maracas organ piano saxophone tambourine timpani triangle trombone trumpet tuba violin guitar'
    .split(' ')
    .map((word) => ['instruments', `${word}.ogg`, word] as const),
  ['instruments', 'drum_kit.ogg', 'drum'],
  ['instruments', 'electric_guitar.ogg', 'electric guitar'],
  ['instruments', 'flute_traversiere.ogg', 'flute'],
  ['instruments', 'horn.ogg', 'french horn'],
  ['instruments', 'snare_drum.ogg', 'snare drum'],
  ...'cat cow dog duck horse owl pig sheep'.split(' ').map((word) => ['explore_farm_animals', `animals/${word}.ogg`, word] as const),
  ['explore_farm_animals', 'animals/chickens.ogg', 'chicken'],
  ['guessnumber', 'helicopter.wav', 'helicopter'],
  ['railroad', 'sounds/train.wav', 'train'],
  ['traffic', 'car.wav', 'car'],
  ['mining', 'pickaxe.wav', 'pickaxe'],
  ['target', 'arrow.wav', 'arrow'],
  ['memory-sound', 'LRFrogsInPondDuringStormLACut.ogg', 'frog'],
  ['memory-sound', 'LRRain_in_garden_01_LA_cut.ogg', 'rain'],
  ['memory-sound', 'LRTrain_slowing_down_01_LA_cut.ogg', 'locomotive'],
  ['memory-sound', 'LRHeart_beat_01_LA.ogg', 'heart'],
  ['memory-sound', 'LRBuddhist_gong_05_LA.ogg', 'gong'],
  ['memory-sound', 'LRRing_01_LA.ogg', 'telephone'],
  ['memory-sound', 'LRDoor_Open_2_LA.ogg', 'door'],
] as const;

const ktuberling = 'usr/share/ktuberling/sounds/en';

/** Words that a person speaks in KTuberling, by file name without the scene; some file names are not the word. */
const spokenWords =
  'ball coat ear earring egypt_arch egypt_bridge egypt_camel egypt_cart egypt_column egypt_donkey egypt_grass egypt_oasis egypt_pyramid egypt_road egypt_well eye eyebrow flower hair hat moon_astronaut moon_earth moon_hotel moon_planet moon_radar moon_rocket moon_satellite moon_star moustache mouth nose pizzeria_anchovy pizzeria_bacon pizzeria_cheese pizzeria_cucumber pizzeria_mushroom pizzeria_olive pizzeria_onion pizzeria_oregano pizzeria_pepper pizzeria_pepperoni pizzeria_pineapple pizzeria_salami pizzeria_tomato shoe shorts skirt spectacles stick sunglasses tie tv_bicycle tv_car tv_tree umbrella';

const otherNames: Readonly<Record<string, string>> = {
  egypt_palmtree: 'palm tree',
  egypt_sphynx: 'sphinx',
  pizzeria_broccolli: 'broccoli',
};

/** All recordings, the preferred ones first: real sounds of a thing before its spoken name. */
export function recordings(): Recording[] {
  const spoken = [...spokenWords.split(' '), ...Object.keys(otherNames)];
  return [
    ...gcomprisSounds.map(([activity, file, name]) => ({
      source: 'gcompris' as const,
      kind: 'recording' as const,
      path: `usr/share/gcompris-qt/rcc/${activity}.rcc:${activities}/${activity}/resource/${file}`,
      name,
    })),
    ...Object.entries(scratchSounds).map(([file, name]) => ({
      source: 'scratch' as const,
      kind: 'recording' as const,
      path: `${scratch}/${file}`,
      name,
    })),
    ...spoken.map((word) => ({
      source: 'ktuberling' as const,
      kind: 'speech' as const,
      path: `${ktuberling}/${word}.ogg`,
      name: otherNames[word] ?? parse(word).name.split('_').at(-1)!,
    })),
  ];
}

/**
 * The recording of each entry that has one. A recording belongs to one entry only.
 *
 * @param names of the entries
 * @param singular the form of a name in which entries have it: "maracas" is the entry "maraca"
 */
export function recordingsOf(
  names: readonly string[],
  singular: (name: string) => string | undefined,
  from: readonly Recording[] = recordings(),
): Map<string, Recording> {
  const found = new Map<string, Recording>();
  const known = new Set(names);
  for (const recording of from) {
    const name = [recording.name, singular(recording.name)].find((each) => each !== undefined && known.has(each) && !found.has(each));
    if (name !== undefined) found.set(name, recording);
  }
  return found;
}
