/** @type {{ project: 'unit', test: string }} */
const vault = { project: 'unit', test: 'test/unit/services/account/vault.test.ts' };

/** @type {{ project: 'integration', test: string }} */
const accounts = { project: 'integration', test: 'test/integration/accounts/accounts.test.ts' };

/** @type {readonly import('./list.mjs').Mutant[]} The app's own files, the keyring, the programs it starts, and the demo. */
export const ownFiles = [
  {
    name: 'the token is written where nothing encrypts it',
    edits: [
      {
        file: 'main/services/account/vault.ts',
        find: "    if (backend.kind === 'none') return false;\n    const bytes = await encrypted(byName, backend.name);",
        put: "    const bytes = await encrypted(byName, backend.kind === 'none' ? 'none' : backend.name);",
      },
    ],
    ...vault,
  },
  {
    name: 'a file of a newer version is written over',
    edits: [
      {
        file: 'main/services/document.ts',
        find: '    if (isNewer && !(await keepNewer())) return false;\n',
        put: '',
      },
    ],
    project: 'unit',
    test: 'test/unit/services/newer-file.test.ts',
  },
  {
    name: 'the keyring is touched when the vault is made',
    edits: [
      {
        file: 'main/services/account/vault.ts',
        find: "  const read: Vault['read'] = (name) =>",
        put: "  void backendNow();\n  const read: Vault['read'] = (name) =>",
      },
    ],
    ...vault,
  },
  {
    name: 'the keyring is touched as soon as the app starts',
    edits: [{ file: 'main/runtime/runtime.ts', find: 'const beforeVaultMs = 400;', put: 'const beforeVaultMs = 0;' }],
    project: 'unit',
    test: 'test/unit/runtime/vault-delay.test.ts',
  },
  {
    name: 'a key in Chromium’s source counts as encryption',
    edits: [
      {
        file: 'main/adapters/electron/secrets.ts',
        find: "new Set(['basic_text', 'unknown'])",
        put: "new Set(['unknown'])",
      },
    ],
    project: 'unit',
    test: 'test/unit/adapters/electron/secrets.test.ts',
  },
  {
    name: 'the keyring is touched before the tray is there',
    edits: [
      {
        file: 'main/index.ts',
        find: '  const tray = createTray(',
        put: "  await import('electron').then(({ safeStorage }) => safeStorage.isEncryptionAvailable());\n  const tray = createTray(",
      },
    ],
    project: 'e2e',
    test: 'test/e2e/main-job.test.ts',
  },
  {
    name: 'others may read the app’s own files',
    edits: [{ file: 'main/adapters/files/temp-files.ts', find: 'openNew(path, 0o600)', put: 'openNew(path, 0o644)' }],
    project: 'integration',
    test: 'test/integration/files/data-files.test.ts',
  },
  {
    name: 'others may read the preferences',
    edits: [
      {
        file: 'main/adapters/electron/preferences-store.ts',
        find: 'configFileMode: 0o600',
        put: 'configFileMode: 0o644',
      },
    ],
    project: 'unit',
    test: 'test/unit/adapters/electron/preferences-store.test.ts',
  },
  {
    name: 'qwen is started although nobody agreed',
    edits: [
      {
        file: 'main/services/settings/installed-client.ts',
        find: 'if (answer !== true) return',
        put: 'if (answer === undefined) return',
      },
    ],
    project: 'unit',
    test: 'test/unit/services/settings/installed-client.test.ts',
  },
  {
    name: 'the demo reads the user’s variables',
    edits: [
      {
        file: 'main/demo/environment.ts',
        find: 'environment: () => environment,',
        put: 'environment: () => ({ ...process.env, ...environment }),',
      },
    ],
    project: 'integration',
    test: 'test/integration/demo-environment.test.ts',
  },
  {
    name: 'a further account has the session of the first one',
    edits: [
      {
        file: 'main/runtime/account-opener.ts',
        find: '  id === firstAccountId ? firstTokenName : `${firstTokenName}/${id}`;',
        put: '  firstTokenName;',
      },
    ],
    ...accounts,
  },
  {
    name: 'a further account has the files of the first one',
    edits: [
      {
        file: 'main/runtime/account-opener.ts',
        find: 'filesBelow(deps.files, accountFolder(id), isGone)',
        put: "filesBelow(deps.files, '.', isGone)",
      },
    ],
    ...accounts,
  },
  {
    name: 'the token of a removed account stays in the vault',
    edits: [
      {
        file: 'main/runtime/accounts.ts',
        find: 'const signedOut = services.quota.signOut();',
        put: 'const signedOut = null;',
      },
      { file: 'main/runtime/accounts.ts', find: 'await vault.clear(tokenNameOf(id))', put: 'true' },
    ],
    ...accounts,
  },
  {
    name: 'an account counts as removed while its token may still be in the vault',
    edits: [{ file: 'main/runtime/accounts.ts', find: ' && isCleared) list', put: ') list' }],
    project: 'integration',
    test: 'test/integration/accounts/removal.test.ts',
  },
  {
    name: 'an Electron with another checksum is unpacked',
    edits: [{ file: 'build/runtime/fallback.mjs', find: 'if (sum !== recipe.sha256) {', put: "if (sum === '') {" }],
    project: 'integration',
    test: 'test/integration/build/fallback.test.ts',
  },
];
