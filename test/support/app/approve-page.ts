import assert from 'node:assert/strict';

/** Approves or denies a sign-in on the stand-in's verification page, by its button. */
export async function pressOnPage(address: string, button: 'approve' | 'deny'): Promise<string> {
  const page = await (await fetch(address)).text();
  const form = [
    ...page.matchAll(/<form method="post" action="([^"]+)">\s*<input type="hidden" name="token" value="([^"]+)">/g),
  ];
  const found = form.find(([, action]) => action?.endsWith(button));
  assert(found, `no ${button} button on the page`);
  const [, action, token] = found;
  const answer = await fetch(new URL(String(action), address), {
    method: 'POST',
    body: new URLSearchParams({ token: String(token) }),
  });
  return answer.text();
}
