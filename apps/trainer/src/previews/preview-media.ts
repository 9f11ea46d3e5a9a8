import { decodeAudio, resample, trimSilence } from '@mmae/audio-features';
import { readThumbnail, type RgbImage } from '@mmae/image-features';
import type { ModalityOptions } from '@mmae/pipeline';
import type { PreviewMedia } from '@mmae/run-folder';
import { findMediaFile, type Media } from '@mmae/samples';
import sharp, { type Sharp } from 'sharp';
import { toWav } from '@mmae/wav';

/** Pixels along the longer side of an image. */
const thumbnailSide = 96;

/**
 * One modality of a sample as the report shows it. Files are read as extraction reads them, so that whatever has features can be shown.
 *
 * @param mediaRoot a folder that exists, without symbolic links in its path
 * @returns undefined for media without an image, audio or text extractor
 * @throws UnusableMediaError where the file can no longer be read
 */
export async function toPreviewMedia(media: Media, options: ModalityOptions, mediaRoot: string): Promise<PreviewMedia | undefined> {
  if (media.kind === 'text') return media;
  if (media.kind === 'pixels') return toWebp(shrunk(sharp(media.data, { raw: media })));
  if (options.extractor !== 'image' && options.extractor !== 'audio') return undefined;
  const { path } = findMediaFile(mediaRoot, media.path);
  if (options.extractor === 'audio') return toAudioPreview(path);
  const { maxPixels } = (options.options ?? {}) as { maxPixels?: number };
  return toWebp(ofRgb(await readThumbnail(path, { maxSide: thumbnailSide, maxPixels })));
}

const shrunk = (image: Sharp) => image.resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true });

const ofRgb = ({ width, height, data }: RgbImage) => sharp(data, { raw: { width, height, channels: 3 } });

async function toWebp(image: Sharp): Promise<PreviewMedia> {
  return { kind: 'picture', mediaType: 'image/webp', bytes: await image.webp({ quality: 85 }).toBuffer() };
}

/** Seconds of audio in a preview, from where the signal is within `belowPeakDb` of its peak. */
const previewSeconds = 2;
const belowPeakDb = 35;
/** Seconds that are searched for that beginning. */
const searched = { maxAudioSeconds: 20 };
const sampleRateHz = 16_000;

/** The beginning of an audio file as a mono WAV, 16 kHz, µ-law: small enough for a report with hundreds of them. */
export async function toAudioPreview(file: string): Promise<PreviewMedia> {
  const audio = await decodeAudio(file, searched);
  const trimmed = trimSilence(audio, belowPeakDb).subarray(0, Math.ceil(previewSeconds * audio.sampleRateHz));
  const preview = { samples: trimmed, sampleRateHz: audio.sampleRateHz };
  return { kind: 'sound', mediaType: 'audio/wav', bytes: toWav(resample(preview, sampleRateHz), 'mulaw') };
}
