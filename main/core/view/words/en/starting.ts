/** The words that the tray shows before the app is loaded. Nothing else may be loaded for them. */
export const startingEn = {
  appName: 'Qwen Gauge',
  loading: 'Asking for your quota…',
  open: 'Open Qwen Gauge',
  quit: 'Quit Qwen Gauge',
};
