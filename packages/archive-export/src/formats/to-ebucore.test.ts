// Also covers `ebucore-subject.ts`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { film, films, image, options } from '../films.test.support.ts';
import { toEbucore } from './to-ebucore.ts';

const xsd = process.env['MMAE_EBUCORE_XSD'];
const testWithSchema = xsd === undefined ? test.skip : test;

async function problemsOf(xml: string): Promise<readonly string[]> {
  const schema = readFileSync(xsd ?? '', 'utf8');
  const preload = ['dc.xsd', 'xml.xsd'].map((fileName) => ({
    fileName,
    contents: readFileSync(join(dirname(xsd ?? ''), fileName), 'utf8'),
  }));
  const { errors } = await validateXML({ xml, schema, preload, maxMemoryPages: 4096 });
  return errors.map(({ rawMessage }) => rawMessage);
}

testWithSchema.each(films)('at %s the schema of EBUCore 1.10 accepts it', async (rate, start, frames) => {
  expect(await problemsOf(toEbucore([film(rate, start, frames)], options))).toEqual([]);
});

testWithSchema('the schema accepts several assets, samples that are no shots, and other forms', async () => {
  expect(await problemsOf(toEbucore([film('12.5', '00:00:00:00', [0, 5]), image()], options))).toEqual([]);
  expect(await problemsOf(toEbucore([image()], { createdAt: options.createdAt }))).toEqual([]);
  expect(await problemsOf(toEbucore([film('25', '00:00:00:00', [0, 5])], options).replace('<fileSize', '<fileLength'))).not.toEqual([]);
});

const xml = toEbucore([film('29.97df', '00:59:58;00', [0, 60, 90])], options);

test('a shot is a part with its timecode and its length in frames', () => {
  expect(xml).toContain('<part partId="abababababababab:60-90" typeLabel="shot" partName="01:00:00;00">');
  expect(xml).toContain('<timecode editRate="30" factorNumerator="1000" factorDenominator="1001" dropframe="true">01:00:00;00</timecode>');
  expect(xml).toContain('<editUnitNumber editRate="30" factorNumerator="1000" factorDenominator="1001">30</editUnitNumber>');
});

test('a tag is a subject with origin, confidence, modalities, run and concept', () => {
  expect(xml.replaceAll(/>\s+</g, '><')).toContain(
    '<subject typeLabel="machine" typeDefinition="label" note="confidence=0.625; from=audio+image; run=3f2a91"><dc:subject>rain</dc:subject>' +
      '<dc:subject xml:lang="en-GB">weather warning</dc:subject><subjectCode>http://cv.iptc.org/newscodes/mediatopic/20001131</subjectCode>' +
      '<attributor><contactDetails typeLabel="machine"><name>birds</name></contactDetails></attributor></subject>',
  );
  expect(xml).toContain('note="at=2026-11-26T10:00:00.000Z; confidence=0.9; from=image; run=3f2a91"');
  expect(xml).toContain('<contactDetails typeLabel="person" lastUpdate="2026-11-26">');
});

test('characters that XML does not allow are replaced, the others escaped', () => {
  expect(xml).toContain('<dc:subject>“R&amp;D” --&gt; &lt;/x&gt;\ufffd 二</dc:subject>');
  expect(xml).not.toContain('snow');
});
