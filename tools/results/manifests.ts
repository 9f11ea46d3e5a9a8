/** A row of a manifest, by column. */
export type Row = Readonly<Record<string, string>>;

/** Labels that LUMA has many samples of, in the corpus that the results are measured on. */
export const coreLabels = ['bed', 'bird', 'cat', 'dog', 'house', 'horse', 'ship', 'frog', 'fish', 'train'];

export const ofLabels = (rows: readonly Row[], labels: readonly string[]) => rows.filter(({ label }) => labels.includes(label));

/** Train without the rows whose sound or text an earlier one has: what pairing says where nothing is said twice. Other splits stay whole. */
export function withoutRepeats(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ split, audio, text }) => {
    if (split !== 'train') return true;
    if (seen.has(audio) || seen.has(text)) return false;
    seen.add(audio).add(text);
    return true;
  });
}

/** RFC 4180, every field quoted. */
export function toCsv(rows: readonly Row[]): string {
  const quote = (fields: readonly string[]) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',');
  return [Object.keys(rows[0]), ...rows.map(Object.values)].map((fields) => `${quote(fields as string[])}\n`).join('');
}
