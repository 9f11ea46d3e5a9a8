// Covers `unspaced-names.ts` as well.
import fc from 'fast-check';
import { maskLabels } from '../index.ts';
import { folded } from './spellings.ts';

type Row = readonly [label: string, language: string, text: string];

/** Texts that consist of spellings of the label. */
const spellingsOfOneWord: Record<string, readonly Row[]> = {
  'case folding': [
    ...([
      ['Işık', 'tr', 'IŞIK ışık Işık ISIK'],
      ['KAPI', 'tr', 'kapı Kapı kapi'],
      ['kapı', 'en', 'KAPI'],
      ['İzmir', 'en', 'izmir İZMİR IZMIR'],
      ['iğne', 'tr', 'İĞNE'],
    ] as const),
    ...([
      ['Straße', 'en', 'STRASSE Strasse STRAẞE straße'],
      ['STRASSE', 'en', 'Straße STRAẞE'],
      ['Straße', 'de', 'STRASSE Strasse'],
    ] as const),
    ...([
      ['ΟΔΟΣ', 'el', 'οδός ΟΔΟΣ Οδος'],
      ['σκύλος', 'en', 'ΣΚΥΛΟΣ σκυλοσ'],
      ['եւ', 'hy', 'և ԵՒ'],
      ['Ǆep', 'hr', 'ǆep ǅEP'],
    ] as const),
  ],
  'letters with a stroke, ligatures': [
    ...([
      ['øl', 'no', 'ol ØL oel'],
      ['œuf', 'fr', 'oeuf ŒUF OEUF'],
      ['oeil', 'fr', 'œil'],
      ['Łódź', 'en', 'lodz ŁÓDŹ Lódz'],
      ['lodz', 'pl', 'Łódź'],
    ] as const),
    ...([
      ['Đorđe', 'hr', 'Djordje dorde ĐORĐE'],
      ['encyclopædia', 'en', 'Encyclopaedia ENCYCLOPÆDIA'],
      ['þing', 'is', 'thing ÞING'],
      ['fish', 'en', 'ﬁsh ﬁ\u00ADsh'],
    ] as const),
    ...([
      ['Mädchen', 'de', 'Maedchen MÄDCHEN MAEDCHEN madchen'],
      ['Maedchen', 'en', 'Mädchen'],
      ['Århus', 'da', 'Aarhus arhus'],
      ['Größe', 'en', 'GROESSE Grösse'],
    ] as const),
    ...([
      ['Haus', 'de', 'Haeuser HÄUSER Häusern'],
      ['Elefant', 'de', 'ELEFANTEN'],
    ] as const),
  ],
  accents: [
    ...([
      ['éléphant', 'fr', 'elephant ÉLÉPHANTS ELEPHANTS éléphants'],
      ['elephant', 'fr', 'éléphant'],
      ['chó', 'vi', 'cho CHÓ'],
      ['Đường phố', 'vi', 'duong pho'],
    ] as const),
    ...([
      ['ёлка', 'ru', 'елка ЁЛКИ елки'],
      ['елка', 'ru', 'ёлка'],
      ['трамвай', 'ru', 'трамваи\u0306 ТРАМВАЙ трамваи'],
      ['jalapeño', 'es', 'jalapeno JALAPENOS'],
    ] as const),
    ...([
      ['كلب', 'ar', 'كَلْبٌ كـلب الكلب'],
      ['أسد', 'ar', 'اسد الأسد'],
      ['سيارة', 'ar', 'سياره السيارات'],
      ['کتاب', 'fa', 'كتاب کتاب'],
      ['البيت', 'ar', 'بيت'],
    ] as const),
    ...([
      ['כלב', 'he', 'כֶּלֶב הכלב כלבים'],
      ['שָׁלוֹם', 'he', 'שלום'],
      ['सड़क', 'hi', 'सडक सड\u093Cक'],
      ['चाँद', 'hi', 'चांद'],
      ['हिन्दी', 'hi', 'हिंदी हिन्दी'],
      ['मुंबई', 'hi', 'मुम्बई'],
      ['गंगा', 'hi', 'गङ्गा'],
      ['पंचायत', 'hi', 'पञ्चायत'],
      ['झंडा', 'hi', 'झण्डा'],
    ] as const),
  ],
  'width and composition': [
    ...([
      ['dog', 'ja', 'ｄｏｇ ＤＯＧ 𝐝𝐨𝐠'],
      ['ネコ', 'ja', 'ﾈｺ'],
      ['ガラス', 'ja', 'ｶﾞﾗｽ カ\u3099ラス'],
      ['ﾊﾞｽ', 'ja', 'バス'],
      ['café', 'fr', 'cafe\u0301 CAFE\u0301S'],
    ] as const),
    ...([
      ['고양이', 'ko', '고양이'.normalize('NFD')],
      ['개', 'ko', '개는 개가 개를 개들이 개'],
      ['말', 'ko', '말은 말이 말로'],
    ] as const),
  ],
  'scripts without spaces': [
    ...([
      ['狗', 'zh', '狗'],
      ['火车', 'zh', '火車 火车 火 车'],
      ['龍', 'en', '龙'],
      ['アイスクリーム', 'ja', 'アイス・クリーム'],
      ['แมว', 'th', 'แมว'],
    ] as const),
    ...([
      ['ネコ', 'ja', 'ねこ'],
      ['ねこ', 'ja', 'ネコ'],
      ['BMW 汽车', 'zh', 'BMW 汽车 汽車 bmw'],
      ['Tシャツ', 'ja', 'Ｔシャツ'],
      ['狗／猫', 'zh', '猫 狗'],
    ] as const),
  ],
  'hyphens, apostrophes, what shows nothing': [
    ...([
      ['elephant', 'en', 'ele\u00ADphant ele-\nphant ele\u200Bphant ele\u200Dphant ele\u200Cphants'],
      ['polar bear', 'en', 'polar-bear polarbear Polar\n  Bears polar\u00A0bear polar_bear'],
    ] as const),
    ...([
      ["don't", 'en', 'don’t donʼt DON`T don＇t dont'],
      ['Hawaiʻi', 'en', "Hawaii Hawai’i Hawai'i"],
      ['teacup', 'en', 'tea-cups tea‑cup tea–cup'],
      ["l'été", 'fr', 'l’ete L´ÉTÉ'],
    ] as const),
    ...([['dog', 'en', 'dogʼs dog＇s dogs’ dog`s']] as const),
  ],
  'digits, signs, emoji': [
    ...([
      ['F16', 'en', 'F-16 f16 F 16'],
      ['Boeing 747', 'en', 'boeing 747 747'],
      ['C++', 'en', 'c'],
      ['M*A*S*H', 'en', 'm*a*s*h MASH'],
      ['🐶', 'en', '🐶 🐶'],
      ['👋', 'en', '👋🏽'],
      ['❤', 'en', '❤\uFE0F'],
    ] as const),
  ],
};

