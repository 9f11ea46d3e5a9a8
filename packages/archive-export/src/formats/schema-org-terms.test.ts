import { JsonLdParser } from 'jsonld-streaming-parser';
import { Readable } from 'node:stream';
import { film, image, options } from '../films.test.support.ts';
import { toSchemaOrg } from './to-schema-org.ts';

const schemaOrg = 'https://schema.org/';

/** Properties of schema.org 29 that the export uses, by the type that defines them: https://schema.org/TYPE. */
const properties: Readonly<Record<string, readonly string[]>> = {
  Thing: ['name', 'identifier', 'url', 'sameAs', 'alternateName'],
  CreativeWork: ['abstract', 'dateCreated', 'datePublished', 'encodingFormat', 'hasPart', 'inLanguage', 'keywords'],
  MediaObject: ['contentUrl', 'duration', 'width', 'height', 'encodingFormat'],
  Clip: ['startOffset', 'endOffset'],
  Dataset: ['measurementTechnique'],
  DefinedTerm: ['termCode', 'inDefinedTermSet'],
  PropertyValue: ['propertyID', 'value', 'valueReference'],
  QuantitativeValue: ['value', 'unitText'],
};

/** Types that the export uses, and the types that each inherits from. */
const typesAbove: Readonly<Record<string, readonly string[]>> = {
  VideoObject: ['MediaObject', 'CreativeWork', 'Thing'],
  ImageObject: ['MediaObject', 'CreativeWork', 'Thing'],
  MediaObject: ['CreativeWork', 'Thing'],
  CreativeWork: ['Thing'],
  Clip: ['CreativeWork', 'Thing'],
  Dataset: ['CreativeWork', 'Thing'],
  DefinedTerm: ['Thing'],
  PropertyValue: ['Thing'],
  QuantitativeValue: ['Thing'],
};

interface Statement {
  readonly subject: { readonly value: string };
  readonly predicate: { readonly value: string };
  readonly object: { readonly value: string };
}

/** The statements of a document, with a context as schema.org publishes it, in which every term is one of its own. */
async function statementsOf(jsonLd: string): Promise<Statement[]> {
  const parser = new JsonLdParser({ documentLoader: { load: async () => ({ '@context': { '@vocab': schemaOrg } }) } });
  const statements: Statement[] = [];
  for await (const statement of parser.import(Readable.from([jsonLd])) as unknown as AsyncIterable<Statement>) statements.push(statement);
  return statements;
}

test('every property is one that schema.org defines for a type of its subject', async () => {
  const statements = await statementsOf(toSchemaOrg([film('25', '10:00:00:00', [0, 60, 170]), image()], options));
  const typed = statements.filter(({ predicate }) => predicate.value.endsWith('#type'));
  const allowed = (subject: string) => {
    const own = typed.filter((each) => each.subject.value === subject).map(({ object }) => object.value.replace(schemaOrg, ''));
    return own.flatMap((type) => [type, ...(typesAbove[type] ?? [])]).flatMap((type) => properties[type] ?? []);
  };
  const used = statements.filter(({ predicate }) => !predicate.value.endsWith('#type'));
  const wrong = used.filter(({ subject, predicate }) => !allowed(subject.value).includes(predicate.value.replace(schemaOrg, '')));
  expect(wrong.map(({ subject, predicate }) => `${subject.value} ${predicate.value}`)).toEqual([]);
  expect(used.length).toBeGreaterThan(60);
});

test('a film has its shots as parts, in the graph that a reader sees', async () => {
  const statements = await statementsOf(toSchemaOrg([film('25', '10:00:00:00', [0, 60, 170])], options));
  const parts = statements.filter(({ predicate }) => predicate.value === `${schemaOrg}hasPart`);
  expect(parts.map(({ subject, object }) => [subject.value, object.value])).toEqual([
    ['urn:mmae:abababababababab', 'urn:mmae:abababababababab:0-60'],
    ['urn:mmae:abababababababab', 'urn:mmae:abababababababab:60-170'],
  ]);
});
