import { InputError } from '@mmae/input';
import { Parser, type Quad } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { Readable } from 'node:stream';
import type { Statement } from './skos.ts';

/** Relative addresses of a file are resolved against this one, since a file that was copied has no address of its own. */
const baseIri = 'http://localhost/';

const rdfXmlStart = /^\ufeff?\s*(?:<\?xml|<!--|<!DOCTYPE|<(?:\w+:)?RDF[\s>])/;

/**
 * The statements of a text in Turtle or RDF/XML; the first characters say which it is.
 *
 * @throws InputError if it is neither
 */
export async function readRdf(text: string): Promise<Statement[]> {
  const isRdfXml = rdfXmlStart.test(text);
  try {
    const quads = isRdfXml
      ? await rdfXmlQuads(text)
      : new Parser({ baseIRI: baseIri, format: 'text/turtle' }).parse(text.replace(/^\ufeff/, ''));
    return quads.map(toStatement);
  } catch (error) {
    const format = isRdfXml ? 'RDF/XML' : 'Turtle';
    throw new InputError(`readRdf: expected ${format}, got an error of its parser: ${(error as Error).message}`, { cause: error });
  }
}

async function rdfXmlQuads(text: string): Promise<Quad[]> {
  const quads: Quad[] = [];
  for await (const quad of new RdfXmlParser({ baseIRI: baseIri }).import(Readable.from([text])) as unknown as AsyncIterable<Quad>) {
    quads.push(quad);
  }
  return quads;
}

const toStatement = ({ subject, predicate, object }: Quad): Statement => ({
  subject: subject.value,
  predicate: predicate.value,
  object: object.value,
  isLiteral: object.termType === 'Literal',
  language: object.termType === 'Literal' ? object.language : '',
});
