import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFiles } from '../../../../main/core/provider/precedence/client-files.ts';
import { inUseOf } from '../../../../main/core/provider/precedence/in-use.ts';
import { readDoctor } from '../../../../main/core/provider/precedence/installed-client-report.ts';
import { parseLayer } from '../../../../main/core/provider/precedence/layers.ts';
import { readSettings } from '../../../../main/core/provider/settings-text/settings-text.ts';
import { planRepair } from '../../../../main/core/provider/switch/repairs.ts';
import { viewSettings } from '../../../../main/core/provider/switch/settings-view.ts';
import { usedProvider } from '../../../../main/core/provider/switch/used-provider.ts';
import { redact } from '../../../../main/core/redact.ts';
import { expectNoSecret, secrets, settingsWith } from '../../../support/arbitrary-secrets.ts';
import { contextFrom, noFacts, planOnText } from '../../../support/settings-facts.ts';

const runs = { numRuns: 1_000, seed: 20_261_127 } as const;
/** The offset, or the end of the secret that it is inside of: a part of a secret has no form. */
function outside(text: string, secret: string, offset: number): number {
  const from = text.lastIndexOf(secret, offset);
  return from >= 0 && offset < from + secret.length ? from + secret.length : offset;
}

const cases = secrets.chain((secret) =>
  fc.tuple(fc.constant(secret), settingsWith(secret), fc.boolean(), fc.nat({ max: 1_000 })),
);

describe('random secrets in every string of settings, .env and exported variables', () => {
  it('reach no view, no plan, no repair and no excerpt', () => {
    fc.assert(
      fc.property(cases, ([secret, settings, isPretty, cut]) => {
        const text = JSON.stringify(settings, null, isPretty ? 2 : 0);
        const facts = {
          ...noFacts,
          keyFilePath: '/home/me/.qwen/.env',
          envFiles: [
            {
              path: '/home/me/.qwen/.env',
              text: `MY_API_KEY=${secret}\n# old ${secret}\n${secret}\n`,
              place: 'qwen-home' as const,
            },
          ],
          processEnvironment: { OPENAI_API_KEY: secret },
        };
        const view = viewSettings({ path: '/home/me/.qwen/settings.json', text, facts });
        expectNoSecret(view, secret, 'the view');
        for (const client of ['0.24', '0.15'] as const) {
          expectNoSecret(inUseOf(contextFrom({ ...facts, userText: text, client })), secret, `explain ${client}`);
        }
        const used = usedProvider(parseFiles(facts, parseLayer(text)));
        expectNoSecret(used, secret, 'status');
        const options = view.state === 'readable' ? view.options.filter(({ origin }) => origin === 'file') : [];
        for (const providerId of [...options.slice(0, 2).map(({ id }) => id), 'deepseek']) {
          const choice = {
            providerId,
            model: 'm',
            key: 'sk-0123456789abcdef',
            keyPlacement: 'env-file',
            follow: 'all',
          } as const;
          const outcome = planOnText({ text, choice, facts });
          if (outcome.kind !== 'plan') expectNoSecret(outcome, secret, 'the refusal');
          else expectNoSecret([outcome.diff, outcome.envFile?.diff, outcome.warnings], secret, 'the plan');
        }
        for (const { code } of view.state === 'readable' ? (view.repairs ?? []) : []) {
          const repair = planRepair({ text, code });
          if (repair.kind === 'plan') expectNoSecret(repair.diff, secret, `the repair ${code}`);
        }
        const broken = readSettings(`${text.slice(0, outside(text, secret, cut % text.length))} ?`);
        if (!broken.ok) expectNoSecret(broken.problem, secret, 'the excerpt');
      }),
      runs,
    );
  }, 300_000);
});

describe('random secrets in what is logged and reported', () => {
  const ways: readonly ((secret: string) => string)[] = [
    (secret) => `GET https://h.example/?token=${secret}&a=1 failed`,
    (secret) => `spawn qwencloud --api-key ${secret}: ENOENT`,
    (secret) => `spawn ["--api-key","${secret}"]`,
    (secret) => `Missing API key. Set the '${secret}' environment variable.`,
    (secret) => JSON.stringify({ headers: { authorization: `Bearer ${secret}` }, message: secret }),
    (secret) => JSON.stringify({ body: JSON.stringify({ message: `no key ${secret}` }) }),
    (secret) => `Error: ${secret}\n    at x (/home/me/${secret}.js:1:1)`,
    (secret) => encodeURIComponent(`{"api_key":"${secret}"}`),
    (secret) => `proxy http://me:${secret}@proxy.test:3128`,
  ];

  it('are in no line of a log, and in no answer of the installed client', () => {
    fc.assert(
      fc.property(secrets, fc.constantFrom(...ways), (secret, way) => {
        expectNoSecret(redact(way(secret)), secret, 'the log');
        const stderr = `${way(secret)}\n`;
        expectNoSecret(readDoctor({ exitCode: 1, stdout: '', stderr }, []), secret, 'the refusal of the client');
        const detail = `Base URL: https://h.example/${secret}?k=${secret}\nModel: ${secret}\nAPI key: configured (${secret})`;
        const checks = [{ category: 'Authentication', name: 'API key', status: 'pass', message: '', detail }];
        const report = readDoctor({ exitCode: 0, stdout: JSON.stringify({ checks }), stderr: '' }, []);
        expect(report.kind).toBe('reported');
        expectNoSecret(report, secret, 'the report of the client');
      }),
      runs,
    );
  }, 120_000);
});
