// Lists author, licence and source of each photograph and recording that is used, out of the READMEs next to them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

export function writeCredits(programmes, { photographs }, file) {
  const known = creditsOf(photographs);
  const used = new Map();
  for (const { name, shots } of programmes) {
    for (const { image, recording } of shots) {
      for (const source of [image && `${image}.webp`, recording && `${recording}.ogg`].filter(Boolean)) {
        used.set(source, [...new Set([...(used.get(source) ?? []), name])]);
      }
    }
  }
  const rows = [...used].sort().map(([source, names]) => {
    const credit = known.get(source);
    if (!credit) throw new Error(`credits: expected a licence for ${source}, got none.`);
    return `| ${source} | ${credit.author} | ${credit.licence} | ${credit.source} | ${names.join(', ')} |`;
  });
  writeFileSync(file, `${heading}${rows.join('\n')}\n`);
}

const heading = `# Photographs and recordings

From Debian's package gcompris-qt-data 3.1, whose READMEs name the authors. All are cropped, scaled and moved over, some in grey.

| file | author | licence | source | used in |
| --- | --- | --- | --- | --- |
`;

/** What the READMEs say, by path below \`folder\`: blocks of \`Key: value\` and names of files. */
function creditsOf(folder) {
  const readmes = readdirSync(folder, { recursive: true }).filter((name) => basename(name) === 'README');
  return new Map(
    readmes.flatMap((readme) =>
      readFileSync(join(folder, readme), 'utf8')
        .split(/\n\s*\n/)
        .flatMap((block) => fromBlock(block, dirname(readme))),
    ),
  );
}

function fromBlock(block, folder) {
  const value = (key) => new RegExp(`^${key}: *(.*)$`, 'm').exec(block)?.[1].trim();
  const files = block.match(/[\w./()-]+\.(webp|ogg)\b/g) ?? [];
  const comment = value('Comments?') ?? '';
  const credit = {
    author: value('Copyright') ?? '',
    licence: value('License') ?? '',
    source: value('Source') ?? comment,
  };
  return files.map((name) => [relative('.', join(folder, name)), credit]);
}
