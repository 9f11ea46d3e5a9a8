/** Characters of bytes A0 to FF in the Latin table of EBU Tech 3264 (ISO 6937 with its addendum); a space where there is none. */
const high = [
  '\u00a0¡¢£$¥#§¤‘“«←↑→↓',
  '°±²³×µ¶·÷’”»¼½¾¿',
  '                ', // C1 to CF are accents
  '—¹®©™♪¬¦    ⅛⅜⅝⅞',
  'ΩÆĐªĦ ĲĿŁØŒºÞŦŊŉ',
  'ĸæđðħıĳŀłøœßþŧŋ\u00ad',
].join('');

/** The accents C1 to CF, which precede their letter, as combining characters, which follow it. */
const accents = ['', '\u0300', '\u0301', '\u0302', '\u0303', '\u0304', '\u0306', '\u0307', '\u0308', '\u0308', '\u030a', '\u0327', '', '\u030b', '\u0328', '\u030c']; // prettier-ignore

/**
 * Decodes the Latin table of EBU Tech 3264. Undefined bytes become U+FFFD. Byte 24 is ¤ in the table, and $ is A4; but since files mean $ by either,
 * both are read as $.
 */
export function decodeIso6937(bytes: Uint8Array): string {
  let text = '';
  let accent = '';
  for (const byte of bytes) {
    if (byte >= 0xc0 && byte <= 0xcf) accent += accents[byte - 0xc0];
    else {
      text += characterOf(byte) + accent;
      accent = '';
    }
  }
  return text.normalize('NFC').replaceAll('ǵ', 'ģ'); // the table has the Latvian letter there
}

function characterOf(byte: number): string {
  if (byte < 0xa0) return String.fromCharCode(byte);
  const character = high[byte - 0xa0];
  return character === ' ' ? '\ufffd' : character;
}
