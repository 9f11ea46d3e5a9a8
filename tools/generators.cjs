// Nx asks for CommonJS; the generators are TypeScript as everything else.
const { pathToFileURL } = require('node:url');

const generator = (name) => async (tree, options) => {
  const { tsImport } = await import('tsx/esm/api');
  const { [name]: generate } = await tsImport(`./src/generators/${name}.ts`, pathToFileURL(__filename).href);
  return generate(tree, options);
};

module.exports = { modality: generator('modality'), fusion: generator('fusion'), measure: generator('measure') };
