import { InputError } from '@mmae/input';
import { languageTag } from './language-tag.ts';
import { readRdf } from './read-rdf.ts';
import { owlDeprecated, rdfType, skos, type Statement } from './skos.ts';
import type { ConceptListOptions } from './parse-concept-list.ts';
import type { Concept } from './vocabulary.ts';

/**
 * Concepts of a SKOS vocabulary in Turtle or RDF/XML. The qcode of a concept is the prefix and the last part of its URI; broader concepts that the text
 * does not have are left out. Exact and close matches become `matches`, alternative and hidden labels become aliases.
 *
 * @throws InputError if the text cannot be read, has no concepts, or has concepts without a preferred label
 */
export async function parseSkos(text: string, { prefix, language = 'en' }: ConceptListOptions): Promise<Concept[]> {
  const statements = await readRdf(text);
  const bySubject = groupBySubject(statements);
  const uris = [...bySubject.keys()].filter((uri) => isConcept(bySubject.get(uri) ?? []));
  if (uris.length === 0) throw new InputError('parseSkos: expected resources of type skos:Concept, got none. Check that the file is SKOS.');
  const qcodes = new Map(uris.map((uri) => [uri, `${prefix}:${lastPart(uri)}`]));
  const broader = broaderByUri(statements);
  return uris.map((uri) => {
    const broaderCodes = (broader.get(uri) ?? []).map((each) => qcodes.get(each)).filter((qcode) => qcode !== undefined);
    return { qcode: `${prefix}:${lastPart(uri)}`, uri, ...describe(uri, bySubject.get(uri) ?? [], language), broader: broaderCodes };
  });
}

const isConcept = (statements: readonly Statement[]) =>
  statements.some(({ predicate, object }) => predicate === skos.prefLabel || (predicate === rdfType && object === skos.concept));

/** What follows the last `/` or `#` of a URI. */
const lastPart = (uri: string) => uri.replace(/[/#]$/, '').split(/[/#]/).at(-1) ?? uri;

function describe(uri: string, statements: readonly Statement[], defaultLanguage: string) {
  const objects = (...predicates: readonly string[]) => statements.filter(({ predicate }) => predicates.includes(predicate));
  const languageOf = ({ language }: Statement) => (language === '' ? defaultLanguage : languageTag('parseSkos', language));
  const byLanguage = (predicate: string) => Object.fromEntries(objects(predicate).map((each) => [languageOf(each), each.object]));
  const aliases: Record<string, string[]> = {};
  for (const label of objects(skos.altLabel, skos.hiddenLabel)) (aliases[languageOf(label)] ??= []).push(label.object);
  const names = byLanguage(skos.prefLabel);
  if (Object.keys(names).length === 0)
    throw new InputError(`parseSkos: expected a skos:prefLabel for each concept, got none for ${uri}. Add one.`);
  return {
    names,
    aliases,
    definitions: byLanguage(skos.definition),
    matches: objects(skos.exactMatch, skos.closeMatch).map(({ object }) => object),
    isRetired: objects(owlDeprecated).some(({ object }) => object === 'true' || object === '1'),
  };
}

/** Broader concepts as either end states them. */
function broaderByUri(statements: readonly Statement[]): ReadonlyMap<string, readonly string[]> {
  const broader = new Map<string, Set<string>>();
  const add = (uri: string, parent: string) => broader.set(uri, (broader.get(uri) ?? new Set()).add(parent));
  for (const { subject, predicate, object } of statements) {
    if (predicate === skos.broader) add(subject, object);
    if (predicate === skos.narrower) add(object, subject);
  }
  return new Map(Array.from(broader, ([uri, parents]) => [uri, [...parents]]));
}

function groupBySubject(statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    const group = groups.get(statement.subject);
    if (group) group.push(statement);
    else groups.set(statement.subject, [statement]);
  }
  return groups;
}
