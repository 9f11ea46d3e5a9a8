// Cues of a programme, and the files that hold them: SRT, WebVTT, EBU-TT-D and EBU STL (Tech 3264).
const leadSeconds = 0.2;

/** Cues of the shots that have a text, in `language`. */
export const cuesOf = (shots, framesPerSecond, language) =>
  shots
    .filter(({ text }) => text)
    .map(({ from, to, text }) => ({
      from: from / framesPerSecond + leadSeconds,
      to: to / framesPerSecond - leadSeconds,
      lines: linesOf(typeof text === 'string' ? text : text[language]),
    }));

/** At most two lines of about 37 characters, as on screen. */
function linesOf(text) {
  if (text.length <= 37) return [text];
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const middle = spaces.sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0];
  return [text.slice(0, middle), text.slice(middle + 1)];
}

function clock(seconds, separator) {
  const ms = Math.round(seconds * 1000);
  const part = (unit, wrap, digits = 2) => String(Math.floor(ms / unit) % wrap).padStart(digits, '0');
  return `${part(3_600_000, 100)}:${part(60_000, 60)}:${part(1000, 60)}${separator}${part(1, 1000, 3)}`;
}

export const toSrt = (cues) =>
  Buffer.from(
    cues.map(({ from, to, lines }, i) => `${i + 1}\r\n${clock(from, ',')} --> ${clock(to, ',')}\r\n${lines.join('\r\n')}\r\n`).join('\r\n'),
  );

/** As older systems write it: Windows-1252, which equals Latin-1 for the letters that are used. */
export const toLatinSrt = (cues) => Buffer.from(toSrt(cues).toString('utf8'), 'latin1');

export const toWebVtt = (cues, language) =>
  Buffer.from(
    `WEBVTT\nLanguage: ${language}\n\n${cues.map(({ from, to, lines }) => `${clock(from, '.')} --> ${clock(to, '.')}\n${lines.join('\n')}\n`).join('\n')}`,
  );

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export const toEbuTtD = (cues, language) =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ebuttm="urn:ebu:tt:metadata" ttp:timeBase="media" ttp:cellResolution="50 30" xml:lang="${language}">
  <head>
    <metadata>
      <ebuttm:documentMetadata>
        <ebuttm:conformsToStandard>urn:ebu:tt:distribution:2014-01</ebuttm:conformsToStandard>
      </ebuttm:documentMetadata>
    </metadata>
    <styling>
      <style xml:id="white" tts:fontFamily="sansSerif" tts:fontSize="100%" tts:color="#ffffff" tts:backgroundColor="#000000"/>
    </styling>
    <layout>
      <region xml:id="bottom" tts:origin="10% 80%" tts:extent="80% 15%" tts:displayAlign="after"/>
    </layout>
  </head>
  <body>
    <div>
${cues.map(({ from, to, lines }, i) => `      <p xml:id="s${i + 1}" region="bottom" begin="${clock(from, '.')}" end="${clock(to, '.')}"><span style="white">${lines.map(escaped).join('<br/>')}</span></p>`).join('\n')}
    </div>
  </body>
</tt>
`);

const diacritics = { ä: 'Èa', ö: 'Èo', ü: 'Èu', Ä: 'ÈA', Ö: 'ÈO', Ü: 'ÈU', ß: 'û' };

/** EBU STL: 25 frames a second, Latin (ISO 6937), with the programme's start timecode of `startHours` hours. */
export function toStl(cues, { languageCode, title, startHours }) {
  const timecode = (seconds) => {
    const frames = Math.round(seconds * 25) + startHours * 90_000;
    return [Math.floor(frames / 90_000), Math.floor(frames / 1500) % 60, Math.floor(frames / 25) % 60, frames % 25];
  };
  return Buffer.concat([gsi(cues, { languageCode, title, startHours }), ...cues.map((cue, i) => tti(cue, i, timecode))]);
}

function gsi(cues, { languageCode, title, startHours }) {
  const block = Buffer.alloc(1024, 0x20);
  const field = (at, text) => block.write(text, at, 'latin1');
  const count = String(cues.length).padStart(5, '0');
  field(0, '850STL25.01100');
  field(14, languageCode);
  field(16, title);
  field(224, '250101250101');
  field(236, '00');
  field(238, count);
  field(243, count);
  field(248, '0013723');
  field(255, '1');
  field(256, `${String(startHours).padStart(2, '0')}000000`);
  field(264, `${String(startHours).padStart(2, '0')}000000`);
  field(272, '11DEU');
  return block;
}

function tti({ from, to, lines }, index, timecode) {
  const block = Buffer.alloc(128, 0x8f);
  block.set([0, index & 255, index >> 8, 0xff, 0, ...timecode(from), ...timecode(to), 20, 2, 0]);
  const text = lines.join('\u008a').replace(/[äöüÄÖÜß]/g, (letter) => diacritics[letter]);
  block.write(text, 16, 'latin1');
  return block;
}
