// Nx requires CommonJS; the generators themselves are TypeScript.
const { pathToFileURL } = require('node:url');

const generator = (name) => async (tree, options) => {
  const { tsImport } = await import('tsx/esm/api');
  const { [name]: generate } = await tsImport(`./src/generators/${name}.ts`, pathToFileURL(__filename).href);
  return generate(tree, options);
};

module.exports = { modality: generator('modality'), fusion: generator('fusion'), measure: generator('measure') };
