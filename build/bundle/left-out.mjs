// Stands in the bundle for what a package loads in any case and this app never reaches:
// - `ajv` and `ajv-formats`: electron-store uses them only for a JSON schema. The preferences are checked with zod.
// - `semver`: electron-store uses it only to migrate values, and is given no migrations.
// - undici's forms: only for a body that is a form. Every body here is a text.

export class Ajv2020 {
  constructor() {
    throw new Error('The bundle has no ajv: check the values of a store with zod.');
  }
}

export function extractBody() {
  throw new Error('The bundle cannot send a form: send a text.');
}

export default { default: Ajv2020 };
