/** The language codes of EBU Tech 3264 (appendix 3), as language tags: European languages from 01, others from 45. */
const european =
  'sq br ca hr cy cs da de en es eo et eu fo fr fy ga gd gl is it se la lv lb lt hu mt nl no oc pl pt ro rm sr sk sl fi sv tr nl wa'.split(
    ' ',
  );
const others =
  'zu vi uz ur uk th te tt ta tg sw srn so si sn sh rue ru qu ps pa fa pap or ne nd mr mo ms mg mk lo ko km kk kn ja id hi he ha gn gu el ka ff prs cv zh my bg bn be bm az as hy ar am'.split(' '); // prettier-ignore

const entries = (languages: readonly string[], first: number) =>
  languages.map((language, i) => [(first + i).toString(16).toUpperCase().padStart(2, '0'), language] as const);

/** Language tags by their two hexadecimal digits: `08` is `de`. */
export const stlLanguages: ReadonlyMap<string, string> = new Map([...entries(european, 0x01), ...entries(others, 0x45)]);
