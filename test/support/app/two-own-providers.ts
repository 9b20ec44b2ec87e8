/** Settings with two providers of the user's own on this machine, of which the first is in use. */
export const twoOwnProviders = JSON.stringify({
  $version: 4,
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'a', baseUrl: 'http://127.0.0.1:41001/v1' },
  modelProviders: {
    openai: [
      { id: 'a', baseUrl: 'http://127.0.0.1:41001/v1', envKey: 'A_KEY' },
      { id: 'b', baseUrl: 'http://127.0.0.1:41002/v1', envKey: 'B_KEY' },
    ],
  },
  env: { A_KEY: 'a-key', B_KEY: 'b-key' },
});
