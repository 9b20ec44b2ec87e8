// `npm run check`: what every commit has to pass.
import { runChecks } from './checks.mjs';

const { ok } = await runChecks();
process.exitCode = ok ? 0 : 1;
