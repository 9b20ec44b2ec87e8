/** How many times longer than usual a test may take: `npm run test:windows` runs on a slow Windows. */
export const patience = Number(process.env['QWEN_GAUGE_TEST_PATIENCE'] ?? 1);
