// Stands in the bundle for zod's export of a schema as JSON Schema. zod gives each schema the methods for it; no code here
// calls them, nor reads the bounds of a schema, which zod works out with the same code. CommonJS, since zod names more
// functions of these files than are needed here.

function leftOut() {
  throw new Error('The bundle has no JSON Schema.');
}

module.exports = {
  createToJSONSchemaMethod: () => leftOut,
  createStandardJSONSchemaMethod: () => leftOut,
};
