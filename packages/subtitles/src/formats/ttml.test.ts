import { parseSubtitles } from '../read-subtitles.ts';

const parse = (xml: string | Buffer) => parseSubtitles(typeof xml === 'string' ? Buffer.from(xml) : xml);
const times = ({ cues }: ReturnType<typeof parse>) => cues.map(({ fromSeconds, toSeconds, text }) => [fromSeconds, toSeconds, text]);

const ebuTtD = `<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment -->
<tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling"
  xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ebuttm="urn:ebu:tt:metadata" ttp:timeBase="media" ttp:cellResolution="50 30" xml:lang="de">
  <tt:head>
    <tt:metadata>
      <ebuttm:documentMetadata><ebuttm:conformsToStandard>urn:ebu:tt:distribution:2014-01</ebuttm:conformsToStandard></ebuttm:documentMetadata>
      <ttm:agent xml:id="moderator" type="person"><ttm:name type="full">Anna Lee</ttm:name></ttm:agent>
    </tt:metadata>
    <tt:styling><tt:style xml:id="white" tts:color="#ffffff"/></tt:styling>
    <tt:layout><tt:region xml:id="bottom" tts:origin="10% 10%" tts:extent="80% 80%"/></tt:layout>
  </tt:head>
  <tt:body>
    <tt:div>
      <tt:p xml:id="s1" region="bottom" begin="00:00:01.000" end="00:00:03.520" ttm:agent="moderator">
        <tt:span style="white">Guten Abend,</tt:span><tt:br/>
        <tt:span style="white">meine Damen &amp; Herren.</tt:span>
      </tt:p>
      <tt:p xml:id="s2" region="bottom" begin="00:00:04.000" end="00:00:05.000"><tt:metadata><ttm:desc>not said</ttm:desc></tt:metadata>♪</tt:p>
    </tt:div>
  </tt:body>
</tt:tt>`;

test('EBU-TT-D', () => {
  expect(parse(ebuTtD)).toEqual({
    format: 'ttml',
    encoding: 'UTF-8',
    language: 'de',
    clock: 'film',
    remarks: [],
    cues: [
      { fromSeconds: 1, toSeconds: 3.52, text: 'Guten Abend,\nmeine Damen & Herren.', speaker: 'Anna Lee' },
      { fromSeconds: 4, toSeconds: 5, text: '♪' },
    ],
  });
});

const tt = (attributes: string, body: string) =>
  `<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ${attributes}><body>${body}</body></tt>`;

test.each([
  ['', '00:00:01.5', 1.5],
  ['', '100:00:01', 360_001],
  ['', '1.25s', 1.25],
  ['', '250ms', 0.25],
  ['', '1.5m', 90],
  ['', '0.5h', 1800],
  ['', '00:00:01:15', 1.5], // 30 frames a second by default
  ['', '90f', 3],
  ['', '3t', 3],
  ['ttp:frameRate="25"', '00:00:01:05', 1.2],
  ['ttp:frameRate="25"', '50t', 2],
  ['ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"', '30f', 1.001],
  ['ttp:frameRate="30" ttp:frameRateMultiplier="1000:1001"', '30f', 1.001],
  ['ttp:tickRate="10000000"', '15000000t', 1.5],
  ['ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" ttp:dropMode="dropNTSC"', '00:00:02:15', 2.5],
])('with %j, %s is %d seconds', (attributes, time, seconds) => {
  expect(times(parse(tt(attributes, `<div><p begin="${time}" end="200h">a</p></div>`)))).toEqual([[seconds, 720_000, 'a']]);
});

test('times nest: children begin after their parents and end with them', () => {
  const body = '<div begin="10s" end="20s"><p begin="1s" dur="2s">a</p><p begin="8s" end="15s">b</p><p>c</p></div>';
  expect(times(parse(tt('', body)))).toEqual([[10, 20, 'c'], [11, 13, 'a'], [18, 20, 'b']]); // prettier-ignore
});

test('in a sequence, each begins at the end of the one before', () => {
  const body = '<div timeContainer="seq" begin="5s"><p dur="2s">a</p><p begin="1s" dur="1s">b</p></div>';
  expect(times(parse(tt('', body)))).toEqual([[5, 7, 'a'], [8, 9, 'b']]); // prettier-ignore
});

test('spans with times of their own are cues of their own', () => {
  const body = '<div><p begin="1s" end="9s"><span begin="0s" end="2s">a</span> <span begin="2s" end="4s">b <span>c</span></span></p></div>';
  expect(times(parse(tt('', body)))).toEqual([[1, 3, 'a'], [3, 5, 'b c']]); // prettier-ignore
});

