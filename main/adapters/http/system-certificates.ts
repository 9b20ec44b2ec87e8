import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

interface SystemCertificatesDeps {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The certificates (PEM) that this machine trusts, such as the root of a company whose proxy inspects TLS: those of
 * the system's store, and those of the file that NODE_EXTRA_CA_CERTS names, which the packed app does not see
 * (docs/facts/desktop.md §8). Empty where none can be read. Takes up to minutes on macOS, without blocking the caller.
 */
export async function systemCertificates({ platform, env }: SystemCertificatesDeps): Promise<readonly string[]> {
  const hasStore = platform === 'darwin' || platform === 'win32';
  const bundles = env['SSL_CERT_FILE'] ? [env['SSL_CERT_FILE']] : linuxBundles;
  const [system, extra] = await Promise.all([
    hasStore ? fromSystemStore() : firstReadable(bundles),
    firstReadable([env['NODE_EXTRA_CA_CERTS'] ?? '']),
  ]);
  return [...new Set([...system, ...extra])];
}

/** Debian and Arch, Fedora and RHEL, openSUSE, Alpine. Chromium and Node's own list both ignore these files. */
const linuxBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

async function firstReadable(files: readonly string[]): Promise<readonly string[]> {
  for (const file of files) {
    const certificates = certificatesIn(await readFile(file, 'utf8').catch(() => ''));
    if (certificates.length > 0) return certificates;
  }
  return [];
}

/** Leaves out what does not parse: one broken certificate would make the whole list unusable. */
const certificatesIn = (text: string): readonly string[] =>
  (text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).filter(isCertificate);

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== null;
  } catch {
    return false;
  }
}

// In a worker, because on macOS the call blocks for seconds to minutes (docs/facts/desktop.md §8).
const readSystemStore = `
  const { getCACertificates } = require('node:tls');
  require('node:worker_threads').parentPort.postMessage(getCACertificates?.('system') ?? []);
`;

function fromSystemStore(): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const worker = new Worker(readSystemStore, { eval: true });
    worker.once('message', (found: unknown) => resolve(certificatesIn(Array.isArray(found) ? found.join('\n') : '')));
    worker.once('error', () => resolve([]));
  });
}
