import type { OpenTarget } from '../target.ts';
import { captions } from './captions.ts';
import { decisions } from './decisions.ts';
import { featureCache } from './feature-cache.ts';
import { luma } from './luma.ts';
import { manifests } from './manifests.ts';
import { images } from './images.ts';
import { points } from './points.ts';
import { readyMade } from './ready-made.ts';
import { runFolder } from './run-folder.ts';
import { audio } from './audio.ts';
import { texts } from './texts.ts';
import { vocabularies } from './vocabularies.ts';

export const targets: Readonly<Record<string, OpenTarget>> = {
  ...{ images, audio, texts, captions, manifests, readyMade, featureCache, luma, points, runFolder, vocabularies, decisions },
};