test('timecodes begin with the programme, if its start is given', () => {
  const xml = (head: string) => `<tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    xmlns:ebuttm="urn:ebu:tt:metadata" ttp:timeBase="smpte" ttp:frameRate="25" ttp:dropMode="nonDrop"><tt:head><tt:metadata>${head}</tt:metadata></tt:head>
    <tt:body><tt:div><tt:p begin="10:00:01:05" end="10:00:02:00">a</tt:p></tt:div></tt:body></tt:tt>`;
  const start =
    '<ebuttm:documentMetadata><ebuttm:documentStartOfProgramme>10:00:00:00</ebuttm:documentStartOfProgramme></ebuttm:documentMetadata>';
  expect(parse(xml(start))).toMatchObject({ clock: 'film', cues: [{ fromSeconds: 1.2, toSeconds: 2 }] });
  expect(parse(xml(''))).toMatchObject({ clock: 'timecode', cues: [{ fromSeconds: 36_001.2, toSeconds: 36_002 }] });
});

test('spaces: collapsed, or kept as lines; CDATA; entities of HTML; glosses are not repeated', () => {
  const body = `<div><p begin="0s" end="1s">  one\n   two&nbsp;&auml; <![CDATA[<3]]> </p><p begin="1s" end="2s" xml:space="preserve">three\nfour</p>
    <p begin="2s" end="3s" xmlns:tts="http://www.w3.org/ns/ttml#styling"><span tts:ruby="container"><span tts:ruby="base">漢</span><span tts:ruby="text">かん</span></span></p></div>`;
  expect(times(parse(tt('', body)))).toEqual([[0, 1, 'one two ä <3'], [1, 2, 'three\nfour'], [2, 3, '漢']]); // prettier-ignore
});

test('old namespaces, Latin-1 and Polish bytes that the XML declares', () => {
  const dfxp = (encoding: string) =>
    `<?xml version='1.0' encoding='${encoding}'?>\r\n<tt xmlns="http://www.w3.org/2006/10/ttaf1" xml:lang="pl">\r\n<body><div><p begin="0s" end="1s">`;
  const bytes = (encoding: string, text: number[]) =>
    Buffer.concat([Buffer.from(dfxp(encoding)), Buffer.from(text), Buffer.from('</p></div></body></tt>')]);
  expect(parse(bytes('ISO-8859-1', [0xfc, 0x62, 0x65, 0x72]))).toMatchObject({
    encoding: 'Windows-1252',
    language: 'pl',
    cues: [{ text: 'über' }],
  });
  const polish = parse(bytes('windows-1250', [0x8c, 0x77, 0x69, 0xea, 0x74, 0x79, 0x20, 0xbf, 0x75, 0xb3, 0x77, 0x20, 0xb9])); // prettier-ignore
  expect(polish).toMatchObject({ encoding: 'windows-1250', cues: [{ text: 'Święty żułw ą' }] });
});

test('a damaged paragraph costs that paragraph; XML errors and a truncated file are remarks', () => {
  const xml = `<tt xmlns="http://www.w3.org/ns/ttml"><body><div>
<p begin="0s" end="1s">a & b</p>
<p begin="soon" end="2s">lost</p>
<p begin="3s" end="2s">c</p>
<p begin="4s">d</p>
<p begin="5s" end="6s">e <b>f</p>
<p begin="7s" end="8s">g`;
  const subtitles = parse(xml);
  expect(times(subtitles)).toEqual([[0, 1, 'a & b'], [3, 3, 'c'], [4, 5, 'd'], [5, 6, 'e f'], [7, 8, 'g']]); // prettier-ignore
  expect(subtitles.remarks).toEqual([
    '1 damaged cue skipped (line 3: expected begin as 00:00:01.000, got "soon")',
    '2 damaged cues corrected (line 4: expected an end after the beginning, got 3 s to 2 s; cue 3: expected an end, got none)',
    expect.stringMatching(/^read despite \d XML errors \(Invalid character in entity name, Line: 1\)$/),
  ]);
});

test('an attribute without a value is an XML error, not a bug', () => {
  const subtitles = parse('<tt xmlns="http://www.w3.org/ns/ttml"><body bold><div><p begin="1s" end="2s" x>a</p></div></body></tt>');
  expect(times(subtitles)).toEqual([[1, 2, 'a']]);
  expect(subtitles.remarks).toEqual([expect.stringMatching(/^read despite 2 XML errors \(Attribute without value, Line: 0\)$/)]);
});

test('subtitles that are images have no text, and a remark', () => {
  const { cues, remarks } = parse(tt('xmlns:smpte="urn:smpte"', '<div begin="1s" end="2s" smpte:backgroundImage="#img1"/>'));
  expect(cues).toEqual([]);
  expect(remarks).toEqual(['its subtitles are images: use subtitles with text']);
});
