import { describe, expect, it } from 'vitest';
import { maskJsonLine, maskText } from '../../../main/core/provider/settings-text/mask.ts';
import { redact } from '../../../main/core/redact.ts';
import { containsKey } from '../../../main/core/secrets.ts';

/** Built from parts, so that no scanner of repositories takes them for real ones. */
const secret = ['aBcDeFgHi', 'JkLmNoPqRsTuVw'].join('');
const uuid = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';

const hooks: readonly (readonly [address: string, hidden: string])[] = [
  [`https://hooks.slack.com/services/T0AB/B0CD/${secret}`, secret],
  [`https://hooks.slack.com/services/TAB/BCD/short`, 'short'],
  [`https://hooks.slack.com/workflows/TAB/ACD/12/${secret}`, secret],
  [`https://hooks.slack-gov.com/triggers/EAB/12/${secret}`, secret],
  [`https://discord.com/api/webhooks/1234/${secret}-_x`, secret],
  [`https://canary.discordapp.com/api/v10/webhooks/1234/${secret}`, secret],
  [`https://example.webhook.office.com/webhookb2/${uuid}@${uuid}/IncomingWebhook/${secret}/${uuid}`, secret],
  [`https://outlook.office.com/webhook/${uuid}@${uuid}/IncomingWebhook/${secret}`, secret],
  [
    `https://prod-1.westus.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke?sp=%2Frun&sig=${secret}`,
    secret,
  ],
  [`https://open.feishu.cn/open-apis/bot/v2/hook/${uuid}`, uuid],
  [`https://open.larksuite.com/open-apis/bot/hook/${secret}`, secret],
  [`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${uuid}`, uuid],
  [`https://oapi.dingtalk.com/robot/send?access_token=${secret}`, secret],
  [`https://hooks.zapier.com/hooks/catch/12/${secret}/`, secret],
  [`https://maker.ifttt.com/trigger/done/with/key/${secret}`, secret],
  [`https://api.telegram.org/bot123456:${secret}/sendMessage`, secret],
  [`https://chat.example.cn/hooks/${secret}9`, secret],
  [`http://n8n.example.cn:5678/webhook/${uuid}`, uuid],
];

const written: readonly (readonly [how: string, (address: string) => string])[] = [
  ['as it is', (address) => address],
  ['in a sentence', (address) => `posts to <${address}>, then ends`],
  ['in JSON', (address) => JSON.stringify({ hook: address })],
  ['in JSON with escaped slashes', (address) => `  "url": "${address.replaceAll('/', '\\/')}",`],
  ['in percent', (address) => `next=${encodeURIComponent(address)}`],
];

describe.each(written)('the secret in an address of a web hook, %s', (_, write) => {
  it.each(hooks)('is hidden: %s', (address, hidden) => {
    const text = write(address);
    for (const shown of [redact(text), maskText(text), maskJsonLine(text)]) expect(shown).not.toContain(hidden);
    expect(redact(redact(text))).toBe(redact(text));
    expect(maskText(maskText(text))).toBe(maskText(text));
  });
});

it.each([
  'https://hooks.slack.com/services',
  'https://api.slack.com/messaging/webhooks',
  'https://discord.com/developers/docs/resources/webhook',
  'https://git-scm.com/docs/githooks',
  'https://github.com/example/tool/hooks/pre-commit.sh',
  '/home/me/.qwen/hooks/format-on-save-with-a-long-name.sh',
  '.git/hooks/prepare-commit-msg',
  'https://llm.example.cn/webhook/v1',
  'https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot',
  'https://api.telegram.org/file',
  'make -k all/targets',
  'curl -k https://llm.example.cn/v1',
  'sort -k 2',
  'sort -k2,2 names.txt',
])('shows what holds no secret: %s', (text) => {
  expect([redact(text), maskText(text), containsKey(text)]).toEqual([text, text, false]);
});

it.each([
  ['tool -k short', 'short'],
  ['"args": ["-k", "short"]', 'short'],
  ['tool -k hunter2 --fast', 'hunter2'],
])('hides the value of a short option for a key: %s', (text, hidden) => {
  for (const shown of [redact(text), maskText(text), maskJsonLine(text)]) expect(shown).not.toContain(hidden);
});
