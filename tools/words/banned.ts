/** Words that a reader stumbles over, or that name a thing by a second name, with what to write. */
export interface BannedWord {
  readonly pattern: RegExp;
  readonly write: string;
  /** paths where the word is meant literally, such as label names of a data set */
  readonly allowedIn?: RegExp;
}

/** Words of media, which are data: synonyms of column names, labels, stop words, sentences of a corpus. */
const dataFiles = /^(datasets\/luma\/|packages\/sample-corpus\/|packages\/text-features\/.*\.test\.ts|apps\/reporter\/.*\.test\.ts)/;

/** Code that reads the former name of a setting. */
const formerSetting = /(feature-plan|experiment)(\.test)?\.ts$|^docs\/settings\.md$/;

export const bannedWords: readonly BannedWord[] = [
  { pattern: /\brooms?\b/i, write: 'package, or extractor', allowedIn: new RegExp(`${dataFiles.source}|${formerSetting.source}`) },
  { pattern: /\bwalls?\b/i, write: 'dependency rule', allowedIn: dataFiles },
  { pattern: /\bhouses?\b/i, write: 'workspace, or repository', allowedIn: dataFiles },
  { pattern: /\bstands?\b/i, write: 'is' },
  { pattern: /\bstood\b/i, write: 'was' },
  { pattern: /\bgo(?:es)? on\b/i, write: 'continues, or resumes' },
  { pattern: /\bbesides?\b/i, write: 'next to, or in addition to', allowedIn: /text-errors\.test\.ts$/ },
  { pattern: /\bwhat is there\b/i, write: 'modalities present' },
  { pattern: /\bso many\b/i, write: 'the noun: "Rows per chunk."' },
  { pattern: /\b(?:a|an|of) (?:defect|bug) of ours\b|\bof ours\b/i, write: 'please report this bug, or the name of the thing' },
  { pattern: /\baskers?\b/i, write: 'queries' },
  { pattern: /\bat hand\b|\bin hand\b/i, write: 'current, or present' },
  { pattern: /\bas it (?:is|was|stands) on disk\b/i, write: 'the file' },
  { pattern: /\bputs? right\b|\bmended?\b/i, write: 'fix' },
  { pattern: /\b(?:surroundings|mishaps?|betrayals?|riddles?)\b/i, write: 'a name that explains itself' },
  { pattern: /\b(?:most(?!Frequent|Likely|Common|Recent|Similar)|least)[A-Z]\w*/, write: 'max…, min…' },
  { pattern: /\b(?:nowAndThen|lookOf|mayBeLost|ownPart|trainHeldOut|everyPlace)\b/, write: 'a name that explains itself' },
];
