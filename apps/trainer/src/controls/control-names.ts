/** Names of the controls, as an experiment selects them; `alone` is one control per modality. */
export const controlNames = ['untrained', 'shuffledPairs', 'alone', 'labelWordsLeft', 'labelsAsCodes', 'shuffledSequences'] as const;

export type ControlName = (typeof controlNames)[number];
