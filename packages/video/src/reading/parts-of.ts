import type { NutPacket } from '../nut/nut-reader.ts';
import { audioMixer } from './audio-mixer.ts';
import type { FilmPart } from './film-parts.ts';
import { audioRateHz } from './outputs.ts';

/** Turns packets of the pipe into parts of the film. */
export interface PartAssembler {
  add(packet: NutPacket): Generator<FilmPart>;
  end(): Generator<FilmPart>;
  readonly numFrames: number;
  readonly numSamples: number;
  /** time of the last frame, or of the audio of a film without video */
  readonly seconds: number;
  readonly durationSeconds: number;
  readonly remarks: readonly string[];
}

/** Audio from longer before the newest cannot be later than a first frame that is still to come, and would be cut. */
const heldSeconds = 20;

/**
 * Counts the frames, moves every time so that the first frame is at 0, gives each still the number of its frame, and mixes the audio.
 *
 * @param still size of the stills; undefined for a film without video
 */
export function partsOf(still: { width: number; height: number } | undefined, numAudioTracks: number): PartAssembler {
  const mixer = audioMixer(numAudioTracks, audioRateHz);
  const firstAudio = still ? 2 : 0;
  const stills: NutPacket[] = []; // that wait for their frame
  const recent = new Map<number, number>(); // time stamp → number of frames since the last still
  let held: NutPacket[] = []; // audio that waits for the first frame
  let origin: number | undefined;
  let [numFrames, numSamples, seconds, frameSeconds] = [0, 0, 0, 0];

  function* add(packet: NutPacket): Generator<FilmPart> {
    if (packet.stream >= firstAudio) yield* addAudio(packet);
    else if (packet.stream === 0) yield* addFrame(packet);
    else stills.push(packet);
    yield* takeStills();
  }

  function* addFrame(packet: NutPacket): Generator<FilmPart> {
    const isFirst = origin === undefined;
    origin ??= packet.seconds;
    const at = packet.seconds - origin;
    if (at > seconds) frameSeconds = at - seconds;
    seconds = at;
    recent.set(packet.seconds, numFrames);
    yield { kind: 'frame', index: numFrames++, seconds, pixels: packet.data };
    if (!isFirst) return;
    const waiting = held;
    held = [];
    for (const audio of waiting) yield* addAudio(audio);
  }

  function* takeStills(): Generator<FilmPart> {
    for (let next = stills[0]; still && next; next = stills[0]) {
      const index = recent.get(next.seconds);
      if (index === undefined || origin === undefined) return;
      stills.shift();
      for (const time of recent.keys()) if (time <= next.seconds) recent.delete(time);
      yield { kind: 'still', index, seconds: next.seconds - origin, ...still, pixels: next.data };
    }
  }

  function* addAudio(packet: NutPacket): Generator<FilmPart> {
    if (origin === undefined && still) {
      held.push(packet);
      while (held[0]!.seconds < packet.seconds - heldSeconds) held.shift();
      return;
    }
    origin ??= packet.seconds;
    const samples = new Int16Array(packet.data.buffer, 0, packet.data.byteLength >> 1);
    for (const block of mixer.add(packet.stream - firstAudio, packet.seconds - origin, samples)) yield audioPart(block);
  }

  function audioPart(block: { from: number; samples: Int16Array<ArrayBuffer> }): FilmPart {
    numSamples = block.from + block.samples.length;
    return { kind: 'audio', ...block };
  }

  return {
    add,
    *end() {
      if (origin === undefined) {
        origin = held[0]?.seconds; // a film whose video gave no frame
        for (const audio of held.splice(0)) yield* addAudio(audio);
      }
      for (const block of mixer.end()) yield audioPart(block);
    },
    get numFrames() {
      return numFrames;
    },
    get numSamples() {
      return numSamples;
    },
    get seconds() {
      return still ? seconds : numSamples / audioRateHz;
    },
    get durationSeconds() {
      return numFrames > 0 ? seconds + frameSeconds : numSamples / audioRateHz;
    },
    get remarks() {
      const late = mixer.numTooLate() / audioRateHz;
      return late > 0 ? [`${late.toFixed(1)} s of audio came after their time and are left out.`] : [];
    },
  };
}
