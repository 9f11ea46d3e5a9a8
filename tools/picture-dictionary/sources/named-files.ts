import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { Picture } from './pictures.ts';
import { readQtResource } from './qt-resource.ts';

const art4apps = 'usr/share/games/pysiogame/res/images/art4apps';

const art4appsFolders = {
  animals: 'furry aviary terrarium',
  body: 'anatomy',
  clothes_n_accessories: 'wardrobe furnishing',
  construction: 'architecture',
  food: 'menu greenery furnishing',
  fruit_n_veg: 'greenery',
  jobs: 'occupation',
  nature: 'geography greenery',
  sport: 'pastime',
  transport: 'traffic',
};

/** The pictures of Art4Apps, whose file names are words and whose folders are subjects. */
export function art4appsPictures(unpacked: string): Picture[] {
  return Object.entries(art4appsFolders).flatMap(([folder, labels]) =>
    readdirSync(join(unpacked, art4apps, folder))
      .sort()
      .map((name) => {
        const path = `${art4apps}/${folder}/${name}`;
        const load = () => readFileSync(join(unpacked, path));
        return { source: 'art4apps' as const, path, titles: [parse(name).name], labels: labels.split(' '), needsWhole: false, load };
      }),
  );
}

const gcompris = 'usr/share/gcompris-qt/rcc';

const gcomprisFolders = {
  'instruments.rcc': [/\/instruments\/resource\/(?!background)\w+\.svg$/, 'pastime'],
  'explore_farm_animals.rcc': [/\/animals\/(?!farm)\w+\.svg$/, 'furry aviary'],
} as const;

/** The drawings of GCompris that its activities on instruments and on animals of a farm show. */
export function gcomprisPictures(unpacked: string): Picture[] {
  return Object.entries(gcomprisFolders).flatMap(([resource, [wanted, labels]]) => {
    const files = readQtResource(readFileSync(join(unpacked, gcompris, resource)));
    const paths = [...files.keys()].filter((path) => wanted.test(path)).sort();
    return paths.map((path) => ({
      source: 'gcompris' as const,
      path: `${gcompris}/${resource}:${path}`,
      titles: [parse(path).name],
      labels: [...labels.split(' ')],
      needsWhole: false,
      load: () => files.get(path)!,
    }));
  });
}
