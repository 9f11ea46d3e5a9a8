import { ruleInWords, toJsonSchema, type JsonSchema } from '@mmae/input';
import { experimentSchema } from '@mmae/trainer';

/** A setting as a row of a table. */
interface Setting {
  readonly path: string;
  readonly node: JsonSchema;
  readonly isRequired: boolean;
}

/** A heading, an introduction, and the path of its settings in the schema. */
interface Section {
  readonly title: string;
  readonly intro: string;
  readonly prefix: string;
  readonly node: JsonSchema;
}

/** `docs/settings.md`: every setting of an experiment with its rule, default, unit and description. */
export function settingsPage(): string {
  return `${[head, ...sections().map(toMarkdown)].join('\n\n')}\n`;
}

const head = `# Settings

Every setting of an experiment. An experiment is a JSON file that states the difference from the one that it extends; \`mmae-train --set path=value\` changes one
setting for one run, and \`--set image.augment=true\` is short for \`media.image.augment\`. A setting without a default is set by the experiments that ship, or left out.

This page is written from the schemas in the code: \`npm run schemas\`.`;

function sections(): Section[] {
  const root = toJsonSchema(experimentSchema);
  const { media, model, codes, latents, baselines, ...general } = root.properties!;
  const stage = valueOf(model.properties!.stages);
  const { network, objective, training, ...ofStage } = stage.properties!;
  // one for each extractor, and one for ready-made features, which names none
  const ofExtractors = valueOf(media).oneOf!;
  const extractors = ofExtractors.flatMap((node) => {
    const name = node.properties!.extractor?.const;
    return typeof name === 'string' ? [[name, node] as const] : [];
  });
  const [[, image]] = extractors;
  const { options: _options, extractor, ...ofMedia } = image.properties!;
  const { const: _const, ...anyExtractor } = extractor;
  const { encoder, decoder: _decoder, ...ofNetwork } = network.properties!;
  return [
    { title: 'Experiment', intro: 'Name, seed and what is learnt from.', prefix: '', node: { ...root, properties: general } },
    {
      title: 'A modality',
      intro: 'How one modality becomes features. `<modality>` is the name of a column of the manifest.',
      prefix: 'media.<modality>',
      node: {
        ...image,
        properties: { extractor: { ...anyExtractor, enum: extractors.map(([name]) => name) }, ...ofMedia },
        required: [],
      },
    },
    ...extractors.map(([name, { properties }]) => ({
      title: `${name[0].toUpperCase()}${name.slice(1)} extractor`,
      intro: `Options of a modality whose \`extractor\` is \`${name}\`.`,
      prefix: 'media.<modality>.options',
      node: properties!.options,
    })),
    {
      title: 'Model: stages',
      intro: 'Stages are trained in the order written, each after the one before; the last one embeds. The name of a stage is free.',
      prefix: 'model.stages.<stage>',
      node: { ...stage, properties: ofStage },
    },
    {
      title: 'Model: network',
      intro: 'Encoders, fusion and decoders of the networks of a stage.',
      prefix: 'model.stages.<stage>.network',
      node: { ...network, properties: ofNetwork },
    },
    {
      title: 'Model: encoders and decoders',
      intro: 'The settings of `encoder`, and likewise of `decoder`: layers of ReLU between features and latent.',
      prefix: 'model.stages.<stage>.network.encoder',
      node: encoder,
    },
    {
      title: 'Model: objective',
      intro: 'The terms of the loss, each with a weight; 0 leaves a term out.',
      prefix: 'model.stages.<stage>.objective',
      node: objective,
    },
    {
      title: 'Model: training',
      intro: 'How the networks of a stage are trained.',
      prefix: 'model.stages.<stage>.training',
      node: training,
    },
    {
      title: 'Latents',
      intro: 'How the latents that a last stage reconstructs are made of those of the stage before.',
      prefix: 'latents',
      node: latents,
    },
    { title: 'Codes', intro: 'How the codes of a last stage are found.', prefix: 'codes', node: codes },
    {
      title: 'Baselines',
      intro: 'Linear baselines to compare the model with; `{}` takes one with its defaults.',
      prefix: 'baselines',
      node: baselines,
    },
  ];
}

/** The schema of what a record holds. */
const valueOf = ({ additionalProperties }: JsonSchema) => additionalProperties as JsonSchema;

function toMarkdown({ title, intro, prefix, node }: Section): string {
  const settings = settingsOf(node, '');
  const hasUnits = settings.some(({ node: { unit } }) => unit !== undefined);
  const columns = [prefix ? `\`${prefix}.\`` : 'setting', 'value', 'default', ...(hasUnits ? ['unit'] : []), 'meaning'];
  const rows = settings.map((setting) => toRow(setting, hasUnits));
  return [`## ${title}`, '', intro, '', `| ${columns.join(' | ')} |`, `|${' --- |'.repeat(columns.length)}`, ...rows].join('\n');
}

function toRow({ path, node, isRequired }: Setting, hasUnits: boolean): string {
  const cells = [
    `\`${path}\``,
    ruleInWords(node),
    defaultOf(node, isRequired),
    ...(hasUnits ? [String(node.unit ?? '')] : []),
    String(node.description ?? ''),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function defaultOf(node: JsonSchema, isRequired: boolean): string {
  if (node['x-default'] !== undefined) return String(node['x-default']);
  if (node.default !== undefined) return `\`${JSON.stringify(node.default)}\``;
  return isRequired ? 'required' : '';
}

/** The settings within an object, depth first: an object of settings is replaced by what it holds. */
function settingsOf({ properties = {}, required = [] }: JsonSchema, prefix: string): Setting[] {
  return Object.entries(properties).flatMap(([key, node]) => {
    const path = prefix ? `${prefix}.${key}` : key;
    const own = { path, node, isRequired: required.includes(key) };
    const held = heldBy(node);
    if (held === undefined) return [own];
    const isOptional = node['x-default'] !== undefined || node.anyOf !== undefined;
    return isOptional ? [own, ...settingsOf(held, path)] : settingsOf(held, path);
  });
}

/** What an object of settings holds; undefined for a single setting, and for one whose keys are free. */
function heldBy(node: JsonSchema): JsonSchema | undefined {
  if (node.properties) return node;
  return node.anyOf?.find(({ properties }) => properties !== undefined);
}
