import { film, image, options } from '../films.test.support.ts';
import { toSchemaOrg } from './to-schema-org.ts';

const graph = JSON.parse(toSchemaOrg([film('25', '10:00:00:00', [0, 60, 170]), image()], options))['@graph'];
const [about, video, work] = graph;

test('a film is a VideoObject whose shots are Clips with offsets in seconds', () => {
  expect(video).toMatchObject({ '@type': 'VideoObject', name: 'Wings & water', duration: 'PT6.8S', datePublished: '1998-03', contentUrl: 'news/E%20204101%C3%A4.mp4' }); // prettier-ignore
  expect(video.hasPart[1]).toMatchObject({ '@type': 'Clip', startOffset: 2.4, endOffset: 6.8, url: 'news/E%20204101%C3%A4.mp4#t=2.4,6.8', keywords: [] }); // prettier-ignore
  expect(video.hasPart[0].abstract).toBe('Two white birds,\nsearching the water.');
  expect(work).toMatchObject({ '@type': 'ImageObject', name: 'dog', contentUrl: 'dog.jpg', abstract: 'A dog' });
  expect(about).toMatchObject({ dateCreated: options.createdAt, measurementTechnique: 'run birds, version 3f2a91' });
});

test('a tag is a DefinedTerm of its vocabulary with origin, confidence and run', () => {
  const [rain] = work.keywords;
  expect(rain).toMatchObject({
    '@type': ['DefinedTerm', 'PropertyValue'],
    name: 'rain',
    alternateName: 'weather warning',
    termCode: 'medtop:20001131',
    inDefinedTermSet: 'http://cv.iptc.org/newscodes/mediatopic/',
    url: 'http://cv.iptc.org/newscodes/mediatopic/20001131',
    sameAs: ['http://www.wikidata.org/entity/Q7978253'],
  });
  expect(Object.fromEntries(rain.valueReference.map(({ propertyID, value }: Record<string, unknown>) => [propertyID, value]))).toEqual({
    origin: 'machine',
    confidence: 0.625,
    kind: 'label',
    from: 'audio+image',
    runVersion: '3f2a91',
  });
});

test('a sample is of the type of its media; a text has no address', () => {
  const { asset, samples } = image();
  const typeOf = (media: Record<string, string>) => {
    const [, found] = JSON.parse(toSchemaOrg([{ asset, samples: [{ ...samples[0], sample: { ...samples[0].sample, media } }] }], options))[
      '@graph'
    ];
    return [found['@type'], found.contentUrl];
  };
  expect(typeOf({ audio: 'a.wav' })).toEqual(['AudioObject', 'dog.jpg']);
  expect(typeOf({ depth: 'a.png' })).toEqual(['MediaObject', 'dog.jpg']);
  expect(typeOf({})).toEqual(['CreativeWork', undefined]);
});