test.each(Object.entries(spellingsOfOneWord))('labels are found despite %s', (_, rows) => {
  const left = rows.map(([label, language, text]) => [
    label,
    maskLabels([label], language)(text).replaceAll(/[^\p{L}\p{N}\p{S}\p{Extended_Pictographic}]|\p{Sk}|\+/gu, ''),
  ]);
  expect(left).toEqual(rows.map(([label]) => [label, '']));
});

test.each([
  ['car', 'en', 'carpet card scar carthorse'],
  ['Straße', 'en', 'Straßenbahn strasbourg'],
  ['ship', 'de', 'Schiff shipping'],
  ['کتاب', 'fa', 'کتابخانه'],
  ['كلب', 'ar', 'كلبشة'],
  ['开', 'zh', '關'],
  ['개', 'ko', '개나리 개이 조개'],
  ['말', 'ko', '말는'],
  ['трамвай', 'en', 'трамвайчик'],
  ['мой', 'en', 'мои'],
  ['नाम', 'hi', 'नमी नामी'],
  ['जन्म', 'hi', 'जंम'],
  ['มา', 'th', 'ม้า'],
  ['トラ', 'ja', 'とらえる'],
  ['shell', 'en', "she’ll she'll"],
  ['F16', 'en', '16 planes'],
  ['polarBear', 'en', 'polar bear'],
  ['медвед', 'sr', 'medved'],
  ['ос', 'en', 'oc'],
  ['👩', 'en', '👩\u200D🚒'],
])('"%s" (%s) is not found in "%s"', (label, language, text) => {
  expect(maskLabels([label], language)(text)).toBe(text);
});

test.each([
  ['کتاب', 'fa', 'کتاب\u200Cها', '\u200Cها'],
  ['dog', 'ja', '私のdogです', '私のです'],
  ['dog', 'ko', 'dog가 짖는다', '가 짖는다'],
  ['犬', 'ja', '黒い犬が走る', '黒いが走る'],
  ['🐶', 'en', 'a 🐶 barks', 'a barks'],
  ['iPhone', 'tr', "iPhone'un", "'un"],
])('without "%s" (%s), "%s" is "%s"', (label, language, text, left) => {
  expect(maskLabels([label], language)(text)).toBe(left);
});

const letters = fc.string({ unit: fc.constantFrom(...'abeiıİIßẞſsʼŉæŒøØłđþäÖüåéñçσςΣάїйИёЁѐგႠꭰԵւǆﬃꜵÅK가Ⅳｄ'), minLength: 1 });

test('all cases and compositions of a word fold to one spelling, and folding is idempotent', () => {
  fc.assert(
    fc.property(letters, (word) => {
      const alike = [
        word,
        word.toUpperCase(),
        word.toLowerCase(),
        word.toLocaleUpperCase('tr'),
        word.normalize('NFD'),
        word.normalize('NFC'),
      ];
      expect(new Set(alike.map(folded)).size).toBe(1);
      expect(folded(folded(word))).toBe(folded(word));
    }),
    { numRuns: 200 },
  );
});

test('a label of any letters is removed in any case and composition', () => {
  const isLetter = (character: string) => /^(?!\p{Lm})\p{L}$/u.test(character) && folded(character) !== '' && character !== 'ŉ';
  const anyLetters = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => [...text.normalize('NFC')].filter(isLetter).join(''));
  fc.assert(
    fc.property(
      anyLetters.filter((label) => label !== ''),
      (label) => {
        const forms = [label, label.toUpperCase(), label.toLowerCase(), label.normalize('NFD'), label.normalize('NFC')];
        expect(forms.map(maskLabels([label]))).toEqual(forms.map(() => ''));
      },
    ),
    { numRuns: 200 },
  );
});
