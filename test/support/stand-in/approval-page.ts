import type { DeviceFlow } from '../../../main/demo/service/stand-in/device-flow.ts';
import type { ServiceResponse } from '../../../main/demo/service/stand-in/messages.ts';
import { html } from './messages.ts';

const frame = (content: string): ServiceResponse =>
  html(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Stand-in QwenCloud: device sign-in</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 28rem; margin: 12vh auto; padding: 0 1rem; color: #1b1f24; }
form { display: inline-block; margin: 0 .5rem 0 0; }
button { font: inherit; padding: .5rem 1.25rem; border: 1px solid #57606a; border-radius: .4rem; background: #fff; }
button.approve { background: #1a7f37; border-color: #1a7f37; color: #fff; }
p.note { color: #57606a; }
</style>
</head>
<body>
<h1>Device sign-in</h1>
${content}
<p class="note">This page belongs to the stand-in service on this machine. It is not QwenCloud, and no real account is
involved.</p>
</body>
</html>
`);

const form = (action: string, label: string, token: string): string =>
  `<form method="post" action="/device/${action}"><input type="hidden" name="token" value="${token}">` +
  `<button class="${action}" type="submit">${label}</button></form>`;

/** The page at `VerificationUrl`. As with the real one, whoever has the link may decide. */
export function approvalPage(signIn: DeviceFlow, token: string): ServiceResponse {
  switch (signIn.stateOf(token)) {
    case 'pending':
      // A pending token was issued here, so it is a UUID and safe inside an attribute.
      return frame(
        `<p>Qwen Gauge asks to read the quota of the demo account.</p>
${form('approve', 'Approve', token)}${form('deny', 'Deny', token)}`,
      );
    case 'approved':
    case 'spent':
      return frame('<p id="done">Approved. You can close this page and go back to the app.</p>');
    case 'denied':
      return frame('<p id="done">Denied. Nothing was given to the app.</p>');
    case 'expired':
      return frame('<p id="done">This link has expired. Start again in the app.</p>');
    case 'unknown':
      return frame('<p id="done">This link is not known here.</p>');
  }
}
