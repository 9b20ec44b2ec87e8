import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { UserFolders } from './app/app-driver.ts';

/** Puts a fake `qwen` on the user's PATH that reports a given configuration in the format of 0.24.4. */
export interface StandInClient {
  says(answer: { readonly baseUrl: string; readonly model: string; readonly keyVariable: string }): void;
}

export function installClient({ base }: Pick<UserFolders, 'base'>): StandInClient {
  const answers = path.join(base, 'doctor.json');
  const program = path.join(base, 'bin', 'qwen');
  writeFileSync(program, `#!/bin/sh\n[ "$*" = "-p /doctor" ] && exec cat '${answers}'\nexit 9\n`);
  chmodSync(program, 0o755);
  return {
    says({ baseUrl, model, keyVariable }) {
      const detail = `Base URL: ${baseUrl}\nModel: ${model}\nAPI key: configured (${keyVariable})`;
      const check = {
        category: 'Authentication',
        name: 'API key',
        status: 'pass',
        message: 'configured (openai)',
        detail,
      };
      writeFileSync(answers, JSON.stringify({ checks: [check], summary: { pass: 1, warn: 0, fail: 0 } }));
    },
  };
}
