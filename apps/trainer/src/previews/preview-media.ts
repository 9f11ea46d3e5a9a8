import { readThumbnail, type RgbImage } from '@mmae/image-features';
import type { ModalityOptions } from '@mmae/pipeline';
import type { PreviewMedia } from '@mmae/run-folder';
import { findMediaFile, type Media } from '@mmae/samples';
import sharp, { type Sharp } from 'sharp';
import { toSoundPreview } from './preview-audio.ts';

/** Pixels along the longer side of a picture in the report. */
const thumbnailSide = 96;

/**
 * One modality of a sample as a person sees or hears it; undefined where nothing says what a file holds. Files are read by what extraction reads
 * them with, so that whatever has features can be shown.
 *
 * @param mediaRoot a folder that exists, itself free of symbolic links
 * @throws UnusableMediaError where the file cannot be read (any longer)
 */
export async function toPreviewMedia(media: Media, options: ModalityOptions, mediaRoot: string): Promise<PreviewMedia | undefined> {
  if (media.kind === 'text') return media;
  if (media.kind === 'pixels') return toWebp(shrunk(sharp(media.data, { raw: media })));
  if (options.room !== 'image' && options.room !== 'audio') return undefined;
  const { path } = findMediaFile(mediaRoot, media.path);
  if (options.room === 'audio') return toSoundPreview(path);
  const { maxPixels } = (options.options ?? {}) as { maxPixels?: number };
  return toWebp(ofRgb(await readThumbnail(path, { maxSide: thumbnailSide, maxPixels })));
}

const shrunk = (picture: Sharp) => picture.resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true });

const ofRgb = ({ width, height, data }: RgbImage) => sharp(data, { raw: { width, height, channels: 3 } });

async function toWebp(picture: Sharp): Promise<PreviewMedia> {
  return { kind: 'picture', mediaType: 'image/webp', bytes: await picture.webp({ quality: 85 }).toBuffer() };
}
