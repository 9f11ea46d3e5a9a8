/** A row of a manifest, by its columns. */
export type ManifestRow = Readonly<Record<string, string>>;

/** All rows; the rows of the labels with the most train rows; the train rows in which no clip and no text occurs twice. */
export type RowChoice = 'all' | 'commonLabels' | 'unrepeated';

const numCommonLabels = 10;

/** @returns the chosen rows, in their order */
export function chooseRows(rows: readonly ManifestRow[], choice: RowChoice): ManifestRow[] {
  if (choice === 'commonLabels') return ofCommonLabels(rows);
  return choice === 'unrepeated' ? withTrainUnrepeated(rows) : [...rows];
}

function ofCommonLabels(rows: readonly ManifestRow[]): ManifestRow[] {
  const counts = new Map<string, number>();
  for (const { split, label } of rows) if (split === 'train') counts.set(label, (counts.get(label) ?? 0) + 1);
  const common = new Set([...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!).slice(0, numCommonLabels));
  return rows.filter(({ label }) => common.has(label));
}

/** The other splits are unchanged. */
function withTrainUnrepeated(rows: readonly ManifestRow[]): ManifestRow[] {
  const [clips, texts] = [new Set<string>(), new Set<string>()];
  return rows.filter(({ split, audio, text }) => {
    if (split !== 'train') return true;
    if (clips.has(audio) || texts.has(text)) return false;
    clips.add(audio);
    texts.add(text);
    return true;
  });
}
