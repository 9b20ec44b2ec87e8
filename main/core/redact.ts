const mask = '***';

/**
 * What must not lie in a log, by its looks: named secrets, keys of model services, authorisation headers, what stands
 * between `://` and `@`, mail addresses, and any long run of mixed letters and digits, as opaque tokens are. A log that
 * loses a harmless identifier is still a log.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[^\s"',;]+/gi, `$1 ${mask}`],
  [/\bsk-[A-Za-z0-9_-]{4,}/g, `sk-${mask}`],
  [
    /(["']?\b[\w-]*(?:token|secret|password|passwd|verifier|api[_-]?key|apikey|credential|cookie)s?["']?\s*[=:]\s*["']?)[^\s"',;&}]+/gi,
    `$1${mask}`,
  ],
  [/(:\/\/)[^\s/@"']+@/g, `$1${mask}@`],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, mask],
  [/\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9][\w-]{27,}/g, mask],
];

/** Takes everything that looks like a secret or a person out of a line. Pure. */
export const redact = (line: string): string =>
  rules.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
