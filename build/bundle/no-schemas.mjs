// Stands in the bundle for `ajv` and `ajv-formats`, which electron-store loads in any case and uses only for a JSON schema.
// The preferences are checked with zod and give it none.

export class Ajv2020 {
  constructor() {
    throw new Error('The bundle has no ajv: check the values of a store with zod.');
  }
}

export default { default: Ajv2020 };
