import type { Picture } from '../../pictures/picture.ts';
import { changed, fromLevels } from './levels.ts';

/** Every colour drawn towards its mean over the picture. @param factor that is left of its distance */
export function contrast(picture: Picture, factor: number): Picture {
  const { channels, data } = picture;
  const means = Array.from({ length: channels }, (_, channel) => meanOf(data, channel, channels));
  return changed(picture, (level, index) => means[index % channels] + factor * (level - means[index % channels]));
}

/**
 * More light at the same hue and saturation: the value of HSV is raised, so the colours of a pixel keep their proportions.
 *
 * @param amount added to the value
 */
export function brightness(picture: Picture, amount: number): Picture {
  const { channels, data } = picture;
  return fromLevels(picture, (index) => {
    const first = index - (index % channels);
    const value = Math.max(...data.subarray(first, first + channels)) / 255;
    const raised = Math.min(1, value + amount);
    return value === 0 ? raised : (data[index] / 255) * (raised / value);
  });
}

function meanOf(data: Uint8Array, channel: number, channels: number): number {
  let sum = 0;
  for (let i = channel; i < data.length; i += channels) sum += data[i];
  return sum / (data.length / channels) / 255;
}
