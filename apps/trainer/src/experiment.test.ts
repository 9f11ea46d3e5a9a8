import { InputError } from '@mmae/input';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkExperiment, loadExperiment, shippedExperiments } from './experiment.ts';

test('every experiment that ships is whole, and says what it is for', () => {
  for (const name of shippedExperiments().filter((name) => name !== 'base')) {
    const experiment = loadExperiment(name);
    expect(experiment.name).toBe(name);
    expect(experiment.description).toContain('mmae-train');
  }
});

test('an override changes one thing; a value that is no JSON is a string', () => {
  const experiment = loadExperiment('quick', ['seed=7', 'model.stages.reconstruct.network.latentDim=16', 'media.text.options.language=fr']);
  expect(experiment.seed).toBe(7);
  expect(experiment.media.text.options).toEqual({ ...loadExperiment('quick').media.text.options, language: 'fr' });
  expect(experiment.model.stages!.reconstruct!.network!.latentDim).toBe(16);
});

test('a modality may be overridden by its name alone', () => {
  expect(loadExperiment('quick', ['text.maskLabels=false']).media.text.maskLabels).toBe(false);
});

test.each([
  ['seedd=1', 'experiment: expected a known option, got "seedd". Did you mean "seed"?'],
  ['model.stages.latent.training.epoch=3', 'got "model.stages.latent.training.epoch". Did you mean "epochs"?'],
  ['media.text.maskLabel=true', 'got "media.text.maskLabel". Did you mean "maskLabels"?'],
  ['image.options.sise=5', 'got "media.image.options.sise". Did you mean "size"?'],
  ['codes.mcca.rigde=1', 'got "codes.mcca.rigde". Did you mean "ridge"?'],
  ['baselines.pca.widht=1', 'got "baselines.pca.widht". Did you mean "width"?'],
  ['baselines.pcaa={}', 'got "baselines.pcaa". Did you mean "pca"?'],
  ['model.seed=1', 'expected a known option, got "model.seed". Known: stages.'],
  ['seed=abc', 'expected seed to be a whole number of at least 0, got "abc".'],
  ['media.text.components=0', 'expected media.text.components to be a whole number of at least 1, got 0.'],
  ['media.text.extractor=video', 'expected media.text.extractor to be one of image, audio, text, got "video".'],
  ['media.smell.components=4', 'expected media.smell to be an object with extractor or featureFile, got {"components":4}.'],
  ['media.image.featureFile=1', 'expected media.image.featureFile to be a text, got 1.'],
  ['media.image={"featureFile":"a.npy","augment":true}', 'expected media.image.augment to be left out next to featureFile'],
  ['modalities=["image","video"]', 'expected media.video to be described, as modalities names it, got none.'],
  ['seed', '--set: expected path.to.key=value, got "seed"'],
])('the override %s is refused', (override, message) => {
  expect(() => loadExperiment('quick', [override])).toThrow(InputError);
  expect(() => loadExperiment('quick', [override])).toThrow(message);
});

test('a file extends one that ships, or one in its folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'experiment-'));
  writeFileSync(join(folder, 'mine.json'), '{"extends": "quick", "seed": 3}');
  writeFileSync(join(folder, 'more.json'), '{"extends": "mine.json", "previews": {"numSamples": 1}}');
  expect(loadExperiment(join(folder, 'more.json'))).toMatchObject({ name: 'more', seed: 3, previews: { numSamples: 1 } });
  writeFileSync(join(folder, 'mine.json'), '{"extends": "more.json"}');
  expect(() => loadExperiment(join(folder, 'more.json'))).toThrow('experiment: circular "extends": ');
  rmSync(folder, { recursive: true });
});

test('a name that does not ship is refused with those that do, and the nearest', () => {
  expect(() => loadExperiment('fast')).toThrow(/expected a .json file or one of .*quick.*, got "fast"/);
  expect(() => loadExperiment('quik')).toThrow('got "quik". Did you mean "quick"?');
});

test('luma is another name for full, and the run is named as asked', () => {
  const { name, ...luma } = loadExperiment('luma');
  expect(name).toBe('luma');
  expect({ ...luma, name: 'full' }).toEqual(loadExperiment('full'));
});

test('null removes a key of the experiment that is extended', () => {
  expect(Object.keys(loadExperiment('full').model.stages!)).toEqual(['reconstruct', 'latent']);
  expect(Object.keys(loadExperiment('reconstruct').model.stages!)).toEqual(['reconstruct']);
});

test('ready-made features replace an extractor and its options; their file is found from where it is named', () => {
  const { media } = loadExperiment('full', ['image.featureFile=clip.npy', 'media.video.featureFile=/v.safetensors', 'audio.components=8']);
  expect(media.image).toEqual({ extractor: 'image', components: 256, featureFile: join(process.cwd(), 'clip.npy') });
  expect(media.video).toEqual({ featureFile: '/v.safetensors' });
  expect(media.audio.options).toBeDefined();
  const folder = mkdtempSync(join(tmpdir(), 'experiment-'));
  writeFileSync(join(folder, 'mine.json'), '{"extends": "quick", "media": {"text": {"featureFile": "bert.npy"}}}');
  expect(loadExperiment(join(folder, 'mine.json')).media.text).toEqual({
    extractor: 'text',
    components: 128,
    featureFile: join(folder, 'bert.npy'),
  });
  rmSync(folder, { recursive: true });
});

test('an encoder replaces the options of an extractor; its file is found from where it is named', () => {
  const { media } = loadExperiment('full', ['image.options.encoder=minilm', 'audio.options.encoder=sounds.onnx']);
  expect(media.image).toEqual({ extractor: 'image', options: { encoder: 'minilm' }, components: 256, augment: true });
  expect(media.audio.options).toEqual({ encoder: join(process.cwd(), 'sounds.onnx') });
  const encoders = Object.values(loadExperiment('pretrained').media).map(({ options }) => (options as { encoder: string }).encoder);
  expect(encoders).toEqual(['efficientnet-lite0', 'whisper-tiny.en', 'minilm']);
});

test('names of earlier versions are read, each with a note', () => {
  const folder = mkdtempSync(join(tmpdir(), 'experiment-'));
  const file = join(folder, 'old.json');
  writeFileSync(file, '{"extends": "quick", "media": {"speech": {"room": "audio", "options": {"deltas": 1}}}}');
  const notes: string[] = [];
  const { media } = loadExperiment(file, ['media.text.room=image', 'text.maskLabels=null', 'text.options=null'], (note) =>
    notes.push(note),
  );
  expect(media.speech).toEqual({ extractor: 'audio', options: { deltas: 1 } });
  expect(media.text.extractor).toBe('image');
  expect(notes).toEqual(['media.speech.room is now media.speech.extractor', 'media.text.room is now media.text.extractor']);
  rmSync(folder, { recursive: true });
});

test('a complete experiment is kept as written: no defaults, keys in their order', () => {
  const { media, ...experiment } = loadExperiment('quick');
  const { extractor: room, ...image } = media.image;
  const old = { ...experiment, media: { ...media, image: { room, ...image } } };
  const current = { ...experiment, media: { ...media, image: { extractor: room, ...image } } };
  expect(JSON.stringify(checkExperiment(old))).toBe(JSON.stringify(current));
});
