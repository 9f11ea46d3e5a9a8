import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadExperiment, shippedExperiments } from './experiment.ts';

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
  expect(experiment.media.text.options).toMatchObject({ language: 'fr', maxTerms: loadExperiment('quick').media.text.options!.maxTerms });
  expect(experiment.model.stages!.reconstruct!.network!.latentDim).toBe(16);
});

test('a modality may be overridden by its name alone', () => {
  expect(loadExperiment('quick', ['text.maskLabels=false']).media.text.maskLabels).toBe(false);
});

test.each([
  ['seedd=1', 'expected a known key, got "seedd"'],
  ['model.stages.agree.training.epoch=3', 'in stages.agree.training, got "epoch"'],
  ['media.text.maskLabel=true', 'expected a known key, got "media.text.maskLabel"'],
  ['seed=abc', '"seed" must be integer'],
  ['media.text.components=0', '"media.text.components" must be >= 1'],
  ['media.text.room=video', '"media.text.room" must be equal to one of the allowed values: image, audio, text'],
  ['media.smell.components=4', 'expected media.smell.room or media.smell.featureFile, got neither'],
  ['media.image.featureFile=1', '"media.image.featureFile" must be string'],
  ['media.image={"featureFile":"a.npy","augment":true}', 'expected no media.image.augment beside media.image.featureFile, got both'],
  ['modalities=["image","video"]', 'expected media.video for the modality "video", got none'],
  ['seed', '--set: expected path.to.key=value, got "seed"'],
])('the override %s is refused', (override, message) => {
  expect(() => loadExperiment('quick', [override])).toThrow(message);
});

test('a file extends one that ships, or one beside it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'experiment-'));
  writeFileSync(join(folder, 'mine.json'), '{"extends": "quick", "seed": 3}');
  writeFileSync(join(folder, 'more.json'), '{"extends": "mine.json", "previews": {"numSamples": 1}}');
  expect(loadExperiment(join(folder, 'more.json'))).toMatchObject({ name: 'more', seed: 3, previews: { numSamples: 1 } });
  writeFileSync(join(folder, 'mine.json'), '{"extends": "more.json"}');
  expect(() => loadExperiment(join(folder, 'more.json'))).toThrow('expected extends to end, got a circle');
  rmSync(folder, { recursive: true });
});

test('a name that does not ship is refused with those that do', () => {
  expect(() => loadExperiment('fast')).toThrow(/expected a .json file or one of .*quick.*, got "fast"/);
});

test('null takes a key of what is extended away', () => {
  expect(Object.keys(loadExperiment('luma').model.stages!)).toEqual(['reconstruct', 'agree']);
  expect(Object.keys(loadExperiment('reconstruct').model.stages!)).toEqual(['reconstruct']);
});

test('ready-made features take the place of a room and of its options; their file is found from where it is named', () => {
  const { media } = loadExperiment('luma', ['image.featureFile=clip.npy', 'media.video.featureFile=/v.safetensors', 'audio.components=8']);
  expect(media.image).toEqual({ room: 'image', components: 256, featureFile: join(process.cwd(), 'clip.npy') });
  expect(media.video).toEqual({ featureFile: '/v.safetensors' });
  expect(media.audio.options).toBeDefined();
  const folder = mkdtempSync(join(tmpdir(), 'experiment-'));
  writeFileSync(join(folder, 'mine.json'), '{"extends": "quick", "media": {"text": {"featureFile": "bert.npy"}}}');
  expect(loadExperiment(join(folder, 'mine.json')).media.text).toEqual({
    room: 'text',
    components: 128,
    featureFile: join(folder, 'bert.npy'),
  });
  rmSync(folder, { recursive: true });
});
