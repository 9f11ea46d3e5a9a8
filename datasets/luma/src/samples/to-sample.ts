import type { Sample, Split } from '@mmae/samples';
import { lumaClasses } from '../classes.ts';
import type { ClipRow, TextRow } from '../files/lists.ts';
import type { ImageRow } from '../image.ts';

/** The source of a clip and the kind of voice, by the clip's folder. */
const clipSources: Readonly<Record<string, readonly [source: string, voice: string]>> = {
  cv_audio: ['Common Voice', 'real'],
  ls_audio: ['LibriSpeech', 'real'],
  sw_audio: ['Spoken Wikipedia', 'real'],
  re_audio: ['recorded for LUMA', 'real'],
  sc_audio: ['Speech Commands', 'real'],
  gc_audio: ['GCompris', 'real'],
  tts_audio: ['speech synthesis', 'synthetic'],
};

/**
 * A triple as a sample. Its label is that of the image; the column `misaligned` names modalities of another class.
 *
 * @param row the index of the triple in its split
 */
export function toSample(split: Split, row: number, clip: ClipRow, { text, label: textLabel }: TextRow, imageRow: ImageRow): Sample {
  const { label, image, source, wasFloat } = imageRow;
  const [clipSource, voice] = clipSources[clip.path.split('/')[0]] ?? ['unknown', 'unknown'];
  const corruption = [...(wasFloat ? ['image'] : []), ...(clip.noisyPath ? ['audio'] : [])].join('+');
  const misaligned = [...(clip.label === label ? [] : ['audio']), ...(textLabel === label ? [] : ['text'])].join('+');
  return {
    id: `${split}-${String(row).padStart(5, '0')}`,
    split,
    label,
    group: clip.path,
    media: {
      image: { kind: 'pixels', ...image },
      audio: { kind: 'file', path: `audio/${clip.noisyPath || clip.path}` },
      text: { kind: 'text', text },
    },
    extra: {
      class: String(lumaClasses.indexOf(label)),
      voice,
      clipSource,
      imageSource: source,
      heard: clip.heard,
      ...(misaligned && { misaligned }),
      ...(corruption && { corruption }),
      ...(wasFloat && { imageCorruption: 'unknown' }),
      ...(clip.noisyPath && { audioCorruption: 'unknown' }),
    },
  };
}
