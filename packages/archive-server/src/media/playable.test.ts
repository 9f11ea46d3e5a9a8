import { filmAsset } from '../served.test.support.ts';
import { isPlayable } from './playable.ts';

const { film } = filmAsset('/media');

test.each([
  ['a.mp4', {}, true],
  ['A.MOV', { audioCodec: 'aac' }, true],
  ['a.webm', { container: 'matroska,webm', videoCodec: 'vp9', audioCodec: 'opus' }, true],
  ['a.mkv', { container: 'matroska,webm' }, false],
  ['a.mp4', { videoCodec: 'mpeg4' }, false],
  ['a.mov', { videoCodec: 'prores' }, false],
  ['a.mp4', { audioCodec: 'ac3' }, false],
  ['a.mxf', { container: 'mxf', videoCodec: 'mpeg2video' }, false],
  ['a.mp4', { container: 'mpegts' }, false],
])('whether browsers play %s with %j: %s', (path, given, expected) => {
  expect(isPlayable({ path, film: { ...film!, ...given } })).toBe(expected);
});
